// Evidence of one server that contradicts other evidence, or the files: what it decides is unknown, whatever file
// comes first.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createHash } from 'node:crypto';
import {
  account,
  partialAccount,
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

interface Predicted {
  readonly request: { readonly tls: string };
  readonly stage: string;
  readonly because: readonly { readonly path: string; readonly message: string }[];
  readonly unknown: readonly { readonly what: string }[];
}

const lines = (...all: readonly string[]): string => [...all, ''].join('\r\n');
const windows = (build: number, year: number): string =>
  lines(
    'Host Name: EXCH01',
    `OS Name: Microsoft Windows Server ${year}`,
    `OS Version: 10.0.${build} N/A Build ${build}`,
  );
const schannel = (key: string, value: string): string =>
  lines(
    'Windows Registry Editor Version 5.00',
    '',
    `[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL${key}]`,
    value,
  );
const tls13 = (on: boolean): string => schannel('\\Protocols\\TLS 1.3\\Server', `"Enabled"=dword:0000000${on ? 1 : 0}`);

type Files = Readonly<Record<string, string | Uint8Array>>;

const files = (more: Files, shape: ServerShape = {}): Files => ({
  ...predictionServer({ windowsServer: null, ...shape }),
  ...more,
});

/** In both orders of these files. */
async function predicted(first: string, second: string, more: Files = {}, extension = 'txt'): Promise<Predicted[]> {
  return Promise.all(
    [
      [first, second],
      [second, first],
    ].map(([one, other]) =>
      simulate(files({ [`exch01/a.${extension}`]: one!, [`exch01/b.${extension}`]: other!, ...more })),
    ),
  );
}

async function simulate(all: Files, ...args: readonly string[]): Promise<Predicted> {
  const tls = args.includes('--tls') ? [] : ['--tls', '1.3'];
  const request = ['simulate', 'exch01', '/Microsoft-Server-ActiveSync', '--certificate', 'alice.cer', ...tls];
  const { out } = await outcomeOf([...request, '--at', now, '--format', 'json', ...args], new TestHost(all));
  return JSON.parse(out) as Predicted;
}

const unknownIn = ({ unknown }: Predicted): readonly string[] => unknown.map(({ what }) => what);

describe('evidence that contradicts other evidence', () => {
  test('Windows of two versions: neither counts', async () => {
    for (const found of await predicted(windows(17763, 2019), windows(20348, 2022))) {
      assert.equal(found.request.tls, 'unknown');
      assert.ok(unknownIn(found).includes('tls'));
    }
    const same = await predicted(windows(17763, 2019), windows(17763, 2019));
    assert.deepEqual(
      same.map(({ request }) => request.tls),
      ['1.2', '1.2'],
    );
  });

  test('each piece is named', async () => {
    const notes = async (more: Files): Promise<readonly string[]> => {
      const { out } = await outcomeOf(['check', 'exch01', '--format', 'json'], new TestHost(files(more)));
      const { evidence } = JSON.parse(out) as { evidence: { path: string; note: string }[] };
      return evidence.flatMap(({ path, note }) => (note.includes('contradicts it') ? [path.slice(7)] : []));
    };
    assert.deepEqual(await notes({ 'exch01/a.txt': windows(17763, 2019), 'exch01/b.txt': windows(20348, 2022) }), [
      'a.txt',
      'b.txt',
    ]);
    assert.deepEqual(await notes({ 'exch01/a.txt': windows(17763, 2019), 'exch01/b.reg': tls13(true) }), []);
    assert.deepEqual(await notes({ 'exch01/a.reg': tls13(false), 'exch01/b.reg': tls13(true) }), ['a.reg', 'b.reg']);
    const off = netsh({ 'DS Mapper Usage': 'Disabled' });
    assert.deepEqual(await notes({ 'exch01/old.txt': off }), ['old.txt', 'sslcert.txt']);
    assert.deepEqual(await notes({ 'exch01/old.txt': netsh({ 'IP:port': '10.0.0.1:443' }) }), []);
    const { out } = await outcomeOf(['check', 'exch01'], new TestHost(files({ 'exch01/old.txt': off })));
    assert.match(out, /DS Mapper Usage of 0\.0\.0\.0:443 enabled and disabled[^]*old\.txt[^\n]*It is disabled here/);
  });

  test('SCHANNEL with TLS 1.3 on and off: unknown', async () => {
    const more = { 'exch01/c.txt': windows(20348, 2022) };
    for (const found of await predicted(tls13(true), tls13(false), more, 'reg'))
      assert.equal(found.request.tls, 'unknown');
    for (const [on, tls] of [
      [true, '1.3'],
      [false, '1.2'],
    ] as const)
      for (const found of await predicted(tls13(on), tls13(on), more, 'reg')) assert.equal(found.request.tls, tls);
  });

  test('SendTrustedIssuerList on and off: that no list is sent is not said', async () => {
    const says = async (...values: readonly number[]): Promise<boolean> => {
      const registry = values.map((value, at): [string, string] => [
        `exch01/${at}.reg`,
        schannel('', `"SendTrustedIssuerList"=dword:0000000${value}`),
      ]);
      const args = ['explain', '403.7', 'exch01', '--format', 'json'];
      const { out } = await outcomeOf(args, new TestHost(files(Object.fromEntries(registry))));
      const { causes } = JSON.parse(out) as { causes: { cause: string; state: string }[] };
      return causes.find(({ cause }) => cause === 'issuer-not-offered')?.state === 'excluded';
    };
    assert.deepEqual([await says(0, 0), await says(0, 1), await says(1, 0)], [true, false, false]);
  });

  test('a registry export of SendTrustedIssuerList alone is used, two that differ are named', async () => {
    const notes = async (...values: readonly number[]): Promise<readonly (readonly [boolean, string])[]> => {
      const registry = values.map((value, at): [string, string] => [
        `exch01/${at}.reg`,
        schannel('', `"SendTrustedIssuerList"=dword:0000000${value}`),
      ]);
      const host = new TestHost(files(Object.fromEntries(registry)));
      const { out } = await outcomeOf(['check', 'exch01', '--format', 'json'], host);
      const { evidence } = JSON.parse(out) as { evidence: { kind: string; used: boolean; note: string }[] };
      return evidence.flatMap(({ kind, used, note }) => (kind === 'registry' ? [[used, note] as const] : []));
    };
    assert.deepEqual(await notes(1), [[true, '']]);
    assert.deepEqual(await notes(0, 0), Array(2).fill([true, '']));
    for (const [used, note] of await notes(0, 1)) {
      assert.ok(used);
      assert.match(note, /other/i);
    }
  });

  test('Web-Client-Auth installed and not installed: no contradiction of the configuration', async () => {
    const feature = (isInstalled: boolean): string =>
      lines(
        'Display Name                                            Name                       Install State',
        '------------                                            ----                       -------------',
        `[${isInstalled ? 'X' : ' '}] Client Certificate Mapping Authent...              Web-Client-Auth            ${isInstalled ? 'Installed' : 'Available'}`,
      );
    const found = async (first: boolean, second: boolean): Promise<boolean> => {
      const more = { 'exch01/a.txt': feature(first), 'exch01/b.txt': feature(second) };
      const { out } = await outcomeOf(['check', 'exch01'], new TestHost(files(more)));
      return out.includes('Web-Client-Auth is not installed');
    };
    assert.deepEqual(
      [await found(false, false), await found(false, true), await found(true, false)],
      [true, false, false],
    );
  });

  test('Forms on and off in two exports of owa: unknown in the checklist', async () => {
    const view = (forms: string): string =>
      lines(
        `FormsAuthentication : ${forms}`,
        'AdfsAuthentication  : False',
        'OAuthAuthentication : False',
        'WebsiteName         : Default Web Site',
        'Identity            : EXCH01\\owa (Default Web Site)',
      );
    const detail = async (first: string, second: string): Promise<string | undefined> => {
      const more = { 'exch01/a.txt': view(first), 'exch01/b.txt': view(second) };
      const all = files(more, { owaAndEcpDiffer: true });
      const { out } = await outcomeOf(['check', 'exch01', '--format', 'markdown'], new TestHost(all));
      return /Forms, AD FS, and OAuth[^\n]*\n?[^\n]*/.exec(out)?.[0];
    };
    assert.match((await detail('True', 'True'))!, /Enabled: Forms/);
    for (const found of [await detail('True', 'False'), await detail('False', 'True')])
      assert.match(found!, /contradict each other/);
  });
});

const listing = (store: string, ...hashes: readonly string[]): string =>
  lines(
    store,
    ...hashes.flatMap((hash, at) => [
      `================ Certificate ${at} ================`,
      `Cert Hash(sha1): ${hash}`,
    ]),
    'CertUtil: -store command completed successfully.',
  );
const hashOf = (certificate: Uint8Array): string => createHash('sha1').update(certificate).digest('hex');
const [root, issuing, other] = [hashOf(rootCertificate), hashOf(issuingCertificate), '1'.repeat(40)];

describe('listings of a store that contradict each other', () => {
  const store = (name: string, first: readonly string[], second: readonly string[]): Files => {
    const copied = Object.entries(files({}, { windowsServer: '2019' }));
    return {
      ...Object.fromEntries(copied.filter(([path]) => !path.includes(`/${name}/`))),
      'exch01/root.cer': rootCertificate,
      'exch01/a.txt': listing(name, ...first),
      'exch01/b.txt': listing(name, ...second),
    };
  };
  const both = (name: string, one: readonly string[], another: readonly string[]): readonly Files[] => [
    store(name, one, another),
    store(name, another, one),
  ];
  const check = async (all: Files): Promise<{ rules: readonly string[]; notes: readonly string[] }> => {
    const { out } = await outcomeOf(['check', '.', '--at', now, '--format', 'json'], new TestHost(all));
    const { findings, evidence } = JSON.parse(out) as { findings: { rule: string }[]; evidence: { note: string }[] };
    return { rules: findings.map(({ rule }) => rule), notes: evidence.map(({ note }) => note) };
  };

  test('NTAuth with and without the CA: no finding, and the prediction asks', async () => {
    for (const all of both('NTAuth', [issuing, other], [other])) {
      const { rules, notes } = await check(all);
      assert.ok(!rules.includes('evidence/ntauth-missing'));
      assert.equal(notes.filter((note) => note.includes('contradicts it')).length, 2);
      assert.deepEqual(unknownIn(await simulate(all, '--tls', '1.2')), ['ntauth']);
    }
    for (const all of both('NTAuth', [other], [other])) {
      const { rules, notes } = await check(all);
      assert.equal(rules.filter((rule) => rule === 'evidence/ntauth-missing').length > 0, true);
      assert.ok(!notes.some((note) => note.includes('contradicts it')));
      assert.equal((await simulate(all, '--tls', '1.2')).stage, 'module');
    }
    const cut = store('NTAuth', [other], [issuing]);
    const whole = { ...cut, 'exch01/b.txt': (cut['exch01/b.txt'] as string).replace(/CertUtil.*/, '') };
    assert.ok(!(await check(whole)).rules.includes('evidence/ntauth-missing'), 'a part that has it contradicts too');
  });

  test('a folder of NTAuth certificates without the CA is not the whole store, in any command', async () => {
    const copied = Object.entries(files({}, { windowsServer: '2019' }));
    const without = Object.fromEntries(copied.filter(([path]) => !path.includes('/NTAuth/')));
    const all = { ...without, 'exch01/NTAuth/root.cer': rootCertificate };
    assert.ok(!(await check(all)).rules.includes('evidence/ntauth-missing'));
    const found = await simulate(all, '--tls', '1.2');
    assert.deepEqual([found.stage, unknownIn(found)], ['application', ['ntauth']]);
    const args = ['diagnose', 'exch01', '--status', '401.2', '--at', now, '--format', 'json'];
    const { out } = await outcomeOf(args, new TestHost(all));
    assert.deepEqual((JSON.parse(out) as { proven: unknown[] }).proven, []);
  });

  test('Root with and without the root: neither trusted nor rejected', async () => {
    for (const all of both('Root', [root, other], [other]))
      assert.deepEqual(unknownIn(await simulate(all, '--tls', '1.2')), ['trust']);
    for (const all of both('Root', [other], [other]))
      assert.equal((await simulate(all, '--tls', '1.2')).stage, 'trust');
    for (const all of both('Root', [root], [root]))
      assert.deepEqual(unknownIn(await simulate(all, '--tls', '1.2')), []);
  });
});

describe('exports of an account that contradict each other', () => {
  const weak = 'weak.cer';
  const issuerSerial = 'X509:<I>CN=Contoso CA<SR>10';
  const told = async (one: string, another: string, certificate = 'alice.cer', name = 'ldf') => {
    const all = files({ [`exch01/a.${name}`]: one, [`exch01/b.${name}`]: another }, { windowsServer: '2019' });
    const args = ['--at', now, '--format', 'json'];
    const others = Object.entries(all).filter(
      ([path]) => path !== 'exch01/alice.ldf' && (!path.endsWith('.cer') || path.includes('/') || path === certificate),
    );
    const host = new TestHost(Object.fromEntries(others));
    const check = await outcomeOf(['check', '.', ...args], host);
    const { findings, evidence } = JSON.parse(check.out) as {
      findings: { rule: string; severity: string }[];
      evidence: { note: string }[];
    };
    const request = [
      'simulate',
      'exch01',
      '/Microsoft-Server-ActiveSync',
      '--tls',
      '1.2',
      '--certificate',
      certificate,
    ];
    const { out } = await outcomeOf([...request, ...args], host);
    const found = JSON.parse(out) as Predicted & { outcome: { kind: string } };
    return {
      rules: findings.map(({ rule }) => rule).filter((rule) => /^evidence\/account|^certificate\/no-strong/.test(rule)),
      contradicted: evidence.filter(({ note }) => note.includes('contradicts it')).length,
      unknown: unknownIn(found),
      outcome: found.outcome.kind,
    };
  };
  const unknown = { rules: [], contradicted: 2, unknown: ['account'], outcome: 'passes' };
  const bothWays = async (one: string, another: string, ...more: readonly string[]) =>
    Promise.all([told(one, another, ...more), told(another, one, ...more)]);

  test('enabled and disabled: unknown', async () => {
    const off = account({ userAccountControl: '514' });
    for (const found of await bothWays(account(), off)) assert.deepEqual(found, unknown);
    const both = await told(off, off.replace('CN=alice', 'cn=Alice'));
    assert.deepEqual([both.contradicted, both.outcome], [0, 'refused']);
    assert.ok(both.rules.includes('evidence/account-disabled'));
  });

  test('another SID: unknown; as Get-ADUser lists it, too', async () => {
    for (const found of await bothWays(account(), account({ objectSid: 'S-1-5-21-1-2-3-4' })))
      assert.deepEqual(found, unknown);
    const list = (enabled: string): string =>
      lines(
        'DistinguishedName : CN=alice,OU=Users,DC=contoso,DC=com',
        `Enabled           : ${enabled}`,
        'SamAccountName    : alice',
        `SID               : ${sid}`,
        'UserPrincipalName : alice@contoso.com',
      );
    for (const found of await bothWays(list('True'), list('False'), 'alice.cer', 'txt'))
      assert.deepEqual(found, unknown);
  });

  test('a strong mapping in one export, and none in another that tells: unknown', async () => {
    const table = (identities: string): string =>
      lines(
        'DistinguishedName,Enabled,SamAccountName,SID,UserPrincipalName,altSecurityIdentities',
        `"CN=alice,OU=Users,DC=contoso,DC=com",True,alice,${sid},alice@contoso.com,${identities}`,
      );
    for (const found of await bothWays(table(issuerSerial), table('X509:<SKI>00'), weak, 'csv'))
      assert.deepEqual(found, unknown);
    assert.deepEqual((await told(table(issuerSerial), table(issuerSerial), weak, 'csv')).unknown, []);
    const mapped = account({ altSecurityIdentities: issuerSerial });
    for (const found of await bothWays(mapped, account(), weak))
      assert.deepEqual(found, unknown, 'LDIF has no line for an attribute without a value');
    for (const found of await bothWays(mapped, partialAccount(), weak))
      assert.deepEqual(found.unknown, [], 'nor for one that was not asked for');
  });

  test('what one export alone says counts, whichever is first', async () => {
    const mapped = 'dn: CN=alice,OU=Users,DC=contoso,DC=com\naltSecurityIdentities: ' + issuerSerial + '\n';
    const off = 'dn: CN=alice,OU=Users,DC=contoso,DC=com\nuserAccountControl: 514\n';
    for (const found of await bothWays(mapped, off, weak)) {
      assert.deepEqual(found, {
        rules: ['evidence/account-disabled'],
        contradicted: 0,
        unknown: [],
        outcome: 'refused',
      });
    }
  });

  test('accounts of two forests with one name are two', async () => {
    const fabrikam = account({ userAccountControl: '514', objectSid: 'S-1-5-21-1-2-3-4' }).replace(
      'DC=contoso',
      'DC=fabrikam',
    );
    for (const found of await bothWays(account(), fabrikam)) {
      assert.equal(found.contradicted, 0);
      assert.deepEqual([found.unknown, found.outcome], [[], 'passes']);
    }
  });
});

/** The rules that check finds, and how many notes say that evidence is contradicted. */
async function checked(all: Files): Promise<{ rules: readonly string[]; contradicted: number }> {
  const { out } = await outcomeOf(['check', '.', '--at', now, '--format', 'json'], new TestHost(all));
  const { findings, evidence } = JSON.parse(out) as { findings: { rule: string }[]; evidence: { note: string }[] };
  return {
    rules: findings.map(({ rule }) => rule),
    contradicted: evidence.filter(({ note }) => note.includes('contradicts it')).length,
  };
}

describe('exports of the account of a gateway that contradict each other', () => {
  const gateway = (transition: string, names = 'http/mail.contoso.com'): string =>
    lines(
      'DistinguishedName          : CN=GW,DC=contoso,DC=com',
      `msDS-AllowedToDelegateTo   : {${names}}`,
      `TrustedToAuthForDelegation : ${transition}`,
    );
  const settings = JSON.stringify({ windowsServer: '2019', termination: 'device' });
  const shape = { flags: 'Ssl', mapping: false, methods: methods.windows(['Negotiate', 'NTLM']) };
  const spn = lines('Registered ServicePrincipalNames for CN=EXCH01,DC=contoso,DC=com:', '\thttp/mail.contoso.com');
  const told = async (one: string, another: string) => {
    const more = { 'exch01/a.txt': one, 'exch01/b.txt': another, 'exch01/spn.txt': spn };
    const all = files({ ...more, 'exch01/.exchange-cba.json': settings }, shape);
    const { rules, contradicted } = await checked(all);
    const request = ['simulate', 'exch01', '/Microsoft-Server-ActiveSync', '--from', 'gateway', '--at', now];
    const { out } = await outcomeOf([...request, '--format', 'json'], new TestHost(all));
    const { unknown, stage } = JSON.parse(out) as Predicted;
    const { out: page } = await outcomeOf(['check', '.', '--format', 'markdown'], new TestHost(all));
    const isSaid = page.includes('The exports contradict each other.');
    return [rules.includes('evidence/delegation-wrong'), contradicted, unknown.map(({ what }) => what), stage, isSaid];
  };

  test('protocol transition on and off, or other names: unknown; agreeing ones decide', async () => {
    for (const [one, another] of [
      [gateway('True'), gateway('False')],
      [gateway('False'), gateway('True')],
      [gateway('True'), gateway('True', 'http/other.contoso.com')],
      [gateway('True', 'http/other.contoso.com'), gateway('True')],
    ] as const)
      assert.deepEqual(await told(one, another), [false, 2, ['delegation'], 'application', true]);
    const off = gateway('False');
    assert.deepEqual(await told(off, off.replace('CN=GW', 'cn=gw')), [true, 0, [], 'authentication', false]);
    assert.deepEqual(await told(gateway('True'), gateway('True')), [false, 0, [], 'application', false]);
  });
});

test('a service principal name that an account has in one of two listings is on it twice nowhere', async () => {
  const listing = (cn: string, ...names: readonly string[]): string =>
    lines(`Registered ServicePrincipalNames for CN=${cn},DC=contoso,DC=com:`, ...names.map((name) => `\t${name}`));
  const name = 'http/mail.contoso.com';
  const moved = listing('EXCH01', 'host/exch01') + listing('ASA', name);
  const shape = { flags: 'Ssl', mapping: false, methods: methods.windows(['Negotiate', 'NTLM']) };
  const settings = JSON.stringify({ windowsServer: '2019', termination: 'device' });
  const told = async (one: string, another: string) => {
    const more = { 'exch01/a.txt': one, 'exch01/b.txt': another, 'exch01/.exchange-cba.json': settings };
    const all = files(more, shape);
    const { rules, contradicted } = await checked(all);
    const request = ['simulate', 'exch01', '/Microsoft-Server-ActiveSync', '--from', 'gateway', '--at', now];
    const { out } = await outcomeOf([...request, '--format', 'json'], new TestHost(all));
    return [
      rules.includes('evidence/spn-duplicate'),
      contradicted,
      unknownIn(JSON.parse(out) as Predicted).includes('spn'),
    ];
  };
  const before = listing('EXCH01', 'host/exch01', name);
  assert.deepEqual(await told(before, moved), [false, 2, true]);
  assert.deepEqual(await told(moved, before), [false, 2, true]);
  assert.deepEqual(await told(before, listing('ASA', name)), [true, 0, false]);
  assert.deepEqual(await told(moved, moved), [false, 0, false]);
  const doubles = lines(
    `${name} is registered on these accounts:`,
    '\tCN=EXCH01,DC=contoso,DC=com',
    '\tCN=ASA,DC=contoso,DC=com',
  );
  assert.deepEqual(await told(before, doubles), [true, 0, false], '-X lists no other names of an account');
});

describe('evidence about HTTP.SYS that contradicts other evidence', () => {
  test('simulate names what contradicts itself and asks for nothing that is there', async () => {
    const all = files({ 'exch01/old.txt': netsh({ 'DS Mapper Usage': 'Disabled' }) }, { windowsServer: '2019' });
    const found = await simulate(all, '--tls', '1.2');
    const [one, ...others] = found.unknown as { what: string; contradicts?: { path: string; message: string }[] }[];
    assert.deepEqual([one!.what, others.length], ['dsMapper', 0]);
    assert.deepEqual(one!.contradicts!.map(({ path, message }) => `${path} ${message}`).sort(), [
      'exch01/old.txt DS Mapper Usage of 0.0.0.0:443: Disabled',
      'exch01/sslcert.txt DS Mapper Usage of 0.0.0.0:443: Enabled',
    ]);
    const args = ['simulate', 'exch01', '/Microsoft-Server-ActiveSync', '--certificate', 'alice.cer', '--at', now];
    const { out } = await outcomeOf([...args, '--tls', '1.2'], new TestHost(all));
    assert.match(out, /Saved output contradicts itself; keep only the newest:\n +exch01\/\S+: DS Mapper Usage/);
    assert.doesNotMatch(out, /netsh http show/);
    const without = await outcomeOf([...args, '--tls', '1.2'], new TestHost(files({}, { record: null })));
    assert.match(without.out, /netsh http show sslcert/);
    assert.doesNotMatch(without.out, /contradicts/);
  });

  test('a record that rejects connections, and one that does not', async () => {
    const [yes, no] = [netsh({ 'Reject Connections': 'Enabled' }), netsh({ 'Reject Connections': 'Disabled' })];
    for (const [one, another] of [
      [yes, no],
      [no, yes],
    ] as const) {
      const all = files({ 'exch01/sslcert.txt': one, 'exch01/z.txt': another }, { windowsServer: '2019' });
      assert.deepEqual((await checked(all)).contradicted, 2);
      const found = await simulate(all, '--tls', '1.2');
      assert.deepEqual([found.stage, unknownIn(found)], ['application', ['records']]);
    }
    assert.equal((await simulate(files({ 'exch01/sslcert.txt': yes }), '--tls', '1.2')).stage, 'endpoint');
  });

  test('an event of a deleted record that saved output has', async () => {
    const event = lines(
      'Event[0]',
      '  Log Name: System',
      '  Source: Microsoft-Windows-HttpEvent',
      '  Date: 2026-10-28T08:01:11.000',
      '  Event ID: 15300',
      '  Level: Warning',
      '  Computer: EXCH01',
      '  Description:',
      'SSL Certificate Settings deleted for endpoint : 0.0.0.0:443 .',
    );
    const stage = async (record: ServerShape['record']): Promise<readonly unknown[]> => {
      const shape = { windowsServer: '2019', ...(record === undefined ? {} : { record }) };
      const found = await simulate(files({ 'exch01/event.txt': event }, shape), '--tls', '1.2');
      return [found.stage, unknownIn(found).includes('records')];
    };
    assert.deepEqual(await stage(undefined), ['application', true]);
    assert.deepEqual(await stage(null), ['endpoint', false]);
  });

  test('Windows that one of two outputs has otherwise than the settings: no wrong setting', async () => {
    const found = async (one: string, another: string): Promise<boolean> => {
      const all = files({ 'exch01/a.txt': one, 'exch01/b.txt': another }, { windowsServer: '2019' });
      return (await checked(all)).rules.includes('evidence/contradicts-configuration');
    };
    const [old, later] = [windows(17763, 2019), windows(20348, 2022)];
    assert.deepEqual(
      [await found(old, later), await found(later, old), await found(later, later), await found(old, old)],
      [false, false, true, false],
    );
  });

  test('a certificate that only one of two exports has without IIS', async () => {
    const certificate = (services: string): string =>
      lines(`Services   : ${services}`, `Thumbprint : ${'0123456789abcdef'.repeat(2)}01234567`, 'NotAfter : 1/1/2030');
    const found = async (one: string, another: string): Promise<boolean> => {
      const all = files({ 'exch01/a.txt': certificate(one), 'exch01/b.txt': certificate(another) });
      return (await checked(all)).rules.includes('evidence/contradicts-configuration');
    };
    assert.deepEqual(
      [await found('SMTP', 'SMTP'), await found('SMTP', 'IIS, SMTP'), await found('IIS, SMTP', 'SMTP')],
      [true, false, false],
    );
  });
});

describe('a record of HTTP.SYS that contradicts the flags of its binding', () => {
  const bindings = '<binding protocol="https" bindingInformation=":443:" sslFlags="160" />';

  test('the record decides about TLS 1.3 and about the handshake, as in check', async () => {
    const found = await simulate(files({ 'exch01/c.txt': windows(20348, 2022) }, { bindings }));
    assert.deepEqual([found.request.tls, found.stage], ['1.3', 'ask']);
    assert.ok(found.because.some(({ path }) => path === 'exch01/sslcert.txt'));
    const unsaid = await simulate(files({ 'exch01/c.txt': windows(20348, 2022) }, { bindings, record: null }));
    assert.equal(unsaid.request.tls, '1.2');
  });
});

describe('records of HTTP.SYS and exports of SCHANNEL that do not agree', () => {
  const server: Files = { 'exch01/c.txt': windows(20348, 2022) };
  const found = async (all: Files): Promise<readonly { severity: string; message: string }[]> => {
    const { out } = await outcomeOf(['check', 'exch01', '--at', now, '--format', 'json'], new TestHost(all));
    const { findings } = JSON.parse(out) as { findings: { rule: string; severity: string; message: string }[] };
    return findings.filter(({ rule }) => rule === 'tls/tls13-with-virtual-directory-certificate');
  };
  const bothOrders = (one: string, another: string): readonly Files[] => [
    files({ ...server, 'exch01/sslcert.txt': one, 'exch01/z.txt': another }),
    files({ ...server, 'exch01/sslcert.txt': another, 'exch01/z.txt': one }),
  ];

  test('TLS 1.3 on and off: check leaves it open as simulate does', async () => {
    const disputes = [
      files({ ...server, 'exch01/a.reg': tls13(true), 'exch01/b.reg': tls13(false) }),
      files({ ...server, 'exch01/a.reg': tls13(true) + tls13(false) }),
      ...bothOrders(netsh(), netsh({ 'Disable TLS1.3': 'Set' })),
    ];
    for (const all of disputes) {
      const [finding, ...others] = await found(all);
      assert.deepEqual([finding?.severity, others.length], ['information', 0]);
      assert.match(finding!.message, /contradicts itself/);
      const { request, unknown } = await simulate(all);
      assert.equal(request.tls, 'unknown');
      assert.ok((unknown as { what: string; contradicts?: unknown[] }[]).some(({ contradicts: named }) => named));
    }
    const on = await found(files({ ...server, 'exch01/a.reg': tls13(true) }));
    assert.deepEqual(
      on.map(({ severity }) => severity),
      ['warning'],
    );
    assert.deepEqual(await found(files({ ...server, 'exch01/a.reg': tls13(false) })), []);
    for (const all of bothOrders(netsh({ 'Disable TLS1.3': 'Set' }), netsh({ 'Disable TLS1.3': 'Set' })))
      assert.equal((await simulate(all)).request.tls, '1.2');
  });

  test('what decides about a certificate is unknown, and both files are named', async () => {
    const label = (name: string, usual: string, other: string): readonly [string, string] => [
      netsh({ [name]: usual }),
      netsh({ [name]: other }),
    ];
    for (const [pair, certificate, stage] of [
      [label('Verify Client Certificate Revocation', 'Enabled', 'Disabled'), 'revoked.cer', 'revocation'],
      [label('Usage Check', 'Enabled', 'Disabled'), 'usage.cer', 'usage'],
    ] as const) {
      for (const all of bothOrders(...pair)) {
        const told = await simulate(all, '--tls', '1.2', '--certificate', certificate);
        assert.deepEqual([told.stage, unknownIn(told)], [stage, ['records']]);
        const [{ contradicts }] = told.unknown as unknown as [{ contradicts: unknown[] }];
        assert.equal(contradicts.length, 2);
      }
      const [checked, unchecked] = await Promise.all(
        pair.map((one) => simulate(files({ 'exch01/sslcert.txt': one }), '--tls', '1.2', '--certificate', certificate)),
      );
      assert.deepEqual([checked!.stage, unchecked!.stage], [stage, 'application']);
    }
  });

  test('a certificate that is requested in the handshake by one record: a long body is not certain to pass', async () => {
    const pair = [netsh(), netsh({ 'Negotiate Client Certificate': 'Enabled' })] as const;
    for (const all of bothOrders(...pair))
      assert.deepEqual(unknownIn(await simulate(all, '--tls', '1.2', '--body', '100000')), ['records']);
  });

  test('other certificates of one endpoint', async () => {
    const hash = (digit: string): string => digit.repeat(40);
    const record = (digit: string, more = {}): string => netsh({ 'Certificate Hash': hash(digit), ...more });
    const name = { 'Hostname:port': 'mail.contoso.com:443' };
    for (const all of bothOrders(record('1'), record('2'))) assert.equal((await checked(all)).contradicted, 2);
    for (const all of bothOrders(record('1'), record('1'))) assert.equal((await checked(all)).contradicted, 0);
    const byName = record('2', name).replace(/.*IP:port.*\n/, '');
    for (const all of bothOrders(record('1'), byName)) assert.equal((await checked(all)).contradicted, 0);
  });

  test('diagnose asks to save again what contradicts itself', async () => {
    const next = async (all: Files, status: string, ...more: readonly string[]) => {
      const args = ['diagnose', 'exch01', '--status', status, '--at', now, '--format', 'json', ...more];
      const { out } = await outcomeOf(args, new TestHost(all));
      const { next: asked, open } = JSON.parse(out) as {
        next: { id: string; why: string } | null;
        open: { cause: string; for: { path: string }[] }[];
      };
      const named = new Set(open.flatMap(({ for: places }) => places.map(({ path }) => path)));
      return [asked?.id, asked?.why.includes('contradicts itself'), named.has('exch01/z.txt')];
    };
    for (const all of bothOrders(netsh(), netsh({ 'DS Mapper Usage': 'Disabled' })))
      assert.deepEqual(await next(all, '401.2'), ['sslRecords', true, true]);
    for (const all of bothOrders(netsh(), netsh()))
      assert.notEqual((await next(all, '401.2'))[1], true, 'records that agree are not to be saved again');
  });

  test('the certificate that clients are shown, which only one of two records has', async () => {
    const pem = Buffer.from(rootCertificate).toString('base64').replace(/.{64}/g, '$&\n');
    const shown = lines(
      'CONNECTED(00000003)',
      'Certificate chain',
      ' 0 s:CN = mail.contoso.com',
      '-----BEGIN CERTIFICATE-----',
      pem,
      '-----END CERTIFICATE-----',
    );
    const told = async (all: Files) => {
      const args = ['diagnose', 'exch01', '--status', '403.7', '--at', now, '--format', 'json'];
      const { out } = await outcomeOf(args, new TestHost({ ...all, 'exch01/shown.txt': shown }));
      const { proven, excluded, next } = JSON.parse(out) as Record<'proven' | 'excluded', { cause: string }[]> & {
        next: { id: string } | null;
      };
      const state = (some: { cause: string }[]): boolean => some.some(({ cause }) => cause === 'tls-ended-before');
      return state(proven) ? 'proven' : state(excluded) ? 'excluded' : next?.id;
    };
    const record = (sha1: string): string => netsh({ 'Certificate Hash': sha1 });
    for (const all of bothOrders(record(root), record(other))) assert.equal(await told(all), 'sslRecords');
    for (const all of bothOrders(record(root), record(root))) assert.equal(await told(all), 'excluded');
    for (const all of bothOrders(record(other), record('2'.repeat(40))))
      assert.notEqual(await told(all), 'sslRecords', 'it is that of neither');
  });
});
