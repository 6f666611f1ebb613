// What the rules about certificates rest on.
import type { Source } from '../../rule.js';

export const certificateSources = {
  seed: {
    title: 'Demystifying Certificate Based Authentication with ActiveSync, Exchange Team Blog, 5 May 2017',
  },
  procedure: {
    title: 'Configure certificate based authentication in Exchange 2016',
    address: 'MicrosoftDocs/OfficeDocs-Exchange: configure-certificate-based-auth.md',
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
  ocsp: {
    title: 'RFC 6960, X.509 Internet Public Key Infrastructure Online Certificate Status Protocol (OCSP)',
    address: 'https://www.rfc-editor.org/rfc/rfc6960',
  },
  issuerSid: {
    title: 'Introducing a new Issuer/SID AltSecID, Microsoft Community Hub, 15 September 2025',
  },
  pkcs12: {
    title:
      'RFC 7292, PKCS #12; kaikramer/keystore-explorer issue 173: Windows Server 2016 cannot import AES with SHA-256',
    address: 'https://github.com/kaikramer/keystore-explorer/issues/173',
  },
  directory: {
    title: 'MS-ADA3, Active Directory Schema Attributes: objectSid, userPrincipalName, userAccountControl',
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
    address: 'MicrosoftDocs/iis-docs: iisClientCertificateMappingAuthentication.md',
  },
} as const satisfies Readonly<Record<string, Source>>;
