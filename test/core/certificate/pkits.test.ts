// The end entities of NIST PKITS: what openssl says of each of them, and what is said here.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { verifySignature } from '../../../server/src/adapters/signatures.js';
import { readCertificateFile } from '../../../server/src/core/certificate/file.js';
import { clientReadiness } from '../../../server/src/core/certificate/meaning/readiness.js';
import type { ReadinessItem } from '../../../server/src/core/certificate/meaning/readiness.js';
import { certificateSubjects } from '../../../server/src/core/certificate/subjects.js';
import { digests } from '../../support/digests.js';
import { opensslOrSay, tryOpenssl } from '../../support/openssl.js';
import { pkitsOrSay } from '../../support/pkits.js';
import type { Pkits, PkitsFile } from '../../support/pkits.js';

const NOW = Date.UTC(2026, 10, 29, 12);
const isEndEntity = (name: string): boolean => name.endsWith('EE.crt');

/**
 * What these certificates lack as those of users, and what is about their use for sign-in; the suite knows
 * neither.
 */
const NOT_OF_PATHS = new Set([
  'upn-missing',
  'no-strong-mapping',
  'upn-only-in-subject',
  'no-revocation-information',
  'authority-as-client',
]);

async function readinessOfAll({ certificates, lists }: Pkits): Promise<ReadonlyMap<string, readonly ReadinessItem[]>> {
  const inputs = [...certificates, ...lists].map(({ name, bytes }) => ({
    uri: name,
    file: readCertificateFile(bytes, digests),
  }));
  assert.deepEqual(
    inputs.filter(({ file }) => file.problems.length > 0),
    [],
  );
  const subjects = await certificateSubjects(inputs, { now: NOW, serverNames: [] }, verifySignature);
  return new Map(
    subjects.certificates
      .filter(({ uri }) => isEndEntity(uri))
      .map((subject) => [subject.uri, clientReadiness(subject).items]),
  );
}

/** The numbers of openssl's errors by end entity; none: it verifies. */
function opensslErrors({ certificates, lists }: Pkits): ReadonlyMap<string, readonly number[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'pkits-openssl-'));
  const pem = (label: string, files: readonly PkitsFile[]): string =>
    files
      .map(({ bytes }) =>
        Buffer.from(bytes)
          .toString('base64')
          .match(/.{1,64}/g)!
          .join('\n'),
      )
      .map((text) => `-----BEGIN ${label}-----\n${text}\n-----END ${label}-----\n`)
      .join('');
  try {
    const write = (name: string, text: string): void => {
      writeFileSync(path.join(folder, name), text);
    };
    const ends = certificates.filter(({ name }) => isEndEntity(name));
    write(
      'root',
      pem(
        'CERTIFICATE',
        certificates.filter(({ name }) => name === 'TrustAnchorRootCertificate.crt'),
      ),
    );
    write(
      'above',
      pem(
        'CERTIFICATE',
        certificates.filter(({ name }) => !isEndEntity(name)),
      ),
    );
    write('lists', pem('X509 CRL', lists));
    for (const end of ends) write(end.name, pem('CERTIFICATE', [end]));
    const found = new Map<string, readonly number[]>();
    const trust = ['-no-CApath', '-no-CAstore', '-CAfile', 'root', '-untrusted', 'above', '-CRLfile', 'lists'];
    const checks = [
      '-policy_check',
      '-policy',
      '2.5.29.32.0',
      '-crl_check_all',
      '-extended_crl',
      '-use_deltas',
      '-attime',
      String(NOW / 1000),
    ];
    const { stdout, stderr } = tryOpenssl(
      ['verify', ...trust, ...checks, ...ends.map(({ name }) => name)],
      undefined,
      folder,
    );
    for (const [, name] of stdout.toString().matchAll(/^(\S+): OK$/gm)) found.set(name!, []);
    let errors: number[] = [];
    for (const line of stderr.split('\n')) {
      const number = /^error (\d+) at \d+ depth lookup/.exec(line)?.[1];
      const failed = /^error (\S+): verification failed/.exec(line)?.[1];
      if (number !== undefined) errors.push(Number(number));
      if (failed === undefined) continue;
      found.set(failed, errors);
      errors = [];
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const REVOKED = 23;
/** An authority requires policies that the chain lacks. */
const NO_POLICY = 43;
/** A mapping of any policy, which no authority writes, is not looked at. */
const MAPS_ANY = 42;
/** No list covers the certificate, or the one that does cannot be relied on. */
const NO_LIST = [8, 35, 44, 54];
/** What openssl calls revoked is the certificate whose key signs the list. */
const SIGNER_REVOKED = 'InvalidSeparateCertificateandCRLKeysTest21EE.crt';
/** Signed with SHA-1 (DSA), which the suite takes for good. */
const WEAK = ['ValidDSASignaturesTest4EE.crt'];

const pkits = pkitsOrSay();
test(
  'NIST PKITS: what openssl calls revoked gets a word, what it verifies gets none',
  { skip: pkits === null || !opensslOrSay() },
  async () => {
    const said = await readinessOfAll(pkits!);
    const errors = opensslErrors(pkits!);
    assert.equal(said.size, 223);
    assert.deepEqual(
      [...said.keys()].filter((name) => !errors.has(name)),
      [],
    );
    const wrong: string[] = [];
    let revoked = 0;
    let good = 0;
    let lacking = 0;
    for (const [name, items] of said) {
      const against = items.filter(
        ({ state, rule }) => (state === 'bad' || state === 'doubtful') && !NOT_OF_PATHS.has(rule ?? ''),
      );
      const isCleared = items.some(({ template }) => template.startsWith('Not revoked:'));
      const found = errors.get(name)!;
      const tell = (what: string): void => {
        wrong.push(
          `${name}: ${what} (openssl: ${found.join(', ') || 'OK'}; ${against.map(({ template }) => template).join(' ')})`,
        );
      };
      if (
        found.includes(NO_POLICY) &&
        against.some(({ template }) => template.includes('requires certificate policies'))
      )
        lacking++;
      if (found.includes(REVOKED)) {
        revoked++;
        if (name === SIGNER_REVOKED) {
          if (!items.some(({ template }) => template.includes('a key whose certificate was revoked'))) tell('no word');
        } else if (!against.some(({ template }) => /revoked/i.test(template))) tell('no word of its revocation');
        if (isCleared && !against.some(({ rule }) => rule === 'chain-invalid')) tell('cleared');
      } else if (found.length === 0) {
        good++;
        if (against.length > 0 && !WEAK.includes(name)) tell('false alarm');
      } else if (found.some((each) => NO_LIST.includes(each))) {
        if (isCleared) tell('cleared');
      } else if (against.length === 0 && !found.includes(MAPS_ANY)) tell('no word');
    }
    assert.deepEqual(wrong, []);
    assert.ok(revoked > 20, `only ${revoked} revoked`);
    assert.ok(lacking > 25, `only ${lacking} without policies`);
    assert.ok(good >= 100, `only ${good} good`);
  },
);
