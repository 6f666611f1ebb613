// The strings of Active Directory's altSecurityIdentities: written for a certificate, read from text,
// compared.
//
// Source: KB5014754 (which forms are strong), MS-PKCA. The names are written with the root-most RDN first;
// the bytes of a serial number are reversed, not its digits.
import { extensionOf } from '../model.js';
import type { DistinguishedName, NameAttribute, X509Certificate } from '../model.js';
import { serialKey } from '../serial-key.js';
import { readSids } from './sid-faults.js';
import { sidKind } from './sid-value.js';

export type MappingForm =
  | 'issuerSerial'
  | 'subjectKeyIdentifier'
  | 'sha1PublicKey'
  | 'issuerSid'
  | 'issuerSubject'
  | 'subject'
  | 'email'
  | 'kerberos'
  | 'unknown';

export type MappingStrength = 'strong' | 'weak' | 'unknown';

/** A mapping string as it was found. Parts that the form lacks are null. */
export interface AltSecurityIdentity {
  readonly text: string;
  readonly form: MappingForm;
  readonly strength: MappingStrength;
  readonly issuer: string | null;
  readonly subject: string | null;
  /** Lower-case hexadecimal in the order of a certificate, that is, reversed back. */
  readonly serialNumber: string | null;
  /** The hexadecimal of SKI and SHA1-PUKEY, the address of RFC822, the SID. */
  readonly value: string | null;
}

/** A string that an administrator can write to the attribute. */
export interface SuggestedMapping {
  readonly form: 'issuerSerial' | 'subjectKeyIdentifier' | 'sha1PublicKey' | 'issuerSid';
  readonly text: string;
  /** Why the string might have to look different or not be read; null when nothing about it is in doubt. */
  readonly caveat: 'nameForm' | 'leadingZero' | 'windows2022' | null;
}

/** What each form is good for. */
export const MAPPING_USES: Readonly<Record<SuggestedMapping['form'], string>> = {
  issuerSerial: 'For this certificate only: set it again after every renewal.',
  subjectKeyIdentifier: 'For every certificate with this key: remains valid after a renewal with the same key.',
  sha1PublicKey: 'For this certificate or key only: set it again after every renewal.',
  issuerSid: 'For every certificate of this CA with the SID of the account: remains valid after renewal.',
};

/** What has to be said beside a suggested string, for its reader to translate. */
export const MAPPING_CAVEATS: Readonly<Record<NonNullable<SuggestedMapping['caveat']>, string>> = {
  nameForm: 'The issuer has characters that tools write differently: compare with an entry that works.',
  leadingZero: 'The serial number begins with a zero byte, which some tools leave out.',
  windows2022:
    'Domain controllers on Windows Server 2022 and later with the updates of September 2025 read it; others do not.',
};

const STRENGTHS: Readonly<Record<MappingForm, MappingStrength>> = {
  issuerSerial: 'strong',
  subjectKeyIdentifier: 'strong',
  sha1PublicKey: 'strong',
  issuerSid: 'strong',
  issuerSubject: 'weak',
  subject: 'weak',
  email: 'weak',
  kerberos: 'unknown',
  unknown: 'unknown',
};

/** Attribute types whose keyword is the same for everyone. */
const COMMON_TYPES = new Set(['CN', 'OU', 'O', 'L', 'C', 'DC']);
/** What Windows writes for the others that occur. */
const WINDOWS_TYPES: Readonly<Record<string, string>> = {
  ST: 'S',
  emailAddress: 'E',
  GN: 'G',
  street: 'STREET',
  title: 'T',
  initials: 'I',
  serialNumber: 'SERIALNUMBER',
};

/**
 * The strong strings for a certificate: issuer and serial number, the subject key identifier when there is
 * one, and issuer and SID when it names an account by its SID (MS-PKCA §3.1.5.2.1.3). Not SHA1-PUKEY: sources
 * disagree about which digest it is.
 */
export function suggestMappings(certificate: X509Certificate): SuggestedMapping[] {
  const issuer = directoryText(certificate.issuer);
  const { hex } = certificate.serialNumber;
  const caveat = !issuer.plain ? 'nameForm' : hex.startsWith('00') && hex.length > 2 ? 'leadingZero' : null;
  const mappings: SuggestedMapping[] = [
    { form: 'issuerSerial', text: `X509:<I>${issuer.text}<SR>${reverseHex(hex).toUpperCase()}`, caveat },
  ];
  const identifier = extensionOf(certificate, 'subjectKeyIdentifier');
  if (identifier !== null && identifier.hex !== '')
    mappings.push({ form: 'subjectKeyIdentifier', text: `X509:<SKI>${identifier.hex}`, caveat: null });
  const { extension, uris } = readSids(certificate);
  const sid = [extension, ...uris].find((value) => value !== null && sidKind(value) === 'account') ?? null;
  if (sid !== null)
    mappings.push({ form: 'issuerSid', text: `X509:<I>${issuer.text}<SID>${sid}`, caveat: caveat ?? 'windows2022' });
  return mappings;
}

/** `1200…2b` for `2b…12`: the bytes in the other order. */
export function reverseHex(hex: string): string {
  let text = '';
  for (let i = hex.length - 2; i >= 0; i -= 2) text += hex.slice(i, i + 2);
  return text;
}

/**
 * A name as altSecurityIdentities has it: root-most RDN first. `plain` is false when it holds attributes or
 * characters whose spelling differs between tools; what is written then is Windows's own spelling as far as
 * known.
 */
export function directoryText(name: DistinguishedName): { readonly text: string; readonly plain: boolean } {
  let plain = name.rdns.length > 0;
  const rdns = name.rdns.map((rdn) => {
    if (rdn.length !== 1) plain = false;
    return rdn.map((attribute) => {
      if (!COMMON_TYPES.has(attribute.type) || !isPlainValue(attribute.value)) plain = false;
      return windowsAttribute(attribute);
    });
  });
  return { text: rdns.map((rdn) => rdn.join('+')).join(','), plain };
}

function isPlainValue(value: string): boolean {
  return value !== '' && !/[,+="<>#;\\\u0000-\u001f\u007f]|^ | $|  /.test(value);
}

function windowsAttribute({ oid, type, value, encoding }: NameAttribute): string {
  const keyword = COMMON_TYPES.has(type) ? type : (WINDOWS_TYPES[type] ?? `OID.${oid}`);
  return `${keyword}=${encoding === null || isPlainValue(value) ? value : `"${value.replaceAll('"', '""')}"`}`;
}

/** Reads one value of the attribute. Total: what it cannot make out has form `unknown`. */
export function parseAltSecurityIdentity(text: string): AltSecurityIdentity {
  const trimmed = text.trim();
  const make = (form: MappingForm, parts: Partial<AltSecurityIdentity> = {}): AltSecurityIdentity => ({
    issuer: null,
    subject: null,
    serialNumber: null,
    value: null,
    ...parts,
    text: trimmed,
    form,
    strength: STRENGTHS[form],
  });
  if (/^kerberos:/i.test(trimmed)) return make('kerberos', { value: trimmed.slice(9) });
  if (!/^x509:/i.test(trimmed)) return make('unknown');
  const parts = tagged(trimmed.slice(5));
  const tags = [...parts.keys()].join();
  const issuer = parts.get('I') ?? null;
  switch (tags) {
    case 'I,SR':
      return make('issuerSerial', { issuer, serialNumber: serialOf(parts.get('SR') ?? '') });
    case 'SKI':
      return make('subjectKeyIdentifier', { value: parts.get('SKI') ?? null });
    case 'SHA1-PUKEY':
      return make('sha1PublicKey', { value: parts.get('SHA1-PUKEY') ?? null });
    case 'I,SID':
      return make('issuerSid', { issuer, value: parts.get('SID') ?? null });
    case 'I,S':
      return make('issuerSubject', { issuer, subject: parts.get('S') ?? null });
    case 'S':
      return make('subject', { subject: parts.get('S') ?? null });
    case 'RFC822':
      return make('email', { value: parts.get('RFC822') ?? null });
    default:
      return make('unknown');
  }
}

/** `<TAG>value` pairs in order; the values may hold `<` only before something that is not a tag. */
function tagged(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  const tag = /<(I|SR|SKI|SHA1-PUKEY|SID|S|RFC822)>/gi;
  const found = [...text.matchAll(tag)];
  if (found[0]?.index !== 0) return parts;
  for (const [i, match] of found.entries()) {
    parts.set(
      match[1]!.toUpperCase(),
      text.slice(match.index + match[0].length, found[i + 1]?.index ?? text.length).trim(),
    );
  }
  return parts;
}

function serialOf(text: string): string | null {
  return /^(?:[0-9a-f]{2})+$/i.test(text) ? reverseHex(text.toLowerCase()) : null;
}

/**
 * `serialNotReversed`, `issuerReversed`: it would be about the certificate, were the serial number not
 * written in the order of the certificate, or the issuer not with its last part first, the usual mistakes.
 * `unknown` for forms whose comparison is not documented, and for other spellings of a name that tools write
 * differently.
 */
export type MappingMatch = 'yes' | 'no' | 'serialNotReversed' | 'issuerReversed' | 'unknown';

/** Whether a mapping string is about a certificate. */
export function compareMapping(identity: AltSecurityIdentity, certificate: X509Certificate): MappingMatch {
  switch (identity.form) {
    case 'issuerSerial': {
      if (identity.serialNumber === null) return 'no';
      const serial = stripZeros(certificate.serialNumber.hex);
      const isReversed = stripZeros(identity.serialNumber) === serial;
      if (!isReversed && stripZeros(reverseHex(identity.serialNumber)) !== serial) return 'no';
      const named = issuerMatch(identity, certificate);
      // Whether the zero that only makes a number positive belongs there is not documented.
      const isExact = serialKey(identity.serialNumber) === serialKey(certificate.serialNumber.hex);
      if (isReversed) return named === 'yes' && !isExact ? 'unknown' : named;
      if (sameName(identity.issuer, certificate.issuer)) return 'serialNotReversed';
      return named === 'unknown' ? 'no' : named;
    }
    case 'subjectKeyIdentifier': {
      const identifier = extensionOf(certificate, 'subjectKeyIdentifier')?.hex ?? null;
      return identifier !== null && identifier === identity.value?.toLowerCase() ? 'yes' : 'no';
    }
    case 'issuerSubject':
      return sameName(identity.issuer, certificate.issuer) && sameName(identity.subject, certificate.subject)
        ? 'yes'
        : 'no';
    case 'subject':
      return sameName(identity.subject, certificate.subject) ? 'yes' : 'no';
    case 'email': {
      const names = extensionOf(certificate, 'subjectAlternativeName')?.names ?? [];
      return names.some(({ type, value }) => type === 'email' && value.toLowerCase() === identity.value?.toLowerCase())
        ? 'yes'
        : 'no';
    }
    case 'issuerSid': {
      const { extension, uris } = readSids(certificate);
      const isSame = [extension, ...uris].some((sid) => sid?.toUpperCase() === identity.value?.toUpperCase());
      return isSame ? issuerMatch(identity, certificate) : 'no';
    }
    case 'sha1PublicKey':
    case 'kerberos':
    case 'unknown':
      return 'unknown';
  }
}

/**
 * Domain controllers look for the string that they make of the certificate (MS-PKCA §3.1.5.2.1.3), in which no space
 * follows a comma. A name that tools write differently may be meant where its words are the same.
 */
function issuerMatch({ issuer: text }: AltSecurityIdentity, { issuer }: X509Certificate): MappingMatch {
  const written = directoryText(issuer);
  if (text?.toLowerCase() === written.text.toLowerCase()) return 'yes';
  if (sameName(text, issuer)) return 'unknown';
  if (sameName(text, upsideDown(issuer))) return 'issuerReversed';
  return !written.plain && text !== null && wordsOf(text) === wordsOf(written.text) ? 'unknown' : 'no';
}

function wordsOf(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).sort().join(' ');
}

function upsideDown(name: DistinguishedName): DistinguishedName {
  return { ...name, rdns: [...name.rdns].reverse() };
}

/**
 * What strings of the strong forms that can be compared are looked up by, for a certificate and for a string.
 */
export function mappingKeys(certificate: X509Certificate): string[] {
  const identifier = extensionOf(certificate, 'subjectKeyIdentifier')?.hex ?? null;
  return [`serial ${stripZeros(certificate.serialNumber.hex)}`, ...(identifier === null ? [] : [`key ${identifier}`])];
}

/** Both orders of a serial number; see `mappingKeys`. */
export function mappingKeysOf({ form, serialNumber, value }: AltSecurityIdentity): string[] {
  if (serialNumber !== null)
    return [`serial ${stripZeros(serialNumber)}`, `serial ${stripZeros(reverseHex(serialNumber))}`];
  return form === 'subjectKeyIdentifier' && value !== null ? [`key ${value.toLowerCase()}`] : [];
}

/** Without case, spaces between the parts, and the differences of keywords between tools. */
function sameName(text: string | null, name: DistinguishedName): boolean {
  const plain = (value: string): string =>
    value
      .toLowerCase()
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/ ?([,=+]) ?/g, '$1')
      .replaceAll(
        /(^|[,+])(st|emailaddress|gn|givenname)(?==)/g,
        (_, lead: string, keyword: string) => lead + SPELLINGS[keyword]!,
      );
  return text !== null && plain(text) === plain(directoryText(name).text);
}

/** What other tools write for the keywords of Windows. */
const SPELLINGS: Readonly<Record<string, string>> = { st: 's', emailaddress: 'e', gn: 'g', givenname: 'g' };

function stripZeros(hex: string): string {
  return hex.replace(/^(?:00)+(?=..)/, '');
}
