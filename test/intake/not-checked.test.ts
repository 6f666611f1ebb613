// What is found and not checked is named in every format, and nothing that was not looked at is called fine.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { displayPath, safeJson, safeLines, warningLine } from '../../server/src/cli/door.js';
import { nodeProblem } from '../../server/src/node-version.js';
import { healthCheckerExport } from '../support/health-checker.js';
import { outcomeOf, serverText, TestHost } from '../cli/support.js';

const locked =
  '<configuration><system.webServer><security><access sslFlags="Ssl" /></security></system.webServer></configuration>';

interface Json {
  readonly servers: readonly { readonly root: string }[];
  readonly findings: readonly { readonly rule: string; readonly path: string }[];
  readonly evidence: readonly { readonly note: string }[];
  readonly notJudged: readonly { readonly path: string; readonly why: string }[];
}

async function checked(paths: readonly string[], files: Readonly<Record<string, string | Uint8Array>>) {
  const outcome = await outcomeOf(['check', ...paths, '--format', 'json'], new TestHost(files));
  return { ...outcome, json: JSON.parse(outcome.out) as Json };
}

describe('what was found and not checked', () => {
  test('logs, archives and event logs alone: named, and 3', async () => {
    const { json, code } = await checked(['.'], {
      'u_ex261122.log': '#Fields: date time\n',
      'server.zip': new Uint8Array([0x50, 0x4b, 3, 4]),
      'Security.evtx': new Uint8Array([0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65, 0]),
      'README.md': 'netsh http show sslcert',
    });
    assert.equal(code, 3);
    assert.deepEqual(
      json.notJudged.map(({ path }) => path),
      ['Security.evtx', 'server.zip', 'u_ex261122.log'],
    );
  });

  test('copies of IIS are no servers and leave the web.config files to the one in use', async () => {
    const { json } = await checked(['.'], {
      'applicationHost.config': serverText(),
      'inetpub/history/CFGHISTORY_0000000001/applicationHost.config': serverText(),
      'Windows/SysWOW64/inetsrv/config/applicationHost.config': serverText(),
      'FrontEnd/HttpProxy/owa/web.config': locked,
    });
    assert.equal(json.servers.length, 1);
    assert.equal(json.notJudged.length, 2);
  });

  test('an interrupted fix is named with what finishes it', async () => {
    const journal = '.exchange-cba.999999999-0123456789ab.journal';
    const { json, warnings } = await checked(['.'], { 'applicationHost.config': serverText(), [journal]: '[]' });
    assert.deepEqual(
      json.notJudged.map(({ path }) => path),
      [journal],
    );
    assert.match(warnings.join('\n'), /journal is what an interrupted --fix left.*Run check --fix here to finish it\./);
  });

  test('what an interrupted fix wrote beside a file is not taken for a renamed configuration', async () => {
    const beside = '.web.config.999999999-0123456789ab.tmp';
    const { json } = await checked(['.'], { 'applicationHost.config': serverText(), [beside]: serverText() });
    assert.deepEqual(
      json.notJudged.map(({ path }) => path),
      [beside],
    );
    assert.match(json.notJudged[0]!.why, /^what an interrupted --fix wrote beside its file\./);
  });

  test('another root element is a finding where a server reads the file, else not checked', async () => {
    const files = { 'FrontEnd/HttpProxy/owa/web.config': '<configurations />' };
    const { json } = await checked(['.'], { 'applicationHost.config': serverText(), ...files });
    assert.deepEqual(
      json.findings.filter(({ path }) => path.endsWith('web.config')).map(({ rule }) => rule),
      ['iis/unknown-element-or-attribute'],
    );
    assert.deepEqual(json.notJudged, []);
    const alone = await checked(['.'], files);
    assert.equal(alone.code, 3);
    assert.match(alone.json.notJudged[0]?.why ?? '', /^not checked: its root element is not <configuration>/);
    const host = await checked(['.'], { 'applicationHost.config': '<Configurations />' });
    assert.equal(host.code, 1);
  });

  test('a copy is checked where its own folder is named', async () => {
    const { json } = await checked(['inetpub/history/CFGHISTORY_0000000001'], {
      'inetpub/history/CFGHISTORY_0000000001/applicationHost.config': serverText(),
    });
    assert.equal(json.servers.length, 1);
    assert.deepEqual(json.notJudged, []);
  });

  test('a web.config alone says what that leaves open; named, it finds its server', async () => {
    const alone = await checked(['web.config'], { 'web.config': locked });
    assert.equal(alone.code, 0);
    assert.match(alone.json.notJudged[0]?.why ?? '', /^checked separately: no applicationHost\.config was found/);
    const found = await checked(['C/FrontEnd/HttpProxy/owa/web.config'], {
      'C/Windows/System32/inetsrv/config/applicationHost.config': serverText(),
      'C/FrontEnd/HttpProxy/owa/web.config': locked,
    });
    assert.equal(found.json.servers.length, 1);
    assert.deepEqual(found.json.notJudged, []);
  });

  test('an excerpt of applicationHost.config says that no path was checked', async () => {
    const excerpt =
      '<configuration><location path="Default Web Site/Microsoft-Server-ActiveSync"><system.webServer><security><access sslFlags="SslRequireCert" /></security></system.webServer></location></configuration>';
    const { json } = await checked(['.'], { 'applicationHost.config': excerpt });
    assert.deepEqual(
      json.notJudged.map(({ path }) => path),
      ['applicationHost.config'],
    );
    assert.match(json.notJudged[0]!.why, /^checked in part: it contains no sites/);
    const damaged = await checked(['.'], { 'applicationHost.config': excerpt.replace('</location>', '') });
    assert.deepEqual(damaged.json.notJudged, [], 'what is damaged is a finding');
    const whole = await checked(['.'], { 'applicationHost.config': serverText() });
    assert.deepEqual(whole.json.notJudged, []);
    const inside = { 'HealthChecker-EXCH01.xml': healthCheckerExport(excerpt) };
    const exported = await checked(['.'], inside);
    assert.deepEqual(exported.json.notJudged, [], 'an export is in one list');
    assert.match(exported.json.evidence[0]!.note, /^checked in part: it contains no sites/);
    for (const format of ['text', 'markdown', 'sarif', 'junit', 'github', 'html'])
      assert.match(
        (await outcomeOf(['check', '.', '--format', format], new TestHost(inside))).out,
        /contains no sites/,
      );
    const complete = await checked(['.'], { 'HealthChecker-EXCH01.xml': healthCheckerExport(serverText()) });
    assert.deepEqual(
      complete.json.evidence.map(({ note }) => note),
      [''],
    );
  });

  test('evidence of another server is named in every format', async () => {
    const files = {
      'exch01/applicationHost.config': serverText(),
      'exch01/.exchange-cba.json': '{ "serverName": "EXCH01" }',
      'exch01/system.txt':
        'Host Name: EXCH02\nOS Name: Microsoft Windows Server 2019\nOS Version: 10.0.17763 N/A Build 17763\n',
    };
    for (const format of ['text', 'json', 'markdown', 'sarif', 'junit', 'github', 'html']) {
      const { out } = await outcomeOf(['check', '.', '--format', format], new TestHost(files));
      assert.match(out, /It names EXCH02, but the server here is EXCH01/, format);
    }
  });

  test('a web.config in a folder named after its virtual directory comes with that entry', async () => {
    const { json } = await checked(['exch01'], {
      'exch01/applicationHost.config': serverText(),
      'exch01/Default Web Site/OWA/web.config': locked,
      'exch01/other/web.config': locked,
    });
    const [owa, other] = json.notJudged.map(({ why }) => why);
    assert.match(
      owa ?? '',
      /write \{"virtualDirectories":\{"Default Web Site\/owa":"Default Web Site\/OWA\/web\.config"/,
    );
    assert.doesNotMatch(other ?? '', /write \{/);
  });

  test('a web.config under another name comes with the entry that binds it', async () => {
    const { json } = await checked(['exch01'], {
      'exch01/applicationHost.config': serverText(),
      'exch01/DefaultWebSite-owa_web.config': locked,
      'exch01/applicationHost.config.old': serverText(),
    });
    const whys = json.notJudged.map(({ why }) => why);
    assert.match(
      whys[0] ?? '',
      /write \{"virtualDirectories":\{"Default Web Site\/owa":"DefaultWebSite-owa_web\.config"/,
    );
    assert.match(whys[1] ?? '', /applicationHost\.config under another name/);
  });

  for (const format of ['text', 'junit', 'markdown', 'html', 'csv', 'github', 'sarif']) {
    test(`${format} names it`, async () => {
      const host = new TestHost({
        'applicationHost.config': serverText(),
        'server.zip': new Uint8Array([80, 75, 3, 4]),
      });
      const { out } = await outcomeOf(['check', '.', '--format', format], host);
      assert.match(out, /server\.zip: a zip archive/);
    });
  }
});

describe('the door to the streams', () => {
  const hostile = 'n\nexchange-cba: FAKE\n::error::pwn \u001b[31m \u009b31m \u202etxt';

  test('a warning is one line that nothing obeys', () => {
    assert.equal(warningLine(hostile), 'n exchange-cba: FAKE ::error::pwn \\x1b[31m \\x9b31m \\u202etxt');
    assert.equal(warningLine('::add-mask::x'), 'exchange-cba: ::add-mask::x');
    assert.equal(displayPath('##vso[task.x]'), './##vso[task.x]');
  });

  test('JSON keeps its value', () => {
    const json = safeJson(JSON.stringify({ hostile }));
    assert.doesNotMatch(json, /[\u0080-\u009f\u202e]/);
    assert.deepEqual(JSON.parse(json), { hostile });
  });

  test('no line of a report is a command but the ones of its format', () => {
    const report = '::error file=a::x\n::set-output name=a::b\n  ::stop-commands::t\nfine';
    assert.equal(
      safeLines(report, /^::error file=/),
      '::error file=a::x\n./::set-output name=a::b\n./::stop-commands::t\nfine',
    );
  });

  for (const format of ['text', 'github', 'junit', 'html', 'csv', 'markdown', 'json', 'sarif']) {
    test(`a name does not get through in ${format}`, async () => {
      const host = new TestHost({ [`${encodeURIComponent(hostile)}/web.config`]: '<configuration a="1" a="2">' });
      const { out } = await outcomeOf(['check', '.', '--format', format], host);
      assert.doesNotMatch(out, /[\u001b\u009b\u202e]|^\s*::error::pwn|^exchange-cba: FAKE/m);
    });
  }
});

test('an old Node is named in one sentence', () => {
  assert.equal(nodeProblem('18.20.8', true), 'Exchange CBA needs Node 20 or later; this is 18.20.8.');
  assert.equal(nodeProblem('20.0.0', true), null);
  assert.match(nodeProblem('24.0.0', false) ?? '', /^Exchange CBA needs WebCrypto/);
});
