// Which user a client certificate names, and where.
import type { X509Certificate } from '../model.js';
import { alternativeNames, userPrincipalNames } from './strong-mapping.js';

export type UserIdentity =
  | { readonly state: 'present'; readonly upn: string }
  | { readonly state: 'several'; readonly upns: readonly string[] }
  /** Something that looks like a user principal name stands in the subject or an email address, where mapping does not look. */
  | {
      readonly state: 'onlyInSubject';
      readonly value: string;
      readonly where: 'commonName' | 'emailAddress' | 'alternativeEmail';
    }
  | { readonly state: 'missing' };

const UPN = /^[^\s@<>()]+@[^\s@<>()]+$/;

/** User principal names are compared without case. */
export function userIdentity(certificate: X509Certificate): UserIdentity {
  const upns = userPrincipalNames(certificate).filter((upn) => upn !== '');
  const distinct = [...new Map(upns.map((upn) => [upn.toLowerCase(), upn])).values()];
  if (distinct.length > 1) return { state: 'several', upns: distinct };
  if (distinct.length === 1) return { state: 'present', upn: distinct[0]! };
  const attributes = certificate.subject.rdns.flat();
  const inSubject = (type: string): string | undefined =>
    attributes.find((attribute) => attribute.type === type && UPN.test(attribute.value))?.value;
  const commonName = inSubject('CN');
  if (commonName !== undefined) return { state: 'onlyInSubject', value: commonName, where: 'commonName' };
  const email = inSubject('emailAddress');
  if (email !== undefined) return { state: 'onlyInSubject', value: email, where: 'emailAddress' };
  const alternative = alternativeNames(certificate).find(({ type }) => type === 'email')?.value;
  if (alternative !== undefined) return { state: 'onlyInSubject', value: alternative, where: 'alternativeEmail' };
  return { state: 'missing' };
}
