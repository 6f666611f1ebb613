// Whether a name is in a subtree of name constraints, form by form (RFC 5280 §4.2.1.10); `unknown` wherever
// readers may differ.
import type { DistinguishedName, NameAttribute } from '../model.js';

export type Within = 'yes' | 'no' | 'unknown';

const HOST = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;
const ADDRESS = /^([^@\s"<>()[\],;:\\\u0000-\u0020\u007f-\uffff]+)@([^@]*)$/;

/**
 * dNSName: the base, or labels before it. A leading dot in the base is not of the RFC, but what Windows
 * authorities write.
 */
export function dnsWithin(name: string, base: string): Within {
  const [own, limit] = [name.toLowerCase(), base.toLowerCase()];
  const isWildcard = own.startsWith('*.');
  if (!HOST.test(isWildcard ? own.slice(2) : own)) return 'unknown';
  if (limit === '') return 'yes';
  if (!isDnsBase(base)) return 'unknown';
  if (limit.startsWith('.')) return own.endsWith(limit) ? 'yes' : own === limit.slice(1) ? 'unknown' : 'no';
  if (own === limit || own.endsWith(`.${limit}`)) return 'yes';
  // It stands for the base too.
  return isWildcard && limit.slice(limit.indexOf('.') + 1) === own.slice(2) && limit.includes('.') ? 'unknown' : 'no';
}

export function isDnsBase(base: string): boolean {
  return base === '' || HOST.test(base.toLowerCase().replace(/^\./, ''));
}

/** rfc822Name: one mailbox, all of a host, or with a leading dot all of the hosts below a domain. */
export function emailWithin(name: string, base: string): Within {
  const [, local, written = ''] = ADDRESS.exec(name) ?? [];
  const host = written.toLowerCase();
  if (local === undefined || !HOST.test(host) || !isEmailBase(base)) return 'unknown';
  const at = base.indexOf('@');
  const limit = base.slice(at + 1).toLowerCase();
  if (at < 0) return limit.startsWith('.') ? yesIf(host.endsWith(limit)) : yesIf(host === limit);
  if (host !== limit) return 'no';
  // `@contoso.com` is not of the RFC; only strict readers tell mailboxes apart by case.
  const mailbox = base.slice(0, at);
  if (mailbox === local) return 'yes';
  return mailbox === '' || mailbox.toLowerCase() === local.toLowerCase() ? 'unknown' : 'no';
}

/**
 * userPrincipalName, of which no RFC speaks: one name, or with an `@` first all of a suffix, as Windows
 * authorities write them. What does not even end alike is outside for every reader.
 */
export function principalWithin(name: string, base: string): Within {
  const [own, limit] = [name.toLowerCase(), base.toLowerCase()];
  if (!/^[!-?A-~]+@[!-?A-~]+$/.test(own) || !/^[!-?A-~]*@?[!-?A-~]+$/.test(limit)) return 'unknown';
  if (limit.startsWith('@') ? own.endsWith(limit) : own === limit) return 'yes';
  return own.endsWith(limit.replace(/^[@.]/, '')) ? 'unknown' : 'no';
}

/** Without a name, as Windows authorities write it for "all", readers differ. */
export function isEmailBase(base: string): boolean {
  if (base.includes('@')) return HOST.test((ADDRESS.exec(base.replace(/^@/, 'x@'))?.[2] ?? '').toLowerCase());
  return HOST.test(base.toLowerCase().replace(/^\./, ''));
}

/**
 * uniformResourceIdentifier: its host, or with a leading dot hosts below a domain. Without a host the RFC
 * rejects it, and others may not.
 */
export function uriWithin(name: string, base: string): Within {
  const [, written = ''] = /^[a-z][a-z0-9+.-]*:\/\/([^/:?#@]+)(?::\d*)?(?:\/.*)?$/is.exec(name) ?? [];
  const [host, limit] = [written.toLowerCase(), base.toLowerCase()];
  if (!HOST.test(host) || /^[\d.]+$/.test(host) || !isUriBase(base)) return 'unknown';
  return limit.startsWith('.') ? yesIf(host.endsWith(limit)) : yesIf(host === limit);
}

/** A whole address (`http://.contoso.com`), as Windows authorities write it, is not of the RFC. */
export function isUriBase(base: string): boolean {
  return HOST.test(base.toLowerCase().replace(/^\./, ''));
}

/** iPAddress: an address, and another with its mask behind it. */
export function addressWithin(name: Uint8Array, base: Uint8Array): Within {
  const { length } = name;
  if ((length !== 4 && length !== 16) || !isAddressBase(base)) return 'unknown';
  if (base.length !== 2 * length) return 'no';
  return yesIf(name.every((octet, i) => ((octet ^ base[i]!) & base[length + i]!) === 0));
}

/** IPv4 or IPv6, with a mask that is a prefix. */
export function isAddressBase(base: Uint8Array): boolean {
  if (base.length !== 8 && base.length !== 32) return false;
  const bits = [...base.subarray(base.length / 2)].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits);
}

/** directoryName: its first RDNs, from the root of the directory, are those of the base. */
export function directoryNameWithin(name: DistinguishedName, base: DistinguishedName): Within {
  if (base.rdns.length > name.rdns.length) return 'no';
  return all(base.rdns.map((rdn, index) => sameRdn(rdn, name.rdns[index]!)));
}

/** Attributes of one RDN have no order. */
function sameRdn(one: readonly NameAttribute[], other: readonly NameAttribute[]): Within {
  if (one.length !== other.length) return 'no';
  if (one.length === 1) return sameAttribute(one[0]!, other[0]!);
  const rest = [...other];
  return all(
    one.map((attribute): Within => {
      const found =
        rest.find((each) => sameAttribute(attribute, each) === 'yes') ??
        rest.find((each) => sameAttribute(attribute, each) === 'unknown');
      if (found === undefined) return 'no';
      rest.splice(rest.indexOf(found), 1);
      return sameAttribute(attribute, found);
    }),
  );
}

/**
 * RFC 5280 §7.1: without case and with white space folded; beyond ASCII, and between odd types of strings,
 * readers differ.
 */
function sameAttribute(one: NameAttribute, other: NameAttribute): Within {
  if (one.oid !== other.oid) return 'no';
  if (one.encoding === null || other.encoding === null) {
    return one.encoding === other.encoding ? yesIf(one.value === other.value) : 'unknown';
  }
  const isSameType = one.encoding === other.encoding;
  if (isSameType && one.value === other.value) return 'yes';
  const isUsual = [one, other].every(({ encoding }) => encoding === 'utf8' || encoding === 'printable');
  if ((isUsual || (isSameType && one.encoding === 'ia5')) && folded(one.value) === folded(other.value)) return 'yes';
  return prepared(one.value) === prepared(other.value) ? 'unknown' : 'no';
}

function folded(value: string): string {
  return value
    .replace(/[\t-\r ]+/g, ' ')
    .replace(/^ | $/g, '')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** What the most lenient comparison leaves of a string. */
function prepared(value: string): string {
  return value
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .replace(/[\p{White_Space}\p{C}\p{M}\u1806]/gu, '');
}

function yesIf(condition: boolean): Within {
  return condition ? 'yes' : 'no';
}

function all(parts: readonly Within[]): Within {
  if (parts.includes('no')) return 'no';
  return parts.includes('unknown') ? 'unknown' : 'yes';
}
