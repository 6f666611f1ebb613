// Which revocation list at hand stands in for an outdated one: an old copy beside the new one is no fault.
import type { CertificatePool } from './chain.js';
import { equalBytes, toHex } from './bytes.js';
import { listState } from './meaning/list-state.js';
import { extensionOf } from './model.js';
import type { RevocationList, X509Certificate } from './model.js';
import { nameKey } from './name-key.js';

/** More lists of one issuer and scope than anybody keeps are not looked at. */
const MAXIMUM_LISTS = 16;

/** Lists by issuer and scope, the newest first. */
export class NewerLists {
  readonly #byScope = new Map<string, RevocationList[]>();

  constructor(
    lists: Iterable<RevocationList>,
    private readonly pool: CertificatePool,
  ) {
    for (const list of lists) {
      const key = scopeKey(list);
      const same = this.#byScope.get(key);
      if (same === undefined) this.#byScope.set(key, [list]);
      else same.push(list);
    }
    for (const same of this.#byScope.values()) {
      same.sort((a, b) => (isNewer(a, b) ? -1 : isNewer(b, a) ? 1 : 0)).splice(MAXIMUM_LISTS);
    }
  }

  /**
   * The newest list that is current at that time (milliseconds since 1970), of the same issuer, scope and signer as an
   * outdated one; null when there is none, and for a list that is not outdated.
   */
  async of(list: RevocationList, now: number): Promise<RevocationList | null> {
    if (listState(list, now) !== 'outdated') return null;
    for (const other of this.#byScope.get(scopeKey(list)) ?? []) {
      if (!isNewer(other, list)) return null;
      const hasBegun = other.thisUpdate.ms !== null && other.thisUpdate.ms <= now;
      if (hasBegun && listState(other, now) === 'current' && (await this.#sameSigner(list, other))) return other;
    }
    return null;
  }

  /** One key signed both; where nobody here can tell, both name the same key, or neither names one. */
  async #sameSigner(list: RevocationList, other: RevocationList): Promise<boolean> {
    const [mine, its] = [await this.pool.issuerOf(list), await this.pool.issuerOf(other)];
    const [own, signer] = [signerOf(mine), signerOf(its)];
    if (own !== null || signer !== null)
      return own !== null && signer !== null && equalBytes(keyOf(own), keyOf(signer));
    const named = authorityKey(other);
    if (named !== authorityKey(list)) return false;
    // Its authority is at hand, and did not sign it.
    return its !== 'wrongKey' || !this.pool.candidates(other).some((authority) => mayBeKey(authority, named));
  }
}

function signerOf(issuer: Awaited<ReturnType<CertificatePool['issuerOf']>>): X509Certificate | null {
  return issuer !== null && issuer !== 'wrongKey' && issuer.signature === 'valid' ? issuer.certificate : null;
}

function keyOf({ der, publicKey: { span } }: X509Certificate): Uint8Array {
  return der.subarray(span.start, span.end);
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

/** Its issuer, whether it is a delta, and its distribution point as it is written. */
function scopeKey(list: RevocationList): string {
  const point = list.extensions.find(({ oid }) => oid === ISSUING_DISTRIBUTION_POINT)?.valueSpan;
  const isDelta = list.extensions.some(({ oid }) => oid === DELTA_INDICATOR);
  const scope = point === undefined ? '' : toHex(list.der, point.start, point.end);
  return `${nameKey(list.issuer)}\u0003${isDelta ? 'delta' : 'base'}\u0003${scope}`;
}

const ISSUING_DISTRIBUTION_POINT = '2.5.29.28';
const DELTA_INDICATOR = '2.5.29.27';
