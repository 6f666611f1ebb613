// What is wrong with the authorities above a certificate, so that software that checks the chain may reject
// it (RFC 5280 §6.1).
import { extensionOf } from '../model.js';
import type { X509Certificate } from '../model.js';
import { policyDemand } from '../meaning/demanded-policies.js';
import { unknownCriticalExtension } from '../meaning/form.js';
import { nameLimits } from '../meaning/name-constraints.js';
import { clientPurpose, policiesDenyClients } from '../meaning/purpose.js';
import { authorityKeyStrength, signatureStrength } from '../meaning/strength.js';

export type ChainFault =
  | {
      readonly kind:
        | 'expired'
        | 'notYetValid'
        | 'noAuthority'
        | 'mayNotSign'
        | 'notForClients'
        | 'policyMissing'
        | 'brokenSignature'
        | 'weakSignature'
        | 'weakKey'
        | 'blockedKey'
        | 'unknownSignature'
        | 'unusualKey';
      readonly authority: X509Certificate;
    }
  | {
      readonly kind: 'unknownExtension';
      readonly authority: X509Certificate;
      /** Its name or identifier. */
      readonly extension: string;
    }
  | {
      readonly kind: 'tooLong';
      readonly authority: X509Certificate;
      /** How many authorities it allows below itself, and how many there are. */
      readonly allowed: number;
      readonly found: number;
    }
  | {
      readonly kind: 'nameForbidden';
      /**
       * Whose name constraints forbid names of `certificate`, which is the first of the path or an authority
       * in between.
       */
      readonly authority: X509Certificate;
      readonly certificate: X509Certificate;
      readonly names: readonly string[];
    };

/**
 * `path`: a certificate and its issuers, as a chain has them; the certificate itself is not checked. `now` in
 * milliseconds since 1970; null: times are not checked. Of a root, which is trusted or not by itself,
 * purposes and a missing basic constraint do not matter.
 */
export function chainFaults(path: readonly X509Certificate[], now: number | null): ChainFault[] {
  const faults: ChainFault[] = [];
  let below = 0;
  for (let i = 1; i < path.length; i++) {
    const authority = path[i]!;
    const isRoot = authority.selfIssued && i === path.length - 1;
    const constraints = extensionOf(authority, 'basicConstraints');
    const usages = extensionOf(authority, 'keyUsage')?.usages;
    const { notBefore, notAfter } = authority;
    if (now !== null && notAfter.ms !== null && now > notAfter.ms) faults.push({ kind: 'expired', authority });
    if (now !== null && notBefore.ms !== null && now < notBefore.ms) faults.push({ kind: 'notYetValid', authority });
    if (constraints === null ? !isRoot : !constraints.authority) faults.push({ kind: 'noAuthority', authority });
    else if (usages?.includes('keyCertSign') === false) faults.push({ kind: 'mayNotSign', authority });
    const allowed = constraints?.pathLength ?? null;
    if (allowed !== null && below > allowed) faults.push({ kind: 'tooLong', authority, allowed, found: below });
    const purpose = clientPurpose(authority);
    const isDenied = purpose === 'denied' || (purpose === 'smartCardLogon' && purpose !== clientPurpose(path[0]!));
    if (!isRoot && (isDenied || policiesDenyClients(authority))) faults.push({ kind: 'notForClients', authority });
    faults.push(...weaknesses(authority));
    const unknown = isRoot ? null : unknownCriticalExtension(authority);
    if (unknown !== null) faults.push({ kind: 'unknownExtension', authority, extension: unknown.name ?? unknown.oid });
    if (!authority.selfIssued) below++;
  }
  const demand = policyDemand(path);
  if (demand?.state === 'missing') faults.push({ kind: 'policyMissing', authority: demand.authority });
  for (const { authority, certificate, forbidden } of nameLimits(path))
    if (forbidden.length > 0) faults.push({ kind: 'nameForbidden', authority, certificate, names: forbidden });
  return faults;
}

/** The signature of a self-issued certificate proves nothing; its key counts all the same. */
function weaknesses(authority: X509Certificate): ChainFault[] {
  const faults: ChainFault[] = [];
  const signature = signatureStrength(authority);
  if (signature === 'broken') faults.push({ kind: 'brokenSignature', authority });
  if (signature === 'weak') faults.push({ kind: 'weakSignature', authority });
  if (signature === 'unknown') faults.push({ kind: 'unknownSignature', authority });
  const key = authorityKeyStrength(authority.publicKey);
  if (key === 'blocked') faults.push({ kind: 'blockedKey', authority });
  if (key === 'weak') faults.push({ kind: 'weakKey', authority });
  if (key === 'unusual') faults.push({ kind: 'unusualKey', authority });
  return faults;
}

/** What every server that follows the chain rejects, whatever else it has. */
export function isFatal({ kind }: ChainFault): boolean {
  return kind === 'brokenSignature' || kind === 'blockedKey';
}
