// Evidence of one server that contradicts other evidence, or the files: what it decides is unknown, whatever file
// comes first.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { netsh, now, predictionServer, type ServerShape } from '../support/prediction.js';
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
  const request = ['simulate', 'exch01', '/Microsoft-Server-ActiveSync', '--certificate', 'alice.cer', '--tls', '1.3'];
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
