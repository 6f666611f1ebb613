// Logs: the full triage against DuckDB's queries for statuses and per device, mawk, and the floor of counting
// lines.
import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, openSync, statSync, writeSync, closeSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { readLogs } from '../../server/src/core/logs/read-logs.js';
import type { LogSummary } from '../../server/src/core/logs/summary/summary.js';
import { logCauses } from '../../server/src/core/workspace/log-causes.js';
import { generatedLogPieces } from '../support/generated-log.js';
import { repositoryRoot } from '../support/paths.js';
import { w3cHeader } from '../support/logs.js';
import { measure, print, type Bench, type Contestant } from './harness.js';

/** Megabytes of the generated log; LOG_MB sets another size, such as 1000. */
const megabytes = Number(process.env.LOG_MB ?? 100);

function generated(): string {
  const folder = path.join(repositoryRoot, '.cache/bench');
  const file = path.join(folder, `u_ex261102-${megabytes}.log`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const out = openSync(file, 'w');
  for (const piece of generatedLogPieces({ bytes: megabytes * 1e6, devices: 5000, seed: 1 })) writeSync(out, piece);
  closeSync(out);
  return file;
}

async function triage(file: string): Promise<LogSummary> {
  const open = (): AsyncIterable<Uint8Array> => createReadStream(file, { highWaterMark: 256 * 1024 });
  const summary = await readLogs([{ uri: `file://${file}`, size: null, open }]);
  logCauses(summary);
  return summary;
}

/** The log as DuckDB reads it: values between spaces, directives left out. */
function table(file: string): string {
  const names = w3cHeader.split('\r\n')[3]!.slice('#Fields: '.length).split(' ');
  const columns = names.map((name) => `'${name}': 'VARCHAR'`).join(', ');
  return `read_csv('${file}', delim = ' ', header = false, quote = '', escape = '', comment = '#', new_line = '\\r\\n', auto_detect = false, columns = {${columns}})`;
}

const activeSync = `lower("cs-uri-stem") LIKE '/microsoft-server-activesync%'`;
const failed = `CAST("sc-status" AS INTEGER) >= 400`;

function program(what: string, args: readonly string[]): Contestant[] {
  const found = spawnSync(what, ['--version'], { stdio: 'ignore' }).error === undefined;
  return found ? [{ name: what, run: () => spawnSync(what, args, { stdio: 'ignore' }) }] : [];
}

async function run(): Promise<void> {
  const file = generated();
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  const statuses = `SELECT "sc-status", "sc-substatus", "sc-win32-status", count(*) FROM ${table(file)} WHERE ${activeSync} GROUP BY ALL`;
  const devices = `SELECT upper(regexp_extract("cs-uri-query", 'DeviceId=([^&]*)', 1)) AS device, count(*) FILTER (WHERE ${failed}),
    min("date" || "time") FILTER (WHERE ${failed}), max("date" || "time") FILTER (WHERE NOT ${failed}) FROM ${table(file)} WHERE ${activeSync} GROUP BY 1`;
  const awk =
    'tolower($5) ~ /^\\/microsoft-server-activesync/ { n[$12 " " $13 " " $14]++ } END { for (k in n) print n[k], k }';
  const contestants: Contestant[] = [
    { name: 'DuckDB, per device', run: () => connection.runAndReadAll(devices) },
    { name: 'DuckDB, statuses', run: () => connection.runAndReadAll(statuses) },
    { name: 'exchange-cba, full triage', run: () => triage(file) },
    ...program('mawk', [awk, file]),
    ...program('wc', ['-l', file]),
  ];
  const results = await measure(contestants, { samples: 5, warmUp: 1 });
  print(
    `Logs, ${megabytes} MB (same counts of statuses: ${String(await sameCounts(connection, statuses, file))})`,
    results,
    statSync(file).size,
  );
  connection.closeSync();
}

async function sameCounts(
  connection: Awaited<ReturnType<DuckDBInstance['connect']>>,
  query: string,
  file: string,
): Promise<boolean> {
  const theirs = (await connection.runAndReadAll(query)).getRows().reduce((sum, row) => sum + Number(row[3]), 0);
  return theirs === (await triage(file)).activeSyncRequests;
}

export const logsBench: Bench = { name: 'logs', run };
