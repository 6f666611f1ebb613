// Every kind of evidence in its situations: contradicting, agreeing, of another server, in UTF-16, quoted in a
// mail, cut off, in another language.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { clientFiles, issuingCertificate, predictionServer, rootCertificate, sid } from '../support/prediction.js';
import { textOf } from '../docs/pages.js';
import { outcomeOf, TestHost } from './support.js';

const lines = (...all: readonly string[]): string => [...all, ''].join('\r\n');

interface Kind {
  readonly file: string;
  /** The finding that `contradicts` gives. */
  readonly rule: string;
  /** `server` is the computer that the text names, where its kind names one. */
  readonly contradicts: (server: string) => string;
  readonly agrees: (server: string) => string;
  /** Its kind names no computer, or speaks of the organization. */
  readonly isOfAll?: true;
  /**
   * Labels as another language has them. Absent where nothing of the output is translated: then only what a
   * transcript has around it is.
   */
  readonly translated?: readonly (readonly [string, string])[];
  /** Behind a gateway: the evidence counts only there. */
  readonly device?: true;
  /** What it is compared with, where that is not the configuration. */
  readonly beside?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, string>>;
}

const hash = '0123456789abcdef0123456789abcdef01234567';
const netsh = (mapper: string): string =>
  lines(
    'SSL Certificate bindings:',
    '-------------------------',
    '',
    '    IP:port                      : 0.0.0.0:443',
    `    Certificate Hash             : ${hash}`,
    '    Application ID               : {4dc3e181-e14b-4a21-b022-59fc669b0914}',
    '    Certificate Store Name       : MY',
    '    Verify Client Certificate Revocation : Enabled',
    '    Verify Revocation Using Cached Client Certificate Only : Disabled',
    `    DS Mapper Usage              : ${mapper}`,
    '    Negotiate Client Certificate : Disabled',
  );
const view = (server: string, basic: string, certificates: string): string =>
  lines(
    `BasicAuthEnabled                : ${basic}`,
    'WindowsAuthEnabled              : False',
    `ClientCertAuth                  : ${certificates}`,
    'WebsiteName                     : Default Web Site',
    'Path                            : C:\\Exchange\\FrontEnd\\HttpProxy\\sync',
    `Server                          : ${server}`,
    `Identity                        : ${server}\\Microsoft-Server-ActiveSync (Default Web Site)`,
  );
const csv = (server: string, basic: string): string =>
  lines(
    '"Identity","Server","WebsiteName","Path","BasicAuthEnabled","ClientCertAuth"',
    `"${server}\\Microsoft-Server-ActiveSync (Default Web Site)","${server}","Default Web Site","C:\\x","${basic}","Required"`,
  );
const json = (server: string, basic: boolean): string =>
  JSON.stringify({
    Identity: `${server}\\Microsoft-Server-ActiveSync (Default Web Site)`,
    Server: server,
    WebsiteName: 'Default Web Site',
    BasicAuthEnabled: basic,
    ClientCertAuth: 2,
  });
const registry = (flags: string): string =>
  lines(
    'Windows Registry Editor Version 5.00',
    '',
    '[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\SslBindingInfo\\0.0.0.0:443]',
    `"SslCertHash"=hex:${hash.match(/../g)!.join(',')}`,
    `"DefaultFlags"=dword:${flags}`,
    '"DefaultCertCheckMode"=dword:00000000',
  );
const ntauth = (sha1: string): string =>
  lines(
    'NTAuth "Enterprise Trust"',
    '================ Certificate 0 ================',
    'Serial Number: 1c8b2f6d4a0c1f9e4d2b7a6650f0d0c1',
    'Issuer: CN=Contoso Root',
    'Subject: CN=Contoso CA',
    `Cert Hash(sha1): ${sha1}`,
    'CertUtil: -store command completed successfully.',
  );
const ldif = (control: string): string =>
  [
    'dn: CN=Alice,OU=Staff,DC=contoso,DC=com',
    'changetype: add',
    'userPrincipalName: alice@contoso.com',
    `objectSid: ${sid}`,
    `userAccountControl: ${control}`,
    '',
  ].join('\n');
const account = (enabled: string): string =>
  lines(
    'DistinguishedName : CN=Alice,OU=Staff,DC=contoso,DC=com',
    `Enabled           : ${enabled}`,
    'SamAccountName    : alice',
    `SID               : ${sid}`,
    'UserPrincipalName : alice@contoso.com',
  );
const event = (id: number, source: string, computer: string, text: string): string =>
  lines(
    'Event[0]',
    '  Log Name: System',
    `  Source: ${source}`,
    '  Date: 2026-11-28T08:01:11.000',
    `  Event ID: ${id}`,
    '  Level: Error',
    `  Computer: ${computer}`,
    '  Description:',
    text,
  );
const kdc = 'Microsoft-Windows-Kerberos-Key-Distribution-Center';
const deleted = 'SSL Certificate Settings deleted for endpoint : 0.0.0.0:443 .';
const feature = (state: string): string =>
  lines(
    'Display Name                                            Name                       Install State',
    '------------                                            ----                       -------------',
    `[${state === 'Installed' ? 'X' : ' '}] Client Certificate Mapping Authentication       Web-Client-Auth            ${state.padStart(13)}`,
  );
const gateway = (transition: string): string =>
  lines(
    'DistinguishedName          : CN=GW,DC=contoso,DC=com',
    'msDS-AllowedToDelegateTo   : {http/mail.contoso.com}',
    `TrustedToAuthForDelegation : ${transition}`,
  );
const names = (...accounts: readonly string[]): string =>
  lines(
    ...accounts.flatMap((cn) => [
      `Registered ServicePrincipalNames for CN=${cn},DC=contoso,DC=com:`,
      '\thttp/mail.contoso.com',
    ]),
  );

const systeminfo = (server: string, build: number): string =>
  lines(
    '',
    `Host Name:                 ${server}`,
    'OS Name:                   Microsoft Windows Server 2022 Standard',
    `OS Version:                10.0.${build} N/A Build ${build}`,
    'OS Manufacturer:           Microsoft Corporation',
  );
const binding = (mapper: string): string =>
  lines(
    'protocol             : https',
    'bindingInformation   : *:443:',
    'sslFlags             : 0',
    `isDsMapperEnabled    : ${mapper}`,
    `certificateHash      : ${hash}`,
    'certificateStoreName : My',
  );
const exchangeCertificate = (services: string): string =>
  lines(
    'CertificateDomains : {mail.contoso.com}',
    'RootCAType         : Enterprise',
    `Services           : ${services}`,
    'Status             : Valid',
    `Thumbprint         : ${hash.toUpperCase()}`,
  );
const probe = (asks: string): string =>
  lines(
    'CONNECTED(00000003)',
    '---',
    'Certificate chain',
    ' 0 s:CN = mail.contoso.com',
    '   i:CN = Contoso CA',
    '---',
    asks,
    '---',
    'SSL handshake has read 3123 bytes and written 421 bytes',
    'New, TLSv1.2, Cipher is ECDHE-RSA-AES256-GCM-SHA384',
  );

/** What a German Windows PowerShell writes around output; files that are one value stay as they are. */
const transcribed = (text: string): string =>
  /^(?:[{["]|dn:|Windows Registry)/.test(text)
    ? text
    : lines(
        '**********************',
        'Start der Windows PowerShell-Aufzeichnung',
        'Startzeit: 20261128093000',
        'Benutzername: CONTOSO\\administrator',
        'Computer: ADMIN-PC (Microsoft Windows NT 10.0.19045.0)',
        '**********************',
        'Die Aufzeichnung wurde gestartet. Die Ausgabedatei ist "C:\\Temp\\ausgabe.txt".',
        'PS C:\\Windows\\system32> .\\sammeln.cmd',
        '',
        text,
        'PS C:\\Windows\\system32> Stop-Transcript',
        '**********************',
        'Ende der Windows PowerShell-Aufzeichnung',
        'Endzeit: 20261128093100',
        '**********************',
      );

const kinds: Readonly<Record<string, Kind>> = {
  netsh: {
    file: 'sslcert.txt',
    rule: 'tls/ds-mapper-disabled',
    contradicts: () => netsh('Disabled'),
    agrees: () => netsh('Enabled'),
    isOfAll: true,
    translated: [
      ['IP:port', 'IP:Port'],
      ['Certificate Hash', 'Zertifikathash'],
      ['Application ID', 'Anwendungs-ID'],
      ['Certificate Store Name', 'Zertifikatspeichername'],
      ['Verify Client Certificate Revocation', 'Clientzertifikatsperre überprüfen'],
      ['Verify Revocation Using Cached Client Certificate Only', 'Sperre nur mit Cache überprüfen'],
      ['DS Mapper Usage', 'DS-Zuordnungsverwendung'],
      ['Negotiate Client Certificate', 'Clientzertifikat aushandeln'],
      ['Enabled', 'Aktiviert'],
      ['Disabled', 'Deaktiviert'],
    ],
  },
  registry: {
    file: 'http.reg',
    rule: 'tls/ds-mapper-disabled',
    contradicts: () => registry('00000000'),
    agrees: () => registry('00000001'),
    isOfAll: true,
  },
  'virtual directory, list': {
    file: 'eas.txt',
    rule: 'evidence/contradicts-configuration',
    contradicts: (server) => view(server, 'True', 'Ignore'),
    agrees: (server) => view(server, 'False', 'Required'),
  },
  'virtual directory, CSV': {
    file: 'eas.csv',
    rule: 'evidence/contradicts-configuration',
    contradicts: (server) => csv(server, 'True'),
    agrees: (server) => csv(server, 'False'),
  },
  'virtual directory, JSON': {
    file: 'eas.json',
    rule: 'evidence/contradicts-configuration',
    contradicts: (server) => json(server, true),
    agrees: (server) => json(server, false),
  },
  'features of Windows': {
    file: 'features.txt',
    rule: 'evidence/contradicts-configuration',
    contradicts: () => feature('Available'),
    agrees: () => feature('Installed'),
    isOfAll: true,
    translated: [
      ['Display Name', 'Anzeigename'],
      ['Install State', 'Installationsstatus'],
      ['Client Certificate Mapping Authentication', 'Clientzertifikatzuordnungs-Authentifizierung'],
    ],
  },
  NTAuth: {
    file: 'ntauth.txt',
    rule: 'evidence/ntauth-missing',
    contradicts: () => ntauth(hash),
    agrees: () => ntauth(issuingSha1),
    isOfAll: true,
    translated: [
      ['Serial Number', 'Seriennummer'],
      ['Issuer', 'Aussteller'],
      ['Subject', 'Antragsteller'],
      ['Certificate 0', 'Zertifikat 0'],
      ['Cert Hash(sha1)', 'Zertifikathash(sha1)'],
      ['command completed successfully', 'wurde erfolgreich ausgeführt'],
    ],
  },
  LDIF: {
    file: 'alice.ldf',
    rule: 'evidence/account-disabled',
    contradicts: () => ldif('514'),
    agrees: () => ldif('512'),
    isOfAll: true,
  },
  'account, list': {
    file: 'alice.txt',
    rule: 'evidence/account-disabled',
    contradicts: () => account('False'),
    agrees: () => account('True'),
    isOfAll: true,
  },
  'event of the KDC': {
    file: 'kdc.txt',
    rule: 'evidence/certificate-refused',
    contradicts: () => event(39, kdc, 'DC01.contoso.com', '  User: bob'),
    agrees: () => event(16, kdc, 'DC01.contoso.com', '  nothing'),
    isOfAll: true,
    translated: [
      ['Source', 'Quelle'],
      ['Log Name', 'Protokollname'],
      ['Event ID', 'Ereignis-ID'],
      ['Level', 'Ebene'],
      ['Description', 'Beschreibung'],
    ],
  },
  'event of HTTP.SYS': {
    file: 'http-events.txt',
    rule: 'evidence/binding-deleted',
    contradicts: (server) => event(15300, 'Microsoft-Windows-HttpEvent', `${server}.contoso.com`, deleted),
    agrees: (server) =>
      event(15301, 'Microsoft-Windows-HttpEvent', `${server}.contoso.com`, deleted.replace('deleted', 'created')),
  },
  delegation: {
    file: 'gw.txt',
    rule: 'evidence/delegation-wrong',
    contradicts: () => gateway('False'),
    agrees: () => gateway('True'),
    isOfAll: true,
    device: true,
  },
  systeminfo: {
    file: 'systeminfo.txt',
    rule: 'evidence/contradicts-configuration',
    contradicts: (server) => systeminfo(server, 20348),
    agrees: (server) => systeminfo(server, 17763),
    settings: { windowsServer: '2019' },
    translated: [
      ['Host Name', 'Hostname'],
      ['OS Name', 'Betriebssystemname'],
      ['OS Version', 'Betriebssystemversion'],
      ['OS Manufacturer', 'Betriebssystemhersteller'],
      ['N/A', 'Nicht zutreffend'],
    ],
  },
  'bindings of IIS': {
    file: 'bindings.txt',
    rule: 'tls/ds-mapper-disabled',
    contradicts: () => binding('False'),
    agrees: () => binding('True'),
    isOfAll: true,
  },
  'certificates of Exchange': {
    file: 'certificates.txt',
    rule: 'evidence/contradicts-configuration',
    contradicts: () => exchangeCertificate('SMTP'),
    agrees: () => exchangeCertificate('IIS, SMTP'),
    isOfAll: true,
    beside: { 'sslcert.txt': netsh('Enabled') },
  },
  'openssl s_client': {
    file: 'shown.txt',
    rule: 'evidence/contradicts-configuration',
    contradicts: () => probe('Acceptable client certificate CA names\r\nCN = Contoso CA'),
    agrees: () => probe('No client certificate CA names sent'),
    isOfAll: true,
    beside: { 'sslcert.txt': netsh('Enabled') },
  },
  'service names': {
    file: 'spn.txt',
    rule: 'evidence/spn-duplicate',
    contradicts: () => names('ASA', 'EXCH01'),
    agrees: () => names('ASA'),
    isOfAll: true,
    device: true,
    translated: [['Registered ServicePrincipalNames for', 'Registrierte Dienstprinzipalnamen (SPN) für']],
  },
};

let issuingSha1 = '';

interface Result {
  readonly rules: readonly string[];
  readonly evidence: readonly {
    readonly path: string;
    readonly kind: string;
    readonly used: boolean;
    readonly note: string;
  }[];
  readonly notJudged: readonly string[];
  readonly code: number;
}

/** `check` of a server EXCH01 with one more file; only findings at that file, or by evidence rules. */
async function check({ file, device, beside, settings }: Kind, content: string | Uint8Array): Promise<Result> {
  const shape = device ? { flags: 'Ssl, Ssl128', mapping: false, methods: windowsOnly, record: {} } : {};
  const server = predictionServer(shape);
  const files: Record<string, string | Uint8Array> = {
    'exch01/applicationHost.config': server['exch01/applicationHost.config']!,
    'exch01/.exchange-cba.json': JSON.stringify({
      serverName: 'EXCH01',
      ...(device ? { termination: 'device' } : {}),
      ...settings,
    }),
    'exch01/alice.cer': clientFiles['alice.cer']!,
    'exch01/issuing.cer': issuingCertificate,
    'exch01/root.cer': rootCertificate,
    ...Object.fromEntries(Object.entries(beside ?? {}).map(([name, text]) => [`exch01/${name}`, text])),
    [`exch01/${file}`]: content,
  };
  const { out, code } = await outcomeOf(
    ['check', 'exch01', '--format', 'json', '--at', '2026-11-28T12:00:00Z'],
    new TestHost(files),
  );
  const found = JSON.parse(out) as {
    findings: { rule: string; path: string }[];
    evidence: { path: string; kind: string; used: boolean; note: string }[];
    notJudged: { path: string }[];
  };
  const path = `exch01/${file}`;
  return {
    rules: found.findings.filter((finding) => finding.path === path).map(({ rule }) => rule),
    evidence: found.evidence.filter((entry) => entry.path === path),
    notJudged: found.notJudged.map((entry) => entry.path),
    code,
  };
}

const windowsOnly =
  '<anonymousAuthentication enabled="false" /><basicAuthentication enabled="false" /><windowsAuthentication enabled="true"><providers><clear /><add value="Negotiate" /><add value="NTLM" /></providers></windowsAuthentication>';

describe('evidence', async () => {
  const { createHash } = await import('node:crypto');
  issuingSha1 = createHash('sha1').update(issuingCertificate).digest('hex');
  for (const [name, kind] of Object.entries(kinds)) {
    describe(name, () => {
      const contradicting = kind.contradicts('EXCH01');
      const agreeing = kind.agrees('EXCH01');
      test('a contradiction is a finding at its line', async () => {
        const { rules, evidence } = await check(kind, contradicting);
        assert.ok(rules.includes(kind.rule), JSON.stringify({ rules, evidence }));
        assert.ok(evidence.some(({ used }) => used));
        const pages = evidence.map((entry) => textOf(`docs/evidence/${entry.kind}.md`));
        assert.ok(
          pages.some((page) => page.includes(`\`${kind.rule}\``)),
          `${kind.rule} is not on the page of ${evidence.map((entry) => entry.kind).join()}`,
        );
      });
      test('what agrees is silent', async () => {
        const { rules } = await check(kind, agreeing);
        assert.deepEqual(rules, []);
      });
      test('of another server it is not used, and says whose it is', { skip: kind.isOfAll === true }, async () => {
        const { rules, evidence } = await check(kind, kind.contradicts('EXCH02'));
        assert.deepEqual(rules, []);
        assert.ok(
          evidence.length > 0 && evidence.every(({ used, note }) => !used && note.includes('EXCH02')),
          JSON.stringify(evidence),
        );
      });
      test('in UTF-16 it says the same', async () => {
        const { rules } = await check(kind, Buffer.from(`\ufeff${contradicting}`, 'utf16le'));
        assert.ok(rules.includes(kind.rule), rules.join());
      });
      test('quoted in a mail it says the same', async () => {
        const { rules } = await check(kind, contradicting.replace(/^(?=.)/gm, '> '));
        assert.ok(rules.includes(kind.rule), rules.join());
        const silent = await check(kind, agreeing.replace(/^(?=.)/gm, '> > '));
        assert.deepEqual(silent.rules, []);
      });
      test('cut off anywhere, what agrees contradicts nothing', async () => {
        // Behind each line, and one and two characters before its end, where half a value stands.
        const ends = [...agreeing.matchAll(/\r?\n/g)].map(({ index }) => index);
        for (const end of ends.flatMap((at) => [at - 2, at - 1, at])) {
          const { rules, code } = await check(kind, agreeing.slice(0, Math.max(end, 1)));
          assert.deepEqual([end, rules.filter((rule) => rule === kind.rule), code === 2], [end, [], false]);
        }
      });
      test('in another language it is read, or named as not read, and never taken for something else', async () => {
        const translate = (text: string): string =>
          kind.translated?.reduce((result, [from, to]) => result.replaceAll(from, to), text) ?? transcribed(text);
        const agreed = await check(kind, translate(agreeing));
        assert.deepEqual(
          agreed.rules.filter((rule) => rule !== 'evidence/unread'),
          [],
        );
        const { rules, notJudged, evidence } = await check(kind, translate(contradicting));
        const isNamed = notJudged.includes(`exch01/${kind.file}`) || evidence.length > 0;
        assert.ok(
          rules.includes(kind.rule) || (kind.translated !== undefined && isNamed),
          JSON.stringify({ rules, notJudged, evidence }),
        );
      });
    });
  }
});
