// Which revocation list decides about a certificate: the newest that tells, and only one that its issuer
// signed.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { verifySignature } from '../../../../server/src/adapters/signatures.js';
import type { SignatureVerdict } from '../../../../server/src/core/certificate/trust/chain.js';
import { readCertificateFile } from '../../../../server/src/core/certificate/file.js';
import type { RevocationList, X509Certificate } from '../../../../server/src/core/certificate/model.js';
import { RevocationLists } from '../../../../server/src/core/certificate/trust/revocation-lists.js';
import * as der from '../../../support/der-writer.js';
import { digests } from '../../../support/digests.js';
import { opensslOrSay, tryOpenssl } from '../../../support/openssl.js';
import { ellipticKey, signedCertificate, signedList } from '../../../support/signed-certificates.js';

const time = (year: number): der.Der => der.tlv(0x17, `${year}0101000000Z`);
const DELTA = der.extension('2.5.29.27', der.integer(1), true);
const INDIRECT = der.extension('2.5.29.28', der.sequence(der.tlv(0x84, Buffer.of(255))), true);
const PARTIAL = der.extension('2.5.29.28', der.sequence(der.tlv(0x81, Buffer.of(255))), true);

function list(
  year: number,
  revoked: readonly (readonly [number, number])[],
  extensions: readonly der.Der[] = [],
  issuer = 'issuer',
): RevocationList {
  const entries = revoked.map(([serial, reason]) =>
    der.sequence(
      der.integer(serial),
      time(24),
      der.sequence(der.extension('2.5.29.21', der.tlv(0x0a, Buffer.of(reason)))),
    ),
  );
  const body = der.sequence(
    der.integer(1),
    der.ECDSA_SHA256,
    der.name([der.COMMON_NAME, der.utf8(issuer)]),
    time(year),
    time(year + 1),
    ...(entries.length === 0 ? [] : [der.sequence(...entries)]),
    ...(extensions.length === 0 ? [] : [der.tlv(0xa0, der.sequence(...extensions))]),
  );
  const { model } = readCertificateFile(der.sequence(body, der.ECDSA_SHA256, der.bits('x')), digests).entries[0]!;
  assert.ok(model.kind === 'crl');
  return model;
}

function certificate(serial: number): X509Certificate {
  const { model } = readCertificateFile(der.certificate({ serial: der.integer(serial) }), digests).entries[0]!;
  assert.ok(model.kind === 'certificate');
  return model;
}

const jane = certificate(7);
const authority = certificate(1);

async function verdict(
  lists: readonly RevocationList[],
  signature: SignatureVerdict = 'valid',
  issuer: X509Certificate | null = authority,
): Promise<string | null> {
  const found = await new RevocationLists(lists, () => Promise.resolve(signature)).of(jane, issuer);
  return found === null ? null : `${found.entry.reason ?? 'none'}${found.verified ? '' : ', unchecked'}`;
}

test('a list names the certificate, or another one', async () => {
  assert.equal(await verdict([]), null);
  assert.equal(await verdict([list(25, [[6, 1]])]), null);
  assert.equal(
    await verdict([
      list(25, [
        [6, 1],
        [7, 4],
      ]),
    ]),
    'superseded',
  );
  assert.equal(await verdict([list(25, [[7, 1]], [], 'somebody')]), null);
});

test('a serial number is its value, whatever octets repeat its sign', async () => {
  const read = (serial: string): readonly [X509Certificate, RevocationList] => {
    const number = der.tlv(2, Buffer.from(serial, 'hex'));
    const revoked = der.revocationList([number]);
    const models = [der.certificate({ serial: number }), revoked].map(
      (bytes) => readCertificateFile(bytes, digests).entries[0]!.model,
    );
    const [one, all] = models;
    assert.ok(one?.kind === 'certificate' && all?.kind === 'crl');
    return [one, all];
  };
  const isRevoked = async (of: string, by: string): Promise<boolean> =>
    (await new RevocationLists([read(by)[1]], () => Promise.resolve('valid')).of(read(of)[0], authority)) !== null;
  const groups = [
    ['00', '0000'],
    ['7f', '00007f'],
    ['ff01', 'ffff01'],
    ['00ff01'],
    ['80', 'ff80'],
    ['0080'],
    ['7f'.repeat(21)],
  ];
  for (const group of groups)
    for (const of of group)
      for (const other of groups)
        for (const by of other) assert.equal(await isRevoked(of, by), other === group, `${of} ${by}`);
});

test('the issuer has to have signed the list; without it no one knows', async () => {
  const lists = [list(25, [[7, 1]])];
  assert.equal(await verdict(lists, 'invalid'), null);
  assert.equal(await verdict(lists, 'unsupported'), 'keyCompromise, unchecked');
  assert.equal(await verdict(lists, 'valid', null), 'keyCompromise, unchecked');
});

test('without the issuer, a list of another key of it says nothing', async () => {
  const key = (text: string): der.Der => der.extension('2.5.29.35', der.sequence(der.tlv(0x80, text)));
  const lists = [list(25, [[6, 1]], [key('new')]), list(24, [[7, 1]], [key('old')])];
  const { model } = readCertificateFile(der.certificate({ serial: der.integer(7), extensions: [key('old')] }), digests)
    .entries[0]!;
  assert.ok(model.kind === 'certificate');
  const found = await new RevocationLists(lists, () => Promise.resolve('valid')).of(model, null);
  assert.equal(found?.entry.reason, 'keyCompromise');
});

test('the signature of a list is checked once, however many certificates are looked up', async () => {
  let checks = 0;
  const lists = new RevocationLists([list(25, [[7, 1]])], () => {
    checks++;
    return Promise.resolve('valid');
  });
  for (const serial of [7, 8, 9]) await lists.of(certificate(serial), authority);
  assert.equal(checks, 1);
});

test('the newest list that tells decides, in any order of the files', async () => {
  const hold = list(24, [[7, 6]]);
  for (const [newer, expected] of [
    [list(25, []), null],
    [list(25, [[6, 1]]), null],
    [list(25, [[7, 1]]), 'keyCompromise'],
    [list(25, [[7, 8]], [DELTA]), null],
    [list(25, [[6, 1]], [DELTA]), 'certificateHold'],
    [list(25, [], [PARTIAL]), 'certificateHold'],
    [list(25, [], [INDIRECT]), 'certificateHold'],
    [list(25, [[7, 1]], [INDIRECT]), 'keyCompromise'],
  ] as const) {
    assert.equal(await verdict([hold, newer]), expected);
    assert.equal(await verdict([newer, hold]), expected);
  }
});

test('of lists with the same distribution point the newest full one decides, and says nothing of others', async () => {
  const hold = list(24, [[7, 6]], [PARTIAL]);
  for (const [newer, expected] of [
    [list(25, [], [PARTIAL]), null],
    [list(25, [[6, 1]], [PARTIAL]), null],
    [list(25, [[6, 1]], [PARTIAL, DELTA]), 'certificateHold'],
    [list(25, [], [INDIRECT]), 'certificateHold'],
    [list(25, [[7, 1]], [PARTIAL]), 'keyCompromise'],
  ] as const) {
    assert.equal(await verdict([hold, newer]), expected);
    assert.equal(await verdict([newer, hold]), expected);
  }
  // A full one for all certificates is older, and still says what it says.
  assert.equal(await verdict([list(23, [[7, 1]]), hold, list(25, [], [PARTIAL])]), 'keyCompromise');
});

/** `CN=` of the issuer that an entry names; null for none, `unreadable` for what is not a name. */
type Named = string | null;

function indirectEntry([serial, named]: readonly [number, Named]): der.Der {
  const names =
    named === 'unreadable'
      ? der.utf8('x')
      : der.sequence(der.tlv(0xa4, der.name([der.COMMON_NAME, der.utf8(named ?? '')])));
  const extensions = named === null ? [] : [der.sequence(der.extension('2.5.29.29', names, true))];
  return der.sequence(der.integer(serial), time(24), ...extensions);
}

test('an entry of an indirect list is about the issuer that was named last, the own of the list before any', async () => {
  const key = ellipticKey();
  const revokes = async (entries: readonly (readonly [number, Named])[], extensions = [INDIRECT]): Promise<boolean> => {
    const bytes = signedList(
      {
        issuer: der.name([der.COMMON_NAME, der.utf8('issuer')]),
        thisUpdate: time(25),
        nextUpdate: time(26),
        entries: entries.map(indirectEntry),
        extensions,
      },
      key,
    );
    const { model } = readCertificateFile(bytes, digests).entries[0]!;
    assert.ok(model.kind === 'crl');
    return (await verdict([model])) !== null;
  };
  assert.equal(await revokes([[7, null]]), true);
  assert.equal(await revokes([[7, 'issuer']]), true);
  assert.equal(await revokes([[7, 'ISSUER ']]), true);
  assert.equal(await revokes([[7, 'Other']]), false);
  assert.equal(
    await revokes([
      [6, 'Other'],
      [7, null],
    ]),
    false,
  );
  assert.equal(
    await revokes([
      [6, 'Other'],
      [7, 'issuer'],
    ]),
    true,
  );
  assert.equal(
    await revokes([
      [6, 'Other'],
      [5, 'issuer'],
      [7, null],
    ]),
    true,
  );
  assert.equal(await revokes([[7, 'unreadable']]), false);
  assert.equal(
    await revokes([
      [6, 'unreadable'],
      [7, null],
    ]),
    false,
  );
  // The same serial number of two issuers.
  assert.equal(
    await revokes([
      [7, null],
      [7, 'Other'],
    ]),
    true,
  );
});

test('a list that has something to say about others, or cannot be read, does not take back what an older one says', async () => {
  const other = indirectEntry([6, 'Other']);
  const body = (entry: der.Der, extensions: readonly der.Der[]): RevocationList => {
    const bytes = signedList(
      {
        issuer: der.name([der.COMMON_NAME, der.utf8('issuer')]),
        thisUpdate: time(25),
        nextUpdate: time(26),
        entries: [entry],
        extensions,
      },
      ellipticKey(),
    );
    const { model } = readCertificateFile(bytes, digests).entries[0]!;
    assert.ok(model.kind === 'crl');
    return model;
  };
  const hold = list(24, [[7, 6]]);
  assert.equal(await verdict([hold, body(indirectEntry([6, null]), [])]), null);
  for (const newer of [
    body(other, []),
    body(other, [INDIRECT]),
    body(der.sequence(der.integer(6)), []),
    body(indirectEntry([6, null]), [der.extension('2.5.29.28', der.utf8('x'), true)]),
    body(indirectEntry([6, null]), [der.extension('2.5.29.27', der.utf8('x'), true)]),
  ])
    assert.equal(await verdict([hold, newer]), 'certificateHold');
});

test('openssl says the same of random indirect lists', { skip: !opensslOrSay() }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'exchange-cba-lists-'));
  try {
    const key = ellipticKey();
    const named = (text: string): der.Der => der.name([der.COMMON_NAME, der.utf8(text)]);
    const constraints = der.extension('2.5.29.19', der.sequence(der.tlv(1, Buffer.of(255))), true);
    const issued = (serial: number, subject: string, extensions: readonly der.Der[]): Uint8Array =>
      signedCertificate(
        { serial: der.integer(serial), issuer: named('issuer'), subject: named(subject), extensions },
        key,
        key,
      );
    const write = (name: string, label: string, bytes: Uint8Array): string => {
      const file = path.join(folder, name);
      writeFileSync(file, der.pem(label, bytes));
      return file;
    };
    const root = issued(1, 'issuer', [constraints]);
    const user = issued(7, 'user', []);
    const [rootFile, userFile] = [write('root.pem', 'CERTIFICATE', root), write('user.pem', 'CERTIFICATE', user)];
    const [issuer, subject] = [root, user].map((bytes) => {
      const { model } = readCertificateFile(bytes, digests).entries[0]!;
      assert.ok(model.kind === 'certificate');
      return model;
    }) as [X509Certificate, X509Certificate];
    let state = 99;
    const pick = <T>(...choices: readonly T[]): T => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return choices[Math.floor((state / 2147483648) * choices.length)]!;
    };
    const counts = { revoked: 0, free: 0 };
    for (let round = 0; round < 80; round++) {
      const used = new Set<string>();
      let current: Named = 'issuer';
      // No certificate twice, and no one who comes back unnamed.
      const entries = Array.from({ length: pick(1, 2, 4, 6) }, (): readonly [number, Named] => [
        pick(5, 6, 7, 7),
        pick(null, null, 'issuer', 'Other', 'Third'),
      ]).filter(([serial, name]) => {
        const of = `${serial} ${name ?? current}`;
        if (used.has(of)) return false;
        used.add(of);
        current = name ?? current;
        return true;
      });
      const bytes = signedList(
        {
          issuer: named('issuer'),
          thisUpdate: time(25),
          nextUpdate: time(40),
          entries: entries.map(indirectEntry),
          extensions: [INDIRECT],
        },
        key,
      );
      const { model } = readCertificateFile(bytes, digests).entries[0]!;
      assert.ok(model.kind === 'crl');
      const found = await new RevocationLists([model], verifySignature).of(subject, issuer);
      const args = ['-no-CApath', '-no-CAfile', '-no-CAstore', '-attime', String(Date.UTC(2026, 0, 15) / 1000)];
      const asked = tryOpenssl([
        'verify',
        ...args,
        '-crl_check',
        '-extended_crl',
        '-CRLfile',
        write('list.pem', 'X509 CRL', bytes),
        '-trusted',
        rootFile,
        userFile,
      ]);
      const said = asked.stderr.includes('certificate revoked');
      assert.ok(said || asked.ok, asked.stderr);
      assert.equal(found?.verified === true, said, `round ${round}: ${JSON.stringify(entries)}`);
      counts[said ? 'revoked' : 'free']++;
    }
    assert.ok(counts.revoked > 15 && counts.free > 15, JSON.stringify(counts));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
