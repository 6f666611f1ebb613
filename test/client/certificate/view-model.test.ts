// What the view says of certificates made at the moment: verdicts, chains, copies, structure, comparison,
// reading in pieces.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { readFile, readText } from '../../../client/src/certificate/read.js';
import { viewedFilesOf, newerListOf, subjectOf } from '../../../client/src/certificate/subject.js';
import { calendarOf } from '../../../client/src/certificate/view-model/calendar.js';
import { chainOf } from '../../../client/src/certificate/view-model/chain.js';
import { compareRows } from '../../../client/src/certificate/view-model/compare.js';
import { detailOf } from '../../../client/src/certificate/view-model/detail.js';
import { noticeOf } from '../../../client/src/certificate/view-model/notices.js';
import { asn1Answer, shownBytes } from '../../../client/src/certificate/view-model/raw.js';
import { rowOf } from '../../../client/src/certificate/view-model/rows.js';
import { thumbprintAt } from '../../../client/src/certificate/view-model/thumbprints.js';
import { certificateVerdict } from '../../../client/src/certificate/view-model/verdict.js';
import { identityHover } from '../../../client/src/certificate/view-model/hover.js';
import type { Detail } from '../../../client/src/webview/messages.js';
import { forgeDigests } from '../../../server/src/adapters/digests.js';
import { pkcs12Crypto } from '../../../server/src/adapters/pkcs12.js';
import { verifySignature } from '../../../server/src/adapters/signatures.js';
import { readCertificateFile } from '../../../server/src/core/certificate/file.js';
import type { CertificateFile } from '../../../server/src/core/certificate/file.js';
import { parseAltSecurityIdentity } from '../../../server/src/core/certificate/meaning/alt-security-identities.js';
import type { X509Certificate } from '../../../server/src/core/certificate/model.js';
import { openPkcs12 } from '../../../server/src/core/certificate/pkcs12-open.js';
import type { Revocation } from '../../../server/src/core/certificate/trust/revocation-lists.js';
import { generatedCertificates, NOW, PASSWORD, SID } from '../../support/certificates.js';
import type { CertificateName } from '../../support/certificates.js';
import { noUses } from '../../../server/src/core/certificate-uses/model.js';
import * as der from '../../support/der-writer.js';
import { english } from './support.js';

const made = generatedCertificates();
const skip = made === null;
const around = { ...english, now: NOW };

async function detailIn(file: CertificateFile, index = 0, others: readonly CertificateFile[] = []): Promise<Detail> {
  const entry = file.entries[index]!;
  const workspace = others.map((each, i) => ({ uri: `file:///other${i}.cer`, file: each }));
  const viewedFiles = viewedFilesOf('file:///x.cer', file, workspace, verifySignature);
  const subject = await subjectOf(entry, file, viewedFiles, NOW, noUses);
  return detailOf(
    {
      index,
      entry,
      privateKeys: file.privateKeys,
      fileName: 'x.cer',
      known: {
        subject,
        newerList: await newerListOf(entry, viewedFiles, NOW),
        whereabouts: viewedFiles.whereabouts,
        uses: noUses,
      },
    },
    around,
  );
}

const fileOf = (name: CertificateName): Promise<CertificateFile> => readText(made!.pem(name));

const verdicts: readonly (readonly [CertificateName, string, RegExp, RegExp])[] = [
  ['strong', 'good', /^jane@contoso\.com can sign in/, new RegExp(SID)],
  ['sanUri', 'good', /can sign in/, /Windows Server 2019/],
  ['upnOnly', 'bad', /^jane@contoso\.com cannot sign in with this certificate unless/, /No strong mapping/],
  ['noUpn', 'bad', /^This certificate cannot be used to sign in unless/, /has no UPN/],
  ['expired', 'bad', /^jane@contoso\.com cannot sign in/, /Jan 1, 2021.*403\.17/],
  ['ellipticCurve', 'good', /can sign in/, /EC P-384/],
  ['wrongPurpose', 'bad', /cannot sign in/, /does not include Client Authentication/],
  ['authorityAsClient', 'bad', /cannot sign in/, /CA certificate/],
  ['server', 'neutral', /^Server certificate/, /mail\.contoso\.com/],
  ['root', 'neutral', /^CA certificate/, /./],
];
for (const [name, tone, headline, reason] of verdicts) {
  test(`the verdict on ${name}`, { skip }, async () => {
    const others = await Promise.all([fileOf('authority'), fileOf('root')]);
    const { verdict } = await detailIn(await fileOf(name), 0, others);
    assert.equal(verdict.tone, tone, JSON.stringify(verdict));
    assert.match(verdict.headline, headline);
    assert.match(verdict.reasons.map(({ text }) => text).join('\n'), reason);
  });
}

test('what is said of a certificate that no user shows speaks of no user', { skip }, async () => {
  const others = await Promise.all([fileOf('authority'), fileOf('root')]);
  for (const [name, now, tone] of [
    ['selfSigned', NOW, 'neutral'],
    ['server', NOW, 'neutral'],
    ['server', Date.UTC(2044, 1), 'bad'],
    ['server', Date.UTC(2023, 1), 'bad'],
    ['authority', Date.UTC(2044, 1), 'bad'],
  ] as const) {
    const file = await fileOf(name);
    const viewedFiles = viewedFilesOf('file:///x.cer', file, [], verifySignature);
    for (const each of [
      await subjectOf(file.entries[0]!, file, viewedFiles, now, noUses),
      await subjectOf(
        file.entries[0]!,
        file,
        viewedFilesOf(
          'file:///x.cer',
          file,
          others.map((other, i) => ({ uri: `file:///${i}`, file: other })),
          verifySignature,
        ),
        now,
        noUses,
      ),
    ]) {
      const verdict = certificateVerdict(each!, { ...english, now });
      assert.equal(verdict.tone, tone, `${name}: ${JSON.stringify(verdict)}`);
      for (const { text } of verdict.reasons) assert.doesNotMatch(text, /IIS|403|NTAuth|the server/, name);
    }
  }
});

test('a certificate that Exchange made for itself may name no host; one that devices meet may not', async () => {
  const purposes = der.extension('2.5.29.37', der.sequence(der.oid('1.3.6.1.5.5.7.3.1')));
  const own = der.name([der.COMMON_NAME, der.utf8('Microsoft Exchange Server Auth Certificate')]);
  const issuer = der.name([der.COMMON_NAME, der.utf8('Contoso CA')]);
  for (const [parts, tone] of [
    [{ subject: own, issuer: own }, 'neutral'],
    [{ subject: own, issuer }, 'doubtful'],
  ] as const) {
    const file = readCertificateFile(der.certificate({ ...parts, extensions: [purposes] }), forgeDigests);
    const { verdict } = await detailIn(file);
    assert.equal(
      verdict.reasons.find(({ text }) => text.startsWith('The subject alternative name has no host name'))?.tone,
      tone,
    );
  }
});

test('smart card logon alone leaves it open whether IIS accepts the certificate', { skip }, async () => {
  const { verdict } = await detailIn(
    await fileOf('smartCard'),
    0,
    await Promise.all([fileOf('authority'), fileOf('root')]),
  );
  const said = verdict.reasons.find(({ text }) => text.startsWith('The EKU includes Smart Card Logon'));
  assert.equal(said?.tone, 'neutral');
  assert.match(said.text, /KB281245/);
});

test('as long as the workspace is not known, all is said but what it may contradict', { skip }, async () => {
  const file = await fileOf('strong');
  const whole = await detailIn(file);
  const { privateKeys } = file;
  const alone = detailOf({ index: 0, entry: file.entries[0]!, privateKeys, fileName: 'x.cer', known: null }, around);
  assert.equal(alone.verdict.headline, 'Reading the files of the workspace …');
  assert.equal(alone.verdict.tone, 'neutral');
  assert.deepEqual(alone.verdict.reasons, []);
  const { pending, verdict, chain, uses } = whole;
  assert.notEqual(chain, null);
  assert.deepEqual({ ...alone, pending, verdict, chain, uses }, whole);
});

test('reasons that prevent the sign-in come first', { skip }, async () => {
  const { verdict } = await detailIn(await fileOf('noUpn'));
  assert.equal(verdict.reasons[0]?.tone, 'bad');
});

test('the chain leads from the root to the certificate and says where each is', { skip }, async () => {
  const { chain } = await detailIn(await fileOf('strong'), 0, [await fileOf('authority'), await fileOf('root')]);
  assert.deepEqual(
    chain?.nodes.map(({ title, uri, index, current }) => [title, uri, index, current]),
    [
      ['Contoso Root CA', 'file:///other1.cer', null, false],
      ['CONTOSO-DC-CA', 'file:///other0.cer', null, false],
      ['Jane Doe', null, 0, true],
    ],
  );
  assert.equal(chain.tone, 'good');
  const alone = await detailIn(await fileOf('strong'));
  assert.deepEqual(
    alone.chain?.nodes.map(({ note }) => note),
    ['not provided', 'Client · valid until Jan 1, 2044'],
  );
});

test(
  'what is copied: both orders of the serial number, the mapping string with the reversed one',
  { skip },
  async () => {
    const { copies } = await detailIn(await fileOf('strong'));
    const values = copies.flatMap(({ fields }) => fields.map(({ copy }) => copy));
    assert.ok(values.includes('2b0000000011ac0000000012'));
    assert.ok(values.includes('1200000000ac11000000002b'));
    assert.ok(values.includes('X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-CA<SR>1200000000AC11000000002B'));
  },
);

test('the chain marks what provided lists name as revoked', { skip }, async () => {
  const list = await readFile(made!.bundle('authority.crl'));
  const nodeOf = async (others: readonly CertificateFile[]): Promise<unknown> => {
    const { chain } = await detailIn(await fileOf('revoked'), 0, others);
    return chain?.nodes.filter(({ current }) => current).map(({ note, tone }) => [note, tone]);
  };
  assert.deepEqual(await nodeOf([await fileOf('authority')]), [['Client · valid until Jan 1, 2044', 'neutral']]);
  assert.deepEqual(await nodeOf([await fileOf('authority'), list]), [
    ['Client · valid until Jan 1, 2044 · Revoked', 'bad'],
  ]);
  assert.deepEqual(await nodeOf([list]), [
    ['Client · valid until Jan 1, 2044 · Revoked, according to a CRL that cannot be checked here', 'doubtful'],
  ]);

  const file = await fileOf('strong');
  const others = [await fileOf('authority'), await fileOf('root')].map((each, i) => ({
    uri: `file:///${i}`,
    file: each,
  }));
  const viewedFiles = viewedFilesOf('file:///x.cer', file, others, verifySignature);
  const subject = (await subjectOf(file.entries[0]!, file, viewedFiles, NOW, noUses))!;
  const revocation = { list: {}, entry: {}, verified: true } as Revocation;
  const revokedAuthorities = [{ authority: subject.chain.path[1]!, revocation }];
  const { nodes } = chainOf({ ...subject, revokedAuthorities }, viewedFiles.whereabouts, around);
  assert.deepEqual(
    nodes.map(({ note, tone }) => [note.includes('Revoked'), tone]),
    [
      [false, 'neutral'],
      [true, 'bad'],
      [false, 'neutral'],
    ],
  );
});

test('every element of the structure covers its children, and roots cover the bytes', { skip }, async () => {
  const model = (await fileOf('strong')).entries[0]!.model;
  const { bytes } = shownBytes(model);
  const visit = (parent: number, start: number, end: number): number => {
    const { items, problem } = asn1Answer(bytes, parent, null, around.say);
    assert.equal(problem, null);
    let seen = 0;
    for (const item of items) {
      assert.ok(item.start >= start && item.end <= end, JSON.stringify(item));
      seen += 1 + (item.children ? visit(item.start, item.contentStart, item.end) : 0);
    }
    return seen;
  };
  assert.ok(visit(-1, 0, bytes.length) > 80);
});

test('a bundle of many is read in pieces and says the same as in one', { skip }, async () => {
  const text = Array.from({ length: 700 }, (_, i) =>
    made!.pem((['strong', 'rsaUser', 'server'] as const)[i % 3]!),
  ).join('note\n');
  const bytes = new TextEncoder().encode(text);
  assert.ok(bytes.length > 800_000, `${bytes.length} bytes`);
  const whole = readCertificateFile(bytes, forgeDigests);
  const pieces = await readFile(bytes);
  assert.equal(pieces.entries.length, 700);
  const facts = ({ entries }: CertificateFile): unknown =>
    entries.map(({ model, place }) => [model.sha1, model.sha256, place]);
  assert.deepEqual(facts(pieces), facts(whole));
  assert.deepEqual(pieces.problems, whole.problems);
});

test('a row for the list is found by name, user, serial number and thumbprint', { skip }, async () => {
  const [entry] = (await fileOf('strong')).entries;
  const row = rowOf(entry!, 0, around);
  for (const wanted of ['jane doe', 'jane@contoso.com', '2b0000000011ac0000000012', entry!.model.sha1]) {
    assert.ok(row.search.includes(wanted), wanted);
  }
  assert.equal(row.state, 'Valid');
});

test('a private key is told by kind and size, and nothing of it is in the view', { skip }, async () => {
  const opened = await openPkcs12(made!.bundle('modern.pfx'), PASSWORD, pkcs12Crypto, forgeDigests);
  assert.equal(opened.state, 'open');
  const file = (opened as { file: CertificateFile }).file;
  const detail = await detailIn(file);
  const key = detail.identity.find(({ label }) => label === 'Private key');
  assert.match(
    key?.value ?? '',
    /^A private key is in the file, encrypted: (?:RSA 2048|EC P-\d+) \(Jane \(modern\)\)$/,
  );
});

test('two certificates are compared fact by fact', { skip }, async () => {
  const [a, b] = [(await fileOf('strong')).entries[0]!.model, (await fileOf('upnOnly')).entries[0]!.model];
  const rows = new Map(compareRows(a, b, around).map((row) => [row.label, row]));
  assert.equal(rows.get('Subject')?.same, true);
  assert.equal(rows.get('Strong mapping')?.same, false);
  assert.ok(compareRows(a, a, around).every(({ same }) => same));
});

test('a calendar holds each certificate that has not ended once, on the day that it ends', { skip }, async () => {
  const names = ['strong', 'strong', 'expired', 'expiring'] as const;
  const found = await Promise.all(
    names.map(async (name) => ({
      certificate: (await fileOf(name)).entries[0]!.model as X509Certificate,
      file: `${name}.cer`,
    })),
  );
  const text = calendarOf(found, around);
  assert.deepEqual(
    [...text.matchAll(/^DTSTART;VALUE=DATE:(\d+)\r$/gm)].map(([, day]) => day),
    ['20440101', '20260201'],
  );
});

test('a thumbprint is found with and without gaps, and only where there are exactly 40 digits', () => {
  const digits = 'e76d0f550882072968ecb7448e71ba14724b8d2e';
  const spaced = digits.replace(/..(?=.)/g, '$& ').toUpperCase();
  for (const [line, at, named] of [
    [`    Certificate Hash             : ${digits}`, 40, true],
    [`certhash=${digits} appid={x}`, 20, true],
    [`\u200e${spaced}`, 10, false],
    [`commit ${digits}`, 10, false],
  ] as const) {
    const found = thumbprintAt(line, at);
    assert.equal(found?.sha1, digits, line);
    assert.equal(found.named, named, line);
  }
  assert.equal(thumbprintAt(`${digits}ab`, 5), null);
  assert.equal(thumbprintAt(`hash ${digits}`, 2), null);
});

test('a mapping string whose serial number is not reversed is named, with the right one', { skip }, async () => {
  const certificate = (await fileOf('strong')).entries[0]!.model as X509Certificate;
  const issuer = 'X509:<I>DC=com,DC=contoso,CN=CONTOSO-DC-CA<SR>';
  const right = identityHover(parseAltSecurityIdentity(`${issuer}1200000000AC11000000002B`), [certificate], around);
  assert.match(right, /strong/);
  assert.match(right, /Certificate\\: /);
  const wrong = identityHover(parseAltSecurityIdentity(`${issuer}2B0000000011AC0000000012`), [certificate], around);
  assert.match(wrong, /not reversed/);
  assert.ok(wrong.includes('<SR>1200000000AC11000000002B'), wrong);
});

test('every state without a certificate has words and, where something can be done, a way to do it', () => {
  const notices = [
    noticeOf({ kind: 'loading' }, around),
    noticeOf({ kind: 'needsPassword' }, around),
    noticeOf({ kind: 'wrongPassword' }, around),
    noticeOf({ kind: 'unsupported', what: '' }, around),
    noticeOf({ kind: 'tooManyIterations', iterations: 1e9 }, around),
    noticeOf({ kind: 'damaged', message: 'x', offset: 7 }, around),
    noticeOf({ kind: 'tooLarge', size: 100 * 1024 * 1024 }, around),
    noticeOf({ kind: 'unreadable', reason: 'x' }, around),
  ];
  assert.deepEqual(
    notices.map(({ state, action }) => [state, action?.name ?? null]),
    [
      ['loading', null],
      ['needsPassword', 'password'],
      ['wrongPassword', 'password'],
      ['unsupported', null],
      ['unsupported', null],
      ['corrupt', 'openAsText'],
      ['tooLarge', null],
      ['unreadable', 'reload'],
    ],
  );
  assert.match(notices[5]!.text, /byte 7/);
});

test('how the account is found, and which events a refusal leaves', { skip }, async () => {
  const strong = (await detailIn(await fileOf('strong'))).mapping!;
  assert.equal(strong.paths[0]?.tone, 'good');
  assert.match(strong.paths[0].text, /^The user with the name jane@contoso\.com, whom the SID/);
  assert.deepEqual(
    strong.events.map(({ title }) => title),
    ['Event 41'],
  );
  const weak = (await detailIn(await fileOf('upnOnly'))).mapping!;
  assert.deepEqual([weak.paths[0]?.tone, weak.paths[0]?.state], ['bad', 'Rejected since September 9, 2025']);
  assert.ok(weak.paths.some(({ tone, text }) => tone === 'good' && text.includes('X509:<I>')));
  assert.deepEqual(
    weak.events.map(({ title }) => title),
    ['Event 39 (41 on Windows Server 2008 R2)', 'Event 40'],
  );
  assert.equal((await detailIn(await fileOf('server'))).mapping, null);
});
