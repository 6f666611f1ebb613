// Which provided revocation list replaces an outdated one: an old copy beside the new one is not a fault.
import type { CertificatePool } from './chain.js';
import { equalBytes } from '../bytes.js';
import { keyOf } from './chain.js';
import { isDelta, namesDeltas, pointOf } from './list-scope.js';
import { listState } from './list-state.js';
import { extensionOf } from '../model.js';
import type { RevocationList, X509Certificate } from '../model.js';
import { nameKey } from '../name-key.js';

/** More lists of one issuer and scope than anyone keeps are not looked at. */
const MAXIMUM_LISTS = 16;

/** Lists by issuer and scope, the newest first. */
export class NewerLists {
  readonly #byScope = new Map<string, RevocationList[]>();

  constructor(
    lists: Iterable<RevocationList>,
    private readonly pool: CertificatePool,
  ) {
    for (const list of lists) {
      const key = scopeKey(list, isDelta(list));
      const same = this.#byScope.get(key);
      if (same === undefined) this.#byScope.set(key, [list]);
      else same.push(list);
    }
    for (const same of this.#byScope.values()) {
      same.sort((a, b) => (isNewer(a, b) ? -1 : isNewer(b, a) ? 1 : 0)).splice(MAXIMUM_LISTS);
    }
  }

  /**
   * The newest list that is current at that time (milliseconds since 1970), of the same issuer, scope and
   * signer as an outdated one; null when there is none, and for a list that is not outdated. A full list that
   * names no deltas replaces an outdated delta too: the authority has given them up.
   */
  async of(list: RevocationList, now: number): Promise<RevocationList | null> {
    if (listState(list, now) !== 'outdated') return null;
    const same = this.#byScope.get(scopeKey(list, isDelta(list))) ?? [];
    const full = isDelta(list) ? (this.#byScope.get(scopeKey(list, false)) ?? []) : [];
    for (const other of [...same, ...full.filter((each) => !namesDeltas(each))]) {
      if (!isNewer(other, list)) continue;
      const hasBegun = other.thisUpdate.ms !== null && other.thisUpdate.ms <= now;
      if (hasBegun && listState(other, now) === 'current' && (await this.#sameSigner(list, other))) return other;
    }
    return null;
  }

  /** One key signed both; where no one here can tell, both name the same key, or neither names one. */
  async #sameSigner(list: RevocationList, other: RevocationList): Promise<boolean> {
    const [mine, its] = [await this.pool.issuerOf(list), await this.pool.issuerOf(other)];
    const [own, signer] = [signerOf(mine), signerOf(its)];
    if (own !== null || signer !== null)
      return own !== null && signer !== null && equalBytes(keyOf(own), keyOf(signer));
    const named = authorityKey(other);
    if (named !== authorityKey(list)) return false;
    // Its authority is provided, and did not sign it.
    return its !== 'wrongKey' || !this.pool.candidates(other).some((authority) => mayBeKey(authority, named));
  }
}

function signerOf(issuer: Awaited<ReturnType<CertificatePool['issuerOf']>>): X509Certificate | null {
  return issuer !== null && issuer !== 'wrongKey' && issuer.signature === 'valid' ? issuer.certificate : null;
}

function authorityKey(list: RevocationList): string | null {
  return extensionOf(list, 'authorityKeyIdentifier')?.hex ?? null;
}

function mayBeKey(authority: X509Certificate, named: string | null): boolean {
  const own = extensionOf(authority, 'subjectKeyIdentifier')?.hex ?? null;
  return own === null || named === null || own === named;
}

/** By the time of issue; by the number where that is the same (RFC 5280 §5.2.3). */
function isNewer(list: RevocationList, than: RevocationList): boolean {
  const [own, other] = [list.thisUpdate.ms, than.thisUpdate.ms];
  if (own === null || other === null) return own !== null;
  return own === other ? numberOf(list) > numberOf(than) : own > other;
}

function numberOf(list: RevocationList): bigint {
  const hex = extensionOf(list, 'crlNumber')?.hex ?? '';
  return hex === '' ? -1n : BigInt(`0x${hex}`);
}

function scopeKey(list: RevocationList, delta: boolean): string {
  return `${nameKey(list.issuer)}\u0003${delta ? 'delta' : 'base'}\u0003${pointOf(list)}`;
}
