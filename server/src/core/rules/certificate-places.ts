// What the rules about certificates share: where a finding points, how values are shown, and what the rules rest on.
import { rangeOfSpan } from '../certificate/place.js';
import type { ExtensionType, Span, X509Certificate } from '../certificate/model.js';
import { showable } from '../certificate/showable.js';
import type { CertificateSubject } from '../certificate/subjects.js';
import type { Place } from '../text/range.js';
import type { Source } from './rule.js';

/** The Base64 that holds a span of the certificate; the first line of its block without one; the start of a binary file. */
export function placeOf({ uri, text, entry }: CertificateSubject, span: Span | null): Place {
  return { uri, range: rangeOfSpan(text, entry.place, span) };
}

/** Where the first extension of that type is; null when there is none. */
export function extensionSpan(certificate: X509Certificate, type: ExtensionType): Span | null {
  return certificate.extensions.find(({ value }) => value.type === type)?.span ?? null;
}

/** A value from a certificate, fit for a message of limited length. */
export function shown(value: string, limit = 40): string {
  const text = showable(value, 200);
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

/** `2026-01-31`. */
export function dayOf(ms: number | null): string {
  return ms === null ? '?' : new Date(ms).toISOString().slice(0, 10);
}

export const certificateSources = {
  seed: {
    title:
      'Demystifying Certificate Based Authentication with ActiveSync in Exchange 2013 and 2016 (On-Premises), Exchange Team Blog, 5 May 2017',
  },
  procedure: {
    title: 'Configure certificate based authentication in Exchange 2016',
    address:
      'MicrosoftDocs/OfficeDocs-Exchange: Exchange/ExchangeServer/plan-and-deploy/post-installation-tasks/configure-certificate-based-auth.md',
  },
  strongMapping: { title: 'KB5014754, Certificate-based authentication changes on Windows domain controllers' },
  statusCodes: { title: 'KB943891, the HTTP status codes of IIS' },
  revocation: { title: 'KB294305 and KB884115, HTTP error 403.13 when a client certificate cannot be checked' },
  untrustedRoot: {
    title:
      'KB2802568, Internet Information Services 8 may reject client certificate requests with HTTP 403.7 or 403.16 errors',
  },
  mappings: { title: 'MS-PKCA, Public Key Cryptography for Initial Authentication in Kerberos Protocol' },
  profile: {
    title: 'RFC 5280, Internet X.509 Public Key Infrastructure Certificate and CRL Profile',
    address: 'https://www.rfc-editor.org/rfc/rfc5280',
  },
  tls12: {
    title:
      'RFC 5246 §7.4.6 and §7.4.8, The Transport Layer Security Protocol Version 1.2: what a client certificate must allow',
    address: 'https://www.rfc-editor.org/rfc/rfc5246',
  },
  tls13: {
    title:
      'RFC 8446 §4.4.2 and §4.4.3, The Transport Layer Security Protocol Version 1.3: certificates and the proof of the key',
    address: 'https://www.rfc-editor.org/rfc/rfc8446',
  },
  thirdParty: {
    title: 'KB281245, Guidelines for enabling smart card logon with third-party certification authorities',
  },
  keyLength: { title: 'KB2661254, Update for minimum certificate key length' },
  applicationPolicies: { title: 'Using Application Policies, TechNet cc776986' },
  hostNames: { title: 'RFC 9525, Service Identity in TLS', address: 'https://www.rfc-editor.org/rfc/rfc9525' },
  iisMapping: {
    title: 'IIS Client Certificate Mapping Authentication (IIS reference)',
    address:
      'MicrosoftDocs/iis-docs: iis/configuration/system.webServer/security/authentication/iisClientCertificateMappingAuthentication.md',
  },
} as const satisfies Readonly<Record<string, Source>>;
