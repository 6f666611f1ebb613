// Chains among authorities that were renewed, certified crosswise, limited or not entitled, against `openssl
// verify`.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { verifySignature } from '../../../server/src/adapters/signatures.js';
import { CertificatePool } from '../../../server/src/core/certificate/trust/chain.js';
import type { Chain } from '../../../server/src/core/certificate/trust/chain.js';
import { readCertificateFile } from '../../../server/src/core/certificate/file.js';
import { chainFaults } from '../../../server/src/core/certificate/trust/chain-faults.js';
import type { X509Certificate } from '../../../server/src/core/certificate/model.js';
import * as der from '../../support/der-writer.js';
import { digests } from '../../support/digests.js';
import { opensslOrSay, tryOpenssl } from '../../support/openssl.js';
import { ellipticKey, rsaKey, signedCertificate } from '../../support/signed-certificates.js';
import type { SigningKey } from '../../support/signed-certificates.js';

const NOW = Date.UTC(2026, 0, 15, 12);
const nameOf = (text: string): der.Der => der.name([der.COMMON_NAME, der.utf8(text)]);
const between = (from: string, to: string): der.Der =>
  der.sequence(der.tlv(0x17, `${from}0101000000Z`), der.tlv(0x17, `${to}0101000000Z`));
const CURRENT = between('24', '44');
const PAST = between('20', '25');
const FUTURE = between('30', '44');

interface Authority {
  readonly name: string;
  readonly key: SigningKey;
}

let serial = 1;
interface Options {
  readonly validity?: der.Der;
  readonly authority?: boolean;
  readonly pathLength?: number;
  /** Bits of key usage, first octet; null for none. */
  readonly usage?: number | null;
  readonly purposes?: readonly string[];
  readonly identifiers?: boolean;
}

function issue(subject: Authority, issuer: Authority, options: Options = {}): X509Certificate {
  const {
    validity = CURRENT,
    authority = true,
    pathLength,
    usage = authority ? 0x06 : 0x80,
    purposes,
    identifiers = true,
  } = options;
  const extensions = [
    der.extension(
      '2.5.29.19',
      der.sequence(
        ...(authority ? [der.tlv(1, Buffer.of(255))] : []),
        ...(pathLength === undefined ? [] : [der.integer(pathLength)]),
      ),
      true,
    ),
    ...(usage === null ? [] : [der.extension('2.5.29.15', der.tlv(3, Buffer.of(0, usage)), true)]),
    ...(purposes === undefined ? [] : [der.extension('2.5.29.37', der.sequence(...purposes.map(der.oid)))]),
    ...(identifiers
      ? [
          der.extension('2.5.29.14', der.octets(subject.key.identifier)),
          der.extension('2.5.29.35', der.sequence(der.tlv(0x80, issuer.key.identifier))),
        ]
      : []),
  ];
  const bytes = signedCertificate(
    {
      serial: der.integer(1, serial >> 8, serial++ & 255),
      issuer: nameOf(issuer.name),
      subject: nameOf(subject.name),
      validity,
      extensions,
    },
    subject.key,
    issuer.key,
  );
  const { model } = readCertificateFile(bytes, digests).entries[0]!;
  assert.ok(model.kind === 'certificate');
  return model;
}

const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';
const user = { name: 'Jane', key: ellipticKey() };
const leaf = (issuer: Authority): X509Certificate =>
  issue(user, issuer, { authority: false, purposes: [CLIENT_AUTHENTICATION] });
const authority = (name: string, key = ellipticKey()): Authority => ({ name, key });

async function chain(of: X509Certificate, ...among: readonly X509Certificate[]): Promise<Chain> {
  return new CertificatePool([of, ...among], verifySignature).chainOf(of, NOW);
}

const faults = (found: Chain): string[] => chainFaults(found.path, NOW).map(({ kind }) => kind);
const holds = (found: Chain): boolean => found.end === 'root' && faults(found).length === 0;

test('a renewed authority with the same key: the certificate that is valid now', async () => {
  const root = authority('Root');
  const ca = authority('CA');
  const rootCertificate = issue(root, root);
  const old = issue(ca, root, { validity: PAST });
  const renewed = issue(ca, root, { validity: between('25', '44') });
  const jane = leaf(ca);
  for (const order of [
    [old, renewed],
    [renewed, old],
  ]) {
    const found = await chain(jane, ...order, rootCertificate);
    assert.deepEqual([holds(found), found.path[1] === renewed, found.verified], [true, true, true]);
  }
  const expired = await chain(jane, old, rootCertificate);
  assert.deepEqual([expired.end, faults(expired)], ['root', ['expired']]);
});

test('authorities of one name and different keys: the key decides, whatever the identifiers say', async () => {
  const root = authority('Root');
  const [one, two] = [authority('CA'), authority('CA')];
  const certificates = [issue(one, root, { identifiers: false }), issue(two, root, { identifiers: false })];
  for (const [index, by] of [one, two].entries()) {
    const found = await chain(leaf(by), ...certificates, issue(root, root));
    assert.deepEqual([holds(found), found.path[1] === certificates[index]], [true, true]);
  }
  const rsa = authority('CA', rsaKey(2048));
  assert.equal((await chain(leaf(one), issue(rsa, root), issue(root, root))).end, 'wrongKey');
});

test('certified crosswise: the way that leads to a root provided', async () => {
  const [first, second, ca] = [authority('First'), authority('Second'), authority('CA')];
  const jane = leaf(ca);
  const byFirst = issue(ca, first);
  const bySecond = issue(ca, second);
  const found = await chain(jane, byFirst, bySecond, issue(second, second));
  assert.deepEqual([holds(found), found.path[1] === bySecond], [true, true]);
  // Two roots that certified each other, and one of them by itself too.
  const loop = await chain(leaf(first), issue(first, second), issue(second, first));
  assert.equal(loop.end, 'loop');
  const way = await chain(leaf(first), issue(first, second), issue(second, first), issue(second, second));
  assert.deepEqual([holds(way), way.path.length], [true, 3]);
});

test('of ways that end at no root, the one that lacks an issuer is better than a wrong key or a loop', async () => {
  const [lacking, other, ca] = [authority('Lacking'), authority('Other'), authority('CA')];
  const jane = leaf(ca);
  const byLacking = issue(ca, lacking);
  const byOther = issue(ca, other);
  const namesake = authority('Other');
  const partner = authority('Partner');
  for (const [order, ...others] of [
    [[byLacking, byOther], issue(namesake, namesake)],
    [[byOther, byLacking], issue(namesake, namesake)],
    [[byLacking, byOther], issue(other, partner), issue(partner, other)],
    [[byOther, byLacking], issue(other, partner), issue(partner, other)],
  ] as const) {
    const found = await chain(jane, ...order, ...others);
    assert.deepEqual([found.end, found.path[1] === byLacking], ['missingIssuer', true]);
  }
});

test('a certificate alone is verified by nothing, and one whose issuer is there by its signature', async () => {
  const ca = authority('CA');
  const jane = leaf(ca);
  const alone = await chain(jane);
  assert.deepEqual([alone.end, alone.path.length, alone.verified], ['missingIssuer', 1, false]);
  const withIssuer = await chain(jane, issue(ca, authority('Root')));
  assert.deepEqual([withIssuer.end, withIssuer.path.length, withIssuer.verified], ['missingIssuer', 2, true]);
});

test('an authority that certified its own new key is not a root', async () => {
  const [before, next] = [authority('Root'), authority('Root', rsaKey(2048))];
  const rollover = issue(next, before);
  const jane = leaf(next);
  const found = await chain(jane, rollover, issue(before, before));
  assert.deepEqual([holds(found), found.path.length, found.verified], [true, 3, true]);
  assert.notEqual((await chain(jane, rollover)).end, 'root');
});

test('a chain that is longer than is looked at is not a loop, and a loop is found however many ways there are', async () => {
  const key = ellipticKey();
  const line = Array.from({ length: 40 }, (_, index) => authority(`Level ${index}`, key));
  const certificates = line.slice(1).map((above, index) => issue(line[index]!, above));
  const root = issue(line.at(-1)!, line.at(-1)!);
  const jane = leaf(line[0]!);
  const long = await chain(jane, ...certificates, root);
  assert.deepEqual([long.end, long.path.length, long.verified], ['unfinished', 32, true]);
  const edge = await chain(certificates[8]!, ...certificates, root);
  assert.deepEqual([holds(edge), edge.path.length], [true, 32]);
  const beyond = await chain(certificates[7]!, ...certificates, root);
  assert.equal(beyond.end, 'unfinished');
  // A shorter way counts more than one that is not followed.
  const short = await chain(jane, ...certificates, root, issue(line[5]!, line.at(-1)!));
  assert.deepEqual([holds(short), short.path.length], [true, 8]);
  // Everyone certified everyone: more ways round than are tried, and no one knows that none of them leads to
  // a root.
  const circle = Array.from({ length: 6 }, (_, index) => authority(`Circle ${index}`, key));
  const crosswise = circle.flatMap((one) => circle.filter((other) => other !== one).map((other) => issue(one, other)));
  assert.equal((await chain(leaf(circle[0]!), ...crosswise)).end, 'unfinished');
});

/** Random families of authorities; `openssl verify` is asked what it thinks. */
const skip = !opensslOrSay();
const folder = skip ? '' : mkdtempSync(path.join(tmpdir(), 'exchange-cba-chains-'));
after(() => {
  if (folder !== '') rmSync(folder, { recursive: true });
});

function opensslHolds(certificate: X509Certificate, among: readonly X509Certificate[]): boolean {
  const write = (name: string, some: readonly X509Certificate[]): string => {
    const file = path.join(folder, name);
    writeFileSync(file, some.map((one) => der.pem('CERTIFICATE', one.der)).join(''));
    return file;
  };
  const roots = among.filter(({ selfIssued }) => selfIssued);
  const others = among.filter(({ selfIssued }) => !selfIssued);
  const lists = [
    ...(roots.length === 0 ? [] : ['-trusted', write('roots.pem', roots)]),
    ...(others.length === 0 ? [] : ['-untrusted', write('others.pem', others)]),
  ];
  const args = [
    'verify',
    '-no-CApath',
    '-no-CAfile',
    '-no-CAstore',
    '-purpose',
    'sslclient',
    '-attime',
    String(NOW / 1000),
    ...lists,
  ];
  return tryOpenssl([...args, write('leaf.pem', [certificate])]).ok;
}

test('openssl finds no chain that is not found here, and agrees with those that are', { skip }, async () => {
  let state = 4711;
  const pick = <T>(...choices: readonly T[]): T => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return choices[Math.floor((state / 2147483648) * choices.length)]!;
  };
  const keys = Array.from({ length: 4 }, ellipticKey);
  const counts = { hold: 0, fail: 0 };
  for (let round = 0; round < 150; round++) {
    const authorities = Array.from({ length: 4 }, (_, index): Authority => ({
      name: pick('A', 'B', 'C'),
      key: keys[index]!,
    }));
    const certificates = Array.from({ length: pick(2, 4, 7) }, () => {
      const [subject, issuer] = [pick(...authorities), pick(...authorities)];
      const isRoot = subject === issuer;
      // Names alone make no root.
      if (!isRoot && subject.name === issuer.name) return null;
      return issue(subject, issuer, {
        validity: pick(CURRENT, CURRENT, CURRENT, CURRENT, PAST, FUTURE),
        ...(pick(true, false, false, false) ? { pathLength: pick(0, 1) } : {}),
        ...(isRoot
          ? {}
          : { authority: pick(true, true, true, true, true, false), usage: pick(0x06, 0x06, 0x06, null, 0x80) }),
        ...(isRoot || pick(true, true, true, true, false)
          ? {}
          : { purposes: [pick('1.3.6.1.5.5.7.3.1', CLIENT_AUTHENTICATION)] }),
        identifiers: pick(true, false),
      });
    }).filter((one) => one !== null);
    const jane = leaf(pick(...authorities));
    const found = await chain(jane, ...certificates);
    const say = `round ${round}: ${found.end} ${faults(found).join()} ${found.path.map(({ subject }) => subject.text).join(' < ')}`;
    if (opensslHolds(jane, certificates)) assert.ok(holds(found), say);
    if (holds(found)) assert.ok(opensslHolds(jane, found.path.slice(1)), say);
    else if (found.end === 'root') assert.ok(!opensslHolds(jane, found.path.slice(1)), say);
    counts[holds(found) ? 'hold' : 'fail']++;
  }
  assert.ok(counts.hold > 20 && counts.fail > 20, JSON.stringify(counts));
});

test('among thousands of one name the issuer is found by its key, in no time', () => {
  const identifier = (key: string, type: string): der.Der =>
    der.extension(type, type.endsWith('14') ? der.octets(key) : der.sequence(der.tlv(0x80, key)));
  const made = Array.from({ length: 4000 }, (_, i) => {
    const extensions = [identifier(`k${i}`, '2.5.29.14'), identifier(`k${3999 - i}`, '2.5.29.35')];
    const bytes = der.certificate({
      serial: der.integer(1, i >> 8, i & 255),
      issuer: nameOf('A'),
      subject: nameOf('A'),
      extensions,
    });
    const { model } = readCertificateFile(bytes, digests).entries[0]!;
    assert.ok(model.kind === 'certificate');
    return model;
  });
  const pool = new CertificatePool(made, () => Promise.resolve('unsupported'));
  const started = performance.now();
  for (const [i, certificate] of made.entries()) assert.equal(pool.candidates(certificate)[0], made[3999 - i]);
  assert.ok(performance.now() - started < 2500);
});
