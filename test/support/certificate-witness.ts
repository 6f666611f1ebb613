// What Node's own X.509 parser (OpenSSL) says about a certificate, compared with the project's model field by
// field.
import type { X509Certificate as NodeCertificate } from 'node:crypto';
import { extensionOf } from '../../server/src/core/certificate/model.js';
import type { GeneralName, NameAttribute, X509Certificate } from '../../server/src/core/certificate/model.js';
import { escapeValue } from '../../server/src/core/certificate/x509/name.js';

/** One line for every field that differs; the names of fields are Node's. */
export function describeWithNode(model: X509Certificate, node: NodeCertificate): string[] {
  const differences: string[] = [];
  const compare = (field: string, ours: unknown, theirs: unknown): void => {
    if (JSON.stringify(ours) !== JSON.stringify(theirs))
      differences.push(`${field}: ${JSON.stringify(ours)} instead of ${JSON.stringify(theirs)}`);
  };
  compare('fingerprint', model.sha1, node.fingerprint.replaceAll(':', '').toLowerCase());
  compare('fingerprint256', model.sha256, node.fingerprint256.replaceAll(':', '').toLowerCase());
  compare('serialNumber', serial(model), node.serialNumber.toLowerCase().replace(/^(-?)0+(?=.)/, '$1'));
  compare('subject', nameLines(model.subject.rdns), node.subject || undefined);
  compare('issuer', nameLines(model.issuer.rdns), node.issuer || undefined);
  compare('validFrom', model.notBefore.ms, time(node.validFrom));
  compare('validTo', model.notAfter.ms, time(node.validTo));
  compare(
    'keyUsage',
    extensionOf(model, 'extendedKeyUsage')?.purposes.map(({ oid }) => oid),
    node.keyUsage,
  );
  compareNames(extensionOf(model, 'subjectAlternativeName')?.names, namesOf(node), compare);
  compareKey(model, node, compare);
  return differences;
}

/** '' where Node cannot write a kind of name: from version 26 on it throws there. */
function namesOf(node: NodeCertificate): string {
  try {
    return node.subjectAltName ?? '';
  } catch {
    return '';
  }
}

/** Without leading zeros; a minus before negative ones. */
function serial({ serialNumber: { hex, negative } }: X509Certificate): string {
  const value = negative ? (1n << BigInt(hex.length * 4)) - BigInt(`0x${hex}`) : BigInt(`0x${hex}`);
  return (negative ? '-' : '') + value.toString(16);
}

/** Node writes an RDN a line, in the order of the file, escaped as RFC 2253 says. */
function nameLines(rdns: readonly (readonly NameAttribute[])[]): string | undefined {
  const lines = rdns
    .filter((rdn) => rdn.length > 0)
    .map((rdn) => rdn.map((attribute) => `${attribute.type}=${escapeValue(attribute.value)}`).join(' + '));
  return lines.length === 0 ? undefined : lines.join('\n');
}

function time(text: string): number | null {
  // `Jan  1 00:00:01 0 GMT`: Date.parse takes years below 100 for other ones.
  const match = /^(\w{3} +\d+ \d\d:\d\d:\d\d) (\d+) GMT$/.exec(text);
  if (match === null) return null;
  const date = new Date(`${match[1]!} 2000 GMT`);
  date.setUTCFullYear(Number(match[2]));
  return date.getTime();
}

type Compare = (field: string, ours: unknown, theirs: unknown) => void;

function compareNames(ours: readonly GeneralName[] | undefined, text: string, compare: Compare): void {
  const theirs = splitNames(text);
  if (ours === undefined && theirs.length > 0) compare('subjectAltName', undefined, text);
  if (ours === undefined) return;
  compare('subjectAltName count', ours.length, theirs.length);
  for (const [index, name] of ours.entries()) {
    const their = theirs[index];
    if (their !== undefined && !/<(?:unsupported|invalid length=\d+)>$/.test(their)) {
      compare(
        'subjectAltName',
        comparable(name),
        their
          .replace(/=#[0-9A-F]+/g, (hex) => hex.toLowerCase())
          .replace(/(tcg-at-tpm\w+)=([\w:]+)/g, (_, attribute: string, value: string) =>
            tpmAttribute(attribute, value),
          ),
      );
    }
  }
}

/** Attributes that OpenSSL has a name for from Node 22 on, as it wrote them before: a UTF8String in hex. */
function tpmAttribute(name: string, value: string): string {
  const number = ['tcg-at-tpmManufacturer', 'tcg-at-tpmModel', 'tcg-at-tpmVersion'].indexOf(name) + 1;
  const length = value.length.toString(16).padStart(2, '0');
  return `2.23.133.2.${number}=#0c${length}${Buffer.from(value).toString('hex')}`;
}

/** Node's list: entries joined by `, `, those with special characters as JSON strings. */
export function splitNames(text: string): string[] {
  const names: string[] = [];
  const entry = /\s*((?:othername:)?[A-Za-z0-9 .]+:)(?:("(?:[^"\\]|\\.)*")|([^,]*))(?:,|$)/y;
  while (entry.lastIndex < text.length) {
    const match = entry.exec(text);
    if (match === null) return [...names, `cannot split ${text}`];
    names.push(match[1]! + (match[2] === undefined ? match[3]! : (JSON.parse(match[2]) as string)));
  }
  return names;
}

function comparable({ type, value, oidName }: GeneralName): string {
  switch (type) {
    case 'dns':
      return `DNS:${value}`;
    case 'email':
      return `email:${value}`;
    case 'uri':
      return `URI:${value}`;
    case 'ip':
      return `IP Address:${expanded(value)}`;
    case 'registeredId':
      return `Registered ID:${value}`;
    case 'directoryName':
      return `DirName:${value}`;
    case 'upn':
      return `othername:UPN:${value}`;
    case 'other':
      return `othername:${oidName === 'SMTP UTF-8 mailbox' ? 'SmtpUTF8Mailbox' : (oidName ?? '')}:${value}`;
    case 'x400':
    case 'ediParty':
      return '<unsupported>';
  }
}

/** IPv6 as OpenSSL writes it: eight groups, upper case. */
function expanded(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right]
    .join(':')
    .toUpperCase();
}

const CURVES: Readonly<Record<string, string>> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
  secp224r1: 'P-224',
  prime192v1: 'P-192',
};
const KINDS: Readonly<Record<string, string>> = {
  rsa: 'RSA',
  'rsa-pss': 'RSA-PSS',
  ec: 'EC',
  ed25519: 'Ed25519',
  ed448: 'Ed448',
  dsa: 'DSA',
  x25519: 'X25519',
  x448: 'X448',
  dh: 'DH',
};

function compareKey({ publicKey: ours }: X509Certificate, node: NodeCertificate, compare: Compare): void {
  let theirs;
  try {
    theirs = node.publicKey;
  } catch {
    return;
  }
  const details = theirs.asymmetricKeyDetails ?? {};
  compare('publicKey', ours.algorithm, KINDS[theirs.asymmetricKeyType ?? ''] ?? theirs.asymmetricKeyType);
  if (details.modulusLength !== undefined) compare('modulusLength', ours.bits, details.modulusLength);
  if (details.publicExponent !== undefined) compare('publicExponent', ours.exponent, details.publicExponent.toString());
  if (details.namedCurve !== undefined)
    compare('namedCurve', ours.curve, CURVES[details.namedCurve] ?? details.namedCurve);
}
