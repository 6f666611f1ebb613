// The command diagnose: support situations from the first question to the proof, each question answered by a file.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readPowershell } from '../support/powershell.js';
import {
  account,
  clientFiles,
  issuingCertificate,
  methods,
  netsh,
  now,
  predictionServer,
  rootCertificate,
  sid,
  type ServerShape,
} from '../support/prediction.js';
import { outcomeOf, TestHost } from './support.js';

const dn = 'CN=alice,OU=Users,DC=contoso,DC=com';

type Files = Record<string, string | Uint8Array>;

interface Question {
  readonly id: string;
  readonly command: string;
  readonly saveAs: string;
  readonly splits: readonly string[];
}

interface Told {
  readonly server: string | null;
  readonly state: string;
  readonly observed: readonly {
    readonly status: string;
    readonly count: number;
    readonly devices: number;
    readonly allDevices: boolean;
  }[];
  readonly proven: readonly {
    readonly cause: string;
    readonly rule: string | null;
    readonly because: readonly { readonly path: string }[];
    readonly remedy: { readonly script: string; readonly rollback: string } | null;
    readonly verify: Question;
  }[];
  readonly excluded: readonly { readonly cause: string }[];
  readonly open: readonly { readonly cause: string }[];
  readonly facts: readonly { readonly what: string; readonly value: string }[];
  readonly next: Question | null;
}

async function diagnosed(files: Files, ...args: string[]): Promise<Told & { readonly code: number }> {
  const { code, out, warnings } = await outcomeOf(
    ['diagnose', 'exch01', '--at', now, '--format', 'json', ...args],
    new TestHost(files),
  );
  assert.ok(out !== '', warnings.join('\n'));
  return { ...(JSON.parse(out) as Told), code };
}

interface Line {
  readonly device: number;
  readonly status: string;
  readonly minute?: number;
  readonly user?: string;
}

/** An IIS log of that day; `status` is `403 7 5`. */
function log(lines: readonly Line[]): string {
  const rows = lines.map(({ device, status, minute = 0, user = '-' }) => {
    const time = `10:${String(minute).padStart(2, '0')}:00`;
    const query = `Cmd=Sync&User=user${device}&DeviceId=DEV${device}&DeviceType=iPhone`;
    return `2026-11-01 ${time} 192.0.2.10 POST /Microsoft-Server-ActiveSync/default.eas ${query} 443 ${user} 198.51.100.${device} Apple-iPhone/1 ${status} 15`;
  });
  return [
    '#Software: Microsoft Internet Information Services 10.0',
    '#Version: 1.0',
    '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken',
    ...rows,
    '',
  ].join('\n');
}

const everybody = (status: string): string => log([1, 2, 3].map((device) => ({ device, status, minute: device })));
const oneOf = (status: string): string =>
  log([
    { device: 1, status: '200 0 0', user: 'user1' },
    { device: 2, status: '200 0 0', user: 'user2' },
    { device: 3, status, minute: 5 },
    { device: 3, status, minute: 6 },
  ]);

/** Only what an administrator has at first: the configuration and a log. */
function folder(shape: ServerShape, logText: string, more: Files = {}): Files {
  const all = predictionServer(shape);
  const kept = Object.entries(all).filter(([name]) => /\.config$|\.exchange-cba\.json$/.test(name));
  return { ...Object.fromEntries(kept), 'exch01/u_ex261101.log': logText, ...more };
}

const schannel = `Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL]
"EventLogging"=dword:00000001
`;

interface Situation {
  readonly name: string;
  readonly files: Files;
  /** Answers by the id of the question. */
  readonly answers: Readonly<Record<string, Files>>;
  readonly cause: string;
  readonly rule?: string;
}

const renewed = netsh({ 'DS Mapper Usage': 'Disabled' });
const verified =
  '  ------------------------------------\nCertUtil: -verify command FAILED: 0x80092013 (-2146885613 CRYPT_E_REVOCATION_OFFLINE)\n';
const gateway = (providers: readonly string[], more = ''): ServerShape => ({
  flags: 'Ssl, Ssl128',
  mapping: false,
  methods: methods.windows(providers, more),
});

const situations: readonly Situation[] = [
  {
    name: 'DS mapper lost when the certificate was renewed',
    files: folder({}, everybody('401 2 5')),
    answers: { sslRecords: { 'exch01/sslcert.txt': renewed } },
    cause: 'ds-mapper-off',
    rule: 'tls/ds-mapper-disabled',
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
  },
  {
    name: 'an empty list of providers',
    files: folder(gateway([]), everybody('401 2 5')),
    answers: {},
    cause: 'providers-empty',
    rule: 'device/providers-empty',
  },
  {
    name: 'TLS 1.3 on Windows Server 2025',
    files: folder({ windowsServer: '2025' }, everybody('500 0 50')),
    answers: { schannel: { 'exch01/schannel.reg': schannel } },
    cause: 'tls13-per-path',
    rule: 'tls/tls13-with-virtual-directory-certificate',
  },
  {
    name: 'web.config reset by an update',
    files: folder({ readAhead: 0 }, oneOf('413 0 0')),
    answers: {},
    cause: 'body-over-read-ahead',
    rule: 'exchange/upload-read-ahead-too-small',
  },
  {
    name: 'attachments above the read-ahead size',
    files: folder({}, oneOf('413 0 0')),
    answers: {},
    cause: 'body-over-read-ahead',
  },
  {
    name: 'mapping reset by a cmdlet',
    files: folder({ mapping: false }, everybody('401 2 5')),
    answers: {},
    cause: 'mapping-off',
  },
  {
    name: 'a certificate without SID after full enforcement',
    files: folder({}, oneOf('401 2 5')),
    answers: {
      deviceCertificate: { 'exch01/device.cer': clientFiles['weak.cer']! },
      account: { 'exch01/account.ldf': account() },
      sslRecords: { 'exch01/sslcert.txt': netsh() },
      ntauth: { 'exch01/NTAuth/issuing.cer': issuingCertificate },
    },
    cause: 'weak-mapping',
    rule: 'certificate/no-strong-mapping',
  },
  {
    name: 'the account of another user',
    files: folder({}, oneOf('401 2 5')),
    answers: {
      deviceCertificate: { 'exch01/device.cer': clientFiles['other-sid.cer']! },
      account: { 'exch01/account.ldf': account() },
      sslRecords: { 'exch01/sslcert.txt': netsh() },
    },
    cause: 'sid-contradicts',
  },
  {
    name: 'an expired certificate',
    files: folder({}, oneOf('403 17 2148204801')),
    answers: { deviceCertificate: { 'exch01/device.cer': clientFiles['expired.cer']! } },
    cause: 'certificate-expired',
    rule: 'certificate/expired',
  },
  {
    name: 'an outdated revocation list',
    files: folder({}, everybody('403 13 2148081683')),
    answers: { revocation: { 'exch01/revocation.txt': verified } },
    cause: 'revocation-unknown',
  },
  {
    name: 'a certificate in Root that is not self-signed',
    files: folder({}, everybody('403 16 2148204809')),
    answers: { rootStore: { 'exch01/Root/root.cer': rootCertificate, 'exch01/Root/issuing.cer': issuingCertificate } },
    cause: 'root-store-not-self-signed',
    rule: 'certificate/root-not-self-signed',
  },
  {
    name: 'a locked or invalid section',
    files: {
      ...folder({}, everybody('500 19 2147942413')),
      'exch01/FrontEnd/HttpProxy/Microsoft-Server-ActiveSync/web.config':
        '<configuration><system.webServer><security><access sslFlags="Always" /></security></system.webServer></configuration>',
    },
    answers: {},
    cause: 'configuration-refused',
    rule: 'iis/invalid-flags',
  },
  {
    name: 'a module that is missing',
    files: folder({ module: false }, everybody('401 2 5'), { 'exch01/sslcert.txt': netsh() }),
    answers: {},
    cause: 'module-missing',
    rule: 'exchange/mapping-module-missing',
  },
  {
    name: 'NTAuth without the issuer',
    files: folder({}, everybody('401 2 5')),
    answers: {
      sslRecords: { 'exch01/sslcert.txt': netsh() },
      deviceCertificate: { 'exch01/device.cer': clientFiles['alice.cer']! },
      account: { 'exch01/account.ldf': account() },
      ntauth: { 'exch01/NTAuth/root.cer': rootCertificate },
    },
    cause: 'not-in-ntauth',
  },
  {
    name: 'a gateway that ends TLS',
    files: folder({}, everybody('403 7 5')),
    answers: {},
    cause: 'tls-ended-before',
  },
];

/** Answers each question until a cause is proven; the ids of the questions. */
async function run({ files, answers }: Situation): Promise<{ readonly asked: string[]; readonly told: Told }> {
  const asked: string[] = [];
  let now = files;
  for (;;) {
    const told = await diagnosed(now);
    const { next } = told;
    const answer = next === null ? undefined : answers[next.id];
    if (!answer || asked.length > 6) return { asked: next === null ? asked : [...asked, `${next.id}?`], told };
    asked.push(next!.id);
    now = { ...now, ...answer };
  }
}

describe('support situations', () => {
  for (const situation of situations.slice(0, -1)) {
    test(`${situation.name}: proven in at most four questions`, async () => {
      const { asked, told } = await run(situation);
      const story = `${asked.join(', ')}; open: ${told.open.map(({ cause }) => cause).join(', ')}`;
      assert.deepEqual([told.state, told.proven.map(({ cause }) => cause)], ['proven', [situation.cause]], story);
      assert.ok(asked.length <= 4, story);
      if (situation.rule !== undefined) assert.equal(told.proven[0]!.rule, situation.rule);
      assert.equal(told.proven[0]!.verify.id, 'verify');
      assert.equal(told.next, null);
    });
  }

  test('a gateway that ends TLS is asked about first where every device gets 403.7', async () => {
    const told = await diagnosed(situations.at(-1)!.files);
    assert.deepEqual([told.state, told.next?.id, told.code], ['evidence', 'shownCertificate', 4]);
    assert.ok(
      !told.open.some(({ cause }) => cause === 'certificate-not-sent'),
      'all devices at once are not one of them',
    );
  });
});

describe('exports of accounts', () => {
  const csv = `"DistinguishedName","SID","UserPrincipalName"\r\n"${dn}","${sid}","alice@contoso.com"\r\n`;
  const json = JSON.stringify({ DistinguishedName: dn, SID: { Value: sid }, UserPrincipalName: 'alice@contoso.com' });
  for (const [name, text] of [
    ['account.csv', csv],
    ['account.json', json],
  ] as const) {
    test(`${name} of Get-ADUser proves that the account has another SID`, async () => {
      const files = folder({}, oneOf('401 2 5'), {
        'exch01/device.cer': clientFiles['other-sid.cer']!,
        'exch01/sslcert.txt': netsh(),
        [`exch01/${name}`]: text,
      });
      const { state, proven } = await diagnosed(files);
      assert.deepEqual([state, proven.map(({ cause }) => cause)], ['proven', ['sid-contradicts']]);
      assert.ok(proven[0]!.because.some(({ path }) => path === `exch01/${name}`));
    });
  }
});

describe('the course of a diagnosis', () => {
  test('asks for a log first, then for the configuration', async () => {
    const only = (pattern: RegExp): Files =>
      Object.fromEntries(Object.entries(folder({}, everybody('403 7 5'))).filter(([name]) => pattern.test(name)));
    assert.equal((await diagnosed(only(/\.config$/))).next?.id, 'log');
    assert.equal((await diagnosed(only(/\.log$/))).next?.id, 'configuration');
    assert.equal((await diagnosed(only(/\.config$/), '--status', '403.17')).next?.id, 'deviceCertificate');
  });

  test('never asks for what is there', async () => {
    const files = folder({}, everybody('401 2 5'), { 'exch01/sslcert.txt': netsh() });
    assert.notEqual((await diagnosed(files)).next?.id, 'sslRecords');
  });

  test('is healthy where nothing fails, and where devices succeed again', async () => {
    const fine = log([{ device: 1, status: '200 0 0', user: 'user1' }]);
    assert.deepEqual(
      [(await diagnosed(folder({}, fine))).state, (await diagnosed(folder({}, fine))).code],
      ['healthy', 0],
    );
    const again = log([
      { device: 1, status: '403 7 5', minute: 1 },
      { device: 1, status: '200 0 0', minute: 9, user: 'user1' },
    ]);
    assert.equal((await diagnosed(folder({}, again))).state, 'healthy');
  });

  test('says that a log does not fit the files', async () => {
    const found = await diagnosed(folder({ flags: 'Ssl' }, everybody('403 17 2148204801')));
    assert.deepEqual([found.state, found.code], ['contradiction', 4]);
  });

  test('tells one of many devices from all of them', async () => {
    const one = await diagnosed(folder({}, oneOf('403 7 5')));
    assert.equal(one.observed[0]!.allDevices, false);
    assert.equal(one.next?.id, 'deviceCertificate');
    const named = await diagnosed(folder({}, oneOf('403 7 5')), '--device', 'dev3');
    assert.equal(named.observed.length, 1);
    assert.equal((await diagnosed(folder({}, oneOf('403 7 5')), '--device', 'DEV1')).state, 'healthy');
  });

  test('brings the script of the fix and its rollback', async () => {
    const files = folder({ mapping: false }, everybody('401 2 5'));
    const { proven } = await diagnosed(files);
    assert.match(proven[0]!.remedy?.script ?? '', /clientCertificateMappingAuthentication/);
  });

  test('text and Markdown name the next thing to get', async () => {
    const files = folder({}, everybody('401 2 5'));
    const text = (await outcomeOf(['diagnose', 'exch01', '--at', now], new TestHost(files))).out;
    assert.match(text, /Next: [\s\S]*netsh http show sslcert > sslcert\.txt[\s\S]*sslcert\.txt/);
    const markdown = (await outcomeOf(['diagnose', 'exch01', '--at', now, '--format', 'markdown'], new TestHost(files)))
      .out;
    assert.match(markdown, /### Next/);
  });

  test('the first line does not repeat itself', async () => {
    for (const { files } of [...situations, { files: folder({}, log([{ device: 1, status: '200 0 0' }])) }]) {
      const { out } = await outcomeOf(['diagnose', 'exch01', '--at', now], new TestHost(files));
      const [first = ''] = out.split('\n');
      const [head = '', ...rest] = first.split(': ');
      assert.ok(!rest.join(': ').startsWith(head), first);
    }
  });

  test('wrong usage is 2, a missing folder 3', async () => {
    const code = async (...args: string[]): Promise<number> =>
      (await outcomeOf(['diagnose', ...args], new TestHost(folder({}, '')))).code;
    assert.equal(await code(), 2);
    assert.equal(await code('exch01', '--status', 'bad'), 2);
    assert.equal(await code('nowhere'), 3);
  });
});

describe('the collector', () => {
  test('is one screen of PowerShell that only reads, and exports no key', async () => {
    const { out, code } = await outcomeOf(['diagnose', '--collect'], new TestHost());
    assert.equal(code, 0);
    assert.ok(out.split('\n').length <= 60, `${out.split('\n').length} lines`);
    const names = new Set((await readPowershell(out)).map(({ name }) => name.toLowerCase()));
    for (const name of names) {
      assert.doesNotMatch(
        name,
        /^(?:(?:remove|set|stop|start|restart|enable|disable|invoke)-|new-itemproperty|export-pfx|iex)/,
        name,
      );
    }
    assert.match(out, /chcp\.com 437/);
    assert.doesNotMatch(out, /exportpfx|-p\s+\S+\.pfx|password=/i);
    for (const file of ['sslcert.txt', 'schannel.txt', 'root.txt', 'ntauth.txt', 'spn.txt', 'system.txt']) {
      assert.ok(out.includes(file), file);
    }
  });
});
