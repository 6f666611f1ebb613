// Which certificates a revocation list refers to, by what it says about itself (RFC 5280 §5.2.4, §5.2.5).
import { toHex } from '../bytes.js';
import type { Extension, RevocationList, RevokedEntry } from '../model.js';

const DELTA_INDICATOR = '2.5.29.27';
const ISSUING_DISTRIBUTION_POINT = '2.5.29.28';
const FRESHEST_LIST = '2.5.29.46';

const has = (list: RevocationList, type: string): boolean => list.extensions.some(({ oid }) => oid === type);

export function isDelta(list: RevocationList): boolean {
  return has(list, DELTA_INDICATOR);
}

/** It says itself where deltas to it are. */
export function namesDeltas(list: RevocationList): boolean {
  return has(list, FRESHEST_LIST);
}

/** Neither a delta nor limited to some of the certificates. */
export function isComplete(list: RevocationList): boolean {
  return !isDelta(list) && !has(list, ISSUING_DISTRIBUTION_POINT);
}

/**
 * Its distribution point as it is written; '' for none. Lists of one issuer with the same one refer to the
 * same certificates.
 */
export function pointOf(list: RevocationList): string {
  const point = list.extensions.find(({ oid }) => oid === ISSUING_DISTRIBUTION_POINT)?.valueSpan;
  return point === undefined ? '' : toHex(list.der, point.start, point.end);
}

/**
 * A critical extension that is not known here. A list with one cannot tell that a certificate is not revoked
 * (RFC 5280 §5.2).
 */
export function hasUnknownCritical({ extensions }: RevocationList | RevokedEntry): boolean {
  return extensions.some(isUnknown);
}

function isUnknown({ oid, critical, value }: Extension): boolean {
  return critical && value.type === 'raw' && oid !== DELTA_INDICATOR && oid !== ISSUING_DISTRIBUTION_POINT;
}
