// Which names of a certificate the authorities above it forbid by their name constraints (RFC 5280 §4.2.1.10,
// §6.1).
//
// What Windows makes of constraints on user principal names is not published beyond that it knows them, so
// that these, other forms that the RFC leaves open, and all on which readers are known to differ are unclear,
// never forbidden.
import { extensionOf } from '../model.js';
import type { DistinguishedName, NameSubtree, X509Certificate } from '../model.js';
import { nameKey } from '../name-key.js';
import { addressAt, directoryNameAt } from '../x509/general-name.js';
import {
  addressWithin,
  directoryNameWithin,
  dnsWithin,
  emailWithin,
  isAddressBase,
  isDnsBase,
  isEmailBase,
  isUriBase,
  principalWithin,
  uriWithin,
} from './name-subtrees.js';
import type { Within } from './name-subtrees.js';

/**
 * What one authority's constraints say of one certificate below it; without any name in either it allows them
 * all.
 */
export interface NameLimits {
  readonly authority: X509Certificate;
  readonly certificate: X509Certificate;
  readonly forbidden: readonly string[];
  /** Names of which it is not certain whether they are allowed. */
  readonly unclear: readonly string[];
  /** The constraints or the names cannot be read or are too many. */
  readonly isUnreadable: boolean;
}

const NAME_CONSTRAINTS = '2.5.29.30';
const ALTERNATIVE_NAME = '2.5.29.17';
const EMAIL_ADDRESS = '1.2.840.113549.1.9.1';
const COMMON_NAME = '2.5.4.3';
/** An rfc822Name whose local part is not ASCII (RFC 9598). */
const INTERNATIONAL_MAILBOX = '1.3.6.1.5.5.7.8.9';
/** More comparisons than any honest pair of certificates asks for. */
const MAXIMUM_COMPARISONS = 32_768;

/**
 * `path`: a certificate and its issuers. Certificates that an authority issued for itself are exempt, but for
 * the first one.
 * A root's own constraints count for some readers and not for the RFC: what they forbid is unclear.
 */
export function nameLimits(path: readonly X509Certificate[]): NameLimits[] {
  const limits: NameLimits[] = [];
  for (const [index, authority] of path.entries()) {
    if (index === 0 || !authority.extensions.some(({ oid }) => oid === NAME_CONSTRAINTS)) continue;
    const isRoot = index === path.length - 1 && authority.selfIssued;
    for (const [below, certificate] of path.slice(0, index).entries()) {
      if (below > 0 && nameKey(certificate.subject) === nameKey(certificate.issuer)) continue;
      const { forbidden, unclear, isUnreadable } = constraintsOf(authority, certificate, below === 0);
      limits.push({
        authority,
        certificate,
        forbidden: isRoot ? [] : forbidden,
        unclear: isRoot ? [...forbidden, ...unclear] : unclear,
        isUnreadable,
      });
    }
  }
  return limits;
}

type Limits = Pick<NameLimits, 'forbidden' | 'unclear' | 'isUnreadable'>;
type Known = WeakMap<X509Certificate, WeakMap<X509Certificate, Limits>>;

/** Chains of many certificates go through the same authorities. */
const known: Readonly<Record<'first' | 'between', Known>> = { first: new WeakMap(), between: new WeakMap() };

function constraintsOf(authority: X509Certificate, certificate: X509Certificate, isFirst: boolean): Limits {
  const all = isFirst ? known.first : known.between;
  let own = all.get(authority);
  if (own === undefined) {
    own = new WeakMap();
    all.set(authority, own);
  }
  let limits = own.get(certificate);
  if (limits === undefined) {
    limits = checkNames(authority, certificate, isFirst);
    own.set(certificate, limits);
  }
  return limits;
}

type Form =
  'dns' | 'email' | 'uri' | 'ip' | 'directoryName' | 'upn' | 'registeredId' | 'x400' | 'ediParty' | `other ${string}`;

interface Name {
  readonly form: Form;
  readonly text: string;
  readonly value: string | Uint8Array | DistinguishedName | null;
  /** False: only some readers hold it for a name of that form. */
  readonly counts: boolean;
}

interface Subtree {
  readonly form: Form;
  readonly value: Name['value'];
  /** Every reader takes it for the same; some reject any of user principal names. */
  readonly isSound: boolean;
}

function checkNames(authority: X509Certificate, certificate: X509Certificate, isFirst: boolean): Limits {
  const limits: Limits = { forbidden: [], unclear: [], isUnreadable: true };
  const constraints = extensionOf(authority, 'nameConstraints');
  if (constraints === null || !isOneAndWhole(authority, NAME_CONSTRAINTS)) return limits;
  if (!isOneAndWhole(certificate, ALTERNATIVE_NAME)) return limits;
  const names = namesOf(certificate, isFirst);
  const subtreeCount = constraints.permitted.length + constraints.excluded.length;
  if (names.length * subtreeCount > MAXIMUM_COMPARISONS) return limits;
  const [permitted, excluded] = [constraints.permitted, constraints.excluded].map((subtrees) =>
    subtrees.map((subtree) => subtreeOf(subtree, authority.der)),
  ) as [Subtree[], Subtree[]];
  const forbidden = new Set<string>();
  const unclear = new Set<string>();
  for (const name of names) {
    const within = isWithin(name, permitted, excluded);
    if (within === 'no' && name.counts) forbidden.add(name.text);
    else if (within !== 'yes') unclear.add(name.text);
  }
  for (const name of forbidden) unclear.delete(name);
  return { forbidden: [...forbidden], unclear: [...unclear], isUnreadable: false };
}

/** There is at most one extension of that type, and it can be read to its end. */
function isOneAndWhole({ extensions }: X509Certificate, type: string): boolean {
  const own = extensions.filter(({ oid }) => oid === type);
  return own.length < 2 && own.every(({ value, problem }) => value.type !== 'malformed' && problem === null);
}

/** Excluded beats permitted; a form that no permitted subtree names is not constrained by them. */
function isWithin(name: Name, permitted: readonly Subtree[], excluded: readonly Subtree[]): Within {
  const own = (subtrees: readonly Subtree[]): Subtree[] => subtrees.filter(({ form }) => form === name.form);
  const [allowing, denying] = [own(permitted), own(excluded)];
  const compare = (subtrees: readonly Subtree[]): Within[] => subtrees.map((subtree) => compared(name, subtree));
  const [allowed, denied] = [compare(allowing), compare(denying)];
  if (denied.includes('yes')) return 'no';
  if (allowed.length > 0 && allowed.every((each) => each === 'no')) return 'no';
  const isClear = [...allowing, ...denying].every(({ isSound }) => isSound) && !denied.includes('unknown');
  return isClear && (allowed.length === 0 || allowed.includes('yes')) ? 'yes' : 'unknown';
}

function compared({ form, value }: Name, { value: base, isSound }: Subtree): Within {
  if (!isSound && form !== 'upn') return 'unknown';
  if (typeof value === 'string' && typeof base === 'string') {
    if (form === 'dns') return dnsWithin(value, base);
    if (form === 'email') return emailWithin(value, base);
    if (form === 'uri') return uriWithin(value, base);
    return form === 'upn' ? principalWithin(value, base) : 'unknown';
  }
  if (value instanceof Uint8Array && base instanceof Uint8Array) return addressWithin(value, base);
  return isName(value) && isName(base) ? directoryNameWithin(value, base) : 'unknown';
}

function isName(value: Name['value']): value is DistinguishedName {
  return typeof value === 'object' && value !== null && 'rdns' in value;
}

function subtreeOf(subtree: NameSubtree, der: Uint8Array): Subtree {
  const { form, value } = formOf(subtree, der);
  return { form, value: subtree.isBounded ? null : value, isSound: !subtree.isBounded && isSoundBase(form, value) };
}

function isSoundBase(form: Form, value: Name['value']): boolean {
  if (typeof value === 'string') {
    if (form === 'dns') return isDnsBase(value);
    if (form === 'email') return isEmailBase(value);
    return form === 'uri' && isUriBase(value);
  }
  return value instanceof Uint8Array ? isAddressBase(value) : isName(value);
}

function formOf(
  { type, value, oid, span }: Pick<NameSubtree, 'type' | 'value' | 'oid' | 'span'>,
  der: Uint8Array,
): Pick<Name, 'form' | 'value'> {
  switch (type) {
    case 'dns':
    case 'email':
    case 'uri':
    case 'upn':
      return { form: type, value };
    case 'ip':
      return { form: type, value: addressAt(der, span) };
    case 'directoryName':
      return { form: type, value: directoryNameAt(der, span) };
    case 'other':
      return { form: `other ${oid ?? ''}`, value: null };
    case 'registeredId':
    case 'x400':
    case 'ediParty':
      return { form: type, value: null };
  }
}

/** The subject, the alternative names, and what some readers take for one of those besides. */
function namesOf(certificate: X509Certificate, isFirst: boolean): Name[] {
  const { subject, der } = certificate;
  const alternative = extensionOf(certificate, 'subjectAlternativeName')?.names ?? null;
  const names: Name[] = [];
  if (subject.rdns.length > 0) names.push({ form: 'directoryName', text: subject.text, value: subject, counts: true });
  for (const name of alternative ?? []) {
    names.push({ ...formOf(name, der), text: name.value, counts: true });
    if (name.oid === INTERNATIONAL_MAILBOX) names.push({ form: 'email', text: name.value, value: null, counts: false });
  }
  const attributes = subject.rdns.flat();
  for (const { oid, value, encoding } of attributes) {
    // RFC 5280: where there is no alternative name at all; OpenSSL: always.
    if (oid === EMAIL_ADDRESS)
      names.push({ form: 'email', text: value, value, counts: alternative === null && encoding === 'ia5' });
    // OpenSSL: where no alternative name is of that form.
    const isHost = oid === COMMON_NAME && /^[*a-z0-9_-]+(?:\.[a-z0-9_-]+)+\.?$/i.test(value);
    if (isHost && isFirst && alternative?.some(({ type }) => type === 'dns') !== true)
      names.push({ form: 'dns', text: value, value, counts: false });
  }
  return names;
}
