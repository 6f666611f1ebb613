// SARIF: valid against the official schema, within GitHub's limits, with fingerprints that stay.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Analysis } from '../../../server/src/core/lint/analysis.js';
import { sarifReport } from '../../../server/src/core/report/sarif.js';
import type { Finding } from '../../../server/src/core/rules/finding.js';
import { sarifErrors } from '../../support/sarif.js';
import {
  applicationHost,
  clean,
  context,
  empty,
  findings,
  hostileAnalysis,
  hostileContext,
  rangeOf,
  summaryOf,
  texts,
  withMistakes,
} from './analyses.js';

interface Log {
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region?: object };
      }[];
      readonly relatedLocations?: readonly { readonly message: { readonly text: string } }[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly fixes?: readonly object[];
      readonly suppressions?: readonly object[];
    }[];
    readonly tool: {
      readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri?: string }[] };
    };
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications?: readonly object[];
    }[];
  }[];
}

function log(analysis: Analysis, hostile = false): Log['runs'][number] {
  const parsed = JSON.parse(sarifReport(analysis, hostile ? hostileContext() : context)) as Log;
  assert.deepEqual(sarifErrors(parsed), []);
  return parsed.runs[0]!;
}

describe('SARIF', () => {
  test('the validator refuses what is not SARIF', () => {
    assert.notDeepEqual(sarifErrors({ version: '2.1.0', runs: [{ tool: {} }] }), []);
    assert.notDeepEqual(
      sarifErrors({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [{ message: 'x' }] }] }),
      [],
    );
  });

  test('is valid with and without findings', () => {
    assert.equal(log(withMistakes).results.length, 3);
    assert.deepEqual(log(clean).results, []);
    assert.deepEqual(log(empty).results, []);
  });

  test('is valid with hostile text, suppressions and internal errors', () => {
    const run = log(hostileAnalysis(), true);
    assert.equal(run.results.length, 2);
    assert.equal(run.results[1]!.suppressions?.length, 1);
    assert.equal(run.invocations[0]!.executionSuccessful, false);
  });

  test('names rules, places, evidence and fixes', () => {
    const run = log(withMistakes);
    const result = run.results[1]!;
    assert.equal(run.tool.driver.rules[result.ruleIndex]!.id, result.ruleId);
    assert.match(run.tool.driver.rules[result.ruleIndex]!.helpUri!, /^https:/);
    assert.deepEqual(result.locations[0]!.physicalLocation.region, {
      startLine: 5,
      startColumn: 20,
      endLine: 5,
      endColumn: 41,
    });
    assert.equal(result.relatedLocations?.[0]?.message.text, 'this location decides');
    assert.deepEqual(result.fixes, [
      {
        description: { text: 'Require client certificates' },
        artifactChanges: [
          {
            artifactLocation: { uri: 'exch01/applicationHost.config', uriBaseId: 'WORKINGFOLDER' },
            replacements: [
              {
                deletedRegion: { startLine: 5, startColumn: 20, endLine: 5, endColumn: 41 },
                insertedContent: { text: 'Ssl, SslRequireCert' },
              },
            ],
          },
        ],
      },
    ]);
    assert.equal(run.results[0]!.fixes, undefined);
  });

  test('works out the edits of so many findings of a file, since each is checked against the whole server', () => {
    const found = withMistakes.findings.find(({ remedies }) => remedies.length > 0)!;
    const remedied = { ...found, remedies: found.remedies.slice(0, 1) };
    const asked = (text: string): number => {
      let count = 0;
      const many = { ...withMistakes, findings: Array.from({ length: 500 }, () => remedied) };
      const texts = new Map([[remedied.uri, text]]);
      sarifReport({ ...many, texts }, { ...context, edits: () => ((count += 1), []) });
      return count;
    };
    assert.equal(asked(' '.repeat(1000)), 100);
    assert.equal(asked(' '.repeat(1_000_000)), 20);
    assert.equal(asked(' '.repeat(50_000_000)), 5);
  });

  test('writes file names as URI references and no address of the machine', () => {
    const finding = {
      ...findings[1]!,
      uri: 'file:///contoso/a b/100%/straße:1/#x?/web.config',
      evidence: [],
      remedies: [],
    };
    const report = sarifReport({ ...empty, findings: [finding] }, context);
    assert.equal(
      log({ ...empty, findings: [finding] }).results[0]!.locations[0]!.physicalLocation.artifactLocation.uri,
      'a%20b/100%25/stra%C3%9Fe%3A1/%23x%3F/web.config',
    );
    assert.doesNotMatch(report, /file:\/\//);
    const standardInput = { ...finding, uri: '<stdin>' };
    assert.equal(
      log({ ...empty, findings: [standardInput] }).results[0]!.locations[0]!.physicalLocation.artifactLocation.uri,
      '%3Cstdin%3E',
    );
  });

  test('fingerprints survive line moves and tell equal mistakes apart', () => {
    const prints = (all: readonly Finding[], all2: ReadonlyMap<string, string>): string[] =>
      log({ ...empty, findings: all, texts: all2 }).results.map(
        ({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash!,
      );
    const finding = findings[1]!;
    const before = prints([finding, finding], texts);
    assert.notEqual(before[0], before[1]);
    const moved = new Map(texts).set(
      applicationHost,
      `\n\n<!-- note -->\n${texts.get(applicationHost)!.replaceAll('\r\n', '\n  ')}`,
    );
    assert.deepEqual(prints([{ ...finding, range: rangeOf(applicationHost, 'Ssl, SslNegotiateCert', moved) }], moved), [
      before[0],
    ]);
  });

  test('keeps the worst 25 000 results and says what it left out', () => {
    const hints = Array.from({ length: 25_000 }, () => findings[2]!);
    const all = [...hints, findings[1]!];
    const run = log({ ...empty, findings: all, texts, summary: summaryOf(all) });
    assert.equal(run.results.length, 25_000);
    assert.equal(run.results.at(-1)!.ruleId, findings[1]!.rule);
    assert.match(JSON.stringify(run.invocations[0]!.toolExecutionNotifications), /1 results of lower severity/);
  });

  test('a finding in a file that is not text has no region', () => {
    const finding = { ...findings[1]!, uri: 'file:///contoso/client.cer', evidence: [], remedies: [] };
    assert.equal(log({ ...empty, findings: [finding] }).results[0]!.locations[0]!.physicalLocation.region, undefined);
  });
});
