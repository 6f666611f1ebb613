// Certificates made by openssl in this run: the model against Node's parser, and field by field where Node
// says nothing.
import assert from 'node:assert/strict';
import { X509Certificate as NodeCertificate } from 'node:crypto';
import { test } from 'node:test';
import { readCertificateFile } from '../../../server/src/core/certificate/file.js';
import { extensionOf } from '../../../server/src/core/certificate/model.js';
import type { X509Certificate } from '../../../server/src/core/certificate/model.js';
import { revokedEntry } from '../../../server/src/core/certificate/x509/crl.js';
import { SID, certificateNames, generatedCertificates } from '../../support/certificates.js';
import type { BundleName, CertificateName } from '../../support/certificates.js';
import { describeWithNode } from '../../support/certificate-witness.js';
import * as der from '../../support/der-writer.js';
import { digests } from '../../support/digests.js';

const made = generatedCertificates();
const skip = made === null;

function read(name: CertificateName): X509Certificate {
  const { entries, problems } = readCertificateFile(Buffer.from(made!.pem(name)), digests);
  assert.deepEqual(problems, []);
  const model = entries[0]!.model;
  assert.ok(model.kind === 'certificate');
  return model;
}

test('Node agrees on every generated certificate', { skip }, () => {
  for (const name of certificateNames) {
    const differences = describeWithNode(read(name), new NodeCertificate(made!.pem(name)));
    assert.deepEqual(differences, name === 'explicitCurve' ? ['namedCurve: "explicit" instead of "P-256"'] : [], name);
  }
});

test('PEM and DER give the same certificate', { skip }, () => {
  const fromDer = readCertificateFile(made!.der('strong'), digests);
  assert.equal(fromDer.format, 'der');
  assert.equal(fromDer.entries[0]!.model.sha256, read('strong').sha256);
});

test('the extensions of Active Directory are decoded', { skip }, () => {
  const strong = read('strong');
  assert.equal(strong.serialNumber.hex, '2b0000000011ac0000000012');
  assert.equal(strong.subject.text, 'CN=Jane Doe,OU=Users,DC=contoso,DC=com');
  assert.deepEqual(extensionOf(strong, 'sid'), { type: 'sid', sid: SID });
  assert.deepEqual(extensionOf(strong, 'template'), {
    type: 'template',
    oid: '1.3.6.1.4.1.311.21.8.1234567.7654321.111.222.333.4444.1.7',
    major: 100,
    minor: 12,
  });
  assert.deepEqual(
    extensionOf(strong, 'applicationPolicies')?.policies.map(({ policy }) => policy),
    [{ oid: '1.3.6.1.5.5.7.3.2', name: 'Client authentication' }],
  );
  assert.deepEqual(extensionOf(strong, 'keyUsage')?.usages, ['digitalSignature', 'keyEncipherment']);
  assert.deepEqual(
    extensionOf(strong, 'crlDistributionPoints')?.points.flatMap(({ names }) => names.map(({ value }) => value)),
    ['ldap:///CN=CONTOSO-DC-CA,DC=contoso,DC=com?certificateRevocationList', 'http://pki.contoso.com/ca.crl'],
  );
  assert.deepEqual(
    extensionOf(strong, 'authorityInformationAccess')?.accesses.map(({ method, location }) => [
      method.name,
      location.value,
    ]),
    [
      ['OCSP', 'http://ocsp.contoso.com/'],
      ['CA issuers', 'http://pki.contoso.com/ca.crt'],
      ['CA issuers', 'ldap:///CN=CONTOSO-DC-CA?cACertificate'],
    ],
  );
  assert.deepEqual(extensionOf(read('upnOnly'), 'templateName'), { type: 'templateName', name: 'User' });
  assert.equal(
    extensionOf(strong, 'authorityKeyIdentifier')?.hex,
    extensionOf(read('authority'), 'subjectKeyIdentifier')?.hex,
  );
});

test('every kind of name, with letters beyond ASCII', { skip }, () => {
  const names = extensionOf(read('hardName'), 'subjectAlternativeName')!.names;
  assert.deepEqual(
    names.map(({ type, value, oid }) => [type, value, oid]),
    [
      ['upn', 'jürgen@contoso.com', '1.3.6.1.4.1.311.20.2.3'],
      ['email', 'juergen@contoso.com', null],
      ['dns', 'mail.contoso.com', null],
      ['uri', 'https://contoso.com/a', null],
      ['ip', '192.0.2.1', null],
      ['ip', '2001:db8::1', null],
      ['registeredId', '1.2.3.4', null],
      ['directoryName', 'CN=directory name,DC=com', null],
    ],
  );
});

test('keys of every kind', { skip }, () => {
  const key = (name: CertificateName): unknown[] => {
    const { algorithm, bits, curve } = read(name).publicKey;
    return [algorithm, bits, curve];
  };
  assert.deepEqual(key('rsaUser'), ['RSA', 2048, null]);
  assert.deepEqual(key('strong'), ['EC', 256, 'P-256']);
  assert.deepEqual(key('p521'), ['EC', 521, 'P-521']);
  assert.deepEqual(key('explicitCurve'), ['EC', 256, 'explicit']);
  assert.deepEqual(key('brainpool'), ['EC', 256, 'brainpoolP256r1']);
  assert.deepEqual(key('pssKey'), ['RSA-PSS', 2048, null]);
  assert.deepEqual(key('ed25519'), ['Ed25519', 256, null]);
  assert.deepEqual(key('ed448'), ['Ed448', 456, null]);
  assert.deepEqual(read('pss').signatureAlgorithm.pss, {
    hash: 'SHA-256',
    maskHash: 'SHA-256',
    saltLength: 32,
    trailerField: 1,
  });
});

test('keys that openssl here cannot make are named by their algorithm, unknown ones by their identifier', () => {
  const key = (algorithm: der.Der, bits: der.Der = der.bits(Buffer.alloc(32, 1))): unknown[] => {
    const model = readCertificateFile(der.certificate({ publicKey: der.sequence(algorithm, bits) }), digests)
      .entries[0]!.model;
    assert.ok(model.kind === 'certificate');
    return [model.publicKey.algorithm, model.publicKey.bits, model.publicKey.curve];
  };
  const oid = (dotted: string): der.Der => der.sequence(der.oid(dotted));
  assert.deepEqual(key(oid('2.16.840.1.101.3.4.3.18'), der.bits(Buffer.alloc(1952))), ['ML-DSA-65', null, null]);
  assert.deepEqual(key(oid('1.2.643.7.1.1.1.1')), ['GOST R 34.10-2012 (256)', 256, null]);
  assert.deepEqual(key(oid('1.2.643.2.2.19')), ['GOST R 34.10-2001', 256, null]);
  assert.deepEqual(key(oid('1.3.101.110')), ['X25519', 253, null]);
  assert.deepEqual(key(oid('1.2.3.4.5')), ['1.2.3.4.5', null, null]);
  const dsa = der.sequence(
    der.oid('1.2.840.10040.4.1'),
    der.sequence(der.integer(0, ...Array.from({ length: 128 }, () => 0xff)), der.integer(1), der.integer(1)),
  );
  assert.deepEqual(key(dsa, der.bits(der.integer(1))), ['DSA', 1024, null]);
  assert.deepEqual(
    key(der.sequence(der.oid('1.2.840.10045.2.1'), der.oid('1.2.3')), der.bits(Buffer.of(4), Buffer.alloc(40))),
    ['EC', 160, '1.2.3'],
  );
});

test('a key that is not what its algorithm says is a note, not an error', () => {
  const broken = der.sequence(der.sequence(der.oid('1.2.840.113549.1.1.1'), der.tlv(5)), der.bits('no key'));
  const { entries, problems } = readCertificateFile(der.certificate({ publicKey: broken }), digests);
  assert.equal(entries.length, 1);
  assert.deepEqual(
    problems.map(({ severity }) => severity),
    ['warning'],
  );
  assert.match(problems[0]!.message, /^Public key: Expected an RSA key/);
});

test('a chain is the same in PEM, PKCS#7 and PKCS#7 as PEM', { skip }, () => {
  const subjects = (name: BundleName): string[] =>
    readCertificateFile(made!.bundle(name), digests)
      .entries.map(({ model }) => (model.kind === 'certificate' ? model.sha1 : model.kind))
      .sort();
  assert.equal(subjects('chain.pem').length, 3);
  assert.deepEqual(subjects('chain.p7b'), subjects('chain.pem'));
  assert.deepEqual(subjects('chain-pem.p7b'), subjects('chain.pem'));
});

test('private keys are mentioned with kind and size, and nothing of them is kept', { skip }, () => {
  const file = readCertificateFile(made!.bundle('with-key.pem'), digests);
  assert.deepEqual(
    file.privateKeys.map(({ algorithm, bits, curve, encrypted }) => [algorithm, bits, curve, encrypted]),
    [['EC', 256, 'P-256', false]],
  );
  assert.equal(file.entries.length, 1);
  const text = made!.bundle('with-key.pem').toString();
  const secret = /-----BEGIN PRIVATE KEY-----\n([^\n]+)/.exec(text)![1]!;
  assert.ok(!JSON.stringify({ ...file, text: null }).includes(secret.slice(40)));
});

test('bag attributes name a certificate and tie it to its key', { skip }, () => {
  const file = readCertificateFile(made!.bundle('bag-attributes.pem'), digests);
  assert.equal(file.entries[0]!.friendlyName, 'Jane');
  assert.equal(file.entries[0]!.localKeyId, file.privateKeys[0]!.localKeyId);
  assert.equal(file.entries[0]!.localKeyId, read('strong').sha1);
});

test('what OpenSSL writes behind a trusted certificate is not a problem', { skip }, () => {
  const file = readCertificateFile(made!.bundle('trusted.pem'), digests);
  assert.deepEqual(file.problems, []);
  assert.equal(file.entries[0]!.model.sha1, read('strong').sha1);
});

test('a revocation list with its entries', { skip }, () => {
  const list = readCertificateFile(made!.bundle('authority.crl'), digests).entries[0]!.model;
  assert.ok(list.kind === 'crl');
  assert.equal(list.thisUpdate.iso, '2025-01-01T00:00:00Z');
  assert.equal(list.nextUpdate?.iso, '2043-01-01T00:00:00Z');
  assert.equal(extensionOf(list, 'crlNextPublish')?.time.iso, '2042-01-01T00:00:00Z');
  assert.equal(extensionOf(list, 'crlNumber')?.hex, '1000');
  assert.equal(list.entryCount, 2);
  assert.equal(revokedEntry(list, 0).model?.reason, 'keyCompromise');
  assert.ok(revokedEntry(list, 2).problem !== null);
});

test('a request with the extensions that it asks for', { skip }, () => {
  const request = readCertificateFile(made!.bundle('request.csr'), digests).entries[0]!.model;
  assert.ok(request.kind === 'request');
  assert.equal(request.subject.text, 'CN=mail.contoso.com');
  assert.deepEqual(
    extensionOf(request, 'subjectAlternativeName')?.names.map(({ value }) => value),
    ['mail.contoso.com', 'autodiscover.contoso.com'],
  );
  assert.deepEqual(
    request.attributes.map(({ name }) => name),
    ['Extension request'],
  );
});
