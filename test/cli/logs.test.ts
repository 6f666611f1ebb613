// The command `logs` and logs in `check`: output, exit codes, server's settings, and what is not a log.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { describe, test } from 'node:test';
import { activeSyncLine, w3cHeader } from '../support/logs.js';
import { logOf } from '../support/diagnosis.js';
import { outcomeOf, TestHost } from './support.js';

const refused =
  w3cHeader + activeSyncLine({ status: '403 7 64' }) + activeSyncLine({ query: 'DeviceId=B', status: '200 0 0' });
const healthy = w3cHeader + activeSyncLine({});
const server = `<configuration>
  <configSections><sectionGroup name="system.applicationHost"><section name="sites" /></sectionGroup>
    <sectionGroup name="system.webServer"><section name="serverRuntime" /><sectionGroup name="security"><section name="access" overrideModeDefault="Deny" />
      <sectionGroup name="authentication"><section name="clientCertificateMappingAuthentication" /></sectionGroup></sectionGroup></sectionGroup></configSections>
  <system.applicationHost><sites>
    <siteDefaults><logFile logExtFileFlags="Date, Time" /></siteDefaults>
    <site name="Default Web Site" id="1">
      <application path="/"><virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" /></application>
      <application path="/Microsoft-Server-ActiveSync"><virtualDirectory path="/" physicalPath="C:\\Exchange\\FrontEnd\\HttpProxy\\sync" /></application>
      <bindings><binding protocol="https" bindingInformation=":443:" /></bindings></site>
    <site name="Exchange Back End" id="2"><application path="/"><virtualDirectory path="/" physicalPath="C:\\Exchange" /></application>
      <bindings><binding protocol="https" bindingInformation="*:444:" /></bindings></site>
  </sites></system.applicationHost>
  <location path="Default Web Site/Microsoft-Server-ActiveSync"><system.webServer><security>
    <access sslFlags="Ssl, SslNegotiateCert, SslRequireCert" /></security></system.webServer></location>
</configuration>
`;

interface Json {
  readonly requests: number;
  readonly files: readonly { readonly path: string; readonly kind: string }[];
  readonly causes: readonly {
    readonly rule: string;
    readonly example: { readonly path: string; readonly line: number };
    readonly configuration: {
      readonly path: string;
      readonly value: string;
      readonly range: { readonly start: { readonly line: number } };
    } | null;
  }[];
}

async function logs(files: Record<string, string | Uint8Array>, ...args: readonly string[]) {
  const result = await outcomeOf(['logs', ...args], new TestHost(files));
  const json = (): Json => JSON.parse(result.out) as Json;
  return { ...result, json };
}

describe('logs', () => {
  test('gives the causes as JSON with zero-based lines, and 0', async () => {
    const { code, json } = await logs({ 'u_ex261102.log': refused }, 'u_ex261102.log', '--format', 'json');
    assert.equal(code, 0);
    const [cause] = json().causes;
    assert.deepEqual(
      [cause?.rule, cause?.example, cause?.configuration],
      ['log/certificate-not-presented', { path: 'u_ex261102.log', line: 4 }, null],
    );
  });

  test('fails where --fail-on says so', async () => {
    assert.equal((await logs({ 'a.log': refused }, 'a.log', '--fail-on', 'warning')).code, 1);
    assert.equal((await logs({ 'a.log': healthy }, 'a.log', '--fail-on', 'warning')).code, 0);
  });

  test('reads folders, packed logs too, and names what is not a log', async () => {
    const { code, json, warnings } = await logs(
      { 'case/exch01/u_ex261102.log.gz': gzipSync(refused), 'case/exch02/setup.log': 'Setup started.\n' },
      'case',
      '--format',
      'json',
    );
    assert.equal(code, 0);
    assert.equal(json().requests, 2);
    assert.match(warnings.join(), /case\/exch02\/setup\.log is not a log of a known kind/);
  });

  test('names the NCSA and IIS formats and what to select instead', async () => {
    const request = '"POST /Microsoft-Server-ActiveSync/default.eas?Cmd=Sync&DeviceId=A HTTP/1.1" 403 1233';
    const rest = 'W3SVC1, EXCH01, 10.1.1.11, 31, 200, 1233, 403, 64, POST, /Microsoft-Server-ActiveSync, Cmd=Sync,';
    const files = {
      'l/nc261102.log': `198.51.100.7 - CONTOSO\\alice [02/Nov/2026:06:00:00 +0100] ${request}\n`,
      'l/in261102.log': `198.51.100.7, -, 11/2/2026, 6:00:00, ${rest}\r\n`,
      'l/german.log': `2001:db8::7, CONTOSO\\alice, 02.11.2026, 06:00:00, ${rest}\r\n`,
      'l/note.log': 'alice, bob, carol, dave, W3SVC1, 1\n',
    };
    const { code, out, warnings } = await logs(files, 'l');
    assert.equal(code, 0);
    const select = 'log format, which has no substatus. In IIS Manager, under Logging, select the W3C format.';
    assert.deepEqual(warnings, [
      `l/german.log is in the IIS ${select}`,
      'l/note.log is not a log of a known kind.',
      `l/in261102.log is in the IIS ${select}`,
      `l/nc261102.log is in the NCSA ${select}`,
    ]);
    assert.ok(out.includes(`1 file is in the NCSA ${select}`) && out.includes(`2 files are in the IIS ${select}`), out);
    assert.match(out, /1 file is not a log of a known kind/);
    assert.equal((await logs(files, 'l/nc261102.log')).code, 3);
    const checked = await outcomeOf(['check', 'l'], new TestHost(files));
    assert.match(checked.out, /nc261102\.log: a log in the NCSA format, which has no substatus; select the W3C format/);
  });

  test('ends with 3 where a named file is missing or not a log, and with 2 on wrong usage', async () => {
    assert.equal((await logs({ 'a.log': 'Lorem ipsum' }, 'a.log')).code, 3);
    assert.equal((await logs({}, 'a.log')).code, 3);
    assert.equal((await logs({ 'folder/a.txt': '' }, 'folder')).code, 3);
    assert.equal((await logs({})).code, 2);
    assert.equal((await logs({ 'a.log': healthy }, 'a.log', '--question', 'nonsense')).code, 2);
    assert.equal((await logs({ 'a.log': healthy }, 'a.log', '--as', 'kql')).code, 2);
    assert.equal((await logs({ 'a.log': healthy }, 'a.log', '--since', 'yesterday')).code, 2);
  });

  test('names the setting of a server that explains a cause', async () => {
    const files = { 'exch01/applicationHost.config': server, 'a.log': refused };
    const { json } = await logs(files, 'a.log', '--server', 'exch01', '--format', 'json');
    const [cause] = json().causes;
    assert.equal(cause?.configuration?.path, 'exch01/applicationHost.config');
    assert.equal(cause.configuration.value, 'Ssl, SslNegotiateCert, SslRequireCert');
    assert.equal(cause.configuration.range.start.line, 14);
  });

  test('names no setting of a server that did not log the cause', async () => {
    const systeminfo = `Host Name: EXCH01\nOS Name: Microsoft Windows Server 2019\nOS Version: 10.0.17763 N/A Build 17763\n`;
    for (const [name, path] of [
      ['exch01', 'exch01/applicationHost.config'],
      ['exch02', undefined],
    ] as const) {
      const files = {
        'exch01/applicationHost.config': server,
        'exch01/systeminfo.txt': systeminfo,
        'a.log': logOf(name, '403 7 5'),
      };
      const { json } = await logs(files, 'a.log', '--server', 'exch01', '--format', 'json');
      assert.equal(json().causes[0]?.configuration?.path, path);
    }
  });

  test('says the verdict first, in every format for people', async () => {
    for (const format of ['text', 'markdown', 'html']) {
      const { out } = await logs({ 'a.log': refused }, 'a.log', '--format', format);
      assert.match(out, /1 of 2 mobile devices since 2026-11-02T06:00:00Z/);
    }
    assert.match((await logs({ 'a.log': healthy }, 'a.log')).out, /^No problems found/);
  });

  test('never says that there are no problems where devices fail with what no rule knows', async () => {
    const repeated = (status: string, count: number): string => healthy + activeSyncLine({ status }).repeat(count);
    const httperr =
      '#Software: Microsoft HTTP API 2.0\n#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename\n' +
      '2026-11-02 08:00:00 203.0.113.9 4000 10.1.1.11 443 HTTP/1.1 POST /Microsoft-Server-ActiveSync?DeviceId=A 403 1 Forbidden -\n'.repeat(
        3,
      );
    for (const [log, verdict] of [
      [repeated('500 0 0', 5), /^No known cause for 5 failed requests/],
      [repeated('404 0 2', 3), /^No known cause for 3 failed requests/],
      [repeated('403 - 5', 3), /^No known cause for 3 failed requests/],
      [httperr, /^No known cause for 3 failed requests/],
      // Once is ordinary, and what ActiveSync itself answers is not a failed sign-in.
      [repeated('500 0 0', 2), /^No problems found \(/],
      [repeated('501 0 0', 9), /^No problems found \(/],
      [healthy + activeSyncLine({ stem: '/owa/', status: '403 7 64' }), /^No problems found for ActiveSync \(/],
      [healthy + activeSyncLine({ stem: '/owa/', client: '::1', status: '403 7 5' }), /^No problems found \(/],
      [
        healthy + activeSyncLine({ stem: '/owa/', user: 'CONTOSO\\HealthMailbox1a', status: '403 7 5' }),
        /^No problems found \(/,
      ],
      [
        healthy + activeSyncLine({ stem: '/owa/', agent: 'AMProbe/Local/ClientAccess', status: '403 7 5' }),
        /^No problems found \(/,
      ],
    ] as const) {
      const { out } = await logs({ 'a.log': log }, 'a.log');
      assert.match(out, verdict);
      const { out: checked } = await outcomeOf(['check', 'a.log'], new TestHost({ 'a.log': log }));
      const isSilent = verdict.source.includes(String.raw`found \(`);
      assert.equal(/Not checked \(1\):\n {2}- a\.log: (?:\d failed|Rejected)/.test(checked), !isSilent, checked);
    }
  });

  test('takes a request without a status for no success', async () => {
    const log = w3cHeader + activeSyncLine({ status: '403 7 5' }) + activeSyncLine({ status: '0 0 64' });
    assert.match((await logs({ 'a.log': log }, 'a.log')).out, /^ {2}APPL1 .* never$/m);
  });

  test('names the address that all requests without a device ID come from', async () => {
    const probe = activeSyncLine({ query: '-', client: '10.1.1.1', agent: '-', status: '403 7 64' }).repeat(9);
    const other = activeSyncLine({ client: '10.1.1.2', status: '403 13 0' });
    const { out } = await logs({ 'a.log': healthy + other + probe }, 'a.log');
    assert.match(out, /All requests come from 10\.1\.1\.1, so check what is at this address first\. IIS required/);
  });

  test('no check passes a file of which no line can be read', async () => {
    for (const [name, content, verdict] of [
      ['a.log', refused.replaceAll(' ', '\t'), /^No requests in the logs/],
      // The header of gzip, and what no method packs so.
      ['a.log.gz', Buffer.concat([gzipSync(refused).subarray(0, 10), Buffer.from('more')]), /^No log could be read\./],
    ] as const) {
      assert.match((await logs({ [name]: content }, name)).out, verdict);
      const host = new TestHost({ [`case/${name}`]: content });
      const { code, out } = await outcomeOf(['check', 'case', '--format', 'json'], host);
      const json = JSON.parse(out) as { summary: { passed: number }; notJudged: unknown[]; logs: unknown[] };
      assert.deepEqual([code, json.summary.passed, json.notJudged.length, json.logs.length], [3, 0, 1, 0]);
    }
  });

  test('a log that was read is in one list of the JSON of check, whatever is not known of it', async () => {
    const files = { 'case/a.log': healthy + activeSyncLine({ status: '500 0 99' }).repeat(4) };
    const { out } = await outcomeOf(['check', 'case', '--format', 'json'], new TestHost(files));
    const json = JSON.parse(out) as { notJudged: unknown[]; logs: unknown[] };
    assert.deepEqual([json.notJudged.length, json.logs.length], [0, 1]);
    assert.match(
      (await outcomeOf(['check', 'case'], new TestHost(files))).out,
      /4 failed requests without a known cause/,
    );
  });

  test('counts the mobile devices of all causes where the first has only some of them', async () => {
    const both = refused + activeSyncLine({ query: 'DeviceId=C', status: '413 0 0' });
    assert.match(
      (await logs({ 'a.log': both }, 'a.log')).out,
      /^1 of 3 mobile devices since .*\. 1 more cause\. In total, 2 of 3 mobile devices have failures\.$/m,
    );
    assert.doesNotMatch((await logs({ 'a.log': refused }, 'a.log')).out, /In total/);
  });

  test('counts no request of monitoring in the sentence about a log of nothing else', async () => {
    const probe = activeSyncLine({ client: '127.0.0.1', status: '403 7 5' }).repeat(3);
    const { out } = await logs({ 'a.log': w3cHeader + probe }, 'a.log');
    assert.match(out, /^No ActiveSync requests \(1 file, 0 ActiveSync requests\)\.$/m);
    assert.match(out, /3 requests of monitoring and load balancers are not counted for any cause\./);
  });

  test('says that a log without requests has none, not that it has no problems', async () => {
    const { code, out } = await logs({ 'u_ex261102.log': w3cHeader }, 'u_ex261102.log');
    assert.equal(code, 0);
    assert.match(out, /^No requests in the logs \(1 file, 0 ActiveSync requests\)\.$/m);
    assert.ok(!out.includes('No problems'), out);
  });

  test('names refusals of client certificates on paths whose causes it does not find', async () => {
    const owa = activeSyncLine({ status: '403 7 64' }).replace('/Microsoft-Server-ActiveSync/default.eas', '/owa/');
    assert.ok(owa.includes(' /owa/ '), owa);
    const files = { 'u_ex261102.log': healthy + owa + owa.replace('403 7 64', '403 16 2148204809') + owa };
    const { out } = await logs(files, 'u_ex261102.log');
    const note = 'Rejected because of client certificates on other paths than ActiveSync: 403.7: 2, 403.16: 1.';
    assert.ok(out.includes(note), out);
    const silent = await logs({ 'u_ex261102.log': healthy + owa.replace('403 7 64', '403 4 5') }, 'u_ex261102.log');
    assert.ok(!silent.out.includes('Rejected because'), silent.out);
  });

  test('answers questions and prints them for other engines', async () => {
    const { out } = await logs({ 'a.log': refused }, 'a.log', '--question', 'statuses', '--format', 'json');
    const { rows } = JSON.parse(out) as { rows: readonly object[] };
    assert.deepEqual(rows, [
      { status: 200, substatus: 0, win32: 0, requests: 1, devices: 1 },
      { status: 403, substatus: 7, win32: 64, requests: 1, devices: 1 },
    ]);
    assert.match((await logs({}, '--question', 'statuses', '--as', 'clickhouse')).out, /CSVWithNames/);
  });

  test('streams rows, and gives no names when asked not to', async () => {
    const { out } = await logs({ 'a.log': refused }, 'a.log', '--rows', 'ndjson', '--anonymise');
    assert.equal(out.trim().split('\n').length, 2);
    assert.doesNotMatch(out, /alice|APPL1|198\.51/);
    const report = await logs({ 'a.log': refused }, 'a.log', '--anonymise');
    assert.doesNotMatch(report.out, /alice|APPL1|198\.51|10\.1\.1\.11/);
  });

  test('a line of a log is shown, not obeyed', async () => {
    const hostile = w3cHeader + activeSyncLine({ query: 'DeviceId=%1b[31m<script>|x', status: '403 7 0' });
    for (const format of ['text', 'markdown', 'html']) {
      const { out } = await logs({ 'a.log': hostile }, 'a.log', '--format', format);
      assert.doesNotMatch(out, format === 'text' ? /\u001b/ : /\u001b|<script>/i);
    }
  });
});

describe('check with logs', () => {
  test('finds one finding per cause and server, at its example line', async () => {
    const other = refused.replaceAll('10.1.1.11', '10.1.1.12');
    const files = { 'case/a/u_ex261102.log': refused, 'case/b/u_ex261102.log': other };
    const { code, out } = await outcomeOf(['check', 'case', '--format', 'json'], new TestHost(files));
    assert.equal(code, 0);
    const { findings, logs: read } = JSON.parse(out) as {
      findings: readonly { rule: string; path: string; range: { start: { line: number } } }[];
      logs: readonly { path: string; kind: string }[];
    };
    assert.deepEqual(
      findings.map(({ rule, path, range }) => [rule, path, range.start.line]),
      [
        ['log/certificate-not-presented', 'case/a/u_ex261102.log', 4],
        ['log/certificate-not-presented', 'case/b/u_ex261102.log', 4],
      ],
    );
    assert.deepEqual(
      read.map(({ kind }) => kind),
      ['w3c', 'w3c'],
    );
  });

  test('passes no check of a log without requests, and says "without a device ID" only of requests without one', async () => {
    const empty = await outcomeOf(['check', 'a.log'], new TestHost({ 'a.log': w3cHeader }));
    assert.match(empty.out, /^No findings\. 0 checks passed/);
    const fields = refused.replace('sc-substatus sc-win32-status ', '').replaceAll(' 7 64 31', ' 31');
    const { out } = await outcomeOf(['check', 'a.log'], new TestHost({ 'a.log': fields }));
    assert.match(out, /10\.1\.1\.11: 2 requests in the logs: the log lacks/);
  });

  test('takes severities from settings, and a named file that is not a log for an error', async () => {
    const off = await outcomeOf(
      ['check', 'a.log', '--rule', 'log/certificate-not-presented=error'],
      new TestHost({ 'a.log': refused }),
    );
    assert.equal(off.code, 1);
    assert.equal((await outcomeOf(['check', 'a.log'], new TestHost({ 'a.log': 'Lorem' }))).code, 3);
  });
});
