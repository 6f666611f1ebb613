// The twenty questions: DuckDB, which knows nothing of this code, answers the same from the rows.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { dialects, questionAs } from '../../../server/src/core/logs/questions/dialects.js';
import { Evaluation } from '../../../server/src/core/logs/questions/evaluate.js';
import { questions } from '../../../server/src/core/logs/questions/library.js';
import { Anonymiser } from '../../../server/src/core/logs/rows/anonymiser.js';
import { readRows } from '../../../server/src/core/logs/rows/read-rows.js';
import type { LogRow } from '../../../server/src/core/logs/rows/row.js';
import { rowHeader, rowText } from '../../../server/src/core/logs/rows/row-text.js';
import { generatedLog } from '../../support/generated-log.js';
import { logSourceOf } from '../../support/logs.js';

const since = '2026-11-02T09:00:00Z';

async function rowsOf(text: string): Promise<LogRow[]> {
  const rows: LogRow[] = [];
  await readRows([logSourceOf('file:///u_ex261102.log', text)], { nameOf: (uri) => uri, row: (row) => rows.push(row) });
  return rows;
}

describe('DuckDB', () => {
  let folder = '';
  let connection: DuckDBConnection;
  let rows: LogRow[] = [];

  before(async () => {
    rows = await rowsOf(generatedLog({ bytes: 600_000, devices: 60, seed: 7 }));
    folder = mkdtempSync(path.join(tmpdir(), 'questions-'));
    writeFileSync(path.join(folder, 'rows.csv'), rowHeader('csv') + rows.map((row) => rowText(row, 'csv')).join(''));
    connection = await (await DuckDBInstance.create(':memory:')).connect();
  });

  after(() => {
    connection.closeSync();
    rmSync(folder, { recursive: true });
  });

  for (const question of questions) {
    test(`answers ${question.id} alike`, async () => {
      const evaluation = new Evaluation(question, since);
      for (const row of rows) evaluation.add(row);
      const sql = questionAs(question, 'duckdb', since).replaceAll('rows.csv', path.join(folder, 'rows.csv'));
      const answer = await connection.runAndReadAll(sql.slice(sql.indexOf('SELECT')));
      const theirs = answer
        .getRowsJson()
        .map((row) => row.map((value) => (value === null ? null : String(value as string | number))));
      const ours = evaluation.answer().rows.map((row) => row.map((value) => (value === null ? null : String(value))));
      if (!['never-succeeded', 'loops', 'body-too-large', 'provisioning'].includes(question.id))
        assert.ok(ours.length > 0);
      assert.deepEqual(ours, theirs);
    });
  }
});

test('there are twenty questions with ids of their own, in every dialect', () => {
  assert.equal(new Set(questions.map(({ id }) => id)).size, 20);
  for (const question of questions) {
    for (const dialect of dialects) {
      const text = questionAs(question, dialect, since);
      assert.match(text, /^(--|\/\/) /);
      assert.equal(text.includes('Not executed by the tests'), dialect !== 'duckdb');
      assert.doesNotMatch(text, /undefined|null_|\[object/);
    }
  }
});

test('a row of CSV is one line, and no cell of it is a formula or moves a terminal', async () => {
  const [row] = await rowsOf(generatedLog({ bytes: 2_000, devices: 1, seed: 3 }));
  for (const value of [
    '=1+1',
    '+1',
    '-1+1',
    '@SUM(1)',
    '\t=1',
    ' =1',
    '\r\n=1',
    '\uff1d1',
    '\u001b]0;x\u0007',
    'a\nb',
    '\u009b2J',
    '"=1',
  ]) {
    const text = rowText({ ...row!, userAgent: value }, 'csv');
    assert.match(text, /^[^\p{Cc}]+\n$/u);
    const cell = /,(?:"((?:[^"]|"")*)"|([^",]*)),\d*,/.exec(text.slice(text.indexOf(row!.client)))!;
    assert.doesNotMatch(cell[1] ?? cell[2]!, /^\s*[=+\-@\uff1d]/, value);
    assert.equal(
      (JSON.parse(rowText({ ...row!, userAgent: value }, 'ndjson')) as { userAgent: string }).userAgent,
      value,
    );
  }
});

test('anonymous rows give no names, keep who is the same, and read as before', async () => {
  const rows = await rowsOf(generatedLog({ bytes: 200_000, devices: 20, seed: 3 }));
  const anonymiser = new Anonymiser();
  const hidden = rows.map((row) => anonymiser.row(row));
  const text = hidden.map((row) => rowText(row, 'ndjson')).join('');
  for (const { user, device, client, server } of rows) {
    for (const name of [user, device, client, server]) if (name.length > 5) assert.ok(!text.includes(name), name);
  }
  const pairs = new Map(rows.map((row, i) => [row.device, hidden[i]!.device]));
  rows.forEach((row, i) => {
    assert.equal(hidden[i]!.device, pairs.get(row.device));
  });
  assert.equal(new Set(pairs.values()).size, pairs.size);
  const again = await rowsOf(
    '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query sc-status\n' +
      hidden
        .map(({ path: stem, query }) => `2026-11-02 06:00:00 10.0.0.1 POST ${stem} ${query === '' ? '-' : query} 200\n`)
        .join(''),
  );
  assert.deepEqual(
    again.map(({ device, command }) => [device, command]),
    hidden.map(({ device, command }) => [device, command]),
  );
});
