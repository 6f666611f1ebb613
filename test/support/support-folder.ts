// A folder as a support engineer receives it: a HealthChecker export, what was saved beside it, a
// certificate, an account, and a log.
import { healthCheckerExport, type ExportedFile } from './health-checker.js';
import { clientFiles, issuingCertificate, rootCertificate } from './prediction.js';

/** Words that no output may repeat; each stands in the folder as a password or a key. */
export const secrets = [
  'Pool-Secret-1',
  'Ldap-Secret-2',
  'Reg-Secret-3',
  'Csv-Secret-4',
  'Xml-Secret-5',
  'Conn-Secret-6',
];

const lines = (...all: readonly string[]): string => all.join('\r\n');

/** What each contradiction is found by: the rule and the file. */
export const contradictions: readonly (readonly [string, string])[] = [
  ['tls/ds-mapper-disabled', 'sslcert.txt'],
  ['evidence/contradicts-configuration', 'eas.txt'],
  ['evidence/ntauth-missing', 'ntauth.txt'],
  ['evidence/account-mismatch', 'alice.ldf'],
  ['evidence/account-disabled', 'alice.ldf'],
  ['evidence/certificate-refused', 'events.txt'],
  ['log/certificate-not-presented', 'u_ex261128.log'],
];

/**
 * Paths below the folder and content. `applicationHost` sets certificates for ActiveSync, Basic off; a secret
 * is put into it.
 */
export function supportFolder(
  applicationHost: string,
  webConfigs: readonly ExportedFile[] = [],
): Readonly<Record<string, string | Uint8Array>> {
  const pool =
    '<add name="Contoso"><processModel identityType="SpecificUser" userName="CONTOSO\\svc" password="Pool-Secret-1" /></add>';
  const withSecret = applicationHost.includes('<applicationPools>')
    ? applicationHost.replace('<applicationPools>', `<applicationPools>${pool}`)
    : applicationHost.replace('<sites>', `<applicationPools>${pool}</applicationPools><sites>`);
  const connection = `<?xml version="1.0"?>\n<configuration>\n<connectionStrings><add name="db" connectionString="Password=Conn-Secret-6" /></connectionStrings>\n</configuration>\n`;
  const files = [...webConfigs, { location: 'C:\\inetpub\\wwwroot\\secret\\web.config', text: connection }];
  return {
    'HealthChecker-EXCH01.xml': healthCheckerExport(
      withSecret,
      files,
      'EXCH01',
      '<S N="ServicePassword">Xml-Secret-5</S>',
    ),
    'sslcert.txt': lines(
      'SSL Certificate bindings:',
      '-------------------------',
      '',
      '    IP:port                      : 0.0.0.0:443',
      '    Certificate Hash             : 0123456789abcdef0123456789abcdef01234567',
      '    Application ID               : {4dc3e181-e14b-4a21-b022-59fc669b0914}',
      '    Certificate Store Name       : MY',
      '    Verify Client Certificate Revocation : Enabled',
      '    DS Mapper Usage              : Disabled',
      '    Negotiate Client Certificate : Disabled',
      '',
    ),
    'eas.txt': lines(
      'BasicAuthEnabled                : True',
      'WindowsAuthEnabled              : False',
      'ClientCertAuth                  : Ignore',
      'WebsiteName                     : Default Web Site',
      'Path                            : C:\\Program Files\\Microsoft\\Exchange Server\\V15\\FrontEnd\\HttpProxy\\sync',
      'Server                          : EXCH01',
      'Identity                        : EXCH01\\Microsoft-Server-ActiveSync (Default Web Site)',
      '',
    ),
    'ntauth.txt': lines(
      'NTAuth "Enterprise Trust"',
      '================ Certificate 0 ================',
      'Serial Number: 1c8b2f6d4a0c1f9e4d2b7a6650f0d0c1',
      'Issuer: CN=Fabrikam Root, DC=fabrikam, DC=com',
      'Subject: CN=Fabrikam Root, DC=fabrikam, DC=com',
      'Cert Hash(sha1): 5b3a1f2c4d5e6f708192a3b4c5d6e7f8090a1b2c',
      'CertUtil: -store command completed successfully.',
      '',
    ),
    'alice.ldf': [
      'dn: CN=Alice,OU=Staff,DC=contoso,DC=com',
      'changetype: add',
      'sAMAccountName: alice',
      'userPrincipalName: alice@contoso.com',
      'objectSid: S-1-5-21-1004336348-1177238915-682003330-2222',
      'userAccountControl: 514',
      'userPassword: Ldap-Secret-2',
      '',
    ].join('\n'),
    'accounts.csv': '"SamAccountName","SID","AccountPassword"\r\n"bob","S-1-5-21-1-2-3-1105","Csv-Secret-4"\r\n',
    'logon.reg': lines(
      'Windows Registry Editor Version 5.00',
      '',
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon]',
      '"DefaultPassword"="Reg-Secret-3"',
      '',
      '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL]',
      '"EventLogging"=dword:00000001',
      '',
    ),
    'events.txt': lines(
      'Event[0]',
      '  Log Name: System',
      '  Source: Microsoft-Windows-Kerberos-Key-Distribution-Center',
      '  Date: 2026-11-28T08:01:11.000',
      '  Event ID: 39',
      '  Level: Error',
      '  Computer: DC01.contoso.com',
      '  Description:',
      'The Key Distribution Center (KDC) encountered a user certificate that was valid but could not be mapped.',
      '  User: bob',
      '',
    ),
    'u_ex261128.log': lines(
      '#Software: Microsoft Internet Information Services 10.0',
      '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken',
      '2026-11-28 07:01:02 10.0.0.11 OPTIONS /Microsoft-Server-ActiveSync/default.eas - 443 - 203.0.113.7 Apple-iPhone15C2 403 7 64 12',
      '',
    ),
    'alice.cer': clientFiles['alice.cer']!,
    'issuing.cer': issuingCertificate,
    'root.cer': rootCertificate,
  };
}
