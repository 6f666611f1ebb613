// An outdated revocation list beside the one that took its place: rule and view agree on when it is not a
// fault.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listVerdict } from '../../../../client/src/certificate/view-model/verdict.js';
import { viewedFilesOf, newerListOf } from '../../../../client/src/certificate/subject.js';
import { verifySignature } from '../../../../server/src/adapters/signatures.js';
import { readCertificateFile } from '../../../../server/src/core/certificate/file.js';
import type { RevocationList } from '../../../../server/src/core/certificate/model.js';
import { certificateSubjects } from '../../../../server/src/core/certificate/subjects.js';
import type { NamedCertificateFile } from '../../../../server/src/core/certificate/subjects.js';
import { checkCertificates } from '../../../../server/src/core/workspace/check-certificates.js';
import * as der from '../../../support/der-writer.js';
import { digests } from '../../../support/digests.js';
import { ellipticKey, signedCertificate, signedList } from '../../../support/signed-certificates.js';
import type { SigningKey } from '../../../support/signed-certificates.js';

const NOW = Date.UTC(2026, 0, 15, 12);
const nameOf = (text: string): der.Der => der.name([der.COMMON_NAME, der.utf8(text)]);
/** `260114`: a day. */
const day = (text: string): der.Der => der.tlv(0x17, `${text}000000Z`);
const [key, otherKey] = [ellipticKey(), ellipticKey()];

interface Options {
  readonly from?: string;
  readonly to?: string | null;
  readonly number?: number;
  readonly issuer?: string;
  readonly by?: SigningKey;
  readonly named?: SigningKey | null;
  readonly delta?: boolean;
  readonly point?: string;
  /** It says where deltas to it are. */
  readonly namesDeltas?: boolean;
}

function list(options: Options = {}): Uint8Array {
  const {
    from = '260114',
    to = '260121',
    number,
    issuer = 'CA',
    by = key,
    delta = false,
    point,
    namesDeltas = false,
  } = options;
  const named = options.named === undefined ? by : options.named;
  return signedList(
    {
      issuer: nameOf(issuer),
      thisUpdate: day(from),
      nextUpdate: to === null ? null : day(to),
      extensions: [
        ...(named === null ? [] : [der.extension('2.5.29.35', der.sequence(der.tlv(0x80, named.identifier)))]),
        ...(number === undefined ? [] : [der.extension('2.5.29.20', der.integer(number))]),
        ...(namesDeltas
          ? [
              der.extension(
                '2.5.29.46',
                der.sequence(der.sequence(der.tlv(0xa0, der.tlv(0xa0, der.tlv(0x86, 'http://pki.contoso.com/+.crl'))))),
              ),
            ]
          : []),
        ...(delta ? [der.extension('2.5.29.27', der.integer(1), true)] : []),
        ...(point === undefined
          ? []
          : [
              der.extension(
                '2.5.29.28',
                der.sequence(der.tlv(0xa0, der.tlv(0xa0, der.tlv(0x86, `http://pki.contoso.com/${point}.crl`)))),
                true,
              ),
            ]),
      ],
    },
    by,
  );
}

/** `CA` with one of the keys. */
function authority(by = key, identifier = true): Uint8Array {
  const extensions = [
    der.extension('2.5.29.19', der.sequence(der.tlv(1, Buffer.of(255))), true),
    ...(identifier ? [der.extension('2.5.29.14', der.octets(by.identifier))] : []),
  ];
  return signedCertificate({ issuer: nameOf('CA'), subject: nameOf('CA'), extensions }, by, by);
}

const OLD = list({ from: '260101', to: '260108', number: 1 });

/**
 * Whether the rule warns about the first file, among all of them; the page about it must agree, wherever it
 * looks from.
 */
async function warns(...files: readonly Uint8Array[]): Promise<boolean> {
  const inputs = files.map((bytes, index): NamedCertificateFile => ({
    uri: `file:///${index}`,
    file: readCertificateFile(bytes, digests),
  }));
  const subjects = await certificateSubjects(inputs, { now: NOW, serverNames: [] }, verifySignature);
  const { findings, failures } = checkCertificates({ certificates: [], files: subjects.files });
  assert.deepEqual(failures, []);
  for (const { uri, file } of inputs) {
    const said = findings.some((finding) => finding.uri === uri);
    const viewedFiles = viewedFilesOf(uri, file, inputs, verifySignature);
    const [entry] = file.entries;
    if (entry?.model.kind !== 'crl') continue;
    const same = (text: string): string => text;
    const around = { words: same, say: same, now: NOW, language: 'en' };
    const { tone, reasons } = listVerdict(entry.model, await newerListOf(entry, viewedFiles, NOW), around);
    assert.equal(tone === 'bad', said, `${uri}: ${tone}`);
    assert.equal(
      reasons.some((reason) => reason.tone === 'bad'),
      said,
    );
  }
  return findings.some(({ uri }) => uri === inputs[0]!.uri);
}

test('an old copy beside the list that took its place is not a fault, in any order and as often as it is there', async () => {
  assert.equal(await warns(OLD), true);
  assert.equal(await warns(OLD, OLD), true);
  assert.equal(await warns(OLD, list()), false);
  assert.equal(await warns(list(), OLD), false);
  assert.equal(await warns(OLD, list(), authority()), false);
  assert.equal(await warns(OLD, OLD, list(), list(), authority(otherKey), authority()), false);
  // A year of copies.
  const copies = Array.from({ length: 40 }, (_, index) =>
    list({ from: `2512${String(1 + (index % 28)).padStart(2, '0')}`, to: '260101', number: index }),
  );
  assert.equal(await warns(OLD, ...copies, list({ number: 90 })), false);
});

test('a list of the same moment with a higher number is the newer one', async () => {
  const old = list({ to: '260115', number: 5 });
  assert.equal(await warns(old, list({ number: 6 })), false);
  assert.equal(await warns(old, list({ number: 4 })), true);
  assert.equal(await warns(list({ to: '260115', number: 0x7f }), list({ number: 0x7e })), true);
});

test('a newer list that does not replace it', async () => {
  for (const other of [
    list({ to: '260115' }),
    list({ to: null }),
    list({ from: '260116' }),
    list({ from: '251201' }),
    list({ issuer: 'Other' }),
    list({ delta: true }),
    list({ point: 'users' }),
    list({ by: otherKey }),
    list({ named: null }),
  ]) {
    assert.equal(await warns(OLD, other), true);
  }
  const users = { from: '260101', to: '260108', point: 'users' };
  assert.equal(await warns(list(users), list({ point: 'users' })), false);
  assert.equal(await warns(list(users), list({ point: 'computers' })), true);
  const delta = { from: '260101', to: '260108', delta: true };
  assert.equal(await warns(list(delta), list({ delta: true })), false);
  assert.equal(await warns(list(delta), list({ namesDeltas: true })), true);
  // The authority has given deltas up.
  assert.equal(await warns(list(delta), list()), false);
  assert.equal(await warns(list(delta), list({ by: otherKey })), true);
  assert.equal(await warns(list(delta), list({ point: 'users' })), true);
  assert.equal(await warns(list({ ...delta, from: '260114', to: '260115' }), list({ from: '260101' })), true);
});

test('who signed it counts more than what is named, and what is named where no one can tell', async () => {
  const forged = list({ by: otherKey, named: key });
  // No one provided can tell.
  assert.equal(await warns(OLD, forged), false);
  assert.equal(await warns(OLD, forged, authority()), true);
  assert.equal(await warns(OLD, forged, authority(key, false)), true);
  const unnamed = list({ from: '260101', to: '260108', named: null });
  assert.equal(await warns(unnamed, list({ named: null })), false);
  assert.equal(await warns(unnamed, list(), authority()), false);
  assert.equal(await warns(unnamed, list({ by: otherKey, named: null }), authority(), authority(otherKey)), true);
  // Only the renewed authority is provided, which signed neither.
  assert.equal(await warns(OLD, list(), authority(otherKey)), false);
});

test('the newest current one is named', async () => {
  const inputs = [OLD, list({ from: '260110', to: '260120' }), list()].map((bytes) =>
    readCertificateFile(bytes, digests),
  );
  const viewedFiles = viewedFilesOf(
    'a',
    inputs[0]!,
    [
      { uri: 'b', file: inputs[1]! },
      { uri: 'c', file: inputs[2]! },
    ],
    verifySignature,
  );
  assert.equal(
    await newerListOf(inputs[0]!.entries[0]!, viewedFiles, NOW),
    inputs[2]!.entries[0]!.model as RevocationList,
  );
});
