// Logs in zip archives are read in memory: by check, diagnose, and logs, as if they lay in a folder.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import { predictionServer } from '../support/prediction.js';
import { outcomeOf, TestHost } from './support.js';

const log = [
  '#Software: Microsoft Internet Information Services 10.0',
  '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken',
  '2026-11-28 07:01:02 10.0.0.11 OPTIONS /Microsoft-Server-ActiveSync/default.eas - 443 - 203.0.113.7 Apple-iPhone15C2 403 7 64 12',
  '',
].join('\r\n');
const zip = zipSync({
  'W3SVC1/u_ex261128.log': Buffer.from(log),
  'W3SVC1/u_ex261129.log.gz': gzipSync(log),
  'readme.md': Buffer.from('# Logs'),
});
const host = (): TestHost =>
  new TestHost({
    'case/applicationHost.config': predictionServer({})['exch01/applicationHost.config']!,
    'case/logs.zip': zip,
  });

test('check makes a finding at the line in the archive', async () => {
  const { out } = await outcomeOf(['check', 'case', '--format', 'json'], host());
  const { findings, logs, notJudged } = JSON.parse(out) as {
    findings: { rule: string; path: string; range: { start: { line: number } } }[];
    logs: { path: string; kind: string }[];
    notJudged: unknown[];
  };
  assert.deepEqual(
    logs.map(({ path, kind }) => [path, kind]),
    [
      ['case/logs.zip/W3SVC1/u_ex261128.log', 'w3c'],
      ['case/logs.zip/W3SVC1/u_ex261129.log.gz', 'w3c'],
    ],
  );
  assert.deepEqual(notJudged, []);
  const found = findings.find(({ rule }) => rule === 'log/certificate-not-presented')!;
  assert.deepEqual([found.path, found.range.start.line], ['case/logs.zip/W3SVC1/u_ex261128.log', 2]);
});

test('an archive with nothing but logs is enough', async () => {
  const { out, code, warnings } = await outcomeOf(
    ['check', 'case', '--format', 'json'],
    new TestHost({ 'case/logs.zip': zip }),
  );
  const { logs, evidence } = JSON.parse(out) as { logs: unknown[]; evidence: { path: string; used: boolean }[] };
  assert.deepEqual([code, logs.length, warnings], [0, 2, []]);
  assert.deepEqual(
    evidence.map(({ path, used }) => [path, used]),
    [['case/logs.zip', true]],
  );
});

test('logs and diagnose count the requests in the archive', async () => {
  const { out, code } = await outcomeOf(['logs', 'case/logs.zip', '--format', 'json'], host());
  assert.deepEqual([code, (JSON.parse(out) as { requests: number }).requests], [0, 2]);
  const { out: diagnosis } = await outcomeOf(['diagnose', 'case', '--format', 'json'], host());
  const { observed } = JSON.parse(diagnosis) as { observed: { status: string; count: number }[] };
  assert.deepEqual(
    observed.map(({ status, count }) => [status, count]),
    [['403.7', 2]],
  );
});

test('an archive without logs, and a damaged one', async () => {
  const files = { 'none.zip': zipSync({ 'a.txt': Buffer.from('x') }), 'bad.zip': zip.slice(0, 60) };
  for (const [name, says] of [
    ['none.zip', /contains no logs/],
    ['bad.zip', /was not opened: it is damaged/],
  ] as const) {
    const { code, warnings } = await outcomeOf(['logs', name], new TestHost(files));
    assert.equal(code, 3);
    assert.match(warnings.join('\n'), says);
  }
});
