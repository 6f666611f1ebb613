// Meanings of windowsAuthentication, its providers and Extended Protection.
// Sources: iis-docs, windowsAuthentication and extendedProtection pages.
import type { Meanings } from './meaning-table.js';

const windows = 'system.webServer/security/authentication/windowsAuthentication';
const providers = `${windows}/providers`;
const protection = `${windows}/extendedProtection`;

export const windowsAuthenticationMeanings: Meanings = {
  [windows]: 'Authenticates Windows accounts with Kerberos or NTLM, depending on its providers.',
  [`${windows}@enabled`]:
    'Whether Windows authentication is offered. If the provider list is empty, IIS offers none, and requests fail with 401.2.',
  [`${windows}@authPersistSingleRequest`]:
    'Whether every request must authenticate again, even on the same connection.',
  [`${windows}@authPersistNonNTLM`]:
    'Whether a client that authenticated with Kerberos stays authenticated for the rest of the connection.',
  [`${windows}@useKernelMode`]:
    'Whether HTTP.SYS authenticates in kernel mode. The Exchange default is false, for the whole server.',
  [`${windows}@useAppPoolCredentials`]:
    'Whether the application pool account decrypts Kerberos tickets. It applies only in kernel mode.',
  [providers]:
    'The protocols that IIS offers, in this order. A gateway that uses Kerberos constrained delegation needs Negotiate and NTLM.',
  [`${providers}/add@value`]:
    'A provider: Negotiate (Kerberos, otherwise NTLM), NTLM, or Negotiate:Kerberos (Kerberos only).',
  [protection]:
    'Extended Protection binds authentication to the TLS channel or the service name, which prevents relay attacks.',
  [`${protection}@tokenChecking`]: 'Whether the channel binding token of the client is checked.',
  [`${protection}@tokenChecking=None`]: 'No channel binding token is checked: Extended Protection is disabled.',
  [`${protection}@tokenChecking=Allow`]: 'A channel binding token is checked if the client can send one.',
  [`${protection}@tokenChecking=Require`]:
    'A channel binding token is required. Clients without one are rejected, including a gateway that sends none when it signs in for its users.',
  [`${protection}@flags`]: 'Special conditions on the path between client and server.',
  [`${protection}@flags=None`]: 'The client connects directly; service names must be fully qualified.',
  [`${protection}@flags=Proxy`]: 'Part of the path goes through a proxy, or the client connects over plain HTTP.',
  [`${protection}@flags=NoServiceNameCheck`]: 'The name of the service is not checked.',
  [`${protection}@flags=AllowDotlessSpn`]:
    'Service names need not be fully qualified, which allows attacks by poisoned name resolution.',
  [`${protection}@flags=ProxyCohosting`]:
    'The whole path is plain HTTP, and the service name is checked; it also needs Proxy.',
  [`${protection}/spn@name`]: 'A service name that clients may use, such as HTTP/mail.contoso.com.',
};
