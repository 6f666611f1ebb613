// Which certificate issued which, among those at hand; signatures are checked by whoever is handed in.
import { extensionOf } from './model.js';
import type { CertificateModel, DistinguishedName, PublicKey, X509Certificate } from './model.js';

/** `unsupported`: nobody here can check that algorithm or key. */
export type SignatureVerdict = 'valid' | 'invalid' | 'unsupported';

/** The public key of a certificate or request, with the bytes that its spans count in. */
export interface KeyHolder {
  readonly der: Uint8Array;
  readonly publicKey: PublicKey;
}

/** Checks the signature of an object with somebody's public key; never rejects. */
export type SignatureVerifier = (signed: CertificateModel, signer: KeyHolder) => Promise<SignatureVerdict>;

export interface Issuer {
  readonly certificate: X509Certificate;
  readonly signature: SignatureVerdict;
}

export interface Chain {
  /** The certificate itself first, then issuer by issuer. */
  readonly path: readonly X509Certificate[];
  /** `root`: the last one is self-issued; `missingIssuer`: the last one's issuer is not at hand; `wrongKey`: only certificates of the issuer's name are, whose key did not sign; `loop`: two issued each other. */
  readonly end: 'root' | 'missingIssuer' | 'wrongKey' | 'loop';
  /** Whether there was a signature to check on the way, and all of them could be checked and are right. */
  readonly verified: boolean;
}

/** More issuers of one name than anybody has are not tried. */
const MAXIMUM_CANDIDATES = 16;
const MAXIMUM_LENGTH = 32;

/** Finds issuers among certificates by name and key identifiers; knows nothing of signatures until asked. */
export class CertificatePool {
  readonly #bySubject = new Map<string, X509Certificate[]>();
  readonly #issuers = new Map<CertificateModel, Promise<Issuer | 'wrongKey' | null>>();

  constructor(
    certificates: Iterable<X509Certificate>,
    private readonly verify: SignatureVerifier,
  ) {
    const seen = new Set<string>();
    for (const certificate of certificates) {
      if (seen.has(certificate.sha256)) continue;
      seen.add(certificate.sha256);
      const key = nameKey(certificate.subject);
      const same = this.#bySubject.get(key);
      if (same === undefined) this.#bySubject.set(key, [certificate]);
      else same.push(certificate);
    }
  }

  /** Those whose subject is the issuer's name, likeliest first. */
  candidates(model: CertificateModel): X509Certificate[] {
    if (model.kind === 'request') return [];
    const named = this.#bySubject.get(nameKey(model.issuer)) ?? [];
    return named
      .map((certificate) => ({ certificate, score: score(model, certificate) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, MAXIMUM_CANDIDATES)
      .map(({ certificate }) => certificate);
  }

  /** The issuer at hand; `wrongKey` when no candidate's key fits; null when there is no candidate. */
  async issuerOf(model: CertificateModel): Promise<Issuer | 'wrongKey' | null> {
    const known = this.#issuers.get(model);
    if (known !== undefined) return known;
    const found = this.#findIssuer(model);
    this.#issuers.set(model, found);
    return found;
  }

  async #findIssuer(model: CertificateModel): Promise<Issuer | 'wrongKey' | null> {
    const candidates = this.candidates(model);
    let unsupported: X509Certificate | null = null;
    for (const certificate of candidates) {
      const signature = await this.verify(model, certificate);
      if (signature === 'valid') return { certificate, signature };
      if (signature === 'unsupported') unsupported ??= certificate;
    }
    if (unsupported !== null) return { certificate: unsupported, signature: 'unsupported' };
    return candidates.length > 0 ? 'wrongKey' : null;
  }

  async chainOf(certificate: X509Certificate): Promise<Chain> {
    const path: X509Certificate[] = [certificate];
    let verified = true;
    for (;;) {
      const last = path.at(-1)!;
      if (last.selfIssued) {
        const own = await this.verify(last, last);
        if (own !== 'invalid') return { path, end: 'root', verified: verified && own === 'valid' };
        // The same name with another key: an authority's certificate that was issued for its own renewal.
      }
      const issuer = await this.issuerOf(last);
      if (issuer === null) return { path, end: 'missingIssuer', verified: verified && path.length > 1 };
      if (issuer === 'wrongKey') return { path, end: 'wrongKey', verified: false };
      if (path.length >= MAXIMUM_LENGTH || path.some(({ sha256 }) => sha256 === issuer.certificate.sha256))
        return { path, end: 'loop', verified };
      verified &&= issuer.signature === 'valid';
      path.push(issuer.certificate);
    }
  }
}

/** Names are compared without case and with white space folded (RFC 5280 §7.1), types and structure included. */
export function nameKey(name: DistinguishedName): string {
  return name.rdns
    .map((rdn) =>
      rdn
        .map(({ oid, value }) => `${oid}=${value.trim().replaceAll(/\s+/g, ' ').toLowerCase()}`)
        .sort()
        .join('\u0001'),
    )
    .join('\u0002');
}

function score(model: Exclude<CertificateModel, { kind: 'request' }>, candidate: X509Certificate): number {
  const authority = extensionOf(model, 'authorityKeyIdentifier');
  const own = extensionOf(candidate, 'subjectKeyIdentifier');
  let points = candidate.isAuthority ? 1 : 0;
  if (authority?.hex != null && own !== null) points += authority.hex === own.hex ? 8 : -8;
  if (authority?.serialNumber != null) points += authority.serialNumber === candidate.serialNumber.hex ? 4 : -4;
  const made = model.kind === 'certificate' ? model.notBefore.ms : model.thisUpdate.ms;
  if (made !== null && candidate.notBefore.ms !== null && candidate.notAfter.ms !== null) {
    points += made >= candidate.notBefore.ms && made <= candidate.notAfter.ms ? 2 : 0;
  }
  return points;
}
