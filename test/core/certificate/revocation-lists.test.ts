// Which revocation list decides about a certificate: the newest that tells, and only one that its issuer signed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SignatureVerdict } from '../../../server/src/core/certificate/chain.js';
import { readCertificateFile } from '../../../server/src/core/certificate/file.js';
import type { RevocationList, X509Certificate } from '../../../server/src/core/certificate/model.js';
import { RevocationLists } from '../../../server/src/core/certificate/revocation-lists.js';
import * as der from '../../support/der-writer.js';
import { digests } from '../../support/digests.js';

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

test('the issuer has to have signed the list; without it nobody knows', async () => {
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
    [list(25, [[7, 1]], [INDIRECT]), 'certificateHold'],
  ] as const) {
    assert.equal(await verdict([hold, newer]), expected);
    assert.equal(await verdict([newer, hold]), expected);
  }
});
