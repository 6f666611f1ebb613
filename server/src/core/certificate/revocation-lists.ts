// Whether a revocation list at hand names a certificate.
import type { SignatureVerdict, SignatureVerifier } from './chain.js';
import { extensionOf } from './model.js';
import type { RevocationList, RevokedEntry, X509Certificate } from './model.js';
import { nameKey } from './name-key.js';
import { revokedEntry } from './x509/crl.js';

export interface Revocation {
  readonly list: RevocationList;
  readonly entry: RevokedEntry;
  /** The list was signed by the issuer of the certificate; otherwise only the names are the same, and nobody here can check it. */
  readonly verified: boolean;
}

/** More lists of one issuer than anybody keeps are not looked at. */
const MAXIMUM_LISTS = 16;

/** Lists by their issuer, the newest first; each is searched through once, and its signature checked once a signer. */
export class RevocationLists {
  readonly #byIssuer = new Map<string, RevocationList[]>();
  readonly #entries = new WeakMap<RevocationList, Map<string, number>>();
  readonly #signatures = new WeakMap<RevocationList, Map<X509Certificate, Promise<SignatureVerdict>>>();

  constructor(
    lists: Iterable<RevocationList>,
    private readonly verify: SignatureVerifier,
  ) {
    for (const list of lists) {
      // The entries of an indirect list may be other authorities' certificates.
      if (extensionOf(list, 'issuingDistributionPoint')?.scope.includes('indirect') === true) continue;
      const key = nameKey(list.issuer);
      const same = this.#byIssuer.get(key);
      if (same === undefined) this.#byIssuer.set(key, [list]);
      else same.push(list);
    }
    for (const same of this.#byIssuer.values()) {
      same.sort((a, b) => (b.thisUpdate.ms ?? 0) - (a.thisUpdate.ms ?? 0)).splice(MAXIMUM_LISTS);
    }
  }

  /**
   * The revocation of a certificate by the newest list that tells; null when none at hand does. `issuer`: its issuer's
   * certificate when that is at hand; lists that it did not sign do not count.
   */
  async of(certificate: X509Certificate, issuer: X509Certificate | null): Promise<Revocation | null> {
    for (const list of this.#byIssuer.get(nameKey(certificate.issuer)) ?? []) {
      const index = this.#indexOf(list, certificate.serialNumber.hex);
      if (index === null && !isComplete(list)) continue;
      if (issuer === null && isOfAnotherKey(list, certificate)) continue;
      const signature = issuer === null ? 'unsupported' : await this.#signatureOf(list, issuer);
      if (signature === 'invalid') continue;
      const entry = index === null ? null : revokedEntry(list, index).model;
      // A complete list without it, or a delta that takes it back, is newer than whatever older ones say.
      if (entry === null || entry.reason === 'removeFromCRL') return null;
      return { list, entry, verified: signature === 'valid' };
    }
    return null;
  }

  #signatureOf(list: RevocationList, signer: X509Certificate): Promise<SignatureVerdict> {
    let known = this.#signatures.get(list);
    if (known === undefined) {
      known = new Map();
      this.#signatures.set(list, known);
    }
    const verdict = known.get(signer) ?? this.verify(list, signer);
    known.set(signer, verdict);
    return verdict;
  }

  #indexOf(list: RevocationList, serial: string): number | null {
    let entries = this.#entries.get(list);
    if (entries === undefined) {
      entries = new Map();
      for (let i = 0; i < list.entryCount; i++) {
        const { model } = revokedEntry(list, i);
        if (model !== null) entries.set(model.serialNumber.hex, i);
      }
      this.#entries.set(list, entries);
    }
    return entries.get(serial) ?? null;
  }
}

/** An authority whose key was renewed publishes a list for each of its keys. */
function isOfAnotherKey(list: RevocationList, certificate: X509Certificate): boolean {
  const signer = extensionOf(list, 'authorityKeyIdentifier')?.hex ?? null;
  const wanted = extensionOf(certificate, 'authorityKeyIdentifier')?.hex ?? null;
  return signer !== null && wanted !== null && signer !== wanted;
}

/** Neither a delta nor limited to some of the certificates. */
function isComplete(list: RevocationList): boolean {
  return extensionOf(list, 'deltaCrlIndicator') === null && extensionOf(list, 'issuingDistributionPoint') === null;
}
