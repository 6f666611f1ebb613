// Certificates in text: PEM and what surrounds it, exact places, Base64, LDIF, encodings, text that is
// something else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, fromHex, toBase64, toHex, utf8 } from '../../../server/src/core/certificate/bytes.js';
import { rangeOfByte, readPem } from '../../../server/src/core/certificate/containers/pem.js';
import { readCertificateFile, readCertificateText } from '../../../server/src/core/certificate/file.js';
import { rangeOfSpan } from '../../../server/src/core/certificate/place.js';
import { showable } from '../../../server/src/core/certificate/showable.js';
import * as der from '../../support/der-writer.js';
import { digests } from '../../support/digests.js';

const plain = der.certificate({
  extensions: [der.extension('2.5.29.17', der.sequence(der.tlv(0x82, 'mail.contoso.com')))],
});
const block = der.pem('CERTIFICATE', plain);

test('several blocks with anything between, in any line endings and indentation', () => {
  for (const text of [
    `first\n${block}between -----BEGIN nothing\n${block}after`,
    `${block}${block}`.replaceAll('\n', '\r\n'),
    `${block}${block}`.replaceAll('\n', '\r'),
    `  <!--\n${(block + block).replaceAll(/^/gm, '    ')}-->`,
    `\`\`\`\n${block}${block}\`\`\``,
  ]) {
    const file = readCertificateText(text, digests);
    assert.deepEqual(file.problems, []);
    assert.equal(file.entries.length, 2, text.slice(0, 20));
    for (const { place } of file.entries) {
      assert.ok(place.kind === 'text');
      assert.match(
        text.slice(place.range.start, place.range.end),
        /^-----BEGIN CERTIFICATE-----[^]*-----END CERTIFICATE-----$/,
      );
    }
  }
});

test('labels of every kind, checked by what is inside', () => {
  const kinds = (label: string, bytes: Uint8Array): string[] =>
    readCertificateText(der.pem(label, bytes), digests).entries.map(({ model }) => model.kind);
  assert.deepEqual(kinds('X509 CERTIFICATE', plain), ['certificate']);
  assert.deepEqual(kinds('TRUSTED CERTIFICATE', Buffer.concat([plain, der.sequence()])), ['certificate']);
  assert.deepEqual(kinds('X509 CRL', der.revocationList([])), ['crl']);
  // certutil -encode writes CERTIFICATE around everything.
  assert.deepEqual(kinds('CERTIFICATE', der.revocationList([der.integer(1)])), ['crl']);
  assert.deepEqual(kinds('EC PARAMETERS', plain), []);
});

test('a block without end, with another end, with a wrong character, cut short, empty', () => {
  const problems = (text: string): [string, string][] =>
    readCertificateText(text, digests).problems.map(({ message, range }) => [
      message,
      text.slice(range!.start, range!.end),
    ]);
  const withoutEnd = block.slice(0, block.indexOf('-----END'));
  assert.deepEqual(problems(withoutEnd), [['-----END CERTIFICATE----- is missing.', '-----BEGIN CERTIFICATE-----']]);
  assert.equal(readCertificateText(withoutEnd, digests).entries.length, 1);
  assert.deepEqual(problems(block.replace('END CERTIFICATE', 'END X509 CRL')), [
    [
      'The block begins with -----BEGIN CERTIFICATE----- and must end with -----END CERTIFICATE-----.',
      '-----END X509 CRL-----',
    ],
  ]);
  const wrong = block.replace(/\n(.{10})./, '\n$1*');
  assert.deepEqual(problems(wrong)[0], ['Not a Base64 character.', '*']);
  const lines = block.split('\n');
  const short = [...lines.slice(0, 2), ...lines.slice(3)].join('\n');
  const [message, at] = problems(short)[0]!;
  assert.match(message, /announced|Expected/);
  assert.ok(at.length <= 2);
  assert.deepEqual(problems('-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----'), [
    ['The block is empty.', '-----BEGIN CERTIFICATE-----'],
  ]);
});

test('blocks in quotes, comments, patches and string literals', () => {
  const lines = block.trimEnd().split('\n');
  const each = (prefix: string): string => lines.map((line) => prefix + line).join('\n');
  const texts = [
    each('> '),
    each('> > '),
    each('  # '),
    each('// '),
    each(' * '),
    each('+'),
    each('-'),
    each('+ ').replaceAll('\n', '\r\n'),
    `| ${lines.join('\n|')}\n`,
    JSON.stringify({ certificate: block }),
    JSON.stringify({ certificate: block.replaceAll('\n', '\r\n') }).replaceAll('/', '\\/'),
    `{"a":"${lines.join('\\n')}","b":1}`,
  ];
  for (const text of texts) {
    const { entries, problems } = readCertificateText(text, digests);
    assert.deepEqual(problems, [], text.slice(0, 60));
    const [{ model, place }] = entries as [(typeof entries)[0]];
    assert.deepEqual([...model.der], [...plain]);
    assert.ok(place.kind === 'text');
    assert.match(text.slice(place.range.start, place.range.end), /^-----BEGIN [^]*-----END CERTIFICATE-----$/);
    const range = rangeOfSpan(text, place, model.extensions[0]!.span);
    const marks = /(^|[\r\n])[ \t]*(?:>[> ]*|#|\/\/(?= )|\*|[+|-])/g;
    const escapes = /\\[nr]|\\(?=\/)/g;
    const quoted = text.slice(range.start, range.end).replaceAll(text.startsWith('{') ? escapes : marks, ' ');
    assert.ok(Buffer.from(quoted.replaceAll(/\s/g, ''), 'base64').includes('mail.contos'), text.slice(0, 60));
  }
  // Cut off in the middle of a quote: what is there is told.
  const cut = readCertificateText(`${each('> ').slice(0, 200)}\n\nand so on`, digests);
  assert.ok(cut.problems.length > 0);
  // Only the first line begins so: nothing is taken for a prefix.
  assert.equal(readCertificateText(`+${block}`, digests).entries.length, 1);
});

test('a byte of a certificate is found in the Base64 of its lines', () => {
  const text = `\ufeffcomment\r\n${block.replaceAll('\n', '\r\n')}`;
  const { base64, bytes } = readPem(text)[0]!;
  for (let byte = 0; byte < bytes.length; byte++) {
    const { start } = rangeOfByte(text, base64, byte);
    const before = text.slice(base64.start, start).replaceAll(/\s/g, '').length;
    assert.equal(before, Math.floor((byte * 4) / 3));
  }
  const { entries } = readCertificateText(text, digests);
  const { model, place } = entries[0]!;
  const range = rangeOfSpan(text, place, model.extensions[0]!.span);
  const quoted = text.slice(range.start, range.end).replaceAll(/\s/g, '');
  assert.ok(Buffer.from(quoted, 'base64').includes('mail.contos'));
  assert.equal(text.slice(rangeOfSpan(text, place, null).start).startsWith('-----BEGIN CERTIFICATE-----\r\n'), true);
});

test('nothing but Base64, with and without line breaks', () => {
  for (const text of [
    toBase64(plain),
    `${toBase64(plain)
      .match(/.{1,76}/g)!
      .join('\r\n')}\r\n`,
  ]) {
    const file = readCertificateText(text, digests);
    assert.equal(file.format, 'base64');
    assert.equal(file.entries.length, 1);
    assert.deepEqual(file.problems, []);
  }
  const cut = readCertificateText(toBase64(plain).slice(0, 101), digests);
  assert.ok(cut.problems.some(({ severity }) => severity === 'error'));
  assert.equal(readCertificateText('aGVsbG8gd29ybGQ=', digests).entries.length, 0);
});

test('files in UTF-8 with a mark, UTF-16 of both orders, and bytes that are text beginning with 0', () => {
  const units = Buffer.from(`\ufeff${block}`, 'utf16le');
  for (const bytes of [
    Buffer.from(`\ufeff${block}`),
    units,
    Buffer.from(units).swap16(),
    units.subarray(2),
    Buffer.from(units.subarray(2)).swap16(),
    Buffer.from(`J\xfcrgens Zertifikat\n${block}`, 'latin1'),
    Buffer.from(block.trimEnd()),
    Buffer.from(block.replaceAll('\n', '\r').replace('\r', '\rProc-Type: 4,CLEAR\r\r')),
    Buffer.from(`0 is no DER\n${block}`),
  ]) {
    assert.equal(readCertificateFile(bytes, digests).entries.length, 1);
  }
});

test('LDIF: certificates, lists and mappings of directory objects, folded lines, comments', () => {
  const folded = (name: string, bytes: Uint8Array): string =>
    `${name}:: ${toBase64(bytes)
      .match(/.{1,60}/g)!
      .join('\r\n ')}`;
  const text = [
    'version: 1',
    '# a comment',
    ' that goes on',
    'dn: CN=Jane,DC=contoso,DC=com',
    'objectClass: user',
    folded('userCertificate;binary', plain),
    'altSecurityIdentities: X509:<RFC822>jane@contoso.com',
    'altSecurityIdentities: X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-',
    ' CA<SR>1200000000AC11000000002B',
    '',
    `dn:: ${Buffer.from('CN=Jürgen,DC=contoso').toString('base64')}`,
    folded('cACertificate', plain),
    folded('certificateRevocationList;binary', der.revocationList([der.integer(7)])),
    'userCertificate:: !!!',
    '',
  ].join('\r\n');
  const file = readCertificateText(text, digests);
  assert.equal(file.format, 'ldif');
  assert.deepEqual(
    file.entries.map(({ model, friendlyName }) => [model.kind, friendlyName]),
    [
      ['certificate', 'CN=Jane,DC=contoso,DC=com'],
      ['certificate', 'CN=Jürgen,DC=contoso'],
      ['crl', 'CN=Jürgen,DC=contoso'],
    ],
  );
  assert.deepEqual(
    file.identities.map(({ identity, dn }) => [identity.form, identity.strength, dn]),
    [
      ['email', 'weak', 'CN=Jane,DC=contoso,DC=com'],
      ['issuerSerial', 'strong', 'CN=Jane,DC=contoso,DC=com'],
    ],
  );
  assert.equal(file.identities[1]!.identity.serialNumber, '2b0000000011ac0000000012');
  assert.deepEqual(
    file.problems.map(({ message, offset }) => [message, text[offset]]),
    [['Not a Base64 character.', '!']],
  );
});

test('a serialized store is recognised and named; other files say that they hold nothing', () => {
  const store = readCertificateFile(Buffer.from('0000000043455254200000000100000000000000', 'hex'), digests);
  assert.equal(store.format, 'serializedStore');
  assert.match(store.problems[0]!.message, /serialized certificate store/);
  for (const bytes of [Buffer.alloc(0), Buffer.from('hello'), Buffer.from([0, 1, 2, 3])]) {
    const file = readCertificateFile(bytes, digests);
    assert.deepEqual([file.entries.length, file.problems.length], [0, 1]);
  }
});

test('Base64 and hexadecimal, with what is wrong in them', () => {
  for (let length = 0; length < 10; length++) {
    const bytes = Uint8Array.from({ length }, (_, index) => index * 41);
    assert.deepEqual([...fromBase64(toBase64(bytes)).bytes], [...bytes]);
    assert.deepEqual([...fromBase64(toBase64(bytes).replaceAll('=', '')).bytes], [...bytes]);
    assert.deepEqual([...fromHex(toHex(bytes))!], [...bytes]);
  }
  assert.deepEqual(fromBase64('QUJD RA==\n').problem, null);
  assert.deepEqual(fromBase64('QUJD$').problem, { offset: 4, message: 'Not a Base64 character.' });
  assert.deepEqual(fromBase64('QQ==QQ==').problem, { offset: 4, message: 'Base64 goes on after its padding.' });
  assert.deepEqual(fromBase64('QUJDR').problem, { offset: 5, message: 'Base64 ends in the middle of a byte.' });
  assert.deepEqual(fromBase64('QUJDRA=').problem, { offset: 7, message: 'Base64 padding is incomplete.' });
  assert.deepEqual([...fromHex('2B:00-1a 0F')!], [0x2b, 0, 0x1a, 0x0f]);
  assert.equal(fromHex('2B0'), null);
  assert.equal(fromHex('zz'), null);
});

test('UTF-8 is decoded as the platform decodes it, broken or not', () => {
  const platform = new TextDecoder('utf-8', { ignoreBOM: true });
  for (const bytes of [
    Buffer.from('aä€𝄞'),
    Buffer.from('c0afedA080f48fbfbff4908080ff', 'hex'),
    Buffer.from('e28261', 'hex'),
    Buffer.from('f09f9861c3', 'hex'),
  ]) {
    const ours = utf8(bytes).replaceAll(/\ufffd+/g, '\ufffd');
    assert.equal(ours, platform.decode(bytes).replaceAll(/\ufffd+/g, '\ufffd'));
  }
});

test('what hides or reorders text becomes visible', () => {
  assert.equal(showable('a\u202eb\u0000c\u200bd\ud800e'), 'a⟨U+202E⟩b⟨U+0000⟩c⟨U+200B⟩d⟨U+D800⟩e');
  assert.equal(showable('Jürgen 𝄞 <b>'), 'Jürgen 𝄞 <b>');
  assert.equal(showable('x'.repeat(2000), 10), 'xxxxxxxxxx… (2000 characters)');
});

test('white space of any kind in headers and bag attributes takes no time', () => {
  const long = '\n\v'.repeat(100_000);
  const started = performance.now();
  readPem(`-----BEGIN CERTIFICATE-----\nName: value${long}-----END CERTIFICATE-----\n`);
  readPem(`Bag Attributes${'\n'.repeat(4000)}${block}`.repeat(100));
  assert.ok(performance.now() - started < 2000);
});
