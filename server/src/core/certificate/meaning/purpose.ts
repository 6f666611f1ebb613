// What a certificate may be used for, and what it was most likely made for.
import { extensionOf } from '../model.js';
import type { X509Certificate } from '../model.js';
import { hostNames } from './host-names.js';
import { isUnreadable } from './form.js';
import { readSids } from './sid-faults.js';
import { alternativeNames, userPrincipalNames } from './strong-mapping.js';

export const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';
export const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
export const SMART_CARD_LOGON = '1.3.6.1.4.1.311.20.2.2';
export const ANY_PURPOSE = '2.5.29.37.0';
/** Microsoft's own identifier of any purpose, as an extended key usage too (IX509ExtensionMSApplicationPolicies). */
const ANY_APPLICATION = '1.3.6.1.4.1.311.10.12.1';
const PKINIT_CLIENT = '1.3.6.1.5.2.3.4';
const KDC_AUTHENTICATION = '1.3.6.1.5.2.3.5';
/** The otherName that holds the GUID of a domain controller's replication object. */
const NTDS_REPLICATION = '1.3.6.1.4.1.311.25.1';

/**
 * Where the right to be shown by a client comes from. `absent`: no extended key usage, which allows
 * everything; `unreadable`: there is one that is malformed.
 */
export type ClientPurpose = 'clientAuthentication' | 'smartCardLogon' | 'any' | 'absent' | 'denied' | 'unreadable';

function purposes(certificate: X509Certificate): readonly string[] | null {
  return extensionOf(certificate, 'extendedKeyUsage')?.purposes.map(({ oid }) => oid) ?? null;
}

export function clientPurpose(certificate: X509Certificate): ClientPurpose {
  const allowed = purposes(certificate);
  if (allowed === null) return isUnreadable(certificate, '2.5.29.37') ? 'unreadable' : 'absent';
  if (allowed.includes(CLIENT_AUTHENTICATION)) return 'clientAuthentication';
  if (allowed.includes(SMART_CARD_LOGON)) return 'smartCardLogon';
  return allowed.some(isAny) ? 'any' : 'denied';
}

function isAny(purpose: string): boolean {
  return purpose === ANY_PURPOSE || purpose === ANY_APPLICATION;
}

/**
 * The extended key usage allows clients, but there are application policies that do not. Windows goes by
 * those where a certificate has both (TechNet cc776986); everyone else by the extended key usage.
 */
export function policiesDenyClients(certificate: X509Certificate): boolean {
  const policies = extensionOf(certificate, 'applicationPolicies')?.policies.map(({ policy }) => policy.oid) ?? null;
  const purpose = clientPurpose(certificate);
  if (policies === null || purpose === 'denied' || purpose === 'unreadable') return false;
  return !policies.some((oid) => oid === CLIENT_AUTHENTICATION || oid === SMART_CARD_LOGON || isAny(oid));
}

export function allowsServer(certificate: X509Certificate): boolean {
  const allowed = purposes(certificate);
  return allowed === null || allowed.includes(SERVER_AUTHENTICATION) || allowed.some(isAny);
}

/**
 * `computer`: of a computer's account, which no user signs in with; `other`: made for something that has
 * nothing to do with signing in or serving, such as code signing.
 */
export type CertificateRole = 'authority' | 'client' | 'computer' | 'server' | 'other';

/**
 * A user principal name makes a user's certificate, whatever else it says, unless it is a computer's
 * (`pc01$@contoso.com`). So does a SID, unless the subject is a host: such certificates serve (domain
 * controllers, for one), or are a computer's. Then basic constraints make an authority's, or a key usage for
 * signing certificates where there are neither those nor purposes; the purposes and DNS names a server's.
 * What allows everything and names no host is taken for a client's.
 */
export function roleOf(certificate: X509Certificate): CertificateRole {
  const allowed = purposes(certificate);
  const upns = userPrincipalNames(certificate);
  if (upns.length > 0) return upns.every((upn) => COMPUTER_UPN.test(upn)) ? 'computer' : 'client';
  const isForClients = allowed?.some((oid) => CLIENT_PURPOSES.has(oid)) === true;
  const isForServers = allowed?.includes(SERVER_AUTHENTICATION) === true;
  const { extension, uris, faults } = readSids(certificate);
  if (extension !== null || uris.length > 0 || faults.length > 0) {
    if (isForServers && hostNames(certificate).length > 0) return 'server';
    if (isNamedAfterHost(certificate)) return isForClients ? 'computer' : 'other';
    return 'client';
  }
  if (certificate.isAuthority || (allowed === null && isMeantForAuthority(certificate))) return 'authority';
  if (isForServers) return 'server';
  if (isForClients) return isNamedAfterHost(certificate) ? 'computer' : 'client';
  if (allowed !== null && !allowed.some(isAny)) return 'other';
  return alternativeNames(certificate).some(({ type }) => type === 'dns' || type === 'ip') ? 'server' : 'client';
}

/** As it is; but what names no user and no purpose and issued another certificate is an authority's. */
export function roleOfIssuer(certificate: X509Certificate): CertificateRole {
  const role = roleOf(certificate);
  const { extension, uris, faults } = readSids(certificate);
  const isNamed = userPrincipalNames(certificate).length > 0 || extension !== null || uris.length + faults.length > 0;
  const isTold = isNamed || purposes(certificate) !== null || extensionOf(certificate, 'basicConstraints') !== null;
  return role === 'client' && !isTold ? 'authority' : role;
}

/**
 * As of certificates; a request without purposes and names asks for a server's where its subject is the name
 * of a host.
 */
export function roleOfRequest(certificate: X509Certificate): CertificateRole {
  const role = roleOf(certificate);
  const names = certificate.subject.rdns.flat().filter(({ type }) => type === 'CN');
  const isHost = names.some(({ value }) => /^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(value));
  return role === 'client' &&
    isHost &&
    clientPurpose(certificate) === 'absent' &&
    userPrincipalNames(certificate).length === 0
    ? 'server'
    : role;
}

/**
 * Whether a certificate is checked by whether a user can sign in with it: a user's, and a computer's that was
 * taken for one.
 */
export function isShownByClients(role: CertificateRole): boolean {
  return role === 'client' || role === 'computer';
}

const COMPUTER_UPN = /^[^@]*\$(?:@|$)/;
const CLIENT_PURPOSES = new Set([CLIENT_AUTHENTICATION, SMART_CARD_LOGON, PKINIT_CLIENT]);

/** Made as one, by its key usage, and without the basic constraints that would make it one. */
function isMeantForAuthority(certificate: X509Certificate): boolean {
  const usages = extensionOf(certificate, 'keyUsage')?.usages ?? [];
  return usages.includes('keyCertSign') && extensionOf(certificate, 'basicConstraints') === null;
}

/**
 * One that a device may meet: of a server, from an authority, and not of a domain controller, which serves
 * the domain.
 */
export function mayServeDevices(certificate: X509Certificate): boolean {
  if (certificate.selfIssued || roleOf(certificate) !== 'server') return false;
  const allowed = purposes(certificate) ?? [];
  const isDomainController =
    allowed.includes(KDC_AUTHENTICATION) ||
    allowed.includes(SMART_CARD_LOGON) ||
    alternativeNames(certificate).some(({ oid }) => oid === NTDS_REPLICATION);
  return !isDomainController;
}

/**
 * The subject is the host itself: its name is one of the DNS names, in full or without the domain, or it has
 * none.
 */
function isNamedAfterHost(certificate: X509Certificate): boolean {
  const hosts = hostNames(certificate).map((host) => host.toLowerCase());
  const names = certificate.subject.rdns.flat().filter(({ type }) => type === 'CN');
  if (names.length === 0) return hosts.length > 0;
  return names.some(({ value }) => {
    const name = value.toLowerCase();
    return hosts.some((host) => host === name || host.startsWith(`${name}.`));
  });
}

/**
 * Kinds of keys that encrypt or agree on secrets and have no signatures (RFC 8410 §3, RFC 4055 §4, FIPS 203).
 */
const KEYS_WITHOUT_SIGNATURES = new Set([
  'X25519',
  'X448',
  'DH',
  'RSA-OAEP',
  'ML-KEM-512',
  'ML-KEM-768',
  'ML-KEM-1024',
]);

/**
 * Whether the key may do what a TLS handshake asks of a client: to sign (RFC 5246 §7.4.8, RFC 8446 §4.4.3).
 * `keyCannot`: its algorithm has no signatures; `usageForbids`: there is a key usage without
 * digitalSignature; `absent`: there is no key usage, which allows everything.
 */
export type Signing = 'allowed' | 'absent' | 'usageForbids' | 'keyCannot' | 'unreadable';

export function clientSigning(certificate: X509Certificate): Signing {
  if (KEYS_WITHOUT_SIGNATURES.has(certificate.publicKey.algorithm)) return 'keyCannot';
  const usage = extensionOf(certificate, 'keyUsage');
  if (usage === null) return isUnreadable(certificate, '2.5.29.15') ? 'unreadable' : 'absent';
  return usage.usages.includes('digitalSignature') ? 'allowed' : 'usageForbids';
}
