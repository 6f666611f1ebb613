// KB5014754: how strongly a certificate says which account it belongs to, and what domain controllers make of it.
import { extensionOf } from '../model.js';
import type { GeneralName, X509Certificate } from '../model.js';
import { suggestMappings } from './alt-security-identities.js';
import { isUnreadable } from './form.js';
import type { SuggestedMapping } from './alt-security-identities.js';

/** What ties a certificate to an account without anything being written to the account. */
export type MappingEvidence = 'sidExtension' | 'sanUri' | 'upn' | 'dns';

export interface StrongMapping {
  /** `strong`: the certificate names the account's SID; `weak`: only a name that can be given to another account; `none`: nothing implicit. */
  readonly verdict: 'strong' | 'weak' | 'none';
  /** What the verdict rests on. */
  readonly by: readonly MappingEvidence[];
  /** From the extension, otherwise from the URI. */
  readonly sid: string | null;
  /** Extension and URIs name several SIDs that are not the same. */
  readonly sidsDiffer: boolean;
  /** A SID that is none: the text in the extension or URI as it stands. */
  readonly malformedSid: string | null;
  /** The extension that could hold a SID, or the subject alternative name, cannot be read: more than is said here may be in it. */
  readonly isUnreadable: boolean;
  /** Strong strings for the account's altSecurityIdentities, for certificates that cannot be issued again. */
  readonly suggestions: readonly SuggestedMapping[];
}

export const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const SID_EXTENSION = '1.3.6.1.4.1.311.25.2';
const SID = /^S-1-\d{1,14}(?:-\d{1,10}){1,15}$/i;
/** KB5014754: honoured by domain controllers on Windows Server 2019 and later with current updates. */
const SID_URI = /^tag:microsoft\.com,2022-09-14:sid:(.*)$/i;

export function alternativeNames(certificate: X509Certificate): readonly GeneralName[] {
  return extensionOf(certificate, 'subjectAlternativeName')?.names ?? [];
}

/** The user principal names of the subject alternative name, in order. */
export function userPrincipalNames(certificate: X509Certificate): string[] {
  return alternativeNames(certificate)
    .filter(({ type }) => type === 'upn')
    .map(({ value }) => value);
}

export function strongMapping(certificate: X509Certificate): StrongMapping {
  const names = alternativeNames(certificate);
  const extension = extensionOf(certificate, 'sid')?.sid ?? null;
  const uris = names.flatMap(({ type, value }) => (type === 'uri' ? (SID_URI.exec(value)?.slice(1) ?? []) : []));
  const uri = uris.find((sid) => SID.test(sid)) ?? null;
  const malformed = [extension, ...uris].find((sid) => sid !== null && !SID.test(sid)) ?? null;
  const strong: MappingEvidence[] = [];
  if (extension !== null && SID.test(extension)) strong.push('sidExtension');
  if (uri !== null) strong.push('sanUri');
  const sids = new Set([extension ?? '', ...uris].filter((sid) => SID.test(sid)).map((sid) => sid.toUpperCase()));
  const weak: MappingEvidence[] = [];
  if (names.some(({ type }) => type === 'upn')) weak.push('upn');
  if (names.some(({ type }) => type === 'dns')) weak.push('dns');
  return {
    verdict: strong.length > 0 ? 'strong' : weak.length > 0 ? 'weak' : 'none',
    by: strong.length > 0 ? strong : weak,
    sid: strong[0] === 'sidExtension' ? extension : strong[0] === 'sanUri' ? uri : null,
    sidsDiffer: sids.size > 1,
    malformedSid: malformed,
    isUnreadable: [SUBJECT_ALTERNATIVE_NAME, SID_EXTENSION].some((oid) => isUnreadable(certificate, oid)),
    suggestions: suggestMappings(certificate),
  };
}
