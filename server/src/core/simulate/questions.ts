// The one table of questions: what to get, with which command, where to run it, and under which name to save
// it.
//
// simulate, explain and diagnose ask from it alone; `scripts/collect.ps1` saves its answers under the same
// names. Commands are for Windows PowerShell, in the folder of the evidence.
import type { Unknown } from './model.js';

export type QuestionId =
  | 'log'
  | 'configuration'
  | 'scope'
  | 'sslRecords'
  | 'schannel'
  | 'deviceCertificate'
  | 'shownCertificate'
  | 'rootStore'
  | 'revocation'
  | 'ntauth'
  | 'account'
  | 'kdcEvents'
  | 'spn'
  | 'delegation'
  | 'httperr'
  | 'systemEvents'
  | 'freb'
  | 'exchangeLog'
  | 'verify'
  | 'configurationOfPath';

export interface Question {
  readonly id: QuestionId;
  readonly why: string;
  /** The causes between which the answer decides. */
  readonly splits: readonly string[];
  /** Ready to paste; '' where a person has to look. */
  readonly command: string;
  readonly saveAs: string;
  readonly runOn: 'exchange' | 'client' | 'dc' | 'anyDomainMember' | 'person';
  readonly elevated: boolean;
  readonly secrets: 'none';
}

const question = (
  id: QuestionId,
  runOn: Question['runOn'],
  saveAs: string,
  command: string,
  why: string,
  splits: readonly string[],
): Question => ({ id, why, splits, command, saveAs, runOn, elevated: runOn === 'exchange', secrets: 'none' });

const schannelKey = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`;

const rows: readonly Question[] = [
  question(
    'log',
    'exchange',
    'u_ex.log',
    String.raw`Get-ChildItem C:\inetpub\logs\LogFiles\W3SVC1\u_ex*.log | Sort-Object LastWriteTime | Select-Object -Last 1 | Copy-Item -Destination u_ex.log`,
    'The IIS log names the status, the substatus, and the Windows code of the requests that fail.',
    [],
  ),
  question(
    'configuration',
    'exchange',
    'applicationHost.config',
    String.raw`Copy-Item $env:windir\System32\inetsrv\config\applicationHost.config .`,
    'The configuration decides which certificates are requested and how they are mapped.',
    ['mapping-off', 'module-missing', 'no-method', 'ssl-required', 'body-over-read-ahead', 'mapping-below-site'],
  ),
  question(
    'configurationOfPath',
    'exchange',
    'HttpProxy/sync/web.config',
    String.raw`Copy-Item "$env:ExchangeInstallPath\FrontEnd\HttpProxy\sync\web.config" (New-Item HttpProxy\sync -ItemType Directory -Force)`,
    'The web.config of the virtual directory decides the read-ahead size and may remove modules.',
    ['body-over-read-ahead', 'module-missing', 'configuration-refused'],
  ),
  question(
    'scope',
    'person',
    'scope.txt',
    '',
    'Whether one mobile device or all of them fail distinguishes a server setting from a certificate problem.',
    ['certificate-not-sent', 'tls-ended-before'],
  ),
  question(
    'sslRecords',
    'exchange',
    'sslcert.txt',
    'netsh http show sslcert > sslcert.txt',
    'HTTP.SYS stores DS Mapper Usage, the revocation check, and the negotiation of each binding; configuration files do not contain them.',
    ['ds-mapper-off', 'account-unknown', 'revocation-unknown', 'ctl-excludes', 'configuration-refused'],
  ),
  question(
    'schannel',
    'exchange',
    'schannel.txt',
    `& { systeminfo; reg query ${schannelKey} /s } > schannel.txt`,
    'Windows and SCHANNEL decide which TLS versions the server offers, and whether it sends a list of trusted issuers.',
    ['tls13-per-path', 'issuer-not-offered', 'root-store-not-self-signed'],
  ),
  question(
    'deviceCertificate',
    'client',
    'device.cer',
    'certutil -user -store My "alice@contoso.com" device.cer',
    'The certificate of the mobile device shows its validity, issuer, EKU, and user. Export it there, at the MDM, or at the CA.',
    [
      'certificate-expired',
      'certificate-not-yet-valid',
      'wrong-certificate',
      'wrong-usage',
      'weak-mapping',
      'sid-contradicts',
      'certificate-not-sent',
      'root-unknown',
      'intermediate-missing',
      'not-in-ntauth',
    ],
  ),
  question(
    'shownCertificate',
    'client',
    'shown.txt',
    'echo Q | openssl s_client -connect mail.contoso.com:443 -showcerts > shown.txt',
    'If clients get another server certificate than the one of the binding, a gateway terminates TLS in front of Exchange.',
    ['tls-ended-before'],
  ),
  question(
    'rootStore',
    'exchange',
    'root.txt',
    'certutil -store Root > root.txt',
    'The root of the client certificate must be in this store, and every certificate in it must be self-signed.',
    ['root-unknown', 'root-store-not-self-signed', 'intermediate-missing', 'wrong-certificate'],
  ),
  question(
    'revocation',
    'exchange',
    'revocation.txt',
    'certutil -verify -urlfetch device.cer > revocation.txt',
    'Run it as SYSTEM (psexec -s): HTTP.SYS retrieves CRLs with the computer account, not with yours.',
    ['revocation-unknown', 'certificate-revoked'],
  ),
  question(
    'ntauth',
    'anyDomainMember',
    'ntauth.txt',
    'certutil -enterprise -store NTAuth > ntauth.txt',
    'Domain controllers accept certificates only from CAs in the NTAuth store.',
    ['not-in-ntauth', 'account-unknown', 'wrong-certificate'],
  ),
  question(
    'account',
    'anyDomainMember',
    'account.ldf',
    'ldifde -f account.ldf -r "(userPrincipalName=alice@contoso.com)"',
    'The account shows its SID, its UPN, its mappings, and whether it is disabled.',
    ['account-unknown', 'account-state', 'sid-contradicts', 'weak-mapping'],
  ),
  question(
    'kdcEvents',
    'dc',
    'kdc.txt',
    String.raw`wevtutil qe System "/q:*[System[(EventID=39 or EventID=40 or EventID=41)]]" /f:text /c:50 > kdc.txt`,
    'Domain controllers log events 39, 40, and 41 when they reject the mapping of a certificate.',
    ['weak-mapping', 'sid-contradicts'],
  ),
  question(
    'spn',
    'anyDomainMember',
    'spn.txt',
    'setspn -F -Q http/* > spn.txt',
    'The service principal name must be registered once, for the account that decrypts the tickets.',
    ['ticket-refused'],
  ),
  question(
    'delegation',
    'anyDomainMember',
    'delegation.txt',
    '$FormatEnumerationLimit = -1; Get-ADObject -LDAPFilter "(msDS-AllowedToDelegateTo=*)" -Properties msDS-AllowedToDelegateTo,userAccountControl | Format-List * > delegation.txt',
    'The gateway gets a ticket only for the names that its account may delegate to.',
    ['ticket-refused'],
  ),
  question(
    'httperr',
    'exchange',
    'httperr.log',
    String.raw`Get-ChildItem $env:windir\System32\LogFiles\HTTPERR\httperr*.log | Sort-Object LastWriteTime | Select-Object -Last 1 | Copy-Item -Destination httperr.log`,
    'Requests that HTTP.SYS itself answers or drops are only in the HTTPERR log.',
    ['tls13-per-path', 'configuration-refused'],
  ),
  question(
    'systemEvents',
    'exchange',
    'system.txt',
    String.raw`wevtutil qe System "/q:*[System[(EventID=36871 or EventID=36874 or EventID=36887 or EventID=15021 or EventID=15300 or EventID=15301)]]" /f:text /c:100 > system.txt`,
    'If a connection ends before a request, there are SCHANNEL and HTTP.SYS events but no entry in the IIS log.',
    ['tls13-per-path', 'tls-ended-before', 'configuration-refused'],
  ),
  question(
    'freb',
    'exchange',
    'fr000001.xml',
    String.raw`Get-ChildItem C:\inetpub\logs\FailedReqLogFiles\W3SVC1\fr*.xml | Sort-Object LastWriteTime | Select-Object -Last 1 | Copy-Item -Destination fr000001.xml`,
    'Failed Request Tracing shows the module that sets the status. If it is disabled, enable it for the site first.',
    ['no-method', 'ds-mapper-off', 'account-unknown', 'certificate-never-asked'],
  ),
  question(
    'exchangeLog',
    'exchange',
    'HttpProxy.log',
    String.raw`Get-ChildItem "$env:ExchangeInstallPath\Logging\HttpProxy\Eas\*.log" | Sort-Object LastWriteTime | Select-Object -Last 1 | Copy-Item -Destination HttpProxy.log`,
    'After sign-in, Exchange responds; its own log shows the reason.',
    ['application-refused', 'back-end-refused'],
  ),
  question(
    'verify',
    'exchange',
    'u_ex-after.log',
    String.raw`Get-ChildItem C:\inetpub\logs\LogFiles\W3SVC1\u_ex*.log | Sort-Object LastWriteTime | Select-Object -Last 1 | Copy-Item -Destination u_ex-after.log`,
    'After the fix, a line of the log with status 200 and the user in cs-username shows that the sign-in works.',
    [],
  ),
];

/** The same answer where netsh printed it in a language whose labels are not known. */
const recordsInRegistry = question(
  'sslRecords',
  'exchange',
  'http.reg',
  String.raw`reg export HKLM\SYSTEM\CurrentControlSet\Services\HTTP\Parameters http.reg /y`,
  'The saved netsh output is in a language that is not read. The registry has the same settings in every language.',
  rows.find(({ id }) => id === 'sslRecords')!.splits,
);

const byId = new Map(rows.map((row) => [row.id, row]));

export const questions: readonly Question[] = rows;

/** `hasUnreadNetsh`: netsh output is there, in a language that is not read. */
export function questionOf(id: QuestionId, hasUnreadNetsh = false): Question {
  return id === 'sslRecords' && hasUnreadNetsh ? recordsInRegistry : byId.get(id)!;
}

/** The question that decides an unknown. */
const questionOfUnknown: Readonly<Record<Unknown, QuestionId>> = {
  dsMapper: 'sslRecords',
  tls: 'schannel',
  http2: 'sslRecords',
  records: 'sslRecords',
  revocation: 'revocation',
  trust: 'rootStore',
  chain: 'rootStore',
  ctl: 'sslRecords',
  schannel: 'schannel',
  ntauth: 'ntauth',
  account: 'account',
  kdc: 'kdcEvents',
  spn: 'spn',
  delegation: 'delegation',
  channelBinding: 'configuration',
  webConfig: 'configurationOfPath',
  application: 'exchangeLog',
  requireWithoutNegotiate: 'freb',
  clientOffers: 'deviceCertificate',
};

export function questionIdFor(unknown: Unknown): QuestionId {
  return questionOfUnknown[unknown];
}

/** A file costs less than a command, a command less than asking a person: 0, 1, 2. */
export function costOf({ runOn, command }: Question): number {
  return runOn === 'person' || runOn === 'client' ? 2 : command.startsWith('Copy-Item') ? 0 : 1;
}
