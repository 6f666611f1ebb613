// PKCS#12: every real file with its password, files of today's and yesterday's openssl, passwords of every
// kind, refusals.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pkcs12Crypto } from '../../server/src/adapters/pkcs12.js';
import { readCertificateFile } from '../../server/src/core/certificate/file.js';
import { openPkcs12 } from '../../server/src/core/certificate/pkcs12-open.js';
import type { Password, Pkcs12Opened } from '../../server/src/core/certificate/pkcs12-open.js';
import { PASSWORD, UNICODE_PASSWORD, generatedCertificates } from '../support/certificates.js';
import type { BundleName } from '../support/certificates.js';
import * as der from '../support/der-writer.js';
import { digests } from '../support/digests.js';
import { openssl, opensslOrSay, tryOpenssl } from '../support/openssl.js';
import { corpus, inCorpus, skipWithoutCorpus } from '../support/corpus.js';

const made = generatedCertificates();
const skip = made === null;

const open = (bytes: Uint8Array, password: Password): Promise<Pkcs12Opened> =>
  openPkcs12(bytes, password, pkcs12Crypto, digests);

/** What is inside, in one line. */
function inside(opened: Pkcs12Opened): string {
  if (opened.state !== 'open') return opened.state;
  const { entries, privateKeys } = opened.file;
  const certificates = entries.map(
    ({ model, friendlyName }) => `${model.kind}${friendlyName === null ? '' : ` '${friendlyName}'`}`,
  );
  return [
    ...certificates,
    ...privateKeys.map(({ algorithm, bits, curve }) => `key ${[algorithm, curve ?? bits].join(' ')}`),
  ].join(', ');
}

interface Real {
  readonly file: string;
  readonly readable: boolean;
  readonly password: string;
  readonly bytes: Uint8Array;
}

const real: Real[] =
  corpus === null
    ? []
    : readFileSync(inCorpus('CERT_INDEX.tsv'), 'utf8')
        .split('\n')
        .map((line) => line.split('\t'))
        .filter(([, kind]) => kind === 'p12')
        .map(([file, , , parsed, password]) => ({
          file: file!,
          readable: parsed === 'ok',
          password: password === '(empty)' ? '' : password!,
          bytes: readFileSync(inCorpus(file!)),
        }));

test(
  'every real file opens with its password and holds what openssl finds in it',
  { skip: skipWithoutCorpus || !opensslOrSay() },
  async () => {
    assert.ok(real.length > 50);
    const differences: string[] = [];
    for (const { file, readable, password, bytes } of real) {
      const opened = await open(bytes, password);
      if (!readable) {
        if (opened.state !== 'damaged' || opened.problem.offset > bytes.length)
          differences.push(`${file}: ${opened.state}`);
        continue;
      }
      const theirs = fingerprints(bytes, password);
      const ours = opened.state === 'open' ? opened.file.entries.map(({ model }) => model.sha1).sort() : [opened.state];
      if (JSON.stringify(ours) !== JSON.stringify(theirs))
        differences.push(`${file}: ${ours.join()} instead of ${theirs.join()}`);
    }
    assert.deepEqual(differences, []);
  },
);

/** SHA-1 of the certificates that `openssl pkcs12` takes out. */
function fingerprints(bytes: Uint8Array, password: string): string[] {
  const pem = tryOpenssl(['pkcs12', '-legacy', '-nokeys', '-passin', `pass:${password}`], bytes).stdout.toString(
    'utf8',
  );
  return readCertificateFile(Buffer.from(pem), digests)
    .entries.map(({ model }) => model.sha1)
    .sort();
}

test('a wrong password is told apart from a damaged file', { skip: skipWithoutCorpus }, async () => {
  for (const { file, readable, bytes } of real) {
    if (!readable || file.includes('firefox')) continue;
    assert.equal((await open(bytes, 'certainly not this')).state, 'wrongPassword', file);
  }
});

test('files of openssl: legacy and modern, elliptic curves, no MAC, no certificates', { skip }, async () => {
  const opened = async (name: BundleName, password: Password = PASSWORD): Promise<string> =>
    inside(await open(made!.bundle(name), password));
  assert.equal(await opened('legacy.pfx'), "certificate 'Jane (legacy)', certificate, key RSA 2048");
  assert.equal(await opened('modern.pfx'), "certificate 'Jane (modern)', certificate, key RSA 2048");
  assert.equal(await opened('elliptic.pfx'), "certificate 'Jane', certificate, key EC P-256");
  assert.equal(await opened('no-mac.pfx'), 'certificate, certificate, key EC P-256');
  assert.equal(await opened('key-only.pfx'), 'key EC P-384');
  for (const name of ['legacy.pfx', 'modern.pfx', 'no-mac.pfx', 'key-only.pfx'] as const) {
    assert.equal(await opened(name, 'wrong'), 'wrongPassword', name);
    assert.equal(await opened(name, ''), 'wrongPassword', name);
    assert.equal(await opened(name, null), 'wrongPassword', name);
  }
});

test('passwords: empty or absent, and with letters beyond ASCII', { skip }, async () => {
  for (const password of ['', null])
    assert.equal((await open(made!.bundle('empty-password.pfx'), password)).state, 'open');
  assert.equal((await open(made!.bundle('empty-password.pfx'), 'x')).state, 'wrongPassword');
  assert.equal((await open(made!.bundle('unicode-password.pfx'), UNICODE_PASSWORD)).state, 'open');
  assert.equal((await open(made!.bundle('unicode-password.pfx'), 'Passwort')).state, 'wrongPassword');
});

test('before a password is known the file says only that it is locked', { skip }, () => {
  const file = readCertificateFile(made!.bundle('modern.pfx'), digests);
  assert.equal(file.format, 'pkcs12');
  assert.ok(file.locked !== null);
  assert.deepEqual([file.entries.length, file.problems.length], [0, 0]);
});

test('of a private key nothing but kind and size is in what comes out', { skip }, async () => {
  const opened = await open(made!.bundle('key-only.pfx'), PASSWORD);
  assert.ok(opened.state === 'open');
  assert.deepEqual(Object.keys(opened.file.privateKeys[0]!).sort(), [
    'algorithm',
    'bits',
    'curve',
    'encrypted',
    'friendlyName',
    'localKeyId',
    'place',
  ]);
});

test('a certificate keeps nothing of the decrypted bytes around it', { skip }, async () => {
  const opened = await open(made!.bundle('elliptic.pfx'), PASSWORD);
  assert.ok(opened.state === 'open' && opened.file.entries.length > 0);
  for (const { model } of opened.file.entries) assert.equal(model.der.buffer.byteLength, model.der.length);
});

const SHA256 = der.sequence(der.oid('2.16.840.1.101.3.4.2.1'), der.tlv(0x05));

/** A PKCS#12 file with these safes, and an integrity check of so many rounds that is wrong. */
function pfx(safes: readonly der.Der[], rounds: readonly number[] | null): der.Der {
  const contents = der.sequence(der.oid('1.2.840.113549.1.7.1'), der.tlv(0xa0, der.octets(der.sequence(...safes))));
  const mac =
    rounds === null
      ? []
      : [
          der.sequence(
            der.sequence(SHA256, der.octets(Buffer.alloc(32))),
            der.octets('saltsalt'),
            der.integer(...rounds),
          ),
        ];
  return der.sequence(der.integer(3), contents, ...mac);
}

function encryptedSafe(algorithm: der.Der): der.Der {
  const content = der.sequence(der.oid('1.2.840.113549.1.7.1'), algorithm, der.tlv(0x80, Buffer.alloc(32)));
  return der.sequence(der.oid('1.2.840.113549.1.7.6'), der.tlv(0xa0, der.sequence(der.integer(0), content)));
}

test('round counts that would hold the machine up are refused before any work', async () => {
  const started = performance.now();
  assert.deepEqual(await open(pfx([], [0x7f, 0xff, 0xff, 0xff]), 'x'), {
    state: 'tooManyIterations',
    iterations: 0x7fffffff,
  });
  const scheme = der.sequence(
    der.oid('1.2.840.113549.1.12.1.3'),
    der.sequence(der.octets('salt'), der.integer(0x40, 0, 0, 0)),
  );
  assert.deepEqual(await open(pfx([encryptedSafe(scheme)], null), 'x'), {
    state: 'tooManyIterations',
    iterations: 0x40000000,
  });
  // Each of the parts is bearable, all of them are not: 0x1e8480 is two million.
  const bearable = der.sequence(
    der.oid('1.2.840.113549.1.12.1.3'),
    der.sequence(der.octets('salt'), der.integer(0x1e, 0x84, 0x80)),
  );
  const many = Array.from({ length: 100 }, () => encryptedSafe(bearable));
  assert.deepEqual(await open(pfx(many, null), 'x'), { state: 'tooManyIterations', iterations: 12_000_000 });
  assert.ok(performance.now() - started < 1000);
});

test('what is not supported is named', async () => {
  const rc4 = der.sequence(der.oid('1.2.840.113549.1.12.1.1'), der.sequence(der.octets('salt'), der.integer(1)));
  assert.deepEqual(await open(pfx([encryptedSafe(rc4)], null), 'x'), {
    state: 'unsupported',
    what: 'pbeWithSHAAnd128BitRC4',
  });
  const enveloped = der.sequence(der.oid('1.2.840.113549.1.7.3'), der.tlv(0xa0, der.sequence()));
  assert.deepEqual(await open(pfx([enveloped], null), 'x'), { state: 'unsupported', what: 'PKCS#7 enveloped data' });
  const signed = der.sequence(
    der.integer(3),
    der.sequence(der.oid('1.2.840.113549.1.7.2'), der.tlv(0xa0, der.sequence())),
  );
  const opened = await open(signed, 'x');
  assert.ok(opened.state === 'damaged' && opened.problem.message.includes('PKCS#7 signed data'));
});

test('damage is found behind the right password', { skip }, async () => {
  const bytes = Uint8Array.from(made!.bundle('elliptic.pfx'));
  const cut = await open(bytes.subarray(0, bytes.length - 10), PASSWORD);
  assert.equal(cut.state, 'damaged');
  const empty = await open(der.sequence(), PASSWORD);
  assert.ok(empty.state === 'damaged' && empty.problem.offset === 2);
});

test('ciphers, key derivations and integrity checks that openssl offers', { skip }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'exchange-cba-pkcs12-'));
  try {
    const key = path.join(folder, 'key.pem');
    const certificate = path.join(folder, 'certificate.pem');
    const run = (args: readonly string[]): Uint8Array => openssl(args, undefined, folder);
    const config = path.join(folder, 'c.cnf');
    writeFileSync(config, '[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=Jane');
    run([
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-config',
      config,
      '-keyout',
      key,
      '-out',
      certificate,
    ]);
    const ways = [
      ['-keypbe', 'aes-128-cbc', '-certpbe', 'aes-192-cbc'],
      ['-keypbe', 'aes-256-cbc', '-certpbe', 'des-ede3-cbc', '-macalg', 'sha512'],
      ['-keypbe', 'PBE-SHA1-2DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha384'],
      ['-legacy', '-keypbe', 'PBE-SHA1-RC2-128', '-certpbe', 'PBE-SHA1-RC2-40', '-macalg', 'sha1'],
      ['-keypbe', 'NONE', '-certpbe', 'NONE'],
      ['-iter', '1', '-maciter'],
      ['-nomac'],
    ];
    for (const way of ways) {
      const bytes = run([
        'pkcs12',
        '-export',
        '-inkey',
        key,
        '-in',
        certificate,
        '-name',
        'Jürgen €',
        '-passout',
        'pass:x',
        ...way,
      ]);
      assert.equal(inside(await open(bytes, 'x')), "certificate 'Jürgen €', key EC P-256", way.join(' '));
    }
    // A key that is encrypted by something else than a known derivation, in a file that can be read
    // otherwise.
    const scrypt = run(['pkcs8', '-topk8', '-in', key, '-scrypt', '-outform', 'DER', '-passout', 'pass:x']);
    const keys = der.sequence(bagOf('2', scrypt));
    assert.equal(inside(await open(pfx([plainSafe(keys)], null), 'x')).trim(), 'key');
    const sha512 = run([
      'pkcs8',
      '-topk8',
      '-in',
      key,
      '-v2',
      'aes-192-cbc',
      '-v2prf',
      'hmacWithSHA512',
      '-outform',
      'DER',
      '-passout',
      'pass:x',
    ]);
    assert.equal(
      inside(await open(pfx([plainSafe(der.sequence(bagOf('2', sha512), bagOf('2', sha512)))], null), 'x')),
      'key EC P-256, key EC P-256',
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const bagOf = (type: string, value: der.Der, ...attributes: readonly der.Der[]): der.Der =>
  der.sequence(
    der.oid(`1.2.840.113549.1.12.10.1.${type}`),
    der.tlv(0xa0, value),
    ...(attributes.length === 0 ? [] : [der.set(...attributes)]),
  );
const plainSafe = (bags: der.Der): der.Der =>
  der.sequence(der.oid('1.2.840.113549.1.7.1'), der.tlv(0xa0, der.octets(bags)));

test('bags of every kind, nested ones too; what no one knows is passed over', async () => {
  const certificate = bagOf(
    '3',
    der.sequence(der.oid('1.2.840.113549.1.9.22.1'), der.tlv(0xa0, der.octets(der.certificate()))),
  );
  const sdsi = bagOf('3', der.sequence(der.oid('1.2.840.113549.1.9.22.2'), der.tlv(0xa0, der.tlv(0x16, 'sdsi'))));
  const list = bagOf(
    '4',
    der.sequence(der.oid('1.2.840.113549.1.9.23.1'), der.tlv(0xa0, der.octets(der.revocationList([])))),
  );
  const secret = bagOf('5', der.sequence(der.oid('1.2.3'), der.tlv(0xa0, der.octets('secret'))));
  const unknown = der.sequence(der.oid('1.2.3.4'), der.tlv(0xa0, der.utf8('?')));
  const name = der.sequence(
    der.oid('1.2.840.113549.1.9.20'),
    der.set(der.tlv(0x1e, Buffer.from('Jörg\0', 'utf16le').swap16())),
  );
  const named = bagOf(
    '3',
    der.sequence(der.oid('1.2.840.113549.1.9.22.1'), der.tlv(0xa0, der.octets(der.certificate()))),
    name,
  );
  const nested = bagOf('6', der.sequence(named, bagOf('6', der.sequence(list))));
  const bags = der.sequence(secret, unknown, sdsi, certificate, nested);
  const opened = await open(pfx([plainSafe(bags)], null), null);
  assert.equal(inside(opened), "certificate, certificate 'Jörg', crl");
});
