// PKCS#12: every real file with its password, files of today's and yesterday's openssl, passwords of every kind, refusals.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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
import { opensslOrSay, tryOpenssl } from '../support/openssl.js';
import { corpusOrSay } from '../support/paths.js';

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

const corpus = corpusOrSay();
const real: Real[] =
  corpus === null
    ? []
    : readFileSync(path.join(corpus, 'CERT_INDEX.tsv'), 'utf8')
        .split('\n')
        .map((line) => line.split('\t'))
        .filter(([, kind]) => kind === 'p12')
        .map(([file, , , parsed, password]) => ({
          file: file!,
          readable: parsed === 'ok',
          password: password === '(empty)' ? '' : password!,
          bytes: readFileSync(path.join(corpus, file!)),
        }));

test(
  'every real file opens with its password and holds what openssl finds in it',
  { skip: corpus === null || !opensslOrSay() },
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

test('a wrong password is told apart from a damaged file', { skip: corpus === null }, async () => {
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
