// The commands on the made-up servers of `samples/`, with the rules of the release.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { applyEdits } from '../../server/src/core/text/edit.js';
import { LineIndex } from '../../server/src/core/text/line-index.js';
import { samples } from '../support/paths.js';
import { sarifErrors } from '../support/sarif.js';
import { outcomeOf, TestHost } from './support.js';

const sample = 'contoso-exchange-2019';
const host = `${sample}/applicationHost.config`;

function filesOf(): Record<string, Uint8Array> {
  const names = readdirSync(path.join(samples, sample), { recursive: true }).map((name) =>
    String(name).replaceAll('\\', '/'),
  );
  return Object.fromEntries(
    names
      .filter((name) => /\.(?:config|txt)$/.test(name))
      .map((name) => [`${sample}/${name}`, new Uint8Array(readFileSync(path.join(samples, sample, name)))]),
  );
}

interface Report {
  readonly findings: readonly { readonly rule: string; readonly path: string; readonly configurationPath: string }[];
  readonly summary: { readonly suppressed: number };
}

async function reportOf(files: TestHost, ...args: string[]): Promise<{ code: number; report: Report }> {
  const { code, out } = await outcomeOf(['check', '--format', 'json', ...args], files);
  return { code, report: JSON.parse(out) as Report };
}

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface SarifResult {
  readonly ruleId: string;
  readonly fixes?: readonly {
    readonly artifactChanges: readonly {
      readonly artifactLocation: { readonly uri: string };
      readonly replacements: readonly {
        readonly deletedRegion: Region;
        readonly insertedContent: { readonly text: string };
      }[];
    }[];
  }[];
}

describe('samples', () => {
  test('a baseline of the broken server silences it, and a newly planted mistake still shows', async () => {
    const files = new TestHost(filesOf());
    const before = await reportOf(files);
    assert.equal(before.code, 1);
    assert.equal((await outcomeOf(['check', '--create-baseline', 'known.json'], files)).code, 0);
    const silent = await reportOf(files, '--baseline', 'known.json');
    assert.deepEqual(
      [silent.code, silent.report.findings, silent.report.summary.suppressed],
      [0, [], before.report.findings.length],
    );

    const text = readFileSync(path.join(samples, host), 'utf8');
    const planted = `<!-- moved -->\n${text}`.replace(
      /(<location path="Default Web Site\/ecp">[\s\S]*?<basicAuthentication enabled=")false/,
      '$1true',
    );
    assert.notEqual(planted, `<!-- moved -->\n${text}`);
    files.memory.write(files.uriOf(host), planted.replace(/^<!-- moved -->\n(<\?xml[^>]*>)/, '$1\n<!-- moved -->'));
    const after = await reportOf(files, '--baseline', 'known.json');
    assert.equal(after.code, 1);
    assert.deepEqual(
      after.report.findings.map(({ rule, configurationPath }) => [rule, configurationPath]),
      [['exchange/basic-with-client-certificate', 'Default Web Site/ecp']],
    );
  });

  test('SARIF is valid, and its fixes lead to texts without their findings', async () => {
    const files = new TestHost(filesOf());
    const { out } = await outcomeOf(['check', '--format', 'sarif'], files);
    const log = JSON.parse(out) as { runs: { results: SarifResult[] }[] };
    assert.deepEqual(sarifErrors(log), []);
    const before = (await reportOf(files)).report.findings;
    const fixable = log.runs[0]!.results.filter(({ fixes }) => fixes);
    assert.ok(fixable.length >= 5, String(fixable.length));
    for (const { ruleId, fixes } of fixable) {
      const changed = new TestHost(filesOf());
      for (const { artifactLocation, replacements } of fixes![0]!.artifactChanges) {
        const uri = changed.uriOf(decodeURIComponent(artifactLocation.uri));
        const read = await changed.memory.read(uri);
        assert.ok(read.kind === 'bytes');
        const text = new TextDecoder().decode(read.bytes);
        const index = new LineIndex(text);
        const offset = (line: number, column: number): number =>
          index.offsetAt({ line: line - 1, character: column - 1 });
        const edits = replacements.map(
          ({ deletedRegion: { startLine, startColumn, endLine, endColumn }, insertedContent }) => ({
            range: { start: offset(startLine, startColumn), end: offset(endLine, endColumn) },
            newText: insertedContent.text,
          }),
        );
        changed.memory.write(uri, applyEdits(text, edits));
      }
      const { findings } = (await reportOf(changed)).report;
      assert.ok(!findings.some(({ rule }) => rule === ruleId), ruleId);
      for (const { rule } of findings)
        assert.ok(
          before.some((known) => known.rule === rule),
          `${rule} is new after ${ruleId}`,
        );
    }
  });

  test('after --fix all nothing is left, and the dry run said the same', async () => {
    const files = new TestHost(filesOf());
    const dry = await outcomeOf(['check', '--fix', 'all', '--fix-dry-run'], files);
    assert.equal(dry.code, 1);
    const fixed = await outcomeOf(['check', '--fix', 'all'], files);
    assert.equal(fixed.code, 0, fixed.out);
    assert.equal(dry.out.match(/^--- /gm)!.length, files.written.length);
  });

  for (const format of ['text', 'markdown', 'html', 'junit', 'github'] as const) {
    test(`${format} names every mistake`, async () => {
      const files = new TestHost(filesOf());
      const { report } = await reportOf(files);
      const { out } = await outcomeOf(['check', '--format', format], files);
      assert.equal(report.findings.length, 8);
      for (const { rule } of report.findings) assert.ok(out.includes(rule), rule);
    });
  }
});
