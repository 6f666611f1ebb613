// Meanings of the sections below system.webServer/security/authentication, windowsAuthentication aside.
// Sources: iis-docs, the page of each section; LogonUser for the logon methods.
import type { Meanings } from './meaning-table.js';

const authentication = 'system.webServer/security/authentication';
const anonymous = `${authentication}/anonymousAuthentication`;
const basic = `${authentication}/basicAuthentication`;
const digest = `${authentication}/digestAuthentication`;
const directory = `${authentication}/clientCertificateMappingAuthentication`;
const iis = `${authentication}/iisClientCertificateMappingAuthentication`;
const many = `${iis}/manyToOneMappings/add`;
const one = `${iis}/oneToOneMappings/add`;

/** The logon methods of one section. */
function logonMethods(section: string): Meanings {
  const attribute = `${section}@logonMethod`;
  return {
    [attribute]: 'How Windows logs the account on, as in the logon types of LogonUser.',
    [`${attribute}=Interactive`]: 'Logs on as a user who works at the computer.',
    [`${attribute}=Batch`]: 'Logs on as a batch job on behalf of a user who is not present.',
    [`${attribute}=Network`]: 'Logs on over the network; credentials are not cached.',
    [`${attribute}=ClearText`]:
      'Logs on over the network and keeps the user name and password, so that the server can connect to other servers as the user.',
  };
}

export const authenticationMeanings: Meanings = {
  [anonymous]:
    'Serves requests without authentication. While it is enabled, IIS does not require clients to authenticate.',
  [`${anonymous}@enabled`]: 'Whether IIS serves requests without authentication.',
  [`${anonymous}@userName`]: 'The account for anonymous requests; empty means the application pool identity.',
  [`${anonymous}@password`]: 'The password of the account. IIS tools store it encrypted.',
  ...logonMethods(anonymous),

  [basic]:
    'Requests a user name and password, which clients send in plaintext: without TLS, anyone on the network path can read them.',
  [`${basic}@enabled`]: 'Whether Basic authentication is offered.',
  [`${basic}@realm`]: 'The realm that the server sends when it requests credentials.',
  [`${basic}@defaultLogonDomain`]: 'The domain for user names without one.',
  ...logonMethods(basic),

  [digest]: 'Requests a hash of the user name and password.',
  [`${digest}@enabled`]: 'Whether Digest authentication is offered.',
  [`${digest}@realm`]: 'The realm that the server sends when it requests credentials.',

  [directory]:
    'Maps client certificates to Active Directory accounts. Exchange needs this mapping on the server and on the virtual directory.',
  [`${directory}@enabled`]:
    'Whether client certificates are mapped to Active Directory accounts. Mapping needs sslFlags that request a certificate and a binding with DS Mapper Usage enabled.',

  [iis]:
    'Maps client certificates to accounts by lists in the configuration. Exchange does not use it; it uses Active Directory mapping.',
  [`${iis}@enabled`]: 'Whether client certificates are mapped by the lists of this section.',
  [`${iis}@oneToOneCertificateMappingsEnabled`]: 'Whether one-to-one mappings are used.',
  [`${iis}@manyToOneCertificateMappingsEnabled`]: 'Whether many-to-one mappings are used.',
  [`${iis}@defaultLogonDomain`]: 'The domain for user names without one.',
  ...logonMethods(iis),
  [`${iis}/oneToOneMappings`]: 'One-to-one mappings: each maps one certificate to an account.',
  [`${one}@enabled`]: 'Whether this mapping is used.',
  [`${one}@certificate`]:
    'The certificate in Base64 on one line, without BEGIN and END lines; with a line break it never matches.',
  [`${one}@userName`]: 'The account that the certificate is mapped to.',
  [`${one}@password`]: 'The password of the account. IIS tools store it encrypted.',
  [`${iis}/manyToOneMappings`]: 'Many-to-one mappings: each maps all certificates that match its rules to an account.',
  [`${many}@name`]: 'The name of the mapping.',
  [`${many}@description`]: 'What the mapping is for.',
  [`${many}@enabled`]: 'Whether this mapping is used.',
  [`${many}@permissionMode`]: 'What happens to a request whose certificate matches.',
  [`${many}@permissionMode=Allow`]: 'A matching certificate is mapped to the account.',
  [`${many}@permissionMode=Deny`]: 'A matching certificate is rejected.',
  [`${many}@userName`]: 'The account that matching certificates are mapped to.',
  [`${many}@password`]: 'The password of the account. IIS tools store it encrypted.',
  [`${many}/rules/add@certificateField`]: 'The certificate field that the rule checks.',
  [`${many}/rules/add@certificateField=Subject`]: 'The rule checks the subject.',
  [`${many}/rules/add@certificateField=Issuer`]: 'The rule checks the issuer.',
  [`${many}/rules/add@certificateSubField`]: 'The part of the field, such as O or CN.',
  [`${many}/rules/add@matchCriteria`]: 'The value to match.',
  [`${many}/rules/add@compareCaseSensitive`]: 'Whether the comparison is case-sensitive.',
};
