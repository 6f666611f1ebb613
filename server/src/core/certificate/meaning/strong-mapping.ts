// KB5014754: how strongly a certificate says which account it belongs to, and what domain controllers make of
// it.
import { extensionOf } from '../model.js';
import type { GeneralName, X509Certificate } from '../model.js';
import { suggestMappings } from './alt-security-identities.js';
import type { SuggestedMapping } from './alt-security-identities.js';
import { readSids } from './sid-faults.js';
import type { HasExtensions, SidFault } from './sid-faults.js';
import { sidKind } from './sid-value.js';

/** What ties a certificate to an account without anything being written to the account. */
export type MappingEvidence = 'sidExtension' | 'sanUri' | 'upn' | 'dns';

export interface StrongMapping {
  /**
   * `strong`: the certificate names the account's SID; `weak`: only a name that can be given to another
   * account; `none`: nothing implicit.
   */
  readonly verdict: 'strong' | 'weak' | 'none';
  /** What the verdict rests on. */
  readonly by: readonly MappingEvidence[];
  /** Of an account of a domain: from the extension, otherwise from the URI. */
  readonly sid: string | null;
  /** Extension and URIs name several SIDs that are not the same. */
  readonly sidsDiffer: boolean;
  /** What was meant to be a SID and does not count. */
  readonly faults: readonly SidFault[];
  /** Strong strings for the account's altSecurityIdentities, for certificates that cannot be issued again. */
  readonly suggestions: readonly SuggestedMapping[];
}

export const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';

export function alternativeNames(certificate: HasExtensions): readonly GeneralName[] {
  return extensionOf(certificate, 'subjectAlternativeName')?.names ?? [];
}

/** The user principal names of the subject alternative name, in order. */
export function userPrincipalNames(certificate: HasExtensions): string[] {
  return alternativeNames(certificate)
    .filter(({ type }) => type === 'upn')
    .map(({ value }) => value);
}

export function strongMapping(certificate: X509Certificate): StrongMapping {
  const names = alternativeNames(certificate);
  const { extension, uris, faults } = readSids(certificate);
  const isAccount = (sid: string | null): sid is string => sid !== null && sidKind(sid) === 'account';
  const uri = uris.find(isAccount) ?? null;
  const strong: MappingEvidence[] = [];
  if (isAccount(extension)) strong.push('sidExtension');
  if (uri !== null) strong.push('sanUri');
  const sids = new Set([extension, ...uris].filter(isAccount).map((sid) => sid.toUpperCase()));
  const weak: MappingEvidence[] = [];
  if (names.some(({ type, value }) => type === 'upn' && value.trim() !== '')) weak.push('upn');
  if (names.some(({ type }) => type === 'dns')) weak.push('dns');
  return {
    verdict: strong.length > 0 ? 'strong' : weak.length > 0 ? 'weak' : 'none',
    by: strong.length > 0 ? strong : weak,
    sid: strong[0] === 'sidExtension' ? extension : strong[0] === 'sanUri' ? uri : null,
    sidsDiffer: sids.size > 1,
    faults,
    suggestions: suggestMappings(certificate),
  };
}
