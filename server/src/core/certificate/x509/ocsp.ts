// Reads an OCSP response (RFC 6960 §4.2.1) from its DER: which certificates it refers to, and what it says of
// each.
import { toHex } from '../bytes.js';
import type { Digests } from '../digests.js';
import { Cursor, DerError, Id } from '../der/element.js';
import type { Span } from '../der/element.js';
import { bitStringOf, octetsOf, oidOf, smallInteger, timeOf } from '../der/values.js';
import type { Time } from '../der/values.js';
import type { SignatureAlgorithm, X509Certificate } from '../model.js';
import { digestName } from '../oids.js';
import { readSignatureAlgorithm } from './algorithm.js';
import { decodeCertificate } from './certificate.js';
import { REASONS } from './extensions-revocation.js';
import { decoded } from './signed.js';
import type { Decoded } from './signed.js';

export interface OcspResponse {
  readonly producedAt: Time | null;
  readonly answers: readonly OcspAnswer[];
  /** Those that the responder sent along, one of which may be its own. */
  readonly certificates: readonly X509Certificate[];
  /** What is signed and how; null for a response without content. */
  readonly signed: {
    readonly der: Uint8Array;
    readonly toBeSigned: Span;
    readonly signatureAlgorithm: SignatureAlgorithm;
    readonly signature: Span;
  } | null;
}

export interface OcspAnswer {
  /** Lower-case hexadecimal as in the DER. */
  readonly serialNumber: string;
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly revocationDate: Time | null;
  readonly reason: string | null;
  readonly thisUpdate: Time;
  readonly nextUpdate: Time | null;
  /**
   * It names a certificate of that issuer, by digests of name and key; without the issuer's certificate by
   * the name alone.
   */
  readonly isAbout: (certificate: X509Certificate, issuer: X509Certificate | null) => boolean;
}

const BASIC = '1.3.6.1.5.5.7.48.1.1';

/** Decodes the response at the start of `bytes`. Total. */
export function decodeOcspResponse(bytes: Uint8Array, digests: Digests): Decoded<OcspResponse> {
  return decoded(() => {
    const outer = new Cursor(bytes).enter(Id.sequence, 'the OCSP response');
    outer.expect(Id.enumerated, 'the status of the response');
    const content = outer.optional(0xa0);
    if (content === null) return { producedAt: null, answers: [], certificates: [], signed: null };
    const inside = outer.inside(content).enter(Id.sequence, 'the content of the response');
    const type = oidOf(inside, 'the type of the response');
    if (type !== BASIC) throw new DerError(content.start, `The response is of the unknown type ${type}.`);
    const der = octetsOf(inside, inside.expect(Id.octetString, 'the response'));
    return readBasic(der, digests);
  });
}

function readBasic(der: Uint8Array, digests: Digests): OcspResponse {
  const basic = new Cursor(der).enter(Id.sequence, 'the basic response');
  const body = basic.expect(Id.sequence, 'the data of the response');
  const signatureAlgorithm = readSignatureAlgorithm(basic);
  const { start, end } = bitStringOf(der, basic.expect(Id.bitString, 'the signature'));
  const certificates: X509Certificate[] = [];
  const sent = basic.optional(0xa0);
  const list = sent === null ? null : basic.inside(sent).enter(Id.sequence, 'the certificates');
  while (list?.more === true && certificates.length < 16) {
    const element = list.next();
    const { model } = decodeCertificate(der.subarray(element.start, element.end), digests);
    if (model !== null) certificates.push(model);
  }
  const data = basic.inside(body);
  data.optional(0xa0);
  data.next();
  const producedAt = timeOf(der, data.next());
  const answers: OcspAnswer[] = [];
  const singles = data.enter(Id.sequence, 'the answers');
  while (singles.more) answers.push(readAnswer(singles.enter(Id.sequence, 'an answer'), digests));
  const signed = {
    der,
    toBeSigned: { start: body.start, end: body.end },
    signatureAlgorithm,
    signature: { start, end },
  };
  return { producedAt, answers, certificates, signed };
}

function readAnswer(answer: Cursor, digests: Digests): OcspAnswer {
  const { bytes } = answer;
  const id = answer.enter(Id.sequence, 'the name of a certificate');
  const hash = digestName(oidOf(id.enter(Id.sequence, 'a digest'), 'a digest'));
  const nameHash = toHex(octetsOf(id, id.expect(Id.octetString, 'the digest of the name')));
  const keyHash = toHex(octetsOf(id, id.expect(Id.octetString, 'the digest of the key')));
  const serial = id.expect(Id.integer, 'the serial number');
  const state = answer.next();
  const revoked = state.id === 0xa1 ? answer.inside(state) : null;
  const revocationDate = revoked === null ? null : timeOf(bytes, revoked.next());
  const reason = revoked?.optional(0xa0) ?? null;
  const thisUpdate = timeOf(bytes, answer.next());
  const next = answer.optional(0xa0);
  const digest = hash === 'SHA-1' ? digests.sha1 : hash === 'SHA-256' ? digests.sha256 : null;
  return {
    serialNumber: toHex(bytes, serial.contentStart, serial.contentEnd),
    status: state.id === 0x80 ? 'good' : revoked !== null ? 'revoked' : 'unknown',
    revocationDate,
    reason:
      reason === null
        ? null
        : (REASONS[smallInteger(bytes, answer.inside(reason).expect(Id.enumerated, 'the reason'))] ?? null),
    thisUpdate,
    nextUpdate: next === null ? null : timeOf(bytes, answer.inside(next).next()),
    isAbout: (certificate, issuer) => {
      if (digest === null) return false;
      const { der, issuer: name } = certificate;
      if (digest(der.subarray(name.span.start, name.span.end)) !== nameHash) return false;
      if (issuer === null) return true;
      const { key } = issuer.publicKey;
      return digest(issuer.der.subarray(key.start, key.end)) === keyHash;
    },
  };
}
