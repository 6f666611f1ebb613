// Meanings of windowsAuthentication, its providers and Extended Protection.
// Sources: iis-docs, windowsAuthentication and extendedProtection pages.
import type { Meanings } from './meanings.js';

const windows = 'system.webServer/security/authentication/windowsAuthentication';
const providers = `${windows}/providers`;
const protection = `${windows}/extendedProtection`;

export const windowsAuthenticationMeanings: Meanings = {
  [windows]: 'Authenticates Windows accounts by Kerberos or NTLM, as its providers say.',
  [`${windows}@enabled`]:
    'Whether Windows authentication is offered. With an empty list of providers nothing is offered, and requests end with 401.2.',
  [`${windows}@authPersistSingleRequest`]: 'Whether every request must authenticate anew, also on one connection.',
  [`${windows}@authPersistNonNTLM`]:
    'Whether a client that has authenticated by Kerberos stays authenticated for the rest of its connection.',
  [`${windows}@useKernelMode`]:
    'Whether authentication is done in kernel mode, by HTTP.SYS. Exchange sets false for the whole server.',
  [`${windows}@useAppPoolCredentials`]:
    'Whether Kerberos tickets are decrypted with the account of the application pool; it has an effect in kernel mode only.',
  [providers]:
    'The protocols offered to the client, in this order. A device that signs in by constrained delegation needs Negotiate and NTLM.',
  [`${providers}/add@value`]:
    'A provider: Negotiate (Kerberos, else NTLM), NTLM, or Negotiate:Kerberos (Kerberos alone).',
  [protection]:
    'Extended Protection: ties the authentication to the TLS channel or to the name of the service, against relayed sign-ins.',
  [`${protection}@tokenChecking`]: 'Whether the channel binding token of the client is checked.',
  [`${protection}@tokenChecking=None`]: 'No channel binding token is checked: Extended Protection is off.',
  [`${protection}@tokenChecking=Allow`]: 'A channel binding token is checked where the client can send one.',
  [`${protection}@tokenChecking=Require`]:
    'A channel binding token is required; clients without one are refused, and with them a device that signs in for its users without one.',
  [`${protection}@flags`]: 'What is special about the way between client and server.',
  [`${protection}@flags=None`]: 'The client connects directly; names of services must be fully qualified.',
  [`${protection}@flags=Proxy`]: 'Part of the way goes through a proxy, or the client connects over plain HTTP.',
  [`${protection}@flags=NoServiceNameCheck`]: 'The name of the service is not checked.',
  [`${protection}@flags=AllowDotlessSpn`]:
    'Names of services need not be fully qualified, which is open to poisoned name resolution.',
  [`${protection}@flags=ProxyCohosting`]:
    'The whole way is plain HTTP and the name of the service is checked; it needs Proxy as well.',
  [`${protection}/spn@name`]: 'A name of the service that clients may address, such as HTTP/mail.contoso.com.',
};
