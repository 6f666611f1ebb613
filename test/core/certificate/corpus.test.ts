// Every real certificate file that OpenSSL reads is read alike; every one that it refuses gives an error at
// an offset.
import assert from 'node:assert/strict';
import { X509Certificate as NodeCertificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { readCertificateFile } from '../../../server/src/core/certificate/file.js';
import type { CertificateFile } from '../../../server/src/core/certificate/file.js';
import type { RevocationList, X509Certificate } from '../../../server/src/core/certificate/model.js';
import { revokedEntry } from '../../../server/src/core/certificate/x509/crl.js';
import { describeWithNode } from '../../support/certificate-witness.js';
import { digests } from '../../support/digests.js';
import { openssl, opensslOrSay, tryOpenssl } from '../../support/openssl.js';
import { corpus, skipWithoutCorpus } from '../../support/corpus.js';

interface Row {
  readonly file: string;
  readonly kind: string;
  readonly openssl: string;
  readonly bytes: Uint8Array;
  readonly read: CertificateFile;
}

const rows: Row[] = corpus === null ? [] : load(corpus);

function load(folder: string): Row[] {
  const lines = readFileSync(path.join(folder, 'CERT_INDEX.tsv'), 'utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) => {
    const [file, kind, , parsed] = line.split('\t') as [string, string, string, string];
    const bytes = new Uint8Array(readFileSync(path.join(folder, file)));
    return { file, kind, openssl: parsed, bytes, read: readCertificateFile(bytes, digests) };
  });
}

/** What OpenSSL's commands read and this reader says it does not hold. */
const READ_BY_OPENSSL_ONLY: Readonly<Record<string, string>> = {
  'certs/asn1crypto/cms-compressed.der': '`openssl cms` prints compressed data; there is no certificate in it',
  'certs/asn1crypto/cms-enveloped.der': '`openssl cms` prints enveloped data; there is no certificate in it',
  'certs/asn1crypto/meca2_compressed.der': '`openssl cms` prints compressed data; there is no certificate in it',
  'certs/asn1crypto/message.der': '`openssl cms` prints plain data; there is no certificate in it',
  'certs/mbedtls/pkcs7_data_with_signature.der': 'a signature without certificates',
  'certs/mbedtls/pkcs7_zerolendata_detached.der': 'a signature without certificates',
};

/** What OpenSSL refuses and this reader reads without an error. */
const REFUSED_BY_OPENSSL_ONLY: Readonly<Record<string, string>> = {
  'certs/boringssl/pkcs/pkcs8_test_bad1.p12': 'PKCS#12: checked when it is opened (pkcs12.test.ts)',
  'certs/boringssl/pkcs/pkcs8_test_bad2.p12': 'PKCS#12: checked when it is opened (pkcs12.test.ts)',
  'certs/boringssl/pkcs/pkcs8_test_bad3.p12': 'PKCS#12: checked when it is opened (pkcs12.test.ts)',
  'certs/boringssl/pkcs/pkcs8_test_empty_password_ber_nested.p12':
    'PKCS#12: checked when it is opened (pkcs12.test.ts)',
  'certs/boringssl/rust/test-data_BoringSSLServerTest-ECDSA-P256.der': 'a private key, reported as one',
  'certs/rustcrypto/x509-cert_tests_examples_rsa2048-prv.der': 'a private key, reported as one',
};

/** Where Node and this reader say different things of the same certificate. */
const DIFFERENT_FROM_NODE: Readonly<Record<string, string>> = {
  'limbo__assets_explicit_curve_ca.pem namedCurve: "explicit" instead of "P-256"':
    'Node recognises written-out parameters of a known curve',
  'san_edipartyname.der subjectAltName count: 1 instead of 0': 'Node prints no EDI party names',
  'curve1.crt namedCurve: "explicit" instead of "P-256"': 'as above',
  'curve1.pem namedCurve: "explicit" instead of "P-256"': 'as above',
  'curve2.crt namedCurve: "explicit" instead of "P-256"': 'as above',
  'curve2.pem namedCurve: "explicit" instead of "P-256"': 'as above',
};

const certificates = rows.flatMap((row) =>
  row.read.entries.flatMap(({ model }) => (model.kind === 'certificate' ? [{ file: row.file, model }] : [])),
);

describe('the certificates of the corpus', { skip: skipWithoutCorpus }, () => {
  test('the corpus is whole', () => {
    assert.ok(rows.length > 500, `only ${rows.length} files`);
    assert.ok(certificates.length > 580, `only ${certificates.length} certificates`);
  });

  test('every file that OpenSSL parses is read', () => {
    const differences = rows
      .filter(
        ({ openssl: parsed, read }) =>
          parsed === 'ok' &&
          read.locked === null &&
          (read.entries.length === 0 || read.problems.some(({ severity }) => severity === 'error')),
      )
      .map(({ file }) => file);
    assert.deepEqual(differences, Object.keys(READ_BY_OPENSSL_ONLY));
  });

  test('every file that OpenSSL refuses gives a problem at an offset inside the file', () => {
    const silent: string[] = [];
    for (const { file, openssl: parsed, read, bytes } of rows.filter((row) => row.openssl === 'fail')) {
      if (read.problems.length === 0 && read.foreign === null) silent.push(file);
      for (const { offset, range } of read.problems) {
        assert.ok(
          offset >= 0 && offset <= (read.text?.length ?? bytes.length),
          `${file} (${parsed}): offset ${offset}`,
        );
        assert.equal(range === null, read.text === null, file);
      }
    }
    assert.deepEqual(silent, Object.keys(REFUSED_BY_OPENSSL_ONLY));
  });

  test('subject, issuer, serial number, dates, alternative names, key and thumbprints are those of Node', () => {
    const differences: string[] = [];
    let compared = 0;
    for (const { file, model } of certificates) {
      const node = nodeCertificate(model);
      if (node === null) continue;
      compared++;
      for (const difference of describeWithNode(model, node)) differences.push(`${path.basename(file)} ${difference}`);
    }
    assert.ok(compared > 575, `only ${compared} compared`);
    assert.deepEqual(differences, Object.keys(DIFFERENT_FROM_NODE));
  });

  test('requests, revocation lists and bundles are those of openssl', { skip: !opensslOrSay() }, () => {
    const differences: string[] = [];
    let compared = 0;
    for (const { file, kind, openssl: parsed, read } of rows) {
      if (parsed !== 'ok') continue;
      for (const { model } of read.entries.slice(0, 20)) {
        const theirs =
          model.kind === 'request' ? describeRequest(model.der) : model.kind === 'crl' ? describeList(model.der) : null;
        if (theirs === null) continue;
        compared++;
        const ours = model.kind === 'certificate' ? '' : model.kind === 'request' ? model.subject.text : ourList(model);
        if (ours !== theirs) differences.push(`${file}: ${ours} instead of ${theirs}`);
      }
      if (kind === 'p7' && read.problems.length === 0) {
        compared++;
        const ours = read.entries.flatMap(({ model }) => (model.kind === 'certificate' ? [model.subject.text] : []));
        const theirs = describeBundle(read.text === null ? 'DER' : 'PEM', rows.find((row) => row.file === file)!.bytes);
        if (ours.join('\n') !== theirs.join('\n'))
          differences.push(`${file}: ${ours.join(' | ')} instead of ${theirs.join(' | ')}`);
      }
    }
    assert.ok(compared > 70, `only ${compared} compared`);
    assert.deepEqual(differences, []);
  });
});

const NAME_FORM = ['-nameopt', 'RFC2253,-esc_msb,utf8'];

function describeRequest(der: Uint8Array): string {
  return field(openssl(['req', '-inform', 'DER', '-noout', '-subject', ...NAME_FORM], der), 'subject=');
}

function describeList(der: Uint8Array): string {
  const text = openssl(
    ['crl', '-inform', 'DER', '-noout', '-issuer', '-lastupdate', '-nextupdate', '-text', ...NAME_FORM],
    der,
  ).toString('utf8');
  const time = (name: string): string => {
    const value = new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] ?? '';
    return value === 'NONE' || value === '' ? 'none' : new Date(value).toISOString().replace('.000Z', 'Z');
  };
  const serials = [...text.matchAll(/^ {4}Serial Number: (.*)$/gm)].map((match) => match[1]!.toLowerCase());
  return [/^issuer=(.*)$/m.exec(text)?.[1] ?? '', time('lastUpdate'), time('nextUpdate'), ...serials].join(' ');
}

function ourList(list: RevocationList): string {
  const serials = Array.from({ length: list.entryCount }, (_, index) => {
    const entry = revokedEntry(list, index).model;
    if (entry === null) return 'unreadable';
    return entry.serialNumber.negative ? 'negative' : entry.serialNumber.hex.replace(/^00(?=..)/, '');
  });
  return [list.issuer.text, list.thisUpdate.iso, list.nextUpdate?.iso ?? 'none', ...serials].join(' ');
}

function describeBundle(form: 'DER' | 'PEM', bytes: Uint8Array): string[] {
  const asPkcs7 = tryOpenssl(['pkcs7', '-inform', form, '-print_certs', '-noout'], bytes);
  const pem = tryOpenssl(['pkcs7', '-inform', form, '-print_certs'], bytes).stdout.toString('utf8');
  assert.ok(asPkcs7.ok);
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) =>
    field(openssl(['x509', '-noout', '-subject', ...NAME_FORM], Buffer.from(block)), 'subject='),
  );
}

function field(output: Buffer, prefix: string): string {
  const line = output.toString('utf8').trimEnd();
  assert.ok(line.startsWith(prefix), line);
  return line.slice(prefix.length);
}

function nodeCertificate(model: X509Certificate): NodeCertificate | null {
  try {
    return new NodeCertificate(model.der);
  } catch {
    return null;
  }
}
