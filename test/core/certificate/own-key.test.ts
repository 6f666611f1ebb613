// A PKCS#12 file without the private key of its certificate is of no use on a mobile device.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pkcs12Crypto } from '../../../server/src/adapters/pkcs12.js';
import { readCertificateFile } from '../../../server/src/core/certificate/file.js';
import type { CertificateFile } from '../../../server/src/core/certificate/file.js';
import { lacksPrivateKey } from '../../../server/src/core/certificate/own-key.js';
import { openPkcs12 } from '../../../server/src/core/certificate/pkcs12-open.js';
import { PASSWORD, generatedCertificates } from '../../support/certificates.js';
import type { BundleName, CertificateName } from '../../support/certificates.js';
import { digests } from '../../support/digests.js';

const made = generatedCertificates();
const skip = made === null;

async function opened(name: BundleName): Promise<CertificateFile> {
  const result = await openPkcs12(made!.bundle(name), PASSWORD, pkcs12Crypto, digests);
  assert.ok(result.state === 'open');
  return result.file;
}

const lacks = (file: CertificateFile): boolean[] => file.entries.map((entry) => lacksPrivateKey(file, entry));

test('the key is that of the certificate with its id', { skip }, async () => {
  assert.deepEqual(lacks(await opened('elliptic.pfx')), [false, true]);
  assert.deepEqual(lacks(await opened('without-key.pfx')), [true, true]);
  assert.deepEqual(lacks(await opened('key-of-authority.pfx')), [false, true]);
});

test('a key without an owner is tried on the others', { skip }, async () => {
  const file = await opened('key-only.pfx');
  const withOne = (name: CertificateName): CertificateFile => ({
    ...file,
    entries: readCertificateFile(made!.der(name), digests).entries,
  });
  assert.deepEqual(lacks(withOne('ellipticCurve')), [false]);
  // P-384, not P-256 or RSA.
  for (const name of ['strong', 'rsaUser'] as const) assert.deepEqual(lacks(withOne(name)), [true], name);
});

test('other files seldom have keys', { skip }, () => {
  const file = readCertificateFile(made!.der('strong'), digests);
  assert.deepEqual(lacks(file), [false]);
  assert.deepEqual(lacks({ ...file, format: 'pkcs12', locked: new Uint8Array() }), [false]);
});
