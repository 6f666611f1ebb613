// Which user a client certificate names, and where.
import { Cursor, Id, attempt } from '../der/element.js';
import { oidOf } from '../der/values.js';
import type { DistinguishedName } from '../model.js';
import { showable } from '../showable.js';
import { isUnreadable } from './form.js';
import type { HasExtensions } from './sid-faults.js';
import { holdsVariable } from './sid-value.js';
import { alternativeNames, SUBJECT_ALTERNATIVE_NAME, userPrincipalNames } from './strong-mapping.js';

export type UserIdentity =
  | { readonly state: 'present'; readonly upn: string }
  | { readonly state: 'several'; readonly upns: readonly string[] }
  /**
   * Something that looks like a user principal name is in the subject or an email address, where mapping does
   * not look.
   */
  | {
      readonly state: 'onlyInSubject';
      readonly value: string;
      readonly where: 'commonName' | 'emailAddress' | 'alternativeEmail';
    }
  /** `isEmpty`: there is one without a value. */
  | { readonly state: 'missing'; readonly isEmpty: boolean }
  /** There is a subject alternative name that no one can read: what it says is not known. */
  | { readonly state: 'unreadable' };

const UPN = /^[^\s@<>()]+@[^\s@<>()]+$/;

/** User principal names are compared without case. */
export function userIdentity(certificate: HasExtensions & { readonly subject: DistinguishedName }): UserIdentity {
  const all = userPrincipalNames(certificate);
  const upns = all.filter((upn) => upn.trim() !== '');
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
  return { state: 'missing', isEmpty: all.length > 0 };
}

/**
 * What is odd about the one user principal name of a certificate: a variable that was not replaced;
 * characters that no one sees; no suffix; not a UTF8String, as Windows demands (KB281245).
 */
export type UpnFault = 'variable' | 'invisible' | 'suffix' | 'encoding';

/** Blanks at an end, and all but the plain blank that look like one or like nothing. */
const UNSEEN = /^\s|\s$|[^\S ]|[\u0000-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

/**
 * No account has a quotation mark, an angle bracket, a backslash or a comma in it, and the suffix is a DNS
 * name.
 */
const WRITTEN = /^[^@"<>\\,;]+@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*$/u;

/** Null for none, and where there is not exactly one name. */
export function upnFault(certificate: Parameters<typeof userIdentity>[0]): UpnFault | null {
  const identity = userIdentity(certificate);
  if (identity.state !== 'present') return null;
  if (holdsVariable(identity.upn) && !UPN.test(identity.upn.replace(/[${}%]/g, ' '))) return 'variable';
  if (UNSEEN.test(identity.upn)) return 'invisible';
  const names = alternativeNames(certificate).filter(({ type, value }) => type === 'upn' && value !== '');
  if (!names.some(({ span, value }) => isUtf8(certificate.der, span.start) && !value.includes('\ufffd')))
    return 'encoding';
  return WRITTEN.test(identity.upn) ? null : 'suffix';
}

/** A name with the characters that cannot be seen written as `⟨U+00A0⟩`, so that the difference shows. */
export function visibleName(name: string): string {
  const code = (character: string): string =>
    `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  const outside = name.replace(/^ +| +$/g, (blanks) => code(' ').repeat(blanks.length));
  return showable(outside.replace(/[^\S ]|\u00a0/g, code), 200);
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
