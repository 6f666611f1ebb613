// KB5014754: how strongly a certificate says which account it belongs to, and what domain controllers make of it.
import { extensionOf } from '../model.js';
import type { GeneralName, X509Certificate } from '../model.js';
import { suggestMappings } from './alt-security-identities.js';
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
  /** Strong strings for the account's altSecurityIdentities, for certificates that cannot be issued again. */
  readonly suggestions: readonly SuggestedMapping[];
}

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
    suggestions: suggestMappings(certificate),
  };
}

/** What the events of a domain controller's Kerberos service (System log, source Kdcsvc) say about a certificate logon. */
export interface KdcEvent {
  readonly id: number;
  /** The number on Windows Server 2008 R2. */
  readonly oldId: number | null;
  readonly meaning: string;
  readonly cause: string;
  readonly remedy: string;
}

export const KDC_EVENTS: readonly KdcEvent[] = [
  {
    id: 39,
    oldId: 41,
    meaning:
      'No strong mapping: the certificate is valid, but nothing ties it to the account in a way that cannot be forged.',
    cause:
      'The certificate has neither the SID extension nor a SID in its names, and the account has no strong altSecurityIdentities value.',
    remedy: 'Issue the certificate again from an updated authority, or write a strong value to altSecurityIdentities.',
  },
  {
    id: 40,
    oldId: null,
    meaning: 'The certificate is older than the account, and there is no strong mapping.',
    cause:
      'A certificate that was issued before the account was created could have been meant for another account of the same name.',
    remedy:
      'Issue the certificate again, or write a strong value to altSecurityIdentities. The registry value CertificateBackdatingCompensation on the domain controllers allows for a difference in seconds.',
  },
  {
    id: 41,
    oldId: null,
    meaning: 'The SID in the certificate is not the SID of the account.',
    cause: 'The certificate was issued for another account, or the account was deleted and created again.',
    remedy: 'Issue the certificate again for the account as it is now.',
  },
];

/** A way in which a domain controller can find the account of a certificate. */
export interface LogonPath {
  readonly account: 'user' | 'computer' | 'any';
  readonly through: 'upn' | 'dns' | 'altSecurityIdentities';
  /** What is looked for in the directory; null where the account itself says it. */
  readonly value: string | null;
  /** Whether it stands under full enforcement. */
  readonly accepted: boolean;
}

/**
 * Which logon uses which mapping: a user principal name finds the user, a DNS name the computer, and either needs the SID beside
 * it; an explicit value at the account needs nothing in the certificate and must be of a strong form.
 */
export function logonPaths(certificate: X509Certificate): LogonPath[] {
  const accepted = strongMapping(certificate).verdict === 'strong';
  const implicit = alternativeNames(certificate).flatMap(({ type, value }): LogonPath[] => {
    if (type === 'upn') return [{ account: 'user', through: 'upn', value, accepted }];
    return type === 'dns' ? [{ account: 'computer', through: 'dns', value, accepted }] : [];
  });
  const explicit = suggestMappings(certificate).map(({ text }): LogonPath => ({
    account: 'any',
    through: 'altSecurityIdentities',
    value: text,
    accepted: true,
  }));
  return [...implicit, ...explicit];
}
