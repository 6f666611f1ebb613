// The causes behind statuses, as `explain` and `diagnose` name them: what each shows, how often it is, and what decides.
//
// Ranked as reports name them (domain/13 §13.6); there are no statistics, so no percentages are shown.
import type { Certainty, Stage } from './model.js';
import type { QuestionId } from './questions.js';

/** A status that a cause leads to; null stands for any sub-status or code. */
export interface Shown {
  readonly status: number;
  readonly substatus: number | null;
  readonly win32: number | null;
}

export interface Cause {
  readonly id: string;
  readonly title: string;
  readonly stage: Stage;
  readonly shows: readonly Shown[];
  readonly certainty: Certainty;
  /** How to tell it from the others with the same status: one sentence. */
  readonly tellsApart: string;
  readonly ask: QuestionId | null;
  /** The rules that find it, the first being its page. */
  readonly rules: readonly string[];
  /** `one`: it lies in one certificate or account; `all`: in the server or the network; `any`: either. */
  readonly scope: 'one' | 'all' | 'any';
  readonly sources: readonly string[];
}

const at = (status: number, substatus: number | null = null, win32: number | null = null): Shown => ({
  status,
  substatus,
  win32,
});

/** In the order of their frequency within a status. */
export const causes: readonly Cause[] = [
  {
    id: 'certificate-not-sent',
    title: 'The client sends no certificate',
    stage: 'none',
    shows: [at(403, 7)],
    certainty: 'likely',
    tellsApart: 'One mobile device: the certificate is missing there. All mobile devices: look further.',
    ask: 'deviceCertificate',
    rules: ['log/certificate-not-presented'],
    scope: 'one',
    sources: ['KB943891', 'KB942067'],
  },
  {
    id: 'tls-ended-before',
    title: 'A gateway or load balancer ends TLS before Exchange',
    stage: 'endpoint',
    shows: [at(403, 7)],
    certainty: 'likely',
    tellsApart: 'All mobile devices fail, and the thumbprint that they see is not that of the binding.',
    ask: 'shownCertificate',
    rules: [],
    scope: 'all',
    sources: ['KB943891'],
  },
  {
    id: 'certificate-never-asked',
    title: 'IIS requires a certificate without requesting one',
    stage: 'ask',
    shows: [at(403, 7)],
    certainty: 'possible',
    tellsApart: 'All mobile devices fail, and sslFlags has SslRequireCert without SslNegotiateCert.',
    ask: 'configuration',
    rules: ['exchange/require-without-negotiate'],
    scope: 'all',
    sources: ['KB943891'],
  },
  {
    id: 'issuer-not-offered',
    title: 'The list of trusted issuers lacks the issuer',
    stage: 'ask',
    shows: [at(403, 7)],
    certainty: 'possible',
    tellsApart: 'SendTrustedIssuerList is 1, or SCHANNEL logs event 36885.',
    ask: 'schannel',
    rules: [],
    scope: 'all',
    sources: ['KB2802568'],
  },
  {
    id: 'ssl-required',
    title: 'SSL is required and the request came over HTTP',
    stage: 'ssl',
    shows: [at(403, 4), at(403, 5)],
    certainty: 'certain',
    tellsApart: 'The port in the log is 80, or a gateway forwards over HTTP.',
    ask: 'log',
    rules: ['log/ssl-required'],
    scope: 'all',
    sources: ['KB943891'],
  },
  {
    id: 'root-unknown',
    title: 'The root is not among the trusted roots of the server',
    stage: 'trust',
    shows: [at(403, 16, 0x800b0109), at(403, 16, 0x80090325)],
    certainty: 'certain',
    tellsApart: 'sc-win32-status 2148204809, only for certificates of that authority.',
    ask: 'rootStore',
    rules: ['log/certificate-untrusted', 'certificate/chain-incomplete'],
    scope: 'any',
    sources: ['KB943891'],
  },
  {
    id: 'root-store-not-self-signed',
    title: 'A certificate among the trusted roots is not self-signed',
    stage: 'trust',
    shows: [at(403, 16, 0x800b0109), at(403, 7)],
    certainty: 'likely',
    tellsApart: 'One certificate or all? All at one time, with sc-win32-status 2148204809, point to the store.',
    ask: 'rootStore',
    rules: ['certificate/root-not-self-signed'],
    scope: 'all',
    sources: ['KB2802568', 'KB942061'],
  },
  {
    id: 'wrong-certificate',
    title: 'The client sends another certificate than expected',
    stage: 'trust',
    shows: [at(403, 16), at(403, 7)],
    certainty: 'possible',
    tellsApart: 'One mobile device: compare the issuer of its certificate with the one of the others.',
    ask: 'deviceCertificate',
    rules: ['certificate/self-signed-client', 'certificate/authority-as-client'],
    scope: 'one',
    sources: ['KB943891'],
  },
  {
    id: 'intermediate-missing',
    title: 'An intermediate certificate is missing on the server',
    stage: 'trust',
    shows: [at(403, 16, 0x800b010a), at(403, 16, 0x800b0109)],
    certainty: 'possible',
    tellsApart: 'sc-win32-status 2148204810 (0x800B010A).',
    ask: 'rootStore',
    rules: ['certificate/chain-incomplete'],
    scope: 'any',
    sources: ['KB943891'],
  },
  {
    id: 'wrong-usage',
    title: 'The certificate is not for client authentication',
    stage: 'usage',
    shows: [at(403, 16, 0x800b0110), at(403, 7)],
    certainty: 'likely',
    tellsApart: 'sc-win32-status 2148204816, or the client never offers the certificate.',
    ask: 'deviceCertificate',
    rules: ['certificate/client-authentication-missing'],
    scope: 'one',
    sources: ['HTTP_SSL_CLIENT_CERT_INFO'],
  },
  {
    id: 'ctl-excludes',
    title: 'A trust list of the binding excludes the issuer',
    stage: 'trust',
    shows: [at(403, 16, 0x800b0112), at(403, 16, 0x800b0109), at(403, 7)],
    certainty: 'possible',
    tellsApart: 'The record of the binding names a Ctl Store Name.',
    ask: 'sslRecords',
    rules: [],
    scope: 'all',
    sources: ['HTTP_SERVICE_CONFIG_SSL_PARAM'],
  },
  {
    id: 'revocation-unknown',
    title: 'The server gets no current revocation list',
    stage: 'revocation',
    shows: [at(403, 13, 0x80092013), at(403, 13, 0x80092012), at(403, 13, 0x800b010e)],
    certainty: 'likely',
    tellsApart: 'sc-win32-status 2148081683 (offline) or 2148081682 (no location); all mobile devices at one time.',
    ask: 'revocation',
    rules: [
      'log/revocation-check-failed',
      'certificate/revocation-list-outdated',
      'certificate/no-revocation-information',
    ],
    scope: 'all',
    sources: ['KB294305', 'KB884115'],
  },
  {
    id: 'certificate-revoked',
    title: 'The certificate is revoked',
    stage: 'revocation',
    shows: [at(403, 13, 0x80092010), at(403, 13, 0x800b010c)],
    certainty: 'certain',
    tellsApart: 'sc-win32-status 2148081680 (0x80092010), for one certificate.',
    ask: 'revocation',
    rules: ['certificate/revoked', 'log/certificate-revoked'],
    scope: 'one',
    sources: ['KB943891'],
  },
  {
    id: 'certificate-expired',
    title: 'The certificate has expired',
    stage: 'validity',
    shows: [at(403, 17)],
    certainty: 'certain',
    tellsApart: 'One mobile device: its certificate. All: the clock of the server, or all were issued together.',
    ask: 'deviceCertificate',
    rules: ['certificate/expired', 'log/certificate-expired'],
    scope: 'one',
    sources: ['KB943891'],
  },
  {
    id: 'certificate-not-yet-valid',
    title: 'The certificate is not yet valid, or the clock is wrong',
    stage: 'validity',
    shows: [at(403, 17)],
    certainty: 'certain',
    tellsApart: 'The certificate was issued a short time ago, or the clock of the server is behind.',
    ask: 'deviceCertificate',
    rules: ['certificate/not-yet-valid', 'log/certificate-expired'],
    scope: 'one',
    sources: ['KB943891'],
  },
  {
    id: 'ds-mapper-off',
    title: 'DS Mapper Usage is disabled on the binding',
    stage: 'token',
    shows: [at(401, 2), at(401, 1)],
    certainty: 'likely',
    tellsApart: 'All mobile devices fail since the server certificate was renewed.',
    ask: 'sslRecords',
    rules: ['tls/ds-mapper-disabled'],
    scope: 'all',
    sources: ['HTTP_SSL_CLIENT_CERT_INFO', 'OfficeDocs-Exchange issue 329', 'win-acme 1768'],
  },
  {
    id: 'mapping-off',
    title: 'Certificate mapping is disabled at the path',
    stage: 'module',
    shows: [at(401, 2)],
    certainty: 'certain',
    tellsApart: 'All mobile devices fail since a cmdlet or an update changed the virtual directory.',
    ask: 'configuration',
    rules: [
      'exchange/mapping-disabled-on-virtual-directory',
      'exchange/client-certificate-ignored',
      'log/unauthorized-by-configuration',
    ],
    scope: 'all',
    sources: ['IIS modules overview', 'KB942043'],
  },
  {
    id: 'weak-mapping',
    title: 'Domain controllers refuse the weak mapping',
    stage: 'token',
    shows: [at(401, 2), at(401, 1)],
    certainty: 'likely',
    tellsApart: 'Some users fail; domain controllers log event 39.',
    ask: 'deviceCertificate',
    rules: ['certificate/no-strong-mapping', 'evidence/certificate-refused'],
    scope: 'one',
    sources: ['KB5014754'],
  },
  {
    id: 'sid-contradicts',
    title: 'The certificate names the SID of another account',
    stage: 'token',
    shows: [at(401, 2), at(401, 1)],
    certainty: 'likely',
    tellsApart: 'One user fails; domain controllers log event 41.',
    ask: 'account',
    rules: ['evidence/account-mismatch', 'certificate/sids-contradict'],
    scope: 'one',
    sources: ['KB5014754'],
  },
  {
    id: 'account-state',
    title: 'The account is disabled, locked, or expired',
    stage: 'token',
    shows: [at(401, 2), at(401, 1), at(403, 0)],
    certainty: 'likely',
    tellsApart: 'One user fails, with a password as well.',
    ask: 'account',
    rules: ['evidence/account-disabled'],
    scope: 'one',
    sources: ['KB943891'],
  },
  {
    id: 'account-unknown',
    title: 'No account belongs to the certificate',
    stage: 'token',
    shows: [at(401, 2), at(401, 1)],
    certainty: 'likely',
    tellsApart: 'One user fails; the user principal name of the certificate is that of no account.',
    ask: 'account',
    rules: ['certificate/upn-missing', 'certificate/upn-only-in-subject'],
    scope: 'one',
    sources: ['KB5014754'],
  },
  {
    id: 'not-in-ntauth',
    title: 'The issuer is not in the NTAuth store',
    stage: 'token',
    shows: [at(401, 2), at(401, 1, 0x800b0112), at(403, 16, 0x800b0112)],
    certainty: 'likely',
    tellsApart: 'All certificates of one authority fail; sc-win32-status may be 2148204818.',
    ask: 'ntauth',
    rules: ['evidence/ntauth-missing'],
    scope: 'any',
    sources: ['KB281245', 'KB295663'],
  },
  {
    id: 'module-missing',
    title: 'The mapping module does not run at the path',
    stage: 'module',
    shows: [at(401, 2)],
    certainty: 'certain',
    tellsApart: 'All mobile devices fail, and a web.config removes the module or the Windows feature is missing.',
    ask: 'configurationOfPath',
    rules: ['exchange/mapping-module-missing'],
    scope: 'all',
    sources: ['IIS modules overview'],
  },
  {
    id: 'mapping-below-site',
    title: 'IIS mapping is enabled below the site, where it has no effect',
    stage: 'module',
    shows: [at(401, 2)],
    certainty: 'likely',
    tellsApart: 'iisClientCertificateMappingAuthentication is enabled for a virtual directory only.',
    ask: 'configuration',
    rules: ['exchange/iis-mapping-enabled', 'termination/two-mappings'],
    scope: 'all',
    sources: ['techcommunity ba-p/1342999'],
  },
  {
    id: 'providers-empty',
    title: 'Windows authentication has no provider',
    stage: 'authentication',
    shows: [at(401, 2)],
    certainty: 'certain',
    tellsApart: 'All requests of a gateway fail, and the response offers no Negotiate.',
    ask: 'configuration',
    rules: ['device/providers-empty'],
    scope: 'all',
    sources: ['CSS-Exchange HealthChecker'],
  },
  {
    id: 'no-method',
    title: 'No enabled method signs the request in, or it is the normal first leg',
    stage: 'authentication',
    shows: [at(401, 2), at(401, 0)],
    certainty: 'certain',
    tellsApart: 'A request with a user follows: the first leg. None follows: no method is enabled.',
    ask: 'configuration',
    rules: ['termination/no-authentication', 'device/windows-authentication-off', 'log/unauthorized-by-configuration'],
    scope: 'all',
    sources: ['techcommunity ba-p/324645', 'KB943891'],
  },
  {
    id: 'ticket-refused',
    title: 'The Kerberos ticket of the gateway is refused',
    stage: 'authentication',
    shows: [at(401, 1), at(401, 1, 0x80090322), at(401, 1, 0x8009030c), at(401, 1, 0x80090324)],
    certainty: 'possible',
    tellsApart: 'sc-win32-status 2148074274: the name is on another account; 2148074276: the clocks differ.',
    ask: 'spn',
    rules: ['evidence/spn-duplicate', 'log/logon-failed'],
    scope: 'all',
    sources: ['Exchange: Kerberos with load balancing'],
  },
  {
    id: 'channel-binding',
    title: 'Extended Protection refuses the missing channel binding',
    stage: 'authentication',
    shows: [at(401, 1, 0x80090346)],
    certainty: 'likely',
    tellsApart: 'sc-win32-status 2148074310 (SEC_E_BAD_BINDINGS), for every request of the gateway.',
    ask: 'configuration',
    rules: ['device/extended-protection-required'],
    scope: 'all',
    sources: ['Exchange Extended Protection'],
  },
  {
    id: 'body-over-read-ahead',
    title: 'The body is larger than uploadReadAheadSize',
    stage: 'body',
    shows: [at(413)],
    certainty: 'likely',
    tellsApart: 'Large requests on new connections fail, small ones pass.',
    ask: 'configurationOfPath',
    rules: ['exchange/upload-read-ahead-too-small', 'log/request-body-too-large'],
    scope: 'any',
    sources: ['TechNet cc737382', 'AspNetCore certauth'],
  },
  {
    id: 'tls13-per-path',
    title: 'TLS 1.3 cannot request a certificate for a path',
    stage: 'ask',
    shows: [at(500, 0, 50)],
    certainty: 'likely',
    tellsApart: 'sc-win32-status 50 on Windows Server 2025; connections are reset on Windows Server 2022.',
    ask: 'schannel',
    rules: ['tls/tls13-with-virtual-directory-certificate', 'log/tls13-renegotiation'],
    scope: 'all',
    sources: ['techcommunity ba-p/4449362'],
  },
  {
    id: 'configuration-refused',
    title: 'IIS rejects the configuration',
    stage: 'configuration',
    shows: [at(500, 19), at(500, 21), at(500, 22), at(500, 23), at(500, 24), at(503)],
    certainty: 'certain',
    tellsApart: 'The code tells: 0x80070021 a locked section, 0x8007000D a value or XML, 0x800700B7 a duplicate.',
    ask: 'configurationOfPath',
    rules: ['iis/locked-section', 'log/configuration-error'],
    scope: 'all',
    sources: ['KB942055'],
  },
  {
    id: 'application-refused',
    title: 'Exchange itself refuses the user or the mobile device',
    stage: 'application',
    shows: [at(403, 0), at(401, 0), at(403, 12), at(456), at(449), at(507)],
    certainty: 'likely',
    tellsApart: 'The user is in cs-username: the certificate was accepted.',
    ask: 'exchangeLog',
    rules: ['log/active-sync-refused', 'log/mapper-denied'],
    scope: 'one',
    sources: ['MS-ASHTTP'],
  },
  {
    id: 'back-end-refused',
    title: 'The back end refuses what the front end forwards',
    stage: 'proxy',
    shows: [at(500, 0), at(503, 0), at(502)],
    certainty: 'possible',
    tellsApart: 'The log of the back end has 403.7 or 401 at Microsoft-Server-ActiveSync/Proxy.',
    ask: 'exchangeLog',
    rules: ['layout/back-end-modified', 'coexistence/proxy-inherits-client-certificate', 'log/back-end-failed'],
    scope: 'all',
    sources: ['Exchange proxying'],
  },
];

const byId = new Map(causes.map((cause) => [cause.id, cause]));

export function causeOf(id: string): Cause | undefined {
  return byId.get(id);
}

/** How well a cause fits a status: 0 where it does not, more where sub-status and code are its own. */
export function fit(cause: Cause, { status, substatus, win32 }: Shown): number {
  const scores = cause.shows.map((shown) => {
    if (shown.status !== status) return 0;
    if (shown.substatus !== null && substatus !== null && shown.substatus !== substatus) return 0;
    if (win32 !== null && win32 > 0xffff && shown.win32 !== null) return shown.win32 === win32 ? 4 : 0;
    return shown.substatus === substatus ? 2 : 1;
  });
  return Math.max(0, ...scores);
}

/** The causes of a status: those whose code it is first, then as often as reports name them. */
export function causesOf(shown: Shown): Cause[] {
  const order = new Map(causes.map((cause, index) => [cause, index]));
  const isOwn = ({ shows }: Cause): boolean =>
    shows.some(({ status, win32 }) => status === shown.status && win32 !== null && win32 === shown.win32);
  // A plain Windows error that one cause has for its own belongs to no other cause.
  const only = shown.win32 !== null && shown.win32 <= 0xffff && causes.some(isOwn);
  const fits = new Map(causes.map((cause) => [cause, only && !isOwn(cause) ? 0 : fit(cause, shown)]));
  return causes
    .filter((cause) => fits.get(cause)! > 0)
    .sort((a, b) => fits.get(b)! - fits.get(a)! || order.get(a)! - order.get(b)!);
}
