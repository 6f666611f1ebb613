// Which user a client certificate names, and where.
import { Cursor, Id, attempt } from '../der/element.js';
import { oidOf } from '../der/values.js';
import type { X509Certificate } from '../model.js';
import { isUnreadable } from './form.js';
import { alternativeNames, SUBJECT_ALTERNATIVE_NAME, userPrincipalNames } from './strong-mapping.js';

export type UserIdentity =
  | { readonly state: 'present'; readonly upn: string }
  | { readonly state: 'several'; readonly upns: readonly string[] }
  /** Something that looks like a user principal name stands in the subject or an email address, where mapping does not look. */
  | {
      readonly state: 'onlyInSubject';
      readonly value: string;
      readonly where: 'commonName' | 'emailAddress' | 'alternativeEmail';
    }
  | { readonly state: 'missing' }
  /** There is a subject alternative name that nobody can read: what it says is not known. */
  | { readonly state: 'unreadable' };

const UPN = /^[^\s@<>()]+@[^\s@<>()]+$/;

/** User principal names are compared without case. */
export function userIdentity(certificate: X509Certificate): UserIdentity {
  const upns = userPrincipalNames(certificate).filter((upn) => upn !== '');
  const distinct = [...new Map(upns.map((upn) => [upn.toLowerCase(), upn])).values()];
  if (distinct.length > 1) return { state: 'several', upns: distinct };
  if (distinct.length === 1) return { state: 'present', upn: distinct[0]! };
  if (isUnreadable(certificate, SUBJECT_ALTERNATIVE_NAME)) return { state: 'unreadable' };
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

/**
 * What is odd about the one user principal name of a certificate: it has no suffix, or it is not written as a UTF8String, as
 * Windows demands (KB281245). Null for none, and where there is not exactly one.
 */
export function upnFault(certificate: X509Certificate): 'encoding' | 'suffix' | null {
  const identity = userIdentity(certificate);
  if (identity.state !== 'present') return null;
  const names = alternativeNames(certificate).filter(({ type, value }) => type === 'upn' && value !== '');
  if (!names.some(({ span, value }) => isUtf8(certificate.der, span.start) && !value.includes('\ufffd')))
    return 'encoding';
  return /^[^@]+@[^@]+$/.test(identity.upn) ? null : 'suffix';
}

/** Whether the value of the otherName that starts there is a UTF8String. */
function isUtf8(der: Uint8Array, start: number): boolean {
  const read = attempt(() => {
    const name = new Cursor(der, start).enter(0xa0, 'an other name');
    oidOf(name, 'the type of an other name');
    return name.enter(0xa0, 'the value of an other name').peek() === Id.utf8String;
  });
  return read.value === true;
}
