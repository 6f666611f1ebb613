// Which certificate issued which, among those provided; a verifier that is handed in checks signatures.
import { equalBytes } from '../bytes.js';
import { chainFaults } from './chain-faults.js';
import { extensionOf } from '../model.js';
import type { CertificateModel, PublicKey, X509Certificate } from '../model.js';
import { nameKey } from '../name-key.js';
import { serialKey } from '../serial-key.js';

/** `unsupported`: no one here can check that algorithm or key. */
export type SignatureVerdict = 'valid' | 'invalid' | 'unsupported';

/** The public key of a certificate or request, with the bytes that its spans count in. */
export interface KeyHolder {
  readonly der: Uint8Array;
  readonly publicKey: PublicKey;
}

/** What of an object is signed, how, and the signature. */
export type SignedPart = Pick<X509Certificate, 'der' | 'toBeSigned' | 'signatureAlgorithm' | 'signature'>;

/** Checks the signature of an object with someone's public key; never rejects. */
export type SignatureVerifier = (signed: SignedPart, signer: KeyHolder) => Promise<SignatureVerdict>;

export interface Issuer {
  readonly certificate: X509Certificate;
  readonly signature: SignatureVerdict;
}

export interface Chain {
  /** The certificate itself first, then issuer by issuer. */
  readonly path: readonly X509Certificate[];
  /**
   * `root`: the last one is self-issued; `missingIssuer`: the last one's issuer is not provided; `wrongKey`:
   * only certificates of the issuer's name are, whose key did not sign; `loop`: two issued each other;
   * `unfinished`: the way is longer, or there are more ways, than is looked at.
   */
  readonly end: 'root' | 'missingIssuer' | 'wrongKey' | 'loop' | 'unfinished';
  /** Whether there was a signature to check below a root, and all of them could be checked and are right. */
  readonly verified: boolean;
}

/** More issuers of one name than anyone has are not tried. */
const MAXIMUM_CANDIDATES = 16;
/** Of one name; among more, those of the key that is named are looked at, and the first ones. */
const MAXIMUM_SCORED = 64;
const MAXIMUM_LENGTH = 32;
/**
 * Authorities that certify each other in a circle make many ways; after so many steps the best one found is
 * taken.
 */
const MAXIMUM_STEPS = 256;

/** Finds issuers among certificates by name and key identifiers; knows nothing of signatures until asked. */
export class CertificatePool {
  readonly #bySubject = new Map<string, X509Certificate[]>();
  /** By key identifier, for names that many certificates have. */
  readonly #byKey = new WeakMap<readonly X509Certificate[], Map<string, X509Certificate[]>>();
  readonly #issuers = new Map<CertificateModel, Promise<readonly Issuer[] | 'wrongKey'>>();
  readonly #own = new Map<X509Certificate, Promise<SignatureVerdict>>();

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
    return this.#named(model)
      .map((certificate) => ({ certificate, score: score(model, certificate) }))
      .sort((a, b) => b.score - a.score)
      .slice(0, MAXIMUM_CANDIDATES)
      .map(({ certificate }) => certificate);
  }

  /**
   * Other certificates of the same name and key: of an authority, those it had before it was renewed, or has
   * since.
   */
  sameKey(certificate: X509Certificate): X509Certificate[] {
    const named = this.#bySubject.get(nameKey(certificate.subject)) ?? [];
    return named
      .slice(0, MAXIMUM_SCORED)
      .filter((other) => other.sha256 !== certificate.sha256 && equalBytes(keyOf(other), keyOf(certificate)));
  }

  #named(model: Exclude<CertificateModel, { kind: 'request' }>): readonly X509Certificate[] {
    const named = this.#bySubject.get(nameKey(model.issuer)) ?? [];
    if (named.length <= MAXIMUM_SCORED) return named;
    let byKey = this.#byKey.get(named);
    if (byKey === undefined) {
      byKey = new Map<string, X509Certificate[]>();
      for (const certificate of named) {
        const key = keyIdentifierOf(certificate);
        const same = byKey.get(key);
        if (same === undefined) byKey.set(key, [certificate]);
        else same.push(certificate);
      }
      this.#byKey.set(named, byKey);
    }
    const signer = extensionOf(model, 'authorityKeyIdentifier')?.hex ?? '';
    const likely = byKey.get(signer) ?? [];
    return [...new Set([...likely.slice(0, MAXIMUM_SCORED), ...named.slice(0, MAXIMUM_SCORED)])];
  }

  /** The issuer provided; `wrongKey` when no candidate's key fits; null when there is no candidate. */
  async issuerOf(model: CertificateModel): Promise<Issuer | 'wrongKey' | null> {
    const found = await this.#issuersOf(model);
    return found === 'wrongKey' ? found : (found[0] ?? null);
  }

  /**
   * An authority may have several certificates for one key (renewed, cross-signed): each of them is an
   * issuer.
   */
  #issuersOf(model: CertificateModel): Promise<readonly Issuer[] | 'wrongKey'> {
    const known = this.#issuers.get(model);
    if (known !== undefined) return known;
    const found = this.#findIssuers(model);
    this.#issuers.set(model, found);
    return found;
  }

  async #findIssuers(model: CertificateModel): Promise<readonly Issuer[] | 'wrongKey'> {
    const candidates = this.candidates(model);
    const issuers: Issuer[] = [];
    let unsupported: X509Certificate | null = null;
    for (const certificate of candidates) {
      const signature = await this.verify(model, certificate);
      if (signature === 'valid') issuers.push({ certificate, signature });
      if (signature === 'unsupported') unsupported ??= certificate;
    }
    if (issuers.length > 0) return issuers;
    // Where the key cannot be tried, only the likeliest of the name counts.
    if (unsupported !== null) return [{ certificate: unsupported, signature: 'unsupported' }];
    return candidates.length > 0 ? 'wrongKey' : [];
  }

  #ownSignature(certificate: X509Certificate): Promise<SignatureVerdict> {
    const known = this.#own.get(certificate) ?? this.verify(certificate, certificate);
    this.#own.set(certificate, known);
    return known;
  }

  /**
   * The best way up: one that ends at a root before one that does not, and the one with the fewest faults.
   * `now`, in milliseconds since 1970, tells a renewed authority's certificate from the expired one; null:
   * time does not matter. A root of `trusted`, SHA-1 digests, comes before others; null: all are alike.
   */
  async chainOf(
    certificate: X509Certificate,
    now: number | null = null,
    trusted: ReadonlySet<string> | null = null,
  ): Promise<Chain> {
    let best: Chain | null = null;
    let bestRank = Infinity;
    let steps = 0;
    /** True when nothing better can be found. */
    const finish = (chain: Chain): boolean => {
      const isTrusted = trusted?.has(chain.path.at(-1)!.sha1) !== false;
      const rank = RANKS[chain.end] + chainFaults(chain.path, now).length + (isTrusted ? 0 : UNTRUSTED);
      if (rank < bestRank) {
        best = chain;
        bestRank = rank;
      }
      return bestRank === 0;
    };
    const climb = async (path: readonly X509Certificate[], verified: boolean): Promise<boolean> => {
      const last = path.at(-1)!;
      if (last.selfIssued) {
        const own = await this.#ownSignature(last);
        if (own === 'valid' || (own === 'unsupported' && !namesAnotherKey(last)))
          return finish({ path, end: 'root', verified });
        // The same name with another key: an authority's certificate that was issued for its own renewal.
      }
      const issuers = await this.#issuersOf(last);
      if (issuers === 'wrongKey') return finish({ path, end: 'wrongKey', verified: false });
      if (issuers.length === 0) return finish({ path, end: 'missingIssuer', verified: verified && path.length > 1 });
      for (const { certificate: issuer, signature } of issuers) {
        const again = path.some(({ sha256 }) => sha256 === issuer.sha256);
        const done =
          again || path.length >= MAXIMUM_LENGTH
            ? finish({ path, end: again ? 'loop' : 'unfinished', verified })
            : await climb([...path, issuer], verified && signature === 'valid');
        if (done || ++steps >= MAXIMUM_STEPS) return true;
      }
      return false;
    };
    await climb([certificate], true);
    const found: Chain = best!;
    // That there is no way but in circles is known only where all were tried.
    return steps >= MAXIMUM_STEPS && found.end === 'loop' ? { ...found, end: 'unfinished' } : found;
  }
}

/** SubjectPublicKeyInfo. */
export function keyOf({ der, publicKey: { span } }: X509Certificate): Uint8Array {
  return der.subarray(span.start, span.end);
}

function keyIdentifierOf(certificate: X509Certificate): string {
  return extensionOf(certificate, 'subjectKeyIdentifier')?.hex ?? '';
}

/** The identifiers say that another key signed it than its own. */
function namesAnotherKey(certificate: X509Certificate): boolean {
  const signer = extensionOf(certificate, 'authorityKeyIdentifier')?.hex ?? null;
  const own = extensionOf(certificate, 'subjectKeyIdentifier')?.hex ?? null;
  return signer !== null && own !== null && signer !== own;
}

/** More than faults of a way, and less than an end that is worse. */
const UNTRUSTED = 5_000;

/** Which end is the better one; faults of the way are fewer than 5,000. */
const RANKS: Readonly<Record<Chain['end'], number>> = {
  root: 0,
  unfinished: 10_000,
  missingIssuer: 20_000,
  wrongKey: 30_000,
  loop: 40_000,
};

function score(model: Exclude<CertificateModel, { kind: 'request' }>, candidate: X509Certificate): number {
  const authority = extensionOf(model, 'authorityKeyIdentifier');
  const own = extensionOf(candidate, 'subjectKeyIdentifier');
  let points = candidate.isAuthority ? 1 : 0;
  if (authority?.hex != null && own !== null) points += authority.hex === own.hex ? 8 : -8;
  if (authority?.serialNumber != null)
    points += serialKey(authority.serialNumber) === serialKey(candidate.serialNumber.hex) ? 4 : -4;
  const made = model.kind === 'certificate' ? model.notBefore.ms : model.thisUpdate.ms;
  if (made !== null && candidate.notBefore.ms !== null && candidate.notAfter.ms !== null) {
    points += made >= candidate.notBefore.ms && made <= candidate.notAfter.ms ? 2 : 0;
  }
  return points;
}
