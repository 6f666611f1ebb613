// Whether an OCSP response refers to a certificate, and whether an entitled responder signed it (RFC 6960
// §4.2.2.2).
import type { SignatureVerifier } from './chain.js';
import { extensionOf } from '../model.js';
import type { X509Certificate } from '../model.js';
import type { OcspAnswer, OcspResponse } from '../x509/ocsp.js';
import { serialKey } from '../serial-key.js';

export interface OcspFact {
  readonly answer: OcspAnswer;
  /** The issuer, or a responder that it appointed, signed it; otherwise it cannot be checked here. */
  readonly verified: boolean;
}

const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';
/** More answers about one serial number than anyone keeps are not looked at. */
const MAXIMUM_ANSWERS = 16;

interface Found {
  readonly answer: OcspAnswer;
  readonly response: OcspResponse;
}

export class OcspResponses {
  readonly #bySerial = new Map<string, Found[]>();

  constructor(
    responses: Iterable<OcspResponse>,
    private readonly verify: SignatureVerifier,
  ) {
    for (const response of responses)
      for (const answer of response.answers) {
        const same = this.#bySerial.get(serialKey(answer.serialNumber));
        if (same === undefined) this.#bySerial.set(serialKey(answer.serialNumber), [{ answer, response }]);
        else if (same.length < MAXIMUM_ANSWERS) same.push({ answer, response });
      }
    for (const same of this.#bySerial.values())
      same.sort((a, b) => (b.answer.thisUpdate.ms ?? 0) - (a.answer.thisUpdate.ms ?? 0));
  }

  /**
   * The newest answer about a certificate that holds at that time (milliseconds since 1970); one that says
   * revoked holds on, and one that does not know the certificate counts where no other answers.
   * `issuer`: its issuer's certificate when that is provided. Null when there is none.
   */
  async of(certificate: X509Certificate, issuer: X509Certificate | null, now: number): Promise<OcspFact | null> {
    let unknown: OcspFact | null = null;
    for (const { answer, response } of this.#bySerial.get(serialKey(certificate.serialNumber.hex)) ?? []) {
      if (!answer.isAbout(certificate, issuer)) continue;
      const hasBegun = (answer.thisUpdate.ms ?? Infinity) <= now;
      const hasEnded = answer.status !== 'revoked' && (answer.nextUpdate?.ms ?? answer.thisUpdate.ms ?? 0) < now;
      if (!hasBegun || hasEnded) continue;
      const signature = await this.#signature(response, issuer);
      if (signature === 'invalid') continue;
      const fact = { answer, verified: signature === 'valid' };
      if (answer.status !== 'unknown') return fact;
      unknown ??= fact;
    }
    return unknown;
  }

  async #signature(
    { signed, certificates }: OcspResponse,
    issuer: X509Certificate | null,
  ): Promise<'valid' | 'invalid' | 'unsupported'> {
    if (signed === null) return 'invalid';
    if (issuer === null) return 'unsupported';
    const own = await this.verify(signed, issuer);
    if (own !== 'invalid') return own;
    const responders = certificates.filter((certificate) =>
      extensionOf(certificate, 'extendedKeyUsage')?.purposes.some(({ oid }) => oid === OCSP_SIGNING),
    );
    // The responder's certificate was not sent with the response.
    if (responders.length === 0) return 'unsupported';
    for (const certificate of responders) {
      if ((await this.verify(certificate, issuer)) !== 'valid') continue;
      const delegated = await this.verify(signed, certificate);
      if (delegated !== 'invalid') return delegated;
    }
    return 'invalid';
  }
}
