// Meanings of the sections below system.webServer/security/authentication, windowsAuthentication aside.
// Sources: iis-docs, the page of each section; LogonUser for the logon methods.
import type { Meanings } from './meanings.js';

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
    [attribute]: 'How Windows logs on the account, as the logon types of LogonUser.',
    [`${attribute}=Interactive`]: 'Logs on as a user who works at the computer.',
    [`${attribute}=Batch`]: 'Logs on as a batch job that acts for a user who is not there.',
    [`${attribute}=Network`]: 'Logs on over the network; credentials are not cached.',
    [`${attribute}=ClearText`]:
      'Logs on over the network and keeps name and password, so that the server can connect to other servers as the user.',
  };
}

export const authenticationMeanings: Meanings = {
  [anonymous]: 'Answers requests without asking who sends them. While it is on, a client is not asked to authenticate.',
  [`${anonymous}@enabled`]: 'Whether requests are answered without authentication.',
  [`${anonymous}@userName`]:
    'The account under which anonymous requests run; empty means the identity of the application pool.',
  [`${anonymous}@password`]: 'The password of the account. IIS tools store it encrypted.',
  ...logonMethods(anonymous),

  [basic]: 'Asks for user name and password, which are sent as they are: without TLS anybody on the way can read them.',
  [`${basic}@enabled`]: 'Whether Basic authentication is offered.',
  [`${basic}@realm`]: 'The realm that the server names when it asks for credentials.',
  [`${basic}@defaultLogonDomain`]: 'The domain of user names that are sent without one.',
  ...logonMethods(basic),

  [digest]: 'Asks for a hash of user name and password.',
  [`${digest}@enabled`]: 'Whether Digest authentication is offered.',
  [`${digest}@realm`]: 'The realm that the server names when it asks for credentials.',

  [directory]:
    'Maps a client certificate to an account of Active Directory. This is the mapping that certificate based authentication of Exchange needs, on the server and on the virtual directory.',
  [`${directory}@enabled`]:
    'Whether client certificates are mapped to accounts of Active Directory. It takes a certificate that access/@sslFlags makes the server ask for, and a binding that uses the directory service mapper.',

  [iis]:
    "Maps client certificates to accounts by lists in the configuration itself. It is an alternative to mapping by Active Directory, which Exchange's certificate based authentication uses.",
  [`${iis}@enabled`]: 'Whether client certificates are mapped by the lists of this section.',
  [`${iis}@oneToOneCertificateMappingsEnabled`]: 'Whether the list of single certificates is used.',
  [`${iis}@manyToOneCertificateMappingsEnabled`]: 'Whether the rules that match many certificates are used.',
  [`${iis}@defaultLogonDomain`]: 'The domain of user names that are given without one.',
  ...logonMethods(iis),
  [`${iis}/oneToOneMappings`]: 'Certificates, each with the account it stands for.',
  [`${one}@enabled`]: 'Whether this mapping is used.',
  [`${one}@certificate`]:
    'The certificate in base64 on one line, without BEGIN and END lines; any line break keeps it from ever matching.',
  [`${one}@userName`]: 'The account that the certificate stands for.',
  [`${one}@password`]: 'The password of the account. IIS tools store it encrypted.',
  [`${iis}/manyToOneMappings`]: 'Rules on the fields of a certificate, each set with the account it stands for.',
  [`${many}@name`]: 'The name of the mapping.',
  [`${many}@description`]: 'What the mapping is for.',
  [`${many}@enabled`]: 'Whether this mapping is used.',
  [`${many}@permissionMode`]: 'What becomes of a request whose certificate matches.',
  [`${many}@permissionMode=Allow`]: 'A certificate that matches is logged on with the account.',
  [`${many}@permissionMode=Deny`]: 'A certificate that matches is refused.',
  [`${many}@userName`]: 'The account that matching certificates stand for.',
  [`${many}@password`]: 'The password of the account. IIS tools store it encrypted.',
  [`${many}/rules/add@certificateField`]: 'The field of the certificate that the rule looks at.',
  [`${many}/rules/add@certificateField=Subject`]: 'The rule looks at the subject.',
  [`${many}/rules/add@certificateField=Issuer`]: 'The rule looks at the issuer.',
  [`${many}/rules/add@certificateSubField`]: 'The part of the field, such as O or CN.',
  [`${many}/rules/add@matchCriteria`]: 'What that part must be.',
  [`${many}/rules/add@compareCaseSensitive`]: 'Whether the comparison minds case.',
};
