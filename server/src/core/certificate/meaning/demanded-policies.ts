// Whether a chain has the certificate policies that its authorities require (RFC 5280 §6.1).
//
// Of the tree of valid policies only whether it is empty matters, since every policy is accepted: so each level is
// the set of policies that the next certificate may have.
import { extensionOf } from '../model.js';
import type { X509Certificate } from '../model.js';
import { nameKey } from '../name-key.js';
import { isUnreadable } from './form.js';

const ANY = '2.5.29.32.0';
const EXTENSIONS = ['2.5.29.32', '2.5.29.33', '2.5.29.36', '2.5.29.54'];

export interface PolicyDemand {
  /** Who requires policies. */
  readonly authority: X509Certificate;
  /** `unknown`: only a root requires them, which counts for some readers, or an extension cannot be read. */
  readonly state: 'missing' | 'unknown';
}

/** `path`: a certificate and its issuers. Null where no authority requires policies that the chain lacks. */
export function policyDemand(path: readonly X509Certificate[]): PolicyDemand | null {
  const isRooted = path.length > 1 && path.at(-1)!.selfIssued;
  const whole = unmetBy(path, isRooted);
  if (whole === null) return null;
  const isReadable = !path.some((one) => EXTENSIONS.some((oid) => isUnreadable(one, oid)));
  const below = isRooted ? unmetBy(path.slice(0, -1)) : whole;
  return below !== null && isReadable
    ? { authority: below, state: 'missing' }
    : { authority: below ?? whole, state: 'unknown' };
}

/** The authority that requires policies which the certificates lack. Whatever policies a root has, it may issue any. */
function unmetBy(path: readonly X509Certificate[], isRooted = false): X509Certificate | null {
  let [explicit, mapping, any] = [Infinity, Infinity, Infinity];
  let demanding: X509Certificate | null = null;
  let expected = new Set([ANY]);
  for (let index = path.length - 1; index >= 0; index--) {
    const certificate = path[index]!;
    const isOwn = index > 0 && nameKey(certificate.subject) === nameKey(certificate.issuer);
    const isRoot = isRooted && index === path.length - 1;
    const valid = isRoot ? expected : validPolicies(certificate, expected, any > 0 || isOwn);
    const constraints = extensionOf(certificate, 'policyConstraints');
    const skipped = constraints?.requireExplicitPolicy ?? Infinity;
    if (explicit === 0 && valid.size === 0) return demanding;
    expected = isRoot ? valid : mappedPolicies(certificate, valid, mapping > 0);
    if (!isOwn) [explicit, mapping, any] = [lower(explicit), lower(mapping), lower(any)];
    if (index === 0) return valid.size === 0 && (explicit === 0 || skipped === 0) ? (demanding ?? certificate) : null;
    if (skipped < explicit) [explicit, demanding] = [skipped, certificate];
    mapping = Math.min(mapping, constraints?.inhibitPolicyMapping ?? Infinity);
    any = Math.min(any, extensionOf(certificate, 'inhibitAnyPolicy')?.skipCertificates ?? Infinity);
  }
  return null;
}

const lower = (count: number): number => Math.max(0, count - 1);

/** Those of its policies that are expected of it. */
function validPolicies(certificate: X509Certificate, expected: ReadonlySet<string>, isAnyValid: boolean): Set<string> {
  const own = (extensionOf(certificate, 'certificatePolicies')?.policies ?? []).map(({ policy }) => policy.oid);
  const named = own.filter((oid) => oid !== ANY && (expected.has(oid) || expected.has(ANY)));
  return new Set([...named, ...(own.includes(ANY) && isAnyValid ? expected : [])]);
}

/** What its policies are called below it. */
function mappedPolicies(certificate: X509Certificate, valid: Set<string>, isMappingValid: boolean): Set<string> {
  const mappings = extensionOf(certificate, 'policyMappings')?.mappings ?? [];
  const from = new Set(mappings.map(({ issuer }) => issuer.oid));
  const kept = [...valid].filter((oid) => !from.has(oid));
  if (!isMappingValid) return new Set(kept);
  const to = mappings.filter(({ issuer }) => valid.has(issuer.oid) || valid.has(ANY)).map(({ subject }) => subject.oid);
  return new Set([...kept, ...to]);
}
