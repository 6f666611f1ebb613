// Runs every fixture of every rule, and checks more than its author asked. `UPDATE=1` writes the texts after
// fixes again.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import type { CheckedProject } from '../../server/src/core/create-project.js';
import type { Finding } from '../../server/src/core/rules/finding.js';
import { rules } from '../../server/src/core/rules/registry.js';
import { applyEdits } from '../../server/src/core/text/edit.js';
import { limitResidents, trimResidents } from '../../server/src/core/workspace/residency.js';
import { parseXml } from '../../server/src/core/xml/parse.js';
import type { Expected, Fixture } from '../support/fixtures.js';
import { fixtureRules, fixturesOf, goldenFile } from '../support/fixtures.js';
import { collapsed, expanded } from '../support/fixture-base.js';
import { describeFinding, fileOf, frozenRules, judgeFixture } from '../support/check-fixture.js';

const update = process.env.UPDATE === '1';

/** A way to write the same configuration otherwise, and where an offset is then. */
interface Variant {
  readonly name: string;
  readonly rewrite: (text: string) => string;
}

const variants: readonly Variant[] = [
  { name: 'CRLF', rewrite: (text) => text.replaceAll('\n', '\r\n') },
  { name: 'tabs', rewrite: (text) => text.replace(/^(?: {4})+/gm, (spaces) => '\t'.repeat(spaces.length / 4)) },
];

const byteOrderMark = '\uFEFF';

for (const rule of fixtureRules()) {
  describe(rule, () => {
    test('is a rule', () => {
      assert.ok(rules.some(({ id }) => id === rule));
    });
    for (const fixture of fixturesOf(rule)) testFixture(fixture);
  });
}

function testFixture(fixture: Fixture): void {
  describe(fixture.name.slice(fixture.rule.length + 1), () => {
    const project = judgeFixture(fixture);
    const { findings } = project.analysis;

    test('gives exactly the findings that are marked', () => {
      assert.deepEqual(project.analysis.failures, []);
      assert.deepEqual(described(findings, fixture.files), describedExpected(fixture.expected, fixture.files));
      for (const expected of fixture.expected) {
        const finding = findingOf(findings, expected);
        assert.deepEqual(finding.remedies.map(({ title }) => title), expected.fixes, `the fixes of ${finding.message}`);
        if (expected.configurationPath !== null) assert.equal(finding.configurationPath, expected.configurationPath);
      }
    });

    test('names places inside its files', () => {
      for (const finding of findings) {
        for (const { uri, range } of [finding, ...finding.evidence]) {
          const text = fixture.files.get(fileOf(uri));
          assert.ok(text !== undefined, `${uri} is no file of the fixture`);
          assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length, finding.message);
        }
        const places = finding.evidence.map(({ uri, range }) => `${uri} ${range.start}`);
        assert.ok(!places.includes(`${finding.uri} ${finding.range.start}`), 'evidence repeats the place of its finding');
      }
    });

    test('gives the same whatever the order of rules, and in steps between which models are dropped', () => {
      const other = judgeFixture(fixture, fixture.files, [...frozenRules].reverse());
      limitResidents(0);
      while (!other.step()) trimResidents();
      limitResidents(null);
      assert.deepEqual(other.analysis.findings, findings);
    });

    for (const { name, rewrite } of variants) {
      test(`gives the same with ${name}`, () => {
        const files = rewritten(fixture.files, rewrite);
        const other = judgeFixture(fixture, files).analysis.findings;
        assert.deepEqual(excerpts(other, files, (text) => text), excerpts(findings, fixture.files, rewrite));
      });
    }

    test('gives the same with a byte order mark', () => {
      const files = rewritten(fixture.files, (text) => byteOrderMark + text);
      const other = judgeFixture(fixture, files).analysis.findings;
      assert.deepEqual(
        other.map(({ rule, uri, range }) => [rule, uri, range.start - 1, range.end - 1]),
        findings.map(({ rule, uri, range }) => [rule, uri, range.start, range.end]),
      );
    });

    let fix = 0;
    for (const expected of fixture.expected) {
      expected.fixes.forEach((title, index) => {
        const number = fix + 1;
        const finding = findings.find((one) => matches(one, expected));
        const remedy = finding?.remedies[index];
        const editing = remedy?.changes.some(({ kind }) => kind !== 'command') ?? false;
        if (editing) fix++;
        test(`fix '${title}'`, () => {
          assert.ok(finding && remedy, 'the finding is not there');
          if (editing) testFix(fixture, project, finding, index, number, expected.uncovers);
        });
      });
    }
  });
}

function testFix(
  fixture: Fixture,
  project: CheckedProject,
  finding: Finding,
  index: number,
  number: number,
  uncovers: readonly string[],
): void {
  const after = applied(project, fixture.files, finding, index);
  for (const [file, text] of after) {
    const golden = goldenFile(fixture, number, file);
    if (text === fixture.files.get(file)) {
      assert.ok(fixture.golden.single !== null || !existsSync(golden), `${golden} is not changed by the fix`);
      assert.ok(fixture.golden.single !== file, 'the fix changes nothing');
      continue;
    }
    if (update) {
      mkdirSync(path.dirname(golden), { recursive: true });
      writeFileSync(golden, collapsed(text, 'exchange-2019'));
    }
    assert.ok(existsSync(golden), `${golden} is missing; UPDATE=1 writes it`);
    assert.equal(text, expanded(readFileSync(golden, 'utf8').replaceAll('\r\n', '\n')), golden);
    if (parseXml(fixture.files.get(file)!).errors.length === 0) assert.deepEqual(parseXml(text).errors, []);
  }

  const again = judgeFixture(fixture, after);
  const left = count(again.analysis.findings.filter(({ rule }) => !uncovers.includes(rule)));
  const before = count(project.analysis.findings);
  before.set(keyOf(finding), before.get(keyOf(finding))! - 1);
  for (const [key, number] of left) assert.ok(number <= (before.get(key) ?? 0), `after the fix there is ${key}`);

  const remedy = finding.remedies[index]!;
  if (remedy.changes.every(({ kind }) => kind !== 'text')) {
    assert.deepEqual(again.edits([remedy]), [], 'a second application changes something');
  }

  for (const { name, rewrite } of variants) {
    const files = rewritten(fixture.files, rewrite);
    const other = judgeFixture(fixture, files);
    const same = other.analysis.findings.find((one) => keyOf(one) === keyOf(finding) && one.message === finding.message);
    assert.ok(same, `with ${name} the finding is not there`);
    assert.deepEqual([...applied(other, files, same, index)], [...rewritten(after, rewrite)], `the fix with ${name}`);
  }
}

function applied(
  project: CheckedProject,
  files: ReadonlyMap<string, string>,
  finding: Finding,
  index: number,
): Map<string, string> {
  const result = new Map(files);
  const edits = project.edits([finding.remedies[index]!]);
  assert.ok(!('problem' in edits), 'problem' in edits ? edits.problem : '');
  for (const { uri, edits: list } of edits) {
    const file = fileOf(uri);
    result.set(file, applyEdits(files.get(file)!, list));
  }
  return result;
}

function rewritten(files: ReadonlyMap<string, string>, rewrite: (text: string) => string): Map<string, string> {
  return new Map([...files].map(([name, text]) => [name, rewrite(text)]));
}

/** What is found and the text that it points at, which is the same however the file is written. */
function excerpts(
  findings: readonly Finding[],
  files: ReadonlyMap<string, string>,
  rewrite: (text: string) => string,
): unknown[] {
  return findings.map(({ rule, message, uri, range, configurationPath }) => {
    const text = files.get(fileOf(uri))!;
    const line = text.slice(0, range.start).split('\n').length;
    return [rule, message, uri, line, rewrite(text.slice(range.start, range.end)), configurationPath];
  });
}

const keyOf = ({ rule, uri, configurationPath }: Finding): string => `${rule} of '${configurationPath}' in ${uri}`;

function count(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  return counts;
}

function matches(finding: Finding, { rule, file, range, configurationPath }: Expected): boolean {
  return (
    finding.rule === rule &&
    fileOf(finding.uri) === file &&
    finding.range.start === range.start &&
    finding.range.end === range.end &&
    (configurationPath === null || configurationPath === finding.configurationPath)
  );
}

function findingOf(findings: readonly Finding[], expected: Expected): Finding {
  const found = findings.find((finding) => matches(finding, expected));
  assert.ok(found, `${expected.rule} is not found`);
  return found;
}

function described(findings: readonly Finding[], files: ReadonlyMap<string, string>): string[] {
  return findings.map((finding) => describeFinding(files, fileOf(finding.uri), finding)).sort();
}

function describedExpected(expected: readonly Expected[], files: ReadonlyMap<string, string>): string[] {
  return expected
    .map(({ rule, file, range, severity }) => {
      const own = severity ?? rules.find(({ id }) => id === rule)?.severity ?? 'of no such rule';
      return describeFinding(files, file, { rule, range, severity: own });
    })
    .sort();
}
