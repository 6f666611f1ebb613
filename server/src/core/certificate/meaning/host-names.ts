// Whether a server's certificate covers a host name (RFC 6125, RFC 9525).
import type { X509Certificate } from '../model.js';
import { ipText } from '../x509/general-name.js';
import { alternativeNames } from './strong-mapping.js';

/**
 * DNS names of the subject alternative name, in order; the common name does not count, as devices do not look
 * there.
 */
export function hostNames(certificate: X509Certificate): string[] {
  return alternativeNames(certificate)
    .filter(({ type }) => type === 'dns')
    .map(({ value }) => value);
}

/** A wildcard stands for exactly one label, the left-most. */
export function matchesHost(pattern: string, host: string): boolean {
  const wanted = plain(host);
  const offered = plain(pattern);
  if (!offered.startsWith('*.')) return offered === wanted;
  const dot = wanted.indexOf('.');
  return dot > 0 && offered.slice(1) === wanted.slice(dot) && offered.slice(2).includes('.');
}

function plain(name: string): string {
  return name.trim().toLowerCase().replace(/\.$/, '');
}

/** Those of the wanted names, host names or IPv4 addresses, that the certificate does not cover. */
export function uncoveredNames(certificate: X509Certificate, wanted: readonly string[]): string[] {
  const offered = hostNames(certificate);
  const addresses = new Set(
    alternativeNames(certificate)
      .filter(({ type }) => type === 'ip')
      .map(({ value }) => value),
  );
  return wanted.filter(
    (name) => !offered.some((pattern) => matchesHost(pattern, name)) && !addresses.has(addressText(name)),
  );
}

/** IPv4 in its usual form; other text as it is. */
function addressText(name: string): string {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(name);
  return match === null ? name.toLowerCase() : ipText(Uint8Array.from(match.slice(1).map(Number)), 0, 4);
}
