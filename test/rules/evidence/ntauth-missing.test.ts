// The authority that issued a client certificate against saved listings of the NTAuth store.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifySignature } from '../../../server/src/adapters/signatures.js';
import { readCertificateFile } from '../../../server/src/core/certificate/file.js';
import { certificateSubjects } from '../../../server/src/core/certificate/subjects.js';
import { evidenceFileOf } from '../../../server/src/core/evidence/evidence-file.js';
import { parseXml } from '../../../server/src/core/xml/parse.js';
import { checkCertificates } from '../../../server/src/core/workspace/check-certificates.js';
import { NOW, generatedCertificates, type CertificateName } from '../../support/certificates.js';
import { digests } from '../../support/digests.js';

const made = generatedCertificates();
const skip = made === null;

const sha1Of = (name: CertificateName): string => {
  const [entry] = readCertificateFile(new TextEncoder().encode(made!.pem(name)), digests).entries;
  return entry!.model.kind === 'certificate' ? entry!.model.sha1 : '';
};

async function missingIn(listing: string, ...names: readonly CertificateName[]): Promise<readonly string[]> {
  const inputs = names.map((name) => ({
    uri: `${name}.pem`,
    file: readCertificateFile(new TextEncoder().encode(made!.pem(name)), digests),
  }));
  const evidence = evidenceFileOf({ uri: 'ntauth.txt', text: listing }, () => parseXml(listing));
  const stores = evidence?.readings.flatMap(({ facts }) => facts.stores) ?? [];
  const subjects = await certificateSubjects(inputs, { now: NOW, serverNames: [], stores }, verifySignature);
  return checkCertificates(subjects)
    .findings.filter(({ rule }) => rule === 'evidence/ntauth-missing')
    .map(({ uri, range, severity }) => `${uri} ${listing.slice(range.start, range.end)} ${severity}`);
}

const end = 'CertUtil: -store command completed successfully.\r\n';
const listing = (sha1: string, subject: string, last = end): string =>
  `NTAuth "Enterprise Trust"\r\n================ Certificate 0 ================\r\nSubject: ${subject}\r\nCert Hash(sha1): ${sha1}\r\n${last}`;
const other = '0123456789abcdef0123456789abcdef01234567';
const found = ['ntauth.txt NTAuth "Enterprise Trust" error'];

test('by thumbprint where the authority is among the files', { skip }, async () => {
  assert.deepEqual(await missingIn(listing(other, 'CN=Somebody'), 'strong', 'authority'), found);
  assert.deepEqual(await missingIn(listing(sha1Of('authority'), 'CN=Somebody'), 'strong', 'authority'), []);
});

test('by thumbprint of any certificate of its key', { skip }, async () => {
  const renewed = listing(sha1Of('expiredAuthority'), 'CN=Somebody');
  assert.deepEqual(await missingIn(renewed, 'strong', 'authority'), found);
  assert.deepEqual(await missingIn(renewed, 'strong', 'authority', 'expiredAuthority'), []);
  assert.deepEqual(await missingIn(listing(sha1Of('impostor'), 'CN=Somebody'), 'strong', 'authority', 'impostor'), found);
});

test('by subject where it is not', { skip }, async () => {
  const file = readCertificateFile(new TextEncoder().encode(made!.pem('strong')), digests);
  const model = file.entries[0]!.model;
  assert.ok(model.kind === 'certificate');
  const subject = model.issuer.rdns
    .flatMap((rdn) => rdn.map(({ value }) => `X="${value}"`))
    .reverse()
    .join(', ');
  assert.deepEqual(await missingIn(listing(other, subject), 'strong'), []);
  assert.deepEqual(await missingIn(listing(other, 'CN=Somebody'), 'strong'), found);
});

test('a listing that was cut off, an empty store, and another store', { skip }, async () => {
  assert.deepEqual(await missingIn(listing(other, 'CN=Somebody', ''), 'strong', 'authority'), []);
  assert.deepEqual(await missingIn(`NTAuth "Enterprise Trust"\r\n${end}`, 'strong', 'authority'), found);
  assert.deepEqual(await missingIn(listing(other, 'CN=x').replace('NTAuth', 'Root'), 'strong', 'authority'), []);
});
