// A PKCS#12 file without the private key of its certificate is of no use on a mobile device.
import assert from 'node:assert/strict';
import type { KeyObject } from 'node:crypto';
import { test } from 'node:test';
import { pkcs12Crypto } from '../../../server/src/adapters/pkcs12.js';
import { readCertificateFile } from '../../../server/src/core/certificate/file.js';
import type { CertificateFile } from '../../../server/src/core/certificate/file.js';
import { keyFault } from '../../../server/src/core/certificate/own-key.js';
import { openPkcs12 } from '../../../server/src/core/certificate/pkcs12-open.js';
import { PASSWORD, generatedCertificates } from '../../support/certificates.js';
import type { BundleName, CertificateName } from '../../support/certificates.js';
import * as der from '../../support/der-writer.js';
import { digests } from '../../support/digests.js';
import { keyBundle } from '../../support/key-bundle.js';
import type { BundledKey } from '../../support/key-bundle.js';
import { ellipticKey, rsaKey, signedCertificate } from '../../support/signed-certificates.js';
import type { SigningKey } from '../../support/signed-certificates.js';

const made = generatedCertificates();
const skip = made === null;

async function opened(name: BundleName): Promise<CertificateFile> {
  const result = await openPkcs12(made!.bundle(name), PASSWORD, pkcs12Crypto, digests);
  assert.ok(result.state === 'open');
  return result.file;
}

const lacks = (file: CertificateFile): boolean[] => file.entries.map((entry) => keyFault(file, entry) !== null);

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

const pairs = { rsa: rsaKey(2048), otherRsa: rsaKey(2048), elliptic: ellipticKey(), other: ellipticKey() };
const certificateOf = (key: SigningKey): Uint8Array => signedCertificate({}, key, key);

/** Of a certificate for the first key, which the file links to the second one. */
async function faultOf(own: SigningKey, linked: Partial<BundledKey> & { key: KeyObject }): Promise<string | null> {
  const bytes = keyBundle([{ der: certificateOf(own), id: 'one' }], [{ id: 'one', ...linked }]);
  const result = await openPkcs12(bytes, PASSWORD, pkcs12Crypto, digests);
  assert.ok(result.state === 'open');
  return keyFault(result.file, result.file.entries[0]!);
}

test('a key of another pair does not fit, whatever its id', async () => {
  const { rsa, otherRsa, elliptic, other } = pairs;
  for (const password of [undefined, PASSWORD]) {
    const encrypted = password === undefined ? {} : { password };
    assert.equal(await faultOf(rsa, { key: rsa.privateKey, ...encrypted }), null);
    assert.equal(await faultOf(rsa, { key: otherRsa.privateKey, ...encrypted }), 'otherKey');
    assert.equal(await faultOf(elliptic, { key: elliptic.privateKey, ...encrypted }), null);
    assert.equal(await faultOf(elliptic, { key: other.privateKey, ...encrypted }), 'otherKey');
    assert.equal(await faultOf(elliptic, { key: rsa.privateKey, ...encrypted }), 'otherKey');
    assert.equal(await faultOf(elliptic, { key: other.privateKey, id: null, ...encrypted }), 'noKey');
    assert.equal(await faultOf(elliptic, { key: elliptic.privateKey, id: 'two', ...encrypted }), null);
  }
});

test('whether a key that cannot be compared fits is unknown', async () => {
  const { elliptic, other } = pairs;
  assert.equal(await faultOf(elliptic, { key: other.privateKey, isShort: true }), null);
  assert.equal(await faultOf(elliptic, { key: other.privateKey, password: 'another' }), null);
});

test('a file without a certificate of its own is of no use to a client', async () => {
  const authority = (isAuthority: boolean): Uint8Array => {
    const constraints = der.extension('2.5.29.19', der.sequence(...(isAuthority ? [der.tlv(1, Buffer.of(255))] : [])));
    return signedCertificate({ extensions: [constraints] }, pairs.elliptic, pairs.elliptic);
  };
  for (const [certificates, isNamed] of [
    [[authority(true)], true],
    [[], true],
    [[authority(true), authority(false)], false],
  ] as const) {
    const bytes = keyBundle(certificates.map((one) => ({ der: one })));
    const result = await openPkcs12(bytes, PASSWORD, pkcs12Crypto, digests);
    assert.ok(result.state === 'open');
    assert.equal(
      result.file.problems.some(({ message }) => message.includes('no client can sign in')),
      isNamed,
    );
  }
});
