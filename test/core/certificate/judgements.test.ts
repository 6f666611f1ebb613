// The view checks a client certificate by `clientReadiness`, Problems and command line by rules: the two
// never contradict each other.
//
// The contract, for every certificate of a client: what readiness calls bad or doubtful, the rule that it
// names says too, with severity error or warning, and no other one of them says anything of that weight. So
// an error never goes with a verdict other than `notReady`, a warning never with `ready`.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { verifySignature } from '../../../server/src/adapters/signatures.js';
import { readCertificateFile } from '../../../server/src/core/certificate/file.js';
import { malformations } from '../../../server/src/core/certificate/meaning/form.js';
import { isShownByClients } from '../../../server/src/core/certificate/meaning/purpose.js';
import { clientReadiness } from '../../../server/src/core/certificate/meaning/readiness.js';
import { certificateSubjects } from '../../../server/src/core/certificate/subjects.js';
import type {
  CertificateFileSubject,
  CertificateSubject,
  NamedCertificateFile,
} from '../../../server/src/core/certificate/subjects.js';
import type { SavedStoreListing } from '../../../server/src/core/certificate/trust/store-listing.js';
import { rules } from '../../../server/src/core/rules/registry.js';
import { checkCertificates } from '../../../server/src/core/workspace/check-certificates.js';
import { NOW, certificateNames, generatedCertificates } from '../../support/certificates.js';
import * as der from '../../support/der-writer.js';
import { digests } from '../../support/digests.js';
import { ellipticKey, signedCertificate, signedList } from '../../support/signed-certificates.js';
import { repositoryRoot } from '../../support/paths.js';
import { inCorpus, skipWithoutCorpus } from '../../support/corpus.js';

/** What readiness doubts and a problem of the file says, which is beside the findings. */
const SAID_BY_FILE = ['It is malformed', 'Its validity dates cannot be read'];

/** What rules say with weight and is not about the sign-in. */
const NOT_ABOUT_SIGN_IN: Readonly<Record<string, string>> = {
  'private-key-in-workspace': 'about the file',
  'weak-alt-security-identity': 'about a text',
  'alt-security-identity-mismatch': 'about a text',
  'pkcs12-protection': 'about the file',
  expiring: 'about the future',
};

/** Rules that never speak of a client's certificate. */
const NOT_OF_CLIENTS = ['one-to-one-format', 'server-name-mismatch'];

const ruleOf = (id: string): string => id.slice(id.indexOf('/') + 1);

/** Rules that speak of another file than the certificate's: of a list, or of an account. */
const SAID_ELSEWHERE = ['revocation-list-outdated', 'account-mismatch', 'account-disabled', 'root-not-self-signed'];

/** An error at the certificate that lies in the wrong place, of which others may suffer. */
const MAY_HARM_OTHERS = 'root-not-self-signed';

/** One line for every contradiction. */
function contradictions(
  subject: CertificateSubject,
  files: readonly CertificateFileSubject[],
  certificates: readonly CertificateSubject[],
): string[] {
  const { verdict, items } = clientReadiness(subject);
  const said = new Set<string>();
  for (const { state, template, rule } of items) {
    if (state !== 'bad' && state !== 'doubtful') continue;
    if (rule !== null) said.add(`${state === 'bad' ? 'error' : 'warning'} ${rule}`);
    else {
      assert.ok(
        SAID_BY_FILE.some((start) => template.startsWith(start)),
        `only this row says: ${template}`,
      );
      assert.ok(malformations(subject.certificate).length > 0, template);
    }
  }
  const own = checkCertificates({ certificates: [subject], files: [] });
  const { failures } = own;
  const findings = [
    ...own.findings,
    ...checkCertificates({
      certificates: certificates.filter(({ declaredRoot }) => declaredRoot),
      files,
    }).findings.filter(
      ({ rule }) =>
        SAID_ELSEWHERE.includes(ruleOf(rule)) &&
        (said.has(`error ${ruleOf(rule)}`) || said.has(`warning ${ruleOf(rule)}`)),
    ),
  ];
  assert.deepEqual(failures, []);
  const found = new Set(
    findings
      .filter(
        ({ severity, rule }) =>
          (severity === 'error' || severity === 'warning') && !(ruleOf(rule) in NOT_ABOUT_SIGN_IN),
      )
      .map(({ severity, rule }) => `${ruleOf(rule) === MAY_HARM_OTHERS ? 'warning' : severity} ${ruleOf(rule)}`),
  );
  const lines = [
    ...[...said].filter((line) => !found.has(line)).map((line) => `readiness says what no rule says: ${line}`),
    ...[...found].filter((line) => !said.has(line)).map((line) => `a rule says what readiness does not: ${line}`),
  ];
  const has = (severity: string): boolean => [...found].some((line) => line.startsWith(severity));
  if (has('error') && verdict !== 'notReady') lines.push(`an error with the verdict ${verdict}`);
  if (has('warning') && verdict === 'ready') lines.push('a warning with the verdict ready');
  if (verdict === 'notReady' && !has('error')) lines.push('notReady without an error');
  return lines;
}

/** What concerns the future only. */
const MAY_STAND_BESIDE = ['expiring'];

/** Errors and warnings on an authority or list of the chain of a certificate that is called ready. */
async function besideReady(
  { chain, uri }: CertificateSubject,
  certificates: readonly CertificateSubject[],
  files: readonly CertificateFileSubject[],
): Promise<string[]> {
  const above = new Set(chain.path.slice(1));
  const lists: CertificateFileSubject[] = [];
  for (const file of files)
    for (const { model } of file.file.entries)
      for (const authority of model.kind === 'crl' ? above : [])
        if ((await verifySignature(model, authority)) === 'valid') lists.push(file);
  const { findings } = checkCertificates({
    certificates: certificates.filter(({ certificate }) => above.has(certificate)),
    files: lists,
  });
  return findings
    .filter(
      ({ severity, rule }) =>
        (severity === 'error' || severity === 'warning') && !MAY_STAND_BESIDE.includes(ruleOf(rule)),
    )
    .map(({ rule, uri: at }) => `${rule} at ${at} beside the ready ${uri}`);
}

async function check(
  inputs: readonly NamedCertificateFile[],
  now: number,
  stores: readonly SavedStoreListing[] = [],
): Promise<{ lines: string[]; verdicts: string[] }> {
  const { certificates, files } = await certificateSubjects(inputs, { now, serverNames: [], stores }, verifySignature);
  const lines: string[] = [];
  const verdicts: string[] = [];
  for (const subject of certificates) {
    if (!isShownByClients(subject.role)) continue;
    const { verdict } = clientReadiness(subject);
    verdicts.push(verdict);
    for (const line of contradictions(subject, files, certificates)) lines.push(`${subject.uri}: ${line}`);
    if (verdict === 'ready')
      for (const line of await besideReady(subject, certificates, files)) lines.push(`${subject.uri}: ${line}`);
  }
  return { lines, verdicts };
}

const input = (uri: string, bytes: Uint8Array): NamedCertificateFile => ({
  uri,
  file: readCertificateFile(bytes, digests),
});

test('every rule about certificates is in the contract, and every sentence of readiness', () => {
  const own = rules
    .filter(({ subject }) => subject === 'certificate' || subject === 'certificateFile')
    .map(({ id }) => ruleOf(id));
  const source = ['account', 'chain', 'mapping', 'purpose', 'revocation', 'strength', 'user', 'validity']
    .map((name) =>
      readFileSync(path.join(repositoryRoot, `server/src/core/certificate/meaning/readiness/${name}.ts`), 'utf8'),
    )
    .join('\n');
  const said = own.filter((rule) => source.includes(`'${rule}'`));
  assert.ok(said.length > 20, `only ${said.length}`);
  const named = new Set([...said, ...Object.keys(NOT_ABOUT_SIGN_IN), ...NOT_OF_CLIENTS]);
  assert.deepEqual(
    own.filter((rule) => !named.has(rule)),
    [],
  );
});

const made = generatedCertificates();
test('generated certificates, alone and with their authorities', { skip: made === null }, async () => {
  const authorities = (['authority', 'expiredAuthority', 'root', 'strangeRoot', 'impostor'] as const).map((name) =>
    input(`ca/${name}`, made!.der(name)),
  );
  const seen = new Set<string>();
  for (const now of [NOW, Date.UTC(2043, 11, 20), Date.UTC(2050, 0, 1), Date.UTC(2019, 0, 1)]) {
    const list = input('authority.crl', made!.bundle('authority.crl'));
    for (const around of [
      [],
      authorities,
      [...authorities, list],
      [list],
      authorities.slice(1, 2),
      authorities.slice(4),
    ]) {
      const files = certificateNames.map((name) => input(name, made!.der(name)));
      for (const one of around.length === 0 ? [files] : files.map((file) => [file, ...around])) {
        const { lines, verdicts } = await check(one, now);
        assert.deepEqual(lines, []);
        for (const verdict of verdicts) seen.add(verdict);
      }
    }
  }
  assert.deepEqual([...seen].sort(), ['doubtful', 'notReady', 'ready']);
});

test(
  'a listing of NTAuth beside them, with the issuing CA, without it, and cut off',
  { skip: made === null },
  async () => {
    const strong = [
      input('strong', made!.der('strong')),
      input('ca', made!.der('authority')),
      input('r', made!.der('root')),
    ];
    const sha1 = createHash('sha1').update(made!.der('authority')).digest('hex');
    const listing = (sha1: string, isComplete: boolean): SavedStoreListing => ({
      uri: 'ntauth.txt',
      range: { start: 0, end: 1 },
      store: 'NTAuth',
      certificates: [{ range: { start: 0, end: 1 }, sha1, subject: null, issuer: null, serialNumber: null }],
      isComplete,
    });
    for (const [store, expected] of [
      [listing(sha1, true), 'ready'],
      [listing('00'.repeat(20), true), 'notReady'],
      [listing('00'.repeat(20), false), 'ready'],
    ] as const)
      assert.deepEqual(await check(strong, NOW, [store]), { lines: [], verdicts: [expected] });
    const contradicting = [listing(sha1, true), listing('00'.repeat(20), true)];
    for (const stores of [contradicting, [...contradicting].reverse()])
      assert.deepEqual(await check(strong, NOW, stores), { lines: [], verdicts: ['ready'] });
  },
);

test(
  'a certificate among the trusted roots that is not a root harms every client',
  { skip: made === null },
  async () => {
    const files = [
      input('strong', made!.der('strong')),
      input('Root/ca.cer', made!.der('authority')),
      input('r', made!.der('root')),
    ];
    assert.deepEqual(await check(files, NOW), { lines: [], verdicts: ['doubtful'] });
  },
);

test('a CA that a list names, with signatures that hold', async () => {
  const [rootKey, caKey, userKey] = [ellipticKey(), ellipticKey(), ellipticKey()];
  const named = (text: string): der.Der => der.name([der.COMMON_NAME, der.utf8(text)]);
  const time = (text: string): der.Der => der.tlv(0x17, text);
  const isCa = der.extension('2.5.29.19', der.sequence(der.tlv(1, Buffer.of(255))), true);
  const other = (type: string, value: der.Der): der.Der => der.tlv(0xa0, der.oid(type), der.tlv(0xa0, value));
  const upn = other('1.3.6.1.4.1.311.20.2.3', der.utf8('jane@contoso.com'));
  const sid = der.tlv(0x86, 'tag:microsoft.com,2022-09-14:sid:S-1-5-21-1-2-3-1104');
  const point = der.sequence(der.tlv(0xa0, der.tlv(0xa0, der.tlv(0x86, 'http://pki.contoso.com/ca.crl'))));
  const user = [
    der.extension('2.5.29.17', der.sequence(upn, sid)),
    der.extension('2.5.29.37', der.sequence(der.oid('1.3.6.1.5.5.7.3.2'))),
    der.extension('2.5.29.31', der.sequence(point)),
  ];
  const root = { issuer: named('Root'), subject: named('Root'), serial: der.integer(9), extensions: [isCa] };
  const ca = { issuer: named('Root'), subject: named('CA'), serial: der.integer(5), extensions: [isCa] };
  const chain = [
    input('jane.cer', signedCertificate({ issuer: named('CA'), extensions: user }, userKey, caKey)),
    input('ca.cer', signedCertificate(ca, caKey, rootKey)),
  ];
  const entries = [der.sequence(der.integer(5), time('250101000000Z'))];
  const list = signedList(
    { issuer: named('Root'), thisUpdate: time('250101000000Z'), nextUpdate: time('440101000000Z'), entries },
    rootKey,
  );
  const rest = [input('root.cer', signedCertificate(root, rootKey, rootKey)), input('root.crl', list)];
  assert.deepEqual(await check([...chain, ...rest.slice(0, 1)], NOW), { lines: [], verdicts: ['ready'] });
  assert.deepEqual(await check([...chain, ...rest], NOW), { lines: [], verdicts: ['notReady'] });
  // Without the root, who signed the list is unknown.
  assert.deepEqual(await check([...chain, ...rest.slice(1)], NOW), { lines: [], verdicts: ['doubtful'] });
});

/**
 * A thousand certificates that no tool would make: each part is one of several, chosen by a fixed sequence of
 * numbers.
 */
test('strange certificates, in all combinations', async () => {
  let state = 12345;
  const pick = <T>(choices: readonly T[]): T => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return choices[Math.floor((state / 2147483648) * choices.length)]!;
  };
  const other = (type: string, value: der.Der): der.Der => der.tlv(0xa0, der.oid(type), der.tlv(0xa0, value));
  const upn = (value: der.Der): der.Der => other('1.3.6.1.4.1.311.20.2.3', value);
  const uri = (sid: string): der.Der => der.tlv(0x86, `tag:microsoft.com,2022-09-14:sid:${sid}`);
  const sid = (...values: readonly string[]): der.Der =>
    der.extension(
      '1.3.6.1.4.1.311.25.2',
      der.sequence(...values.map((value) => other('1.3.6.1.4.1.311.25.2.1', der.octets(value)))),
    );
  const names = ['Jane', 'CA', 'Root', 'Loop', 'jane@contoso.com'].map((text) =>
    der.name([der.COMMON_NAME, der.utf8(text)]),
  );
  const limits = (id: number, name: der.Der): der.Der =>
    der.extension('2.5.29.30', der.sequence(der.tlv(id, der.sequence(name))), true);
  const time = (text: string): der.Der => der.tlv(0x17, text);
  const spki = (...parts: readonly der.Der[]): der.Der =>
    der.sequence(der.sequence(...parts), der.bits(Buffer.alloc(32, 1)));
  const rsa = (bytes: number): der.Der =>
    der.sequence(
      der.sequence(der.oid('1.2.840.113549.1.1.1'), der.tlv(5)),
      der.bits(der.sequence(der.integer(0, ...Array.from({ length: bytes }, () => 0xff)), der.integer(3))),
    );
  const optional = (...choices: readonly (der.Der | null)[]): der.Der[] =>
    [pick(choices)].filter((choice) => choice !== null);
  const make = (): Uint8Array =>
    der.certificate({
      serial: pick([der.integer(1), der.integer(0), der.integer(0x80), der.integer(0, 1)]),
      issuer: pick(names),
      subject: pick([...names, der.sequence()]),
      validity: pick([
        der.sequence(time('240101000000Z'), time('440101000000Z')),
        der.sequence(time('240101000000Z'), time('440101000000Z')),
        der.sequence(time('200101000000Z'), time('210101000000Z')),
        der.sequence(time('300101000000Z'), time('440101000000Z')),
        der.sequence(time('240101000000Z'), time('never')),
        der.sequence(time('240101000000Z'), time('260201000000Z')),
      ]),
      algorithm: pick([
        der.ECDSA_SHA256,
        der.sequence(der.oid('1.2.840.113549.1.1.5'), der.tlv(5)),
        der.sequence(der.oid('1.2.840.113549.1.1.4'), der.tlv(5)),
        der.sequence(der.oid('1.2.3')),
      ]),
      publicKey: pick([
        rsa(256),
        rsa(128),
        spki(der.oid('1.3.101.110')),
        spki(der.oid('1.3.101.112')),
        spki(der.oid('1.2.840.10045.2.1'), der.oid('1.3.132.0.35')),
      ]),
      extensions: [
        ...optional(
          null,
          der.extension('2.5.29.15', der.tlv(3, Buffer.of(7, 0x80))),
          der.extension('2.5.29.15', der.tlv(3, Buffer.of(5, 0x20))),
          der.extension('2.5.29.15', der.tlv(3, Buffer.of(2, 0x04))),
          der.extension('2.5.29.15', der.utf8('x')),
        ),
        ...optional(
          null,
          der.extension('2.5.29.37', der.sequence(der.oid('1.3.6.1.5.5.7.3.2'))),
          der.extension('2.5.29.37', der.sequence(der.oid('1.3.6.1.5.5.7.3.1'))),
          der.extension('2.5.29.37', der.sequence(der.oid('2.5.29.37.0'))),
          der.extension('2.5.29.37', der.octets('x')),
        ),
        ...optional(
          null,
          der.extension('2.5.29.19', der.sequence(der.tlv(1, Buffer.of(255)))),
          der.extension('2.5.29.19', der.sequence(der.tlv(1, Buffer.of(255)), der.integer(0))),
          der.extension('2.5.29.19', der.sequence()),
          der.extension('2.5.29.19', der.octets('x')),
        ),
        ...optional(
          null,
          sid('S-1-5-21-1-2-3-4'),
          sid('S-1-5-21-1-2-3-4', 'S-1-5-21-1-2-3-5'),
          sid('jane'),
          der.extension('1.3.6.1.4.1.311.25.2', der.utf8('x')),
        ),
        ...optional(
          null,
          der.extension('2.5.29.17', der.sequence(upn(der.utf8('jane@contoso.com')))),
          der.extension('2.5.29.17', der.sequence(upn(der.utf8('jane')))),
          der.extension('2.5.29.17', der.sequence(upn(der.octets('jane')))),
          der.extension('2.5.29.17', der.sequence(upn(der.utf8('')))),
          der.extension('2.5.29.17', der.sequence(upn(der.utf8('a@b')), upn(der.utf8('c@d')), uri('S-1-5-21-1-2-3-4'))),
          der.extension('2.5.29.17', der.sequence(uri('S-1-5-21-1-2-3-9'), uri('x'))),
          der.extension('2.5.29.17', der.sequence(der.tlv(0x81, 'jane@contoso.com'))),
          der.extension('2.5.29.17', der.octets('x')),
        ),
        ...optional(
          null,
          der.extension(
            '2.5.29.31',
            der.sequence(der.sequence(der.tlv(0xa0, der.tlv(0xa0, der.tlv(0x86, 'http://pki.contoso.com/ca.crl'))))),
          ),
          der.extension('2.5.29.31', der.sequence(der.sequence())),
        ),
        ...optional(
          null,
          null,
          der.extension('1.3.6.1.4.1.311.21.10', der.sequence(der.sequence(der.oid('1.3.6.1.5.5.7.3.1')))),
          der.extension('1.3.6.1.4.1.311.21.10', der.sequence(der.sequence(der.oid('1.3.6.1.5.5.7.3.2')))),
        ),
        ...optional(null, null, null, der.extension('1.2.3', der.utf8('x'), true)),
        ...optional(
          null,
          limits(0xa1, der.tlv(0xa4, names[0]!)),
          limits(0xa0, der.tlv(0x81, 'fabrikam.com')),
          limits(0xa0, upn(der.utf8('@b'))),
        ),
      ],
    });
  const seen = new Set<string>();
  let judged = 0;
  for (let round = 0; round < 300; round++) {
    const inputs = Array.from({ length: 1 + (round % 6) }, (_, index) =>
      input(`${round}-${index}${round % 7 === 0 ? '/Root/x' : ''}`, make()),
    );
    const { lines, verdicts } = await check(inputs, NOW);
    assert.deepEqual(lines, []);
    judged += verdicts.length;
    for (const verdict of verdicts) seen.add(verdict);
  }
  assert.ok(judged > 500, `only ${judged}`);
  assert.ok(seen.has('doubtful') && seen.has('notReady'));
});

test('real certificates, file by file and all together', { skip: skipWithoutCorpus }, async () => {
  const lines = readFileSync(inCorpus('CERT_INDEX.tsv'), 'utf8').trimEnd().split('\n').slice(1);
  const inputs = lines.map((line) => input(line.split('\t')[0]!, readFileSync(inCorpus(line.split('\t')[0]!))));
  let judged = 0;
  for (const now of [NOW, Date.UTC(2015, 0, 1)]) {
    const together = await check(inputs, now);
    assert.deepEqual(together.lines, []);
    judged += together.verdicts.length;
    for (const one of inputs) assert.deepEqual((await check([one], now)).lines, []);
  }
  assert.ok(judged > 200, `only ${judged}`);
});
