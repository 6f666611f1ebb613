// Folders as support gets them: pieces missing, of another server, outdated, in another language, or
// contradictory. What is said must be neither too bold nor too timid, and nothing is asked for that is there.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { certutilStore } from '../support/certutil.js';
import { diagnosed, everybody, folder, log, logOf, oneOf, type Files } from '../support/diagnosis.js';
import {
  account,
  clientFiles,
  issuingCertificate,
  methods,
  netsh,
  rootCertificate,
  type ServerShape,
} from '../support/prediction.js';

const root = 'Root "Trusted Root Certification Authorities"';
const roots = certutilStore(root, [rootCertificate]);
const ntauth = certutilStore('NTAuth', [issuingCertificate]);
const otherNtauth = certutilStore('NTAuth', [rootCertificate]);
const systeminfo = `
Host Name:                 EXCH01
OS Name:                   Microsoft Windows Server 2019 Standard
OS Version:                10.0.17763 N/A Build 17763
`;
const germanNetsh = `
SSL-Zertifikatbindungen:
-------------------------

    IP:Port                                : 0.0.0.0:443
    Zertifikathash                         : 0123456789abcdef0123456789abcdef01234567
    Anwendungs-ID                          : {4dc3e181-e14b-4a21-b022-59fc669b0914}
    Zertifikatspeichername                 : MY
    DS-Zuordnungsverwendung                : Deaktiviert
`;
const registry = String.raw`Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\HTTP\Parameters\SslBindingInfo\0.0.0.0:443]
"SslCertHash"=hex:01,23,45,67,89,ab,cd,ef,01,23,45,67,89,ab,cd,ef,01,23,45,67
"SslCertStoreName"="MY"
"DefaultFlags"=dword:00000000
`;
const setspn = `Checking domain DC=contoso,DC=com
CN=EXCH01,CN=Computers,DC=contoso,DC=com
\tHTTP/mail.contoso.com
\tHOST/EXCH01

Existing SPN found!
`;
/** As Get-ADObject prints the account of a gateway. */
const delegation = (name: string): string => `
DistinguishedName         : CN=EMS,CN=Computers,DC=contoso,DC=com
msDS-AllowedToDelegateTo  : {${name}}
Name                      : EMS
ObjectClass               : computer
userAccountControl        : 16781312
`;
const gateway: ServerShape = {
  flags: 'Ssl, Ssl128',
  mapping: false,
  methods: methods.windows(['Negotiate', 'NTLM']),
};
const httperr = `#Software: Microsoft HTTP API 2.0
#Version: 1.0
#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename
2026-11-01 10:00:00 198.51.100.1 50000 192.0.2.10 443 HTTP/1.1 POST /Microsoft-Server-ActiveSync?Cmd=Ping 503 1 AppOffline MSExchangeSyncAppPool
`;
const utf16 = (text: string): Uint8Array => Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`, 'utf16le');
/** IIS as it logs unless told otherwise: without the name of the computer. */
const unnamed = (text: string, address: number): string =>
  text
    .replace('s-computername ', '')
    .replaceAll(/ EXCH\d\d /g, ' ')
    .replaceAll('192.0.2.10', `192.0.2.${address}`);
const without = (files: Files, part: string): Files =>
  Object.fromEntries(Object.entries(files).filter(([name]) => !name.includes(part)));
/** Servers in folders that are named after nothing, with the status that each logs. */
const servers = (statuses: readonly string[], broken: number): Files =>
  Object.fromEntries(
    statuses.flatMap((status, at) =>
      Object.entries(folder({ mapping: at !== broken }, unnamed(logOf(`exch0${at + 1}`, status), 10 + at))).map(
        ([name, content]) => [`case/${name.replace('exch01', `node${at + 1}`)}`, content] as const,
      ),
    ),
  );

interface Folder {
  readonly name: string;
  readonly files: Files;
  readonly at?: string;
  readonly options?: readonly string[];
  readonly answers?: Readonly<Record<string, string | Uint8Array>>;
  readonly state: string;
  readonly causes?: readonly string[];
  readonly asked?: readonly string[];
  /** The question that stays. */
  readonly next?: string;
  readonly server?: string;
}

const folders: readonly Folder[] = [
  {
    name: 'netsh in UTF-16 under another name',
    files: folder({}, everybody('401 2 5'), { 'exch01/a.txt': utf16(netsh({ 'DS Mapper Usage': 'Disabled' })) }),
    state: 'proven',
    causes: ['ds-mapper-off'],
  },
  {
    name: 'netsh in German: the registry is asked for, not the same again',
    files: folder({}, everybody('401 2 5'), { 'exch01/sslcert.txt': germanNetsh }),
    answers: { sslRecords: utf16(registry) },
    state: 'proven',
    causes: ['ds-mapper-off'],
    asked: ['sslRecords'],
  },
  {
    name: 'two causes, one behind the other',
    files: folder({ mapping: false }, everybody('401 2 5'), {
      'exch01/sslcert.txt': netsh({ 'DS Mapper Usage': 'Disabled' }),
    }),
    state: 'proven',
    causes: ['mapping-off', 'ds-mapper-off'],
  },
  {
    name: 'an older cause is over, and the devices fail otherwise since',
    files: folder(
      { mapping: false },
      log(
        [1, 2, 3].flatMap((device) => [
          { device, status: '403 7 5', minute: device },
          { device, status: '403 7 5', minute: device + 4 },
          { device, status: '401 2 5', minute: device + 20 },
        ]),
      ),
    ),
    state: 'proven',
    causes: ['mapping-off'],
  },
  {
    name: 'an old log: the certificate was valid when it was refused',
    files: folder({}, oneOf('403 17 2148204801').replaceAll('2026-11-01', '2025-06-01'), {
      'exch01/device.cer': clientFiles['expired.cer']!,
    }),
    state: 'contradiction',
    next: 'verify',
  },
  {
    name: 'the log of another server',
    files: folder({ mapping: false }, everybody('401 2 5').replaceAll('EXCH01', 'EXCH09'), {
      'exch01/systeminfo.txt': systeminfo,
    }),
    state: 'contradiction',
    next: 'log',
  },
  {
    name: 'several servers whose logs name none: the log belongs to the server in whose folder it lies',
    files: servers(['200 0 0', '401 2 5'], 1),
    at: 'case',
    state: 'proven',
    causes: ['mapping-off'],
    server: 'case/node2',
  },
  {
    name: 'answers are saved in the folder that is diagnosed, above the servers',
    files: servers(['200 0 0', '403 17 2148204801'], -1),
    at: 'case',
    answers: { deviceCertificate: clientFiles['expired.cer']! },
    state: 'proven',
    causes: ['certificate-expired'],
    asked: ['deviceCertificate'],
  },
  {
    name: 'another server has the mistake, and no failure',
    files: servers(['200 0 0', '401 2 5'], 0),
    at: 'case',
    state: 'evidence',
    server: 'case/node2',
    next: 'sslRecords',
  },
  {
    name: 'only a status without its sub-status',
    files: without(folder({}, ''), '.log'),
    options: ['--status', '403'],
    state: 'evidence',
    next: 'log',
  },
  {
    name: 'NTAuth: the certificate of the device comes before the listing',
    files: folder({}, everybody('403 16 2148204818'), { 'exch01/sslcert.txt': netsh() }),
    answers: { deviceCertificate: clientFiles['alice.cer']!, ntauth: otherNtauth },
    state: 'proven',
    causes: ['not-in-ntauth'],
    asked: ['deviceCertificate', 'ntauth'],
  },
  {
    name: 'a chain that cannot be built: which intermediate it is, the certificate tells',
    files: folder({}, everybody('403 16 2148204810'), { 'exch01/sslcert.txt': netsh() }),
    answers: { rootStore: roots, deviceCertificate: clientFiles['alice.cer']! },
    state: 'proven',
    causes: ['intermediate-missing'],
    asked: ['rootStore', 'deviceCertificate'],
  },
  {
    name: 'a CA that NTAuth names is not another organization, though its file is missing',
    files: folder({}, everybody('403 16').replace('sc-win32-status ', ''), {
      'exch01/sslcert.txt': netsh(),
      'exch01/root.txt': roots,
      'exch01/ntauth.txt': ntauth,
      'exch01/device.cer': clientFiles['alice.cer']!,
    }),
    state: 'handedOver',
    next: 'freb',
  },
  {
    name: 'one device without the purpose: nobody asks a domain controller about 403.7',
    files: folder({}, oneOf('403 7 5'), { 'exch01/sslcert.txt': netsh() }),
    answers: { deviceCertificate: clientFiles['usage.cer']! },
    state: 'handedOver',
    asked: ['deviceCertificate'],
    next: 'freb',
  },
  {
    name: 'a stopped application pool is in no file',
    files: folder({}, httperr),
    state: 'evidence',
    next: 'systemEvents',
  },
  {
    name: 'a web.config that was not provided may be what IIS rejects',
    files: without(folder({}, everybody('500 19 2147942413')), 'ActiveSync/web.config'),
    answers: {
      configurationOfPath:
        '<configuration><system.webServer><security><access sslFlags="Always" /></security></system.webServer></configuration>',
    },
    state: 'proven',
    causes: ['configuration-refused'],
    asked: ['configurationOfPath'],
  },
  {
    name: 'logs are silent about paths that are not searched',
    files: folder({}, everybody('200 0 0')),
    options: ['--path', '/EWS'],
    state: 'evidence',
    next: 'freb',
  },
  {
    name: 'a gateway that never brings a ticket leaves the first leg alone',
    files: folder(gateway, everybody('401 2 5')),
    answers: { spn: setspn, delegation: delegation('http/other.contoso.com') },
    state: 'proven',
    causes: ['ticket-refused'],
    asked: ['spn', 'delegation'],
  },
  {
    name: 'no request behind a gateway that may not delegate',
    files: folder(
      gateway,
      log([]) + '2026-11-01 10:00:00 EXCH01 192.0.2.10 GET /owa/ - 443 - 198.51.100.9 Browser/1 302 0 0 15\n',
    ),
    answers: { spn: setspn, delegation: delegation('http/other.contoso.com'), sslRecords: netsh() },
    state: 'proven',
    causes: ['ticket-refused'],
    asked: ['spn', 'delegation', 'sslRecords'],
  },
  {
    name: 'a code of Windows that no cause has',
    files: without(folder(gateway, ''), '.log'),
    options: ['--status', '401.1.2148074254'],
    state: 'evidence',
    next: 'spn',
  },
  {
    name: 'a status that has nothing to do with signing in',
    files: folder({}, everybody('404 0 2')),
    state: 'handedOver',
    next: 'freb',
  },
  {
    name: 'answers that are empty are not asked for again',
    files: folder({}, oneOf('401 2 5'), {
      'exch01/sslcert.txt': netsh(),
      'exch01/device.cer': clientFiles['alice.cer']!,
      'exch01/kdc.txt': '',
      'exch01/account.ldf': '',
      'exch01/ntauth.txt': '',
    }),
    state: 'evidence',
    next: 'freb',
  },
  {
    name: 'a disabled account behind the code of a denied logon',
    files: folder({}, oneOf('401 1 1326'), {
      'exch01/sslcert.txt': netsh(),
      'exch01/device.cer': clientFiles['alice.cer']!,
    }),
    answers: { account: account({ userAccountControl: '514' }) },
    state: 'proven',
    causes: ['account-state'],
    asked: ['account'],
  },
  {
    name: 'probes alone, as if there were no requests',
    files: folder(
      {},
      log([]) +
        '2026-11-01 10:00:00 EXCH01 127.0.0.1 OPTIONS /Microsoft-Server-ActiveSync/ - 443 - 127.0.0.1 AMProbe/Local/ClientAccess 403 7 5 15\n',
    ),
    state: 'evidence',
    next: 'httperr',
  },
];

describe('folders as support gets them', () => {
  for (const { name, files, at = 'exch01', options = [], answers = {}, ...expected } of folders) {
    test(name, async () => {
      const asked: string[] = [];
      let now = files;
      for (;;) {
        const told = await diagnosed(now, at, ...options);
        const { next } = told;
        assert.ok(next === null || !asked.includes(next.id), `${next?.id ?? ''} is asked for again`);
        const answer = next && answers[next.id];
        if (next && answer != null) {
          asked.push(next.id);
          now = { ...now, [`${at}/${next.saveAs}`]: answer };
          continue;
        }
        const story = `asked ${asked.join(', ')}; next ${next?.id ?? 'nothing'}; open ${told.open.map(({ cause }) => cause).join(', ')}`;
        assert.deepEqual(
          [told.state, told.proven.map(({ cause }) => cause)],
          [expected.state, expected.causes ?? []],
          story,
        );
        assert.deepEqual(asked, expected.asked ?? [], story);
        assert.equal(next?.id ?? null, expected.next ?? null, story);
        if (expected.server !== undefined) assert.equal(told.server, expected.server);
        return;
      }
    });
  }
});
