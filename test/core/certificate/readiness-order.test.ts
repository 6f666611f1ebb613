// Of several reasons, the strongest leads: in the answer, in the list of reasons, and as what to do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifySignature } from '../../../server/src/adapters/signatures.js';
import { readCertificateFile } from '../../../server/src/core/certificate/file.js';
import { clientReadiness } from '../../../server/src/core/certificate/meaning/readiness.js';
import type { Readiness } from '../../../server/src/core/certificate/meaning/readiness.js';
import { certificateSubjects } from '../../../server/src/core/certificate/subjects.js';
import { certificateVerdict } from '../../../client/src/certificate/view-model/verdict.js';
import { NOW } from '../../support/certificates.js';
import * as der from '../../support/der-writer.js';
import { digests } from '../../support/digests.js';
import { ellipticKey, rsaKey, signedCertificate, signedList } from '../../support/signed-certificates.js';
import { english } from '../../client/certificate/support.js';

const time = (text: string): der.Der => der.tlv(0x17, text);
const named = (text: string): der.Der => der.name([der.COMMON_NAME, der.utf8(text)]);
const other = (type: string, value: der.Der): der.Der => der.tlv(0xa0, der.oid(type), der.tlv(0xa0, value));

/** One fault per line, the strongest first, those of one weight by aspect: what it is called here, its state, and how its sentence starts. */
const FAULTS = [
  ['expired', 'bad', 'Expired on'],
  ['no SID', 'bad', 'No strong mapping'],
  ['key usage', 'doubtful', 'Key usage'],
  ['unknown critical extension', 'doubtful', 'Its critical extension'],
  ['several UPNs', 'doubtful', 'It has several UPNs'],
  ['no CRL location', 'doubtful', 'It has no CRL'],
  ['outdated CRL', 'doubtful', 'The newest CRL'],
  ['SHA-1', 'doubtful', 'Signed with'],
] as const;

const [rootKey, userKey] = [rsaKey(2048), ellipticKey()];
const isCa = der.extension('2.5.29.19', der.sequence(der.tlv(1, Buffer.of(255))), true);
const root = signedCertificate(
  { issuer: named('Root'), subject: named('Root'), serial: der.integer(9), extensions: [isCa] },
  rootKey,
  rootKey,
);
const list = (nextUpdate: string): Uint8Array =>
  signedList({ issuer: named('Root'), thisUpdate: time('250101000000Z'), nextUpdate: time(nextUpdate) }, rootKey);

async function judged(faults: ReadonlySet<string>): Promise<Readiness & { readonly page: readonly string[] }> {
  const upns = faults.has('several UPNs') ? ['jane@contoso.com', 'john@contoso.com'] : ['jane@contoso.com'];
  const names = upns.map((upn) => other('1.3.6.1.4.1.311.20.2.3', der.utf8(upn)));
  if (!faults.has('no SID')) names.push(der.tlv(0x86, 'tag:microsoft.com,2022-09-14:sid:S-1-5-21-1-2-3-1104'));
  const point = der.sequence(der.tlv(0xa0, der.tlv(0xa0, der.tlv(0x86, 'http://pki.contoso.com/ca.crl'))));
  const usage = faults.has('key usage') ? Buffer.of(5, 0x20) : Buffer.of(7, 0x80);
  const extensions = [
    der.extension('2.5.29.17', der.sequence(...names)),
    der.extension('2.5.29.37', der.sequence(der.oid('1.3.6.1.5.5.7.3.2'))),
    der.extension('2.5.29.15', der.tlv(3, usage)),
    ...(faults.has('no CRL location') ? [] : [der.extension('2.5.29.31', der.sequence(point))]),
    ...(faults.has('unknown critical extension') ? [der.extension('1.2.3.4', der.octets('x'), true)] : []),
  ];
  const validity = der.sequence(time('240101000000Z'), time(faults.has('expired') ? '250101000000Z' : '440101000000Z'));
  const user = signedCertificate(
    { issuer: named('Root'), extensions, validity },
    userKey,
    rootKey,
    faults.has('SHA-1') ? 'sha1' : 'sha256',
  );
  const files = [user, root, list(faults.has('outdated CRL') ? '250201000000Z' : '440101000000Z')];
  const { certificates } = await certificateSubjects(
    files.map((bytes, index) => ({ uri: `file:///${index}`, file: readCertificateFile(bytes, digests) })),
    { now: NOW, serverNames: [] },
    verifySignature,
  );
  const [subject] = certificates;
  const { reasons } = certificateVerdict(subject!, { ...english, now: NOW });
  return { ...clientReadiness(subject!), page: reasons.map(({ text }) => text) };
}

test('each fault leads over all that are weaker', async () => {
  for (const [index, [name, state, start]] of FAULTS.entries()) {
    const faults = new Set(FAULTS.slice(index).map(([rest]) => rest));
    const { answer, items, action, verdict, page } = await judged(faults);
    assert.ok(answer.reason?.template.startsWith(start), `${name}: ${answer.reason?.template}`);
    assert.equal(items[0]?.template, answer.reason?.template, name);
    assert.deepEqual(action, items[0]?.action, name);
    assert.equal(items[0]?.state, state, name);
    assert.equal(verdict, state === 'bad' ? 'notReady' : 'doubtful', name);
    assert.ok(page[0]?.startsWith(start), `${name}: ${page[0]}`);
  }
  assert.equal((await judged(new Set())).verdict, 'ready');
});

test('the other reasons follow by weight, then what is right, unknown, and worth knowing', async () => {
  const { items } = await judged(new Set(FAULTS.map(([name]) => name)));
  assert.deepEqual(
    [...new Set(items.map(({ weight }) => weight))],
    ['bad', 'probable', 'possible', 'remote', 'good', 'unknown'],
  );
  const { items: fair } = await judged(new Set());
  assert.deepEqual([...new Set(fair.map(({ weight }) => weight))], ['good', 'unknown', 'note']);
});
