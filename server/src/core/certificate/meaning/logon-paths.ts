// The ways in which a domain controller can find the account of a certificate, and which of them it still
// accepts (KB5014754).
import type { X509Certificate } from '../model.js';
import { suggestMappings } from './alt-security-identities.js';
import { alternativeNames, strongMapping } from './strong-mapping.js';

/** A way in which a domain controller can find the account of a certificate. */
export interface LogonPath {
  readonly account: 'user' | 'computer' | 'any';
  readonly through: 'upn' | 'dns' | 'altSecurityIdentities';
  /** What is looked for in the directory; null where the account itself says it. */
  readonly value: string | null;
  /** Whether it is under full enforcement. */
  readonly accepted: boolean;
}

/**
 * Which logon uses which mapping: a user principal name finds the user, a DNS name the computer, and either
 * needs the SID beside it; an explicit value at the account needs nothing in the certificate and must be of a
 * strong form.
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
