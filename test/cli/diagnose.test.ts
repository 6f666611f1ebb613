// The command diagnose: its course from a log to the end, its formats, and the collector.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readPowershell } from '../support/powershell.js';
import { diagnosed, everybody, folder, log, oneOf, type Files } from '../support/diagnosis.js';
import { clientFiles, methods, netsh, now, sid } from '../support/prediction.js';
import { outcomeOf, TestHost } from './support.js';

const dn = 'CN=alice,OU=Users,DC=contoso,DC=com';

const textOf = async (files: Files, ...args: readonly string[]): Promise<string> =>
  (await outcomeOf(['diagnose', 'exch01', '--at', now, ...args], new TestHost(files))).out;

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

  test('mentions the problems of the files until there is a status to explain', async () => {
    const sentence = /^ {2}Run "exchange-cba check" too: it finds \d+ errors?.* in these files\.$/m;
    const files = folder({ mapping: false }, '');
    const empty = { 'exch01/applicationHost.config': '<configuration/>' };
    assert.match(await textOf(files), sentence);
    assert.doesNotMatch(await textOf(empty), sentence);
    const asked = await textOf(files, '--status', '403.17');
    assert.match(asked, /^More evidence is needed/);
    assert.doesNotMatch(asked, sentence);
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

  test('counts the devices that sign in again, and those of which nothing is known', async () => {
    const requests = [1, 2, 3, 4].map((device) => ({ device, status: '401 2 5', minute: device }));
    const again = [...requests, { device: 2, status: '200 0 0', minute: 30, user: 'user2' }];
    const text = await textOf(folder({}, log(again)));
    assert.match(text, /^No failure since: 1 of 4 mobile devices that failed signed in again\. Nothing is known/);
    assert.match(text, /4 mobile devices \(all, and some of them succeed too\)/);
  });

  test('names what a proven cause hides apart from what the files exclude', async () => {
    const text = await textOf(folder({ mapping: false }, everybody('401 2 5')));
    const [, hidden, excluded] =
      /\nNot reached yet, possible after the fix:\n([^]*?)\n\nExcluded:\n([^]*)/.exec(text) ?? [];
    assert.match(hidden ?? '', /DS Mapper Usage is disabled on the binding/);
    assert.doesNotMatch(excluded ?? '', /DS Mapper Usage is disabled on the binding/);
    assert.match(excluded ?? '', /The mapping module does not run for the path/);
  });

  test('says that a log does not fit the files, and asks for a newer one', async () => {
    const found = await diagnosed(folder({ flags: 'Ssl' }, everybody('403 17 2148204801')));
    assert.deepEqual([found.state, found.code], ['contradiction', 4]);
    assert.equal(found.next?.id, 'verify');
    assert.doesNotMatch(found.next.why, /After the fix/);
  });

  test('follows the log where users say 403 of another status', async () => {
    const gateway = { flags: 'Ssl, Ssl128', mapping: false, methods: methods.windows([]) };
    const host = (status: string): TestHost => new TestHost(folder(gateway, everybody(status)));
    const told = async (status: string, said: string): Promise<string> =>
      (await outcomeOf(['diagnose', 'exch01', '--status', said, '--at', now], host(status))).out;
    const found = await told('401 2 5', '403');
    assert.match(found, /^Proven: The logs show no 403, but 401\.2\. Windows authentication has no provider\./);
    // A substatus is what somebody has read.
    assert.match(await told('401 2 5', '403.7'), /^(?!Proven).*The logs show no 403\.7, but 401\.2\./);
    assert.doesNotMatch(await told('401 2 5', '401.2'), /The logs show no/);
  });

  test('takes no request over HTTP for granted where users say 403', async () => {
    const gateway = { flags: 'Ssl, Ssl128', mapping: false, methods: methods.windows(['Negotiate', 'NTLM']) };
    const files = Object.entries(folder(gateway, '')).filter(([name]) => !name.endsWith('.log'));
    const found = await diagnosed(Object.fromEntries(files), '--status', '403');
    assert.equal(found.state, 'evidence');
    assert.ok(found.open.some(({ cause }) => cause === 'ssl-required'));
    assert.equal((await diagnosed(Object.fromEntries(files), '--status', '403.4')).state, 'proven');
  });

  test('concludes nothing from logs without ActiveSync on a server without Exchange', async () => {
    const text = everybody('500 19 33').replaceAll('/Microsoft-Server-ActiveSync/default.eas', '/app/');
    const files: Files = {
      'exch01/applicationHost.config': `<configuration><system.applicationHost><sites><site name="Intranet" id="1">
        <application path="/"><virtualDirectory path="/" physicalPath="C:\\web" /></application>
        <bindings><binding protocol="https" bindingInformation="*:443:" /></bindings></site></sites></system.applicationHost></configuration>`,
      'exch01/u_ex261101.log': text,
    };
    const found = await diagnosed(files);
    assert.deepEqual([found.state, found.open], ['evidence', []]);
    const { out } = await outcomeOf(['diagnose', 'exch01', '--at', now], new TestHost(files));
    assert.match(out, /Specify the status of another path with --status/);
  });

  test('rejects a configuration path and names its URL, as `explain` does', async () => {
    const host = new TestHost(folder({}, everybody('403 7 5')));
    const path = 'Default Web Site/Microsoft-Server-ActiveSync';
    for (const command of [
      ['diagnose', 'exch01'],
      ['explain', '403.7', 'exch01'],
    ]) {
      const { code, warnings } = await outcomeOf([...command, '--path', path], host);
      assert.equal(code, 2);
      assert.match(warnings.join(), /is a configuration path; use its URL, '[^']*\/Microsoft-Server-ActiveSync'/);
    }
  });

  test('names the paths that were refused where mobile devices asked for nothing', async () => {
    const elsewhere = everybody('403 7 5').replaceAll('/Microsoft-Server-ActiveSync/default.eas', '/owa/');
    const { out } = await outcomeOf(['diagnose', 'exch01', '--at', now], new TestHost(folder({}, elsewhere)));
    assert.match(out, /no request of a mobile device\. On other paths they show 403\.7: specify one of these paths/);
  });

  test('takes a log with nothing but monitoring for no proof that mobile devices succeed', async () => {
    const monitoring = everybody('200 0 0').replaceAll(/(?<= 443 \S+ )\S+/g, '127.0.0.1');
    assert.match(monitoring, / 127\.0\.0\.1 /);
    const host = new TestHost(folder({}, monitoring));
    const { code, out } = await outcomeOf(['diagnose', 'exch01', '--at', now], host);
    assert.equal(code, 4);
    assert.match(out, /The logs show no request of a mobile device\./);
  });

  test('names what to replace in a command', async () => {
    const { next } = await diagnosed(folder({}, everybody('403 13 2148081683')));
    assert.match(next?.why ?? '', /"device\.cer" is the certificate of a mobile device/);
    const there = folder({}, everybody('403 13 2148081683'), { 'exch01/bob.cer': clientFiles['alice.cer']! });
    assert.match((await diagnosed(there)).next?.command ?? '', /^certutil -verify -urlfetch bob\.cer /);
    const user = await diagnosed(folder({}, oneOf('403 7 5')));
    assert.match(user.next?.why ?? '', /Replace "alice@contoso\.com"/);
  });

  test('says what to do where no finding has a fix, and where the proof lies', async () => {
    const verified = 'a line\n  CertUtil: -verify command FAILED: 0x80092013 (CRYPT_E_REVOCATION_OFFLINE)\n';
    const files = folder({}, everybody('403 13 2148081683'), { 'exch01/revocation.txt': verified });
    for (const format of ['text', 'markdown']) {
      const { out } = await outcomeOf(['diagnose', 'exch01', '--at', now, '--format', format], new TestHost(files));
      assert.match(out, /Publish a current CRL/);
      assert.match(out, /exch01\/revocation\.txt:2:37/);
    }
  });

  test('shows the command that verifies a fix', async () => {
    const host = new TestHost(folder({ mapping: false }, everybody('401 2 5')));
    const { out } = await outcomeOf(['diagnose', 'exch01', '--at', now], host);
    assert.match(out, /^Next: After the fix.*\n.*\n.*u_ex-after\.log\n {2}Save the result as exch01\/u_ex-after\.log/m);
  });

  test('tells one of many devices from all of them', async () => {
    const one = await diagnosed(folder({}, oneOf('403 7 5')));
    assert.equal(one.observed[0]!.allDevices, false);
    assert.equal(one.next?.id, 'deviceCertificate');
    const named = await diagnosed(folder({}, oneOf('403 7 5')), '--device', 'dev3');
    assert.equal(named.observed.length, 1);
    assert.equal((await diagnosed(folder({}, oneOf('403 7 5')), '--device', 'DEV1')).state, 'healthy');
  });

  test('counts a status with Windows codes that tell nothing as one', async () => {
    const mixed = log(['403 7 0', '403 7 5', '403 7 64'].map((status, device) => ({ device, status, minute: device })));
    const { observed } = await diagnosed(folder({}, mixed));
    assert.deepEqual(
      observed.map(({ status, count, devices, allDevices }) => [status, count, devices, allDevices]),
      [['403.7', 3, 3, true]],
    );
    const codes = log(['403 16 2148204809', '403 16 2148204810'].map((status, device) => ({ device, status })));
    assert.equal((await diagnosed(folder({}, codes))).observed.length, 2);
  });

  test('brings the script of the fix and its rollback', async () => {
    const files = folder({ mapping: false }, everybody('401 2 5'));
    const { proven } = await diagnosed(files);
    assert.match(proven[0]!.remedy?.script ?? '', /clientCertificateMappingAuthentication/);
  });

  test('gives the fix of what is proven as a script with its rollback', async () => {
    const record = netsh({ 'DS Mapper Usage': 'Disabled' });
    const host = (): TestHost =>
      new TestHost(folder({}, everybody('401 1 2148074254'), { 'exch01/sslcert.txt': record }));
    const argumentsOf = (format: string): string[] => ['diagnose', 'exch01', '--at', now, '--format', format];
    const { out: text } = await outcomeOf(argumentsOf('text'), host());
    assert.match(text, /^Proven: DS Mapper Usage is disabled/);
    assert.match(
      text,
      /  Fix: Enable DS Mapper Usage\n  Its script and the rollback are in the output of --format markdown\./,
    );
    const { out: markdown } = await outcomeOf(argumentsOf('markdown'), host());
    const [script, rollback] = [...markdown.matchAll(/```powershell\n([^]*?)\n```/g)].map(([, block]) => block!);
    assert.match(markdown, /### Fix\n\nEnable DS Mapper Usage\.\n\n```powershell[^]*### Rollback\n\n```powershell/);
    assert.match(script!, /dsmapperusage=enable/);
    assert.match(rollback!, /Undo: Enable DS Mapper Usage for ipport=0\.0\.0\.0:443/);
    assert.match(markdown, /### Excluded\n\n- [^\n]*\(`exch01\//);
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
    for (const text of [everybody('401 2 5'), oneOf('403 7 5'), log([{ device: 1, status: '200 0 0' }])]) {
      const files = folder({}, text);
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
