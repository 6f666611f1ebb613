// Reads one certificate revocation list (RFC 5280 §5.1) from its DER; its entries one at a time.
import type { Digests } from '../digests.js';
import { Cursor, Id, readElement } from '../der/element.js';
import type { ByteProblem, Element } from '../der/element.js';
import { smallInteger, timeOf } from '../der/values.js';
import { extensionOf } from '../model.js';
import type { RevocationList, RevokedEntry } from '../model.js';
import { readSignatureAlgorithm } from './algorithm.js';
import { readOptionalExtensions } from './certificate.js';
import { readExtensions } from './extension.js';
import { readName } from './name.js';
import { checkInnerAlgorithm, decoded, extensionProblems, readSigned, serialNumberOf } from './signed.js';
import type { Decoded } from './signed.js';

/** Decodes the list at the start of `bytes`. Total, as `decodeCertificate` is. */
export function decodeRevocationList(bytes: Uint8Array, digests: Digests): Decoded<RevocationList> {
  return decoded(() => readList(bytes, digests));
}

function readList(bytes: Uint8Array, digests: Digests): RevocationList {
  const signed = readSigned(bytes, 'the revocation list', digests);
  const { der, body, problems } = signed;
  const versionElement = body.optional(Id.integer);
  const version = versionElement === null ? 1 : smallInteger(der, versionElement) + 1;
  checkInnerAlgorithm(signed, readSignatureAlgorithm(body));
  const issuer = readName(body, 'the issuer');
  const thisUpdate = timeOf(der, body.next());
  const next = body.peek() === Id.utcTime || body.peek() === Id.generalizedTime ? body.next() : null;
  const entries = body.optional(Id.sequence);
  const offsets = entries === null ? [] : entryOffsets(der, entries);
  const extensions = readOptionalExtensions(body, 0xa0);
  body.finish('the signed part of the revocation list');
  if (thisUpdate.ms === null)
    problems.push({ offset: issuer.span.end, message: 'The time of this update is invalid.', severity: 'warning' });
  problems.push(...extensionProblems(extensions));
  return {
    kind: 'crl',
    der,
    sha1: signed.sha1,
    sha256: signed.sha256,
    version,
    issuer,
    thisUpdate,
    nextUpdate: next === null ? null : timeOf(der, next),
    entryCount: offsets.length,
    entries: entries === null ? null : { start: entries.contentStart, end: entries.contentEnd },
    entryOffsets: Uint32Array.from(offsets),
    extensions,
    toBeSigned: signed.toBeSigned,
    signatureAlgorithm: signed.signatureAlgorithm,
    signature: signed.signature,
    problems,
  };
}

function entryOffsets(der: Uint8Array, entries: Element): number[] {
  const offsets: number[] = [];
  for (let at = entries.contentStart; at < entries.contentEnd;) {
    offsets.push(at);
    at = readElement(der, at, entries.contentEnd).end;
  }
  return offsets;
}

/** The entry of that number; a problem when there is none or it cannot be read. */
export function revokedEntry(list: RevocationList, index: number): Decoded<RevokedEntry> {
  const start = list.entryOffsets[index];
  if (start === undefined || list.entries === null) {
    return { model: null, problem: { offset: 0, message: `There is no entry ${index}.`, severity: 'error' } };
  }
  const end = list.entries.end;
  return decoded(() => {
    const cursor = new Cursor(list.der, start, end, 3);
    const whole = cursor.expect(Id.sequence, 'an entry');
    const inside = cursor.inside(whole);
    const problems: ByteProblem[] = [];
    const serialNumber = serialNumberOf(list.der, inside.expect(Id.integer, 'the serial number'), problems);
    const revocationDate = timeOf(list.der, inside.next());
    const extensions = inside.more ? readExtensions(inside) : [];
    inside.finish('an entry');
    const reason = extensionOf({ extensions }, 'reasonCode')?.reason ?? null;
    return { serialNumber, revocationDate, reason, extensions, span: { start: whole.start, end: whole.end } };
  });
}
