// The command `check`: what it reads, what it answers, what it writes, and with which code it ends.
import type { ProjectInput } from '../../server/src/core/workspace/input.js';
import assert from 'node:assert/strict';
import * as der from '../support/der-writer.js';
import { describe, test } from 'node:test';
import { createProject } from '../../server/src/core/create-project.js';
import { checkWith } from '../../server/src/cli/check.js';
import { defineRule } from '../../server/src/core/rules/rule.js';
import { attributeOf, type XmlElement } from '../../server/src/core/xml/tree.js';
import { outcomeOf, serverText, TestHost, TestOutput, type Outcome } from './support.js';

/** `after` is safe only once `yes` is gone. */
function isReviewed(value: string, text: string): boolean {
  return value === 'review' || (value === 'after' && text.includes('wrong="yes"'));
}

/** Reports every `wrong` attribute in any configuration, with a safe remedy and one to be reviewed. */
const rule = defineRule({
  id: 'demo/wrong',
  severity: 'error',
  subject: 'file',
  docs: { title: 'Wrong', what: 'w', why: 'w', fix: 'f', sources: [] },
  messages: { wrong: 'The value {value} is wrong.' },
  sections: [],
  applies: () => true,
  check: ({ file }, report) => {
    const found: string[] = [];
    const visit = (element: XmlElement): void => {
      const attribute = attributeOf(element, 'wrong');
      if (attribute && attribute.value !== 'right') {
        found.push(attribute.value);
        const change = (newText: string) => ({
          kind: 'text' as const,
          uri: file.uri,
          edits: [{ range: attribute.valueRange, newText }],
          description: 'Set it right',
        });
        const safe = { title: 'Set it right', kind: 'safe' as const, changes: [change('right')] };
        const choice = attribute.value === 'choose';
        report({
          message: 'wrong',
          data: { value: attribute.value },
          at: { uri: file.uri, range: attribute.valueRange },
          remedies: choice
            ? [
                { ...safe, alternative: true },
                { ...safe, title: 'Set it so', alternative: true },
              ]
            : isReviewed(attribute.value, file.document.text)
              ? [{ ...safe, kind: 'review' }]
              : [safe],
        });
      }
      for (const child of element.children) if (child.kind === 'element') visit(child);
    };
    if (file.document.root) visit(file.document.root);
    return found.length > 0 ? 'yes' : 'no';
  },
});

/** Reports the `follows` attribute of a file for as long as something in it is wrong. */
const consequence = defineRule({
  id: 'demo/follows',
  severity: 'information',
  subject: 'file',
  docs: { title: 'Follows', what: 'w', why: 'w', fix: 'f', sources: [] },
  messages: { follows: 'Something is wrong here.' },
  sections: [],
  applies: () => true,
  check: ({ file }, report) => {
    const attribute = file.document.root && attributeOf(file.document.root, 'follows');
    if (!attribute || !file.document.text.includes('wrong="yes"')) return 'no';
    const edits = [{ range: attribute.valueRange, newText: 'changed' }];
    const change = { kind: 'text' as const, uri: file.uri, edits, description: 'Change it' };
    report({
      message: 'follows',
      data: {},
      at: { uri: file.uri, range: attribute.valueRange },
      remedies: [{ title: 'Change it', kind: 'safe', changes: [change] }],
    });
    return 'yes';
  },
});

async function check(args: readonly string[], host: TestHost): Promise<Outcome> {
  const output = new TestOutput();
  const tools = { createProject: (input: ProjectInput) => createProject(input, [rule]) };
  const code = await checkWith(tools, args, host, output);
  return { code, out: output.written, warnings: output.warnings };
}

const bad = '<configuration>\n  <a wrong="yes" />\n</configuration>\n';
const good = '<configuration>\n  <a wrong="right" />\n</configuration>\n';

function findingsOf(outcome: Outcome): [string, string][] {
  const report = JSON.parse(outcome.out) as { findings: { path: string; rule: string }[] };
  return report.findings.map(({ path, rule: id }) => [path, id]);
}

test('what only follows from something worse is not changed when that is repaired', async () => {
  const text = '<configuration follows="as it was">\n  <a wrong="yes" />\n</configuration>\n';
  const host = new TestHost({ 'web.config': text });
  const tools = { createProject: (input: ProjectInput) => createProject(input, [rule, consequence]) };
  assert.equal(await checkWith(tools, ['--fix', 'all', 'web.config'], host, new TestOutput()), 0);
  assert.deepEqual(host.written, [['web.config', text.replace('"yes"', '"right"')]]);
});

describe('exit codes', () => {
  for (const [what, args, code] of [
    ['clean', ['good/web.config'], 0],
    ['an error', ['bad/web.config'], 1],
    ['an error, never failing', ['bad/web.config', '--fail-on', 'never'], 0],
    ['a named file that is not there', ['missing.config'], 3],
    ['findings and a file that is not there: 3 wins', ['bad/web.config', 'missing.config'], 3],
    ['an unknown option', ['--frobnicate'], 2],
    ['a format that there is not', ['--format', 'xml'], 2],
    ['an unknown rule', ['--rule', 'demo/none=off'], 2],
    ['two options that exclude each other', ['--baseline', 'a', '--create-baseline', 'b'], 2],
    ['help', ['--help', '--frobnicate'], 0],
  ] as const) {
    test(`${what}: ${code}`, async () => {
      const outcome = await check(args, new TestHost({ 'good/web.config': good, 'bad/web.config': bad }));
      assert.equal(outcome.code, code, outcome.warnings.join('\n'));
    });
  }

  test('--fail-on takes every severity, and --rule changes it', async () => {
    const host = new TestHost({
      'a/web.config': '<configuration><!-- exchange-cba-disable-file lint/x: r --></configuration>',
    });
    const rules = (severity: string): string[] => ['--rule', `lint/unused-suppression=${severity}`];
    assert.equal((await check(['a'], host)).code, 0);
    assert.equal((await check(['a', '--fail-on', 'warning'], host)).code, 1);
    assert.equal((await check(['a', ...rules('error')], host)).code, 1);
    assert.equal((await check(['a', ...rules('information'), '--fail-on', 'warning'], host)).code, 0);
    assert.equal((await check(['a', ...rules('information'), '--fail-on', 'information'], host)).code, 1);
    assert.equal((await check(['a', ...rules('off'), '--fail-on', 'information'], host)).code, 0);
  });
});

describe('what is read', () => {
  test('the working folder when nothing is named; names without case; no node_modules and no dot folder', async () => {
    const host = new TestHost({
      'a/Web.Config': bad,
      'node_modules/x/web.config': bad,
      '.git/web.config': bad,
      'b/other.config': bad,
    });
    assert.deepEqual(findingsOf(await check(['--format', 'json'], host)), [['a/Web.Config', 'demo/wrong']]);
  });

  test('a named file by its content, whatever its name', async () => {
    const host = new TestHost({ 'copy of server.txt': serverText('<a wrong="yes" />\n') });
    const outcome = await check(['copy of server.txt', '--format', 'json'], host);
    assert.deepEqual(findingsOf(outcome), [['copy of server.txt', 'demo/wrong']]);
  });

  test('standard input', async () => {
    const outcome = await check(['-', '--format', 'json'], new TestHost({}, bad));
    assert.deepEqual(findingsOf(outcome), [['<stdin>', 'demo/wrong']]);
  });

  test('a log on standard input', async () => {
    const log = '#Fields: date time cs-method cs-uri-stem sc-status\n2026-11-01 10:00:00 GET /ecp/default.aspx 403\n';
    const outcome = await check(['-'], new TestHost({}, log));
    assert.deepEqual([outcome.code, outcome.warnings], [0, []]);
    assert.match(outcome.out, /^<stdin>:2:1: information: .*\[log\/no-active-sync-requests\]$/m);
  });

  test('a server on standard input is called as it is', async () => {
    const outcome = await check(['-'], new TestHost({}, serverText()));
    assert.match(outcome.out, /^== <stdin> ==$/m);
  });

  test('the file of a configSource, which holds a section alone', async () => {
    const inside = '<system.webServer><security><access configSource="access.config" /></security></system.webServer>';
    const host = new TestHost({
      'exch01/applicationHost.config': serverText(inside),
      'exch01/access.config': '<access sslFlags="Ssl" />',
    });
    const output = new TestOutput();
    let read: readonly string[] = [];
    const tools = {
      createProject: (input: ProjectInput) => {
        read = input.files.map(({ uri }) => uri.split('/').at(-1)!);
        return createProject(input, [rule]);
      },
    };
    assert.equal(await checkWith(tools, ['exch01'], host, output), 0);
    assert.deepEqual(output.warnings, []);
    assert.ok(read.includes('access.config'), read.join(', '));
  });

  test('the models of servers are made for checklists in formats that show some, and once', async () => {
    const host = new TestHost({
      'a/applicationHost.config': serverText(''),
      'b/applicationHost.config': serverText(''),
    });
    let made = 0;
    const tools = {
      createProject,
      checklists: () => {
        made++;
        return [];
      },
    };
    for (const format of ['text', 'json', 'sarif', 'junit', 'github']) {
      await checkWith(tools, ['.', '--format', format], host, new TestOutput());
    }
    assert.equal(made, 0);
    await checkWith(tools, ['.', '--format', 'html'], host, new TestOutput());
    assert.equal(made, 1);
  });

  test('a file outside the working folder, and one that is named twice once', async () => {
    const host = new TestHost({ '/fabrikam/web.config': bad });
    const outcome = await check(['/fabrikam/web.config', '/fabrikam', '--format', 'json'], host);
    assert.deepEqual(findingsOf(outcome), [['../fabrikam/web.config', 'demo/wrong']]);
  });

  test('findings are sorted by the names that are printed', async () => {
    const host = new TestHost({
      'b/web.config': bad,
      'a b/web.config': bad,
      '/a/web.config': bad,
      'Z/web.config': bad,
    });
    const outcome = await check(['.', '/a', '--format', 'json'], host);
    assert.deepEqual(
      findingsOf(outcome).map(([path]) => path),
      ['../a/web.config', 'Z/web.config', 'a b/web.config', 'b/web.config'],
    );
  });

  test('UTF-16 and a byte order mark', async () => {
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${bad}`, 'utf16le'));
    const host = new TestHost({ 'a/web.config': utf16, 'b/web.config': `\ufeff${bad}` });
    const report = JSON.parse((await check(['--format', 'json'], host)).out) as { findings: { range: object }[] };
    const range = { start: { line: 1, character: 12 }, end: { line: 1, character: 15 } };
    assert.deepEqual(
      report.findings.map((finding) => finding.range),
      [range, range],
    );
  });
});

describe('what cannot be checked', () => {
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'empty.config': '',
    'blank.config': ' \r\n',
    'binary.config': new Uint8Array([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 7]),
    'encoding.config': '<?xml version="1.0" encoding="x-contoso"?><configuration />',
    'transform.config': '<configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform" />',
    'project.config': '<project />',
    'note.config': 'hello',
    'deep.config': `<configuration>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}</configuration>`,
    'setup.log': 'Setup started.',
    'circle.config': '<configuration><system.web configSource="circle.config" /></configuration>',
    'nothing/readme.md': 'x',
  };

  for (const [name, sentence] of [
    ['empty.config', 'empty.config is empty.'],
    ['blank.config', 'blank.config is empty.'],
    ['binary.config', 'binary.config cannot be checked: it is binary.'],
    ['encoding.config', "encoding.config cannot be checked: its encoding 'x-contoso' is not supported."],
    [
      'transform.config',
      'transform.config is an XDT transform, which changes a configuration when it is published. Check the resulting file.',
    ],
    [
      'project.config',
      'project.config is not an IIS configuration: its document element is <project>, not <configuration>.',
    ],
    ['note.config', 'note.config is not an IIS configuration: it has no element.'],
    [
      'deep.config',
      'deep.config is nested more than 1000 levels deep, deeper than any IIS configuration. Check the program that created it.',
    ],
    ['setup.log', 'setup.log is not a log of a known kind.'],
    ['circle.config', 'circle.config: its configSource refers to itself; specify a file that contains the section.'],
    [
      'nothing',
      'nothing contains no applicationHost.config; specify a folder with the configuration of a server (inetsrv\\config).',
    ],
    ['gone.config', 'gone.config: file or folder not found.'],
  ] as const) {
    test(`${name}, named: one sentence and 3`, async () => {
      const outcome = await check([name], new TestHost(files));
      assert.deepEqual(outcome.warnings, [`exchange-cba: ${sentence}`]);
      assert.equal(outcome.code, 3);
    });
  }

  test('an unreadable file says why', async () => {
    const host = new TestHost();
    host.memory.write(host.uriOf('a.config'), { unreadable: 'access to it is denied' });
    const outcome = await check(['a.config'], host);
    assert.deepEqual(outcome.warnings, ['exchange-cba: a.config cannot be read: access to it is denied.']);
    assert.equal(outcome.code, 3);
  });

  test('one that was only come across is a line, and the rest is checked', async () => {
    const host = new TestHost({ 'a/web.config': bad, 'b/web.config': files['binary.config']!, 'c/web.config': '' });
    const outcome = await check(['.'], host);
    assert.deepEqual(outcome.warnings, ['b/web.config cannot be checked: it is binary.']);
    assert.equal(outcome.code, 1);
  });

  test('saved netsh output: checked with its server, said where it is of none, refused where it is not one', async () => {
    const output = '    IP:port : 0.0.0.0:443\n    DS Mapper Usage : Enabled\n';
    const ofNone = 'sslcert.txt: not used. No server configuration was found for it.';
    const ofSeveral =
      'sslcert.txt: not used. It names no computer, and no server is nearer than the others. Move it to the folder of its server.';
    const alone = await check(['sslcert.txt'], new TestHost({ 'sslcert.txt': output }));
    assert.equal(alone.code, 3);
    assert.deepEqual(alone.warnings, [`exchange-cba: ${ofNone}`]);
    const folders = { 'a/applicationHost.config': serverText(), 'b/applicationHost.config': serverText() };
    const tied = await check(['.'], new TestHost({ ...folders, 'sslcert.txt': output }));
    assert.deepEqual(tied.warnings, [ofSeveral]);
    const nearer = await check(['.'], new TestHost({ ...folders, 'a/EXCH01-netsh.txt': output }));
    assert.deepEqual(nearer.warnings, []);
    const named = await check(['a', 'notes.txt'], new TestHost({ ...folders, 'notes.txt': output }));
    assert.deepEqual(named.warnings, []);
    const nothing = await check(['a'], new TestHost({ ...folders, 'a/sslcert.txt': 'hello' }));
    assert.deepEqual(nothing.warnings, ["a/sslcert.txt holds no record of 'netsh http show sslcert'."]);
    assert.notEqual(nothing.code, 3);
  });

  test('standard input that is empty or closed', async () => {
    assert.deepEqual((await check(['-'], new TestHost({}, ''))).warnings, ['exchange-cba: <stdin> is empty.']);
    assert.equal((await check(['-'], new TestHost({}, null))).code, 3);
  });

  test('malformed XML is a finding or nothing, never a refusal', async () => {
    const outcome = await check(
      ['a.config'],
      new TestHost({ 'a.config': '<configuration><a wrong="yes"></configuration>' }),
    );
    assert.equal(outcome.code, 1);
  });

  test('a folder with certificates alone is checked; one with logs alone is too, unless none is recognized', async () => {
    assert.equal((await check(['c'], new TestHost({ 'c/user.CER': der.certificate({}) }))).code, 1);
    assert.equal((await check(['l'], new TestHost({ 'l/u_ex261122.log': '#Fields: cs-uri-stem' }))).code, 0);
    const unknown = await check(['l'], new TestHost({ 'l/u_ex261122.log': '#Fields: x' }));
    assert.equal(unknown.code, 3);
    assert.deepEqual(unknown.warnings, ['l/u_ex261122.log is not a log of a known kind.']);
  });
});

describe('certificates', () => {
  const garbage = new Uint8Array([0x30, 0x82, 0xff]);

  test('that cannot be read: 3 when named, a line when come across', async () => {
    const host = new TestHost({ 'c/user.cer': garbage, 'c/web.config': good });
    const named = await check(['c/user.cer'], host);
    assert.equal(named.code, 3);
    assert.match(named.warnings[0]!, /^exchange-cba: c\/user\.cer: /);
    const found = await check(['c'], host);
    assert.equal(found.code, 0);
    assert.match(found.warnings[0]!, /^c\/user\.cer: /);
  });

  test('stores and keys of other programs, alone: 3, and each is named with what it is', async () => {
    const files = {
      'c/a.jks': Uint8Array.of(0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2),
      'c/b.cer': garbage,
      'c/c.asc': '-----BEGIN PGP PUBLIC KEY BLOCK-----\n',
    };
    const { code, out, warnings } = await check(['c', '--format', 'json'], new TestHost(files));
    assert.equal(code, 3);
    assert.equal(warnings.at(-1), 'exchange-cba: nothing here could be checked; 3 files found and not read.');
    const { notJudged, summary } = JSON.parse(out) as {
      notJudged: { path: string; why: string }[];
      summary: { passed: number };
    };
    assert.deepEqual(
      notJudged.map(({ path }) => path),
      ['c/a.jks', 'c/b.cer', 'c/c.asc'],
    );
    assert.match(notJudged[0]!.why, /^a Java keystore \(JKS\)\. Convert it/);
    assert.match(notJudged[2]!.why, /^a PGP key\./);
    assert.equal(summary.passed, 0);
    const beside = await check([], new TestHost({ ...files, 'web.config': good }));
    assert.equal(beside.code, 0);
    assert.match(beside.out, /c\/a\.jks: a Java keystore/);
  });

  test('are checked beside the configurations, in one report', async () => {
    const key =
      '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n-----END PRIVATE KEY-----\n';
    const host = new TestHost({ 'b/key.pem': key, 'a/web.config': bad });
    const outcome = await check(['--format', 'json'], host);
    assert.deepEqual(findingsOf(outcome), [
      ['a/web.config', 'demo/wrong'],
      ['b/key.pem', 'certificate/private-key-in-workspace'],
    ]);
    assert.doesNotMatch((await check([], host)).out, /MC4CAQ/);
    const off = await check(['--rule', 'certificate/private-key-in-workspace=off', '--format', 'json'], host);
    assert.equal(findingsOf(off).length, 1);
  });
});

describe('repair', () => {
  const text =
    '\ufeff<configuration>\r\n  <a wrong="yes" />\r\n  <a wrong="review" />\r\n  <a wrong="choose" />\r\n</configuration>';

  test('safe remedies only, with byte order mark and line ends kept, and the code tells what is left', async () => {
    const host = new TestHost({ 'a/web.config': text });
    const outcome = await check(['--fix', 'safe', '--format', 'json'], host);
    assert.deepEqual(host.written, [['a/web.config', text.replace('"yes"', '"right"')]]);
    assert.equal(findingsOf(outcome).length, 2);
    assert.equal(outcome.code, 1);
    assert.deepEqual(outcome.warnings, ['1 fix applied in a/web.config.']);
  });

  test('all remedies, except where only a person can choose', async () => {
    const host = new TestHost({ 'a/web.config': text });
    assert.equal((await check(['--fix', 'all'], host)).code, 1);
    assert.deepEqual(host.written, [['a/web.config', text.replace('"yes"', '"right"').replace('"review"', '"right"')]]);
  });

  test('a remedy that another one makes safe is applied after it, and nothing is left for the next run', async () => {
    const both = '<configuration><a wrong="yes" /><a wrong="after" /></configuration>';
    const host = new TestHost({ 'a/web.config': both });
    await check(['--fix', 'safe'], host);
    assert.deepEqual(host.written, [['a/web.config', both.replace('yes', 'right').replace('after', 'right')]]);
    assert.deepEqual((await check(['--fix', 'safe'], host)).warnings, ['No file was changed.']);
  });

  test('ends with 0 when nothing is left, and does nothing the second time', async () => {
    const host = new TestHost({ 'a/web.config': bad });
    assert.equal((await check(['--fix', 'safe'], host)).code, 0);
    const again = await check(['--fix', 'safe'], host);
    assert.equal(again.code, 0);
    assert.deepEqual(again.warnings, ['No file was changed.']);
    assert.equal(host.written.length, 1);
  });

  test('UTF-16 stays UTF-16', async () => {
    const host = new TestHost({ 'a/web.config': new Uint8Array(Buffer.from(`\ufeff${bad}`, 'utf16le')) });
    await check(['--fix', 'safe'], host);
    const after = await host.memory.read(host.uriOf('a/web.config'));
    assert.ok(after.kind === 'bytes');
    assert.equal(Buffer.from(after.bytes).toString('utf16le'), `\ufeff${good.replace('right', 'right')}`);
  });

  test('nothing is written when a file has changed meanwhile', async () => {
    const host = new TestHost({ 'a/web.config': bad, 'b/web.config': bad });
    host.meanwhile = () => {
      host.memory.write(host.uriOf('b/web.config'), `${bad}\n`);
    };
    const outcome = await check(['--fix', 'safe'], host);
    assert.equal(outcome.code, 3);
    assert.deepEqual(host.written, []);
    assert.match(outcome.warnings.join('\n'), /has changed since it was read/);
  });

  test('a file that was not read faithfully is left alone', async () => {
    const bytes = new Uint8Array([
      ...Buffer.from('<configuration><a wrong="yes" b="'),
      0xe9,
      ...Buffer.from('" /></configuration>'),
    ]);
    const host = new TestHost({ 'a/web.config': bytes });
    const outcome = await check(['--fix', 'safe'], host);
    assert.deepEqual(host.written, []);
    assert.ok(
      outcome.warnings.includes('Not fixed: Set it right: web.config is not well-formed XML: correct it first.'),
      outcome.warnings.join('\n'),
    );
  });

  test('a dry run prints the difference, writes nothing and ends as check does', async () => {
    const host = new TestHost({ 'a/web.config': bad });
    const outcome = await check(['--fix-dry-run'], host);
    assert.equal(
      outcome.out,
      '--- a/a/web.config\n+++ b/a/web.config\n@@ -1,3 +1,3 @@\n <configuration>\n-  <a wrong="yes" />\n+  <a wrong="right" />\n </configuration>\n',
    );
    assert.equal(outcome.code, 1);
    assert.deepEqual(host.written, []);
    assert.equal((await check(['--fix-dry-run', '-'], new TestHost({}, bad))).code, 1);
  });

  test('a dry run of everything takes what is to be reviewed', async () => {
    const host = new TestHost({ 'a/web.config': text });
    const all = await check(['--fix', 'all', '--fix-dry-run'], host);
    assert.equal(all.out.match(/^\+ /gm)?.length, 2);
    assert.deepEqual(host.written, []);
  });

  test('standard input cannot be written', async () => {
    assert.equal((await check(['--fix', 'safe', '-'], new TestHost({}, bad))).code, 2);
  });
});

describe('baseline', () => {
  test('of a broken file silences it; a new mistake still shows; the repaired one is said to be gone', async () => {
    const host = new TestHost({ 'a/web.config': bad });
    const created = await check(['--create-baseline', 'known.json'], host);
    assert.equal(created.code, 0);
    assert.ok(created.warnings.includes('1 finding written to known.json.'));
    const silent = await check(['--baseline', 'known.json', '--format', 'json'], host);
    assert.equal(silent.code, 0);
    assert.deepEqual(findingsOf(silent), []);
    assert.match(silent.out, /"suppressed": 1/);

    host.memory.write(host.uriOf('a/web.config'), `<!-- moved -->\n\n${bad.replace('</', '  <b wrong="new" />\n</')}`);
    const planted = await check(['--baseline', 'known.json', '--format', 'json'], host);
    assert.equal(planted.code, 1);
    assert.equal(findingsOf(planted).length, 1);

    host.memory.write(host.uriOf('a/web.config'), good);
    const repaired = await check(['--baseline', 'known.json'], host);
    assert.deepEqual(repaired.warnings, [
      '1 finding of the baseline no longer exists; update it with --create-baseline.',
    ]);
  });

  test('its paths are relative to its folder, so that it holds from any working folder', async () => {
    const host = new TestHost({ 'a/web.config': bad });
    await check(['--create-baseline', 'a/known.json'], host);
    assert.match(host.written[0]![1], /"path": "web.config"/);
    assert.equal((await check(['--baseline', 'a/known.json'], host)).code, 0);
  });

  test('a file that is not one ends with 3 and says where', async () => {
    const host = new TestHost({ 'a/web.config': bad, 'known.json': '{\n  "x": }' });
    const outcome = await check(['--baseline', 'known.json'], host);
    assert.equal(outcome.code, 3);
    assert.match(outcome.warnings[0]!, /^exchange-cba: known\.json:2:8: /);
    assert.equal((await check(['--baseline', 'none.json'], host)).code, 3);
  });

  test('known findings are not repaired', async () => {
    const host = new TestHost({ 'a/web.config': bad });
    await check(['--create-baseline', 'known.json'], host);
    host.written.length = 0;
    await check(['--baseline', 'known.json', '--fix', 'safe'], host);
    assert.deepEqual(host.written, []);
  });
});

describe('settings', () => {
  test('a file in the folder of a server or above it, up to the working folder', async () => {
    const host = new TestHost({
      '.exchange-cba.json': '{ "rules": { "lint/unused-suppression": "error" } }',
      'exch01/sub/web.config': '<configuration><!-- exchange-cba-disable-file iis/x: r --></configuration>',
    });
    for (const path of ['.', 'exch01', 'exch01/sub/web.config']) {
      const report = await check([path, '--format', 'json'], host);
      assert.deepEqual(findingsOf(report), [['exch01/sub/web.config', 'lint/unused-suppression']], path);
    }
  });

  test('a file above the working folder up to the root of the repository, and none further up', async () => {
    const files = { '/srv/.exchange-cba.json': '{ "terminaton": "auto" }', '/srv/team/exch01/web.config': good };
    const isRead = async (more: Readonly<Record<string, string>>): Promise<boolean> => {
      const { out } = await check(['/srv/team/exch01/web.config'], new TestHost({ ...files, ...more }));
      return out.includes("Unknown setting 'terminaton'");
    };
    assert.equal(await isRead({}), false, 'no repository');
    assert.equal(await isRead({ '/srv/.git/HEAD': 'ref' }), true, 'its root');
    assert.equal(await isRead({ '/srv/.git': 'gitdir: elsewhere' }), true, 'the root of a worktree');
    assert.equal(await isRead({ '/srv/.git/HEAD': '', '/srv/team/.git/HEAD': '' }), false, 'an inner repository');
  });

  test('mistakes in one are findings at their place', async () => {
    const host = new TestHost({ 'a/web.config': good, 'a/.exchange-cba.json': '{\n  "terminaton": "auto"\n}' });
    const outcome = await check(['a'], host);
    assert.match(outcome.out, /a\/\.exchange-cba\.json:2:3: warning: Unknown setting 'terminaton'/);
  });

  test('--config takes the place of the files in folders; mistakes in it end with 3', async () => {
    const host = new TestHost({
      'a/web.config': bad,
      'a/.exchange-cba.json': '{ "nonsense": 1 }',
      'ok.json': '{}',
      'wrong.json': '{ "nonsense": 1 }',
    });
    assert.doesNotMatch((await check(['a', '--config', 'ok.json'], host)).out, /nonsense/);
    const wrong = await check(['a', '--config', 'wrong.json'], host);
    assert.equal(wrong.code, 3);
    assert.match(wrong.warnings[0]!, /^exchange-cba: wrong\.json:1:3: Unknown setting 'nonsense'/);
  });

  test('a schema folder without schema files is said', async () => {
    const host = new TestHost({ 'a/web.config': good, 'a/.exchange-cba.json': '{ "schemaFolder": "none" }' });
    const outcome = await check(['a'], host);
    assert.equal(outcome.code, 3);
    assert.match(outcome.warnings[0]!, /a\/none holds no IIS schema file/);
  });
});

describe('progress', () => {
  test('is shown once a second has passed, and removed', async () => {
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}/web.config`, good]));
    const host = new TestHost(files);
    const output = new TestOutput();
    const slow = Object.assign(Object.create(host) as TestHost, {
      stream: (uri: string) => {
        host.memory.advance(110);
        return host.stream(uri);
      },
      now: () => host.now(),
      stat: (uri: string) => host.stat(uri),
      list: (...args: Parameters<TestHost['list']>) => host.list(...args),
      readStandardInput: () => host.readStandardInput(),
      environment: () => undefined,
      uriOf: (path: string) => host.uriOf(path),
    });
    await checkWith({ createProject }, ['.'], slow, output);
    assert.match(output.progressed[0] ?? '', /^Reading files: \d+ of 20$/);
    assert.equal(output.progressed.at(-1), null);

    const quick = new TestOutput();
    await checkWith({ createProject }, ['.'], host, quick);
    assert.deepEqual(quick.progressed, []);
  });
});

describe('through the program', () => {
  test('an unused suppression is found and repaired with the rules of the release', async () => {
    const host = new TestHost({
      'a/web.config': '<configuration>\n  <!-- exchange-cba-disable-file iis/locked-sectoin: r -->\n</configuration>\n',
    });
    const before = await outcomeOf(['check', '--fail-on', 'warning'], host);
    assert.equal(before.code, 1);
    const after = await outcomeOf(['check', '--fail-on', 'warning', '--fix', 'safe'], host);
    assert.equal(after.code, 0);
    assert.deepEqual(host.written, [['a/web.config', '<configuration>\n</configuration>\n']]);
  });

  for (const format of ['text', 'json', 'sarif', 'junit', 'markdown', 'html', 'github']) {
    test(`prints ${format}`, async () => {
      const outcome = await outcomeOf(
        ['check', 'exch01', '--format', format],
        new TestHost({ 'exch01/applicationHost.config': serverText() }),
      );
      assert.notEqual(outcome.code, 3, outcome.warnings.join('\n'));
      assert.ok(outcome.out.endsWith('\n'));
      assert.doesNotMatch(outcome.out, /file:\/\//);
    });
  }
});

test('reads a web.config that the settings file calls otherwise or has elsewhere', async () => {
  for (const [target, path] of [
    ['parts/owa.config', 'exch01/parts/owa.config'],
    ['parts/owa', 'exch01/parts/owa/web.config'],
  ] as const) {
    const host = new TestHost({
      'exch01/applicationHost.config': serverText(
        '<location path="" overrideMode="Allow"><system.webServer><serverRuntime /></system.webServer></location>',
      ),
      'exch01/.exchange-cba.json': JSON.stringify({ virtualDirectories: { 'Default Web Site/owa': target } }),
      [path]:
        '<configuration><system.webServer><serverRuntime uploadReadAheadSize="99999" /></system.webServer></configuration>',
    });
    const { out } = await outcomeOf(['check', 'exch01'], host);
    assert.ok(out.includes(`${path}:1:`) && out.includes('[exchange/upload-read-ahead-too-large]'), target);
  }
});

describe('virtualDirectories without effect', () => {
  const entries = { 'Default Web Site/ow': 'FrontEnd/owa', 'Default Web Site/owa': 'front/owa' };
  const files = {
    'exch01/applicationHost.config': serverText(),
    'exch01/FrontEnd/owa/web.config': '<configuration />',
  };

  test('is a finding in the settings file of a folder', async () => {
    const settings = JSON.stringify({ virtualDirectories: entries });
    const host = new TestHost({ ...files, 'exch01/.exchange-cba.json': settings });
    const { findings } = JSON.parse((await outcomeOf(['check', 'exch01', '--format', 'json'], host)).out) as {
      findings: { rule: string; path: string; message: string }[];
    };
    assert.deepEqual(
      findings.filter(({ rule }) => rule === 'lint/invalid-setting').map(({ path, message }) => [path, message]),
      [
        [
          'exch01/.exchange-cba.json',
          "No server here has a virtual directory or location 'Default Web Site/ow', so the entry has no effect. Did you mean 'Default Web Site/owa'?",
        ],
        [
          'exch01/.exchange-cba.json',
          "'front/owa' is not a file or a folder with a web.config, so nothing is read for 'Default Web Site/owa'. Enter a path relative to this folder.",
        ],
      ],
    );
  });

  test('is a line on standard error for a file of --config, where it is so on every server', async () => {
    const settings = JSON.stringify({
      virtualDirectories: { ...entries, 'Default Web Site/owa': 'exch01/front/owa', 'Fabrikam/owa': 'exch02/owa.txt' },
    });
    const host = new TestHost({
      ...files,
      'exch02/applicationHost.config': serverText().replaceAll('Default Web Site', 'Fabrikam'),
      'exch02/owa.txt': '<configuration />',
      'ours.json': settings,
    });
    const { out, warnings } = await outcomeOf(['check', 'exch01', 'exch02', '--config', 'ours.json'], host);
    assert.ok(!out.includes('lint/invalid-setting'));
    assert.deepEqual(
      warnings.filter((line) => line.includes('ours.json')),
      [
        "exchange-cba: ours.json:1:24: No server here has a virtual directory or location 'Default Web Site/ow', so the entry has no effect. Did you mean 'Default Web Site/owa'?",
        "exchange-cba: ours.json:1:46: 'FrontEnd/owa' is not a file or a folder with a web.config, so nothing is read for 'Default Web Site/ow'. Enter a path relative to this folder.",
        "exchange-cba: ours.json:1:84: 'exch01/front/owa' is not a file or a folder with a web.config, so nothing is read for 'Default Web Site/owa'. Enter a path relative to this folder.",
      ],
    );
  });
});
