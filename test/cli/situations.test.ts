// Sixteen support situations: a folder of evidence as an administrator has it, from the first question to the
// proof.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { certutilStore } from '../support/certutil.js';
import { diagnosed, everybody, folder, log, logOf, oneOf, type Diagnosed, type Files } from '../support/diagnosis.js';
import {
  account,
  clientFiles,
  foreignCertificate,
  issuingCertificate,
  methods,
  netsh,
  rootCertificate,
  type ServerShape,
} from '../support/prediction.js';
import { legacyServer } from '../support/legacy-server.js';

interface Situation {
  readonly name: string;
  /** In the folder `exch01`, or in `case` where there are several servers. */
  readonly files: Files;
  readonly options?: readonly string[];
  /** What is saved under the name that the question tells, by the id of the question. */
  readonly answers: Readonly<Record<string, string | Uint8Array>>;
  readonly cause: string;
  readonly rule: string | null;
  /** The ids of the questions, in order. */
  readonly asked: readonly string[];
}

const roots = certutilStore('Root "Trusted Root Certification Authorities"', [rootCertificate]);
const mixedRoots = certutilStore('Root "Trusted Root Certification Authorities"', [
  rootCertificate,
  issuingCertificate,
]);
const ntauth = certutilStore('NTAuth', [issuingCertificate]);
const otherNtauth = certutilStore('NTAuth', [rootCertificate]);
const verified =
  '  ------------------------------------\nCertUtil: -verify command FAILED: 0x80092013 (-2146885613 CRYPT_E_REVOCATION_OFFLINE)\n';
const schannel = `
Host Name:                 EXCH01
OS Name:                   Microsoft Windows Server 2022 Standard
OS Version:                10.0.20348 N/A Build 20348

HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL
    EventLogging    REG_DWORD    0x1
`;
const deletedRecord = `Event[0]:
  Log Name: System
  Source: Microsoft-Windows-HttpEvent
  Date: 2026-11-01T09:58:00.000
  Event ID: 15300
  Level: Warning
  Computer: EXCH01.contoso.com
  Description:
SSL Certificate Settings deleted for endpoint : 0.0.0.0:443 .
`;
const httperr = `#Software: Microsoft HTTP API 2.0
#Version: 1.0
#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename
2026-11-01 10:00:00 198.51.100.1 50000 192.0.2.10 443 - - - - - Client_Reset -
`;
const gateway = (providers: readonly string[], more = ''): ServerShape => ({
  flags: 'Ssl, Ssl128',
  mapping: false,
  methods: methods.windows(providers, more),
});
/** A log of IIS in which no mobile device occurs. */
const silent =
  log([]).trimEnd() + '\n2026-11-01 10:00:00 EXCH01 192.0.2.10 GET /owa/ - 443 - 198.51.100.9 Browser/1 302 0 0 15\n';

const situations: readonly Situation[] = [
  {
    name: 'DS mapper lost when the certificate was renewed',
    files: folder({}, everybody('401 2 5')),
    answers: { sslRecords: netsh({ 'DS Mapper Usage': 'Disabled' }) },
    cause: 'ds-mapper-off',
    rule: 'tls/ds-mapper-disabled',
    asked: ['sslRecords'],
  },
  {
    name: 'record deleted',
    files: folder({ windowsServer: '2019' }, silent),
    answers: { httperr, systemEvents: deletedRecord },
    cause: 'configuration-refused',
    rule: 'evidence/binding-deleted',
    asked: ['httperr', 'systemEvents'],
  },
  {
    name: 'Extended Protection behind a gateway',
    files: folder(
      gateway(['Negotiate', 'NTLM'], '<extendedProtection tokenChecking="Require" />'),
      everybody('401 1 2148074310'),
    ),
    answers: {},
    cause: 'channel-binding',
    rule: 'device/extended-protection-required',
    asked: [],
  },
  {
    name: 'empty list of providers',
    files: folder(gateway([]), everybody('401 2 5')),
    answers: {},
    cause: 'providers-empty',
    rule: 'device/providers-empty',
    asked: [],
  },
  {
    name: 'coexistence: the older server requires certificates on Proxy',
    files: {
      ...legacyServer('Ssl, SslNegotiateCert, SslRequireCert'),
      'exch01/u_ex261101.log': everybody('403 7 5', 'Proxy/'),
    },
    answers: {},
    cause: 'back-end-refused',
    rule: 'coexistence/client-certificate-on-legacy',
    asked: [],
  },
  {
    name: 'TLS 1.3 on Windows Server 2022',
    files: folder({ windowsServer: null }, silent),
    answers: {
      httperr,
      systemEvents: 'Event[0]:\n  Source: Schannel\n  Event ID: 36887\n',
      sslRecords: netsh(),
      schannel,
    },
    cause: 'tls13-per-path',
    rule: 'tls/tls13-with-virtual-directory-certificate',
    asked: ['httperr', 'systemEvents', 'sslRecords', 'schannel'],
  },
  {
    name: 'web.config reset by an update',
    files: folder({ readAhead: 0 }, oneOf('413 0 0')),
    answers: {},
    cause: 'body-over-read-ahead',
    rule: 'exchange/upload-read-ahead-too-small',
    asked: [],
  },
  {
    name: 'one server of three',
    files: Object.assign(
      {},
      ...['exch01', 'exch02', 'exch03'].map((name) =>
        Object.fromEntries(
          Object.entries(
            folder({ mapping: name !== 'exch02' }, logOf(name, name === 'exch02' ? '401 2 5' : '200 0 0')),
          ).map(([file, content]) => [`case/${file.replace('exch01', name)}`, content]),
        ),
      ),
    ) as Files,
    answers: {},
    cause: 'mapping-off',
    rule: 'exchange/mapping-disabled-on-virtual-directory',
    asked: [],
  },
  {
    name: 'certificate without SID',
    files: folder({}, oneOf('401 2 5')),
    answers: { deviceCertificate: clientFiles['weak.cer']!, account: account(), sslRecords: netsh(), ntauth },
    cause: 'weak-mapping',
    rule: 'certificate/no-strong-mapping',
    asked: ['deviceCertificate', 'account'],
  },
  {
    name: 'account of another',
    files: folder({}, oneOf('401 2 5')),
    answers: { deviceCertificate: clientFiles['other-sid.cer']!, account: account(), sslRecords: netsh() },
    cause: 'sid-contradicts',
    rule: 'evidence/account-mismatch',
    asked: ['deviceCertificate', 'account'],
  },
  {
    name: 'outdated revocation list',
    files: folder({}, everybody('403 13 2148081683')),
    answers: { revocation: verified },
    cause: 'revocation-unknown',
    rule: null,
    asked: ['revocation'],
  },
  {
    name: 'NTAuth without the issuer',
    files: folder({}, everybody('401 2 5')),
    answers: {
      sslRecords: netsh(),
      deviceCertificate: clientFiles['alice.cer']!,
      account: account(),
      ntauth: otherNtauth,
    },
    cause: 'not-in-ntauth',
    rule: 'evidence/ntauth-missing',
    asked: ['sslRecords', 'deviceCertificate', 'account', 'ntauth'],
  },
  {
    name: 'wrong certificate on the phone',
    files: folder({}, oneOf('403 16 2148204809')),
    answers: { deviceCertificate: foreignCertificate, rootStore: roots, sslRecords: netsh(), ntauth },
    cause: 'wrong-certificate',
    rule: null,
    asked: ['deviceCertificate', 'rootStore', 'ntauth'],
  },
  {
    name: 'IIS mapping below the site',
    files: folder(
      {
        mapping: false,
        iisMapping: true,
      },
      everybody('401 2 5'),
    ),
    answers: {},
    cause: 'mapping-below-site',
    rule: 'exchange/iis-mapping-enabled',
    asked: [],
  },
  {
    name: 'owa and ecp differ',
    files: folder({ owaAndEcpDiffer: true }, everybody('200 0 0')),
    options: ['--status', '401.2', '--path', '/ecp'],
    answers: {},
    cause: 'no-method',
    rule: 'exchange/owa-and-ecp-differ',
    asked: [],
  },
  {
    name: 'attachments end with 413',
    files: folder({}, oneOf('413 0 0')),
    answers: {},
    cause: 'body-over-read-ahead',
    rule: null,
    asked: [],
  },
];

/** Others that support meets. */
const further: readonly Situation[] = [
  {
    name: 'mapping reset by a cmdlet',
    files: folder({ mapping: false }, everybody('401 2 5')),
    answers: {},
    cause: 'mapping-off',
    rule: 'exchange/mapping-disabled-on-virtual-directory',
    asked: [],
  },
  {
    name: 'expired certificate',
    files: folder({}, oneOf('403 17 2148204801')),
    answers: { deviceCertificate: clientFiles['expired.cer']! },
    cause: 'certificate-expired',
    rule: 'certificate/expired',
    asked: ['deviceCertificate'],
  },
  {
    name: 'certificate in Root that is not self-signed',
    files: folder({}, everybody('403 16 2148204809')),
    answers: { rootStore: mixedRoots },
    cause: 'root-store-not-self-signed',
    rule: null,
    asked: ['rootStore'],
  },
  {
    name: 'value that IIS rejects',
    files: {
      ...folder({}, everybody('500 19 2147942413')),
      'exch01/FrontEnd/HttpProxy/Microsoft-Server-ActiveSync/web.config':
        '<configuration><system.webServer><security><access sslFlags="Always" /></security></system.webServer></configuration>',
    },
    answers: {},
    cause: 'configuration-refused',
    rule: 'iis/invalid-flags',
    asked: [],
  },
  {
    name: 'module that is missing',
    files: folder({ module: false }, everybody('401 2 5'), { 'exch01/sslcert.txt': netsh() }),
    answers: {},
    cause: 'module-missing',
    rule: 'exchange/mapping-module-missing',
    asked: [],
  },
  {
    name: 'TLS 1.3 on Windows Server 2025',
    files: folder({ windowsServer: '2025' }, everybody('500 0 50')),
    answers: { schannel: schannel.replace('2022', '2025').replaceAll('20348', '26100') },
    cause: 'tls13-per-path',
    rule: 'tls/tls13-with-virtual-directory-certificate',
    asked: ['schannel'],
  },
  {
    name: 'gateway while the path requires certificates',
    files: folder(
      {
        flags: 'Ssl, SslNegotiateCert, SslRequireCert',
        mapping: false,
        methods: methods.windows(['Negotiate', 'NTLM']),
      },
      everybody('403 7 5'),
      { 'exch01/.exchange-cba.json': '{ "termination": "device" }' },
    ),
    answers: {},
    cause: 'tls-ended-before',
    rule: 'device/client-certificate-configured',
    asked: [],
  },
];

/** Answers each question until a cause is proven; the ids of the questions. */
async function run({
  files,
  answers,
  options = [],
}: Situation): Promise<{ readonly asked: string[]; readonly told: Diagnosed }> {
  const asked: string[] = [];
  const at = Object.keys(files).some((name) => name.startsWith('case/')) ? 'case' : 'exch01';
  let now = files;
  for (;;) {
    const told = await diagnosed(now, at, ...options);
    const { next } = told;
    const answer = next === null ? undefined : answers[next.id];
    if (next === null || answer === undefined || asked.length > 6) {
      return { asked: next === null ? asked : [...asked, `${next.id}?`], told };
    }
    assert.ok(next.why !== '' && next.command.includes(next.saveAs.split('/').at(-1)!), next.id);
    asked.push(next.id);
    now = { ...now, [`${at}/${next.saveAs}`]: answer };
  }
}

describe('support situations', () => {
  for (const situation of [...situations, ...further]) {
    test(`${situation.name}: proven in at most four questions`, async () => {
      const { asked, told } = await run(situation);
      const story = `${asked.join(', ')}; open: ${told.open.map(({ cause }) => cause).join(', ')}`;
      assert.deepEqual([told.state, told.proven.map(({ cause }) => cause)], ['proven', [situation.cause]], story);
      assert.deepEqual(asked, situation.asked);
      assert.ok(asked.length <= 4, story);
      assert.equal(told.proven[0]!.rule, situation.rule);
      assert.equal(told.proven[0]!.verify.id, 'verify');
      assert.equal(told.next, null);
      assert.equal(told.code, 1);
    });
  }

  test('are the sixteen', () => {
    assert.equal(new Set(situations.map(({ name }) => name)).size, 16);
  });

  test('one server of three is named', async () => {
    const { told } = await run(situations.find(({ name }) => name === 'one server of three')!);
    assert.equal(told.server, 'case/exch02');
  });

  test('a gateway that ends TLS is asked about first where every device gets 403.7, and proven by what clients are shown', async () => {
    const files = folder({}, everybody('403 7 5'), { 'exch01/sslcert.txt': netsh() });
    const told = await diagnosed(files);
    assert.deepEqual([told.state, told.next?.id, told.code], ['evidence', 'shownCertificate', 4]);
    const open = told.open.map(({ cause }) => cause);
    assert.ok(!open.includes('certificate-not-sent'), 'all devices at once are not one of them');
    const pem = Buffer.from(rootCertificate).toString('base64').replace(/.{64}/g, '$&\n');
    const shown = `CONNECTED(00000003)\n---\nCertificate chain\n-----BEGIN CERTIFICATE-----\n${pem}\n-----END CERTIFICATE-----\n---\nNo client certificate CA names sent\n---\nSSL handshake has read 3000 bytes\n    Protocol  : TLSv1.2\n`;
    const proven = await diagnosed({ ...files, [`exch01/${told.next!.saveAs}`]: shown });
    assert.deepEqual(
      proven.proven.map(({ cause }) => cause),
      ['tls-ended-before'],
    );
  });
});
