// Logs: the full triage against DuckDB's queries for statuses and per device, mawk, lnav, GoAccess, and two
// floors: counting lines, and a scanner that answers nothing but DuckDB's two questions.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { readLogs } from '../../server/src/core/logs/read-logs.js';
import type { LogSummary } from '../../server/src/core/logs/summary/summary.js';
import { logCauses } from '../../server/src/core/workspace/log-causes.js';
import { generatedLogPieces } from '../support/generated-log.js';
import { createNodeHost, uriOfPath } from '../../server/src/host/node.js';
import { logSource } from '../../server/src/intake/log-sources.js';
import { w3cHeader } from '../support/logs.js';
import { measure, median, print, type Bench, type Contestant } from './harness.js';
import { scan } from './plain-scanner.js';

/** Megabytes of the generated logs: LOG_MB=5000 sets another size. */
const sizes = process.env.LOG_MB === undefined ? [300, 1000] : [Number(process.env.LOG_MB)];

/** Writes a log piece by piece. */
function generate(file: string, megabytes: number): void {
  const out = openSync(file, 'w');
  const pieces = generatedLogPieces({ bytes: megabytes * 1e6, devices: 5000, seed: 1, servers: 1 });
  for (const piece of pieces) writeSync(out, piece);
  closeSync(out);
}

const host = createNodeHost();

async function triage(file: string): Promise<LogSummary> {
  const summary = await readLogs([logSource(host, uriOfPath(file))]);
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

/** The ID of a device in DuckDB, in upper case, from both forms of the query. */
const base64 = `hex(from_base64(replace("cs-uri-query", '%2B', '+')))`;
const device = `CASE WHEN contains("cs-uri-query", 'DeviceId=') THEN upper(regexp_extract("cs-uri-query", 'DeviceId=([^&]*)', 1))
  ELSE upper(decode(unhex(substr(${base64}, 11, 2 * ('0x' || substr(${base64}, 9, 2))::INTEGER)))) END`;

/** Programs that are too slow for several runs run once. */
function program(what: string, args: readonly string[]): Contestant | string {
  const found = spawnSync(what, ['--version'], { stdio: 'ignore' }).error === undefined;
  return found ? { name: what, run: () => spawnSync(what, args, { stdio: 'ignore' }) } : what;
}

const installed = (programs: readonly (Contestant | string)[]): Contestant[] =>
  programs.filter((one) => typeof one !== 'string');

async function run(): Promise<void> {
  for (const megabytes of sizes) {
    const { bavail, bsize } = statfsSync(tmpdir());
    if (bavail * bsize < megabytes * 1.2e6) {
      console.log(`\nLogs, ${megabytes} MB: skipped, since the disk has no room for them`);
      continue;
    }
    const folder = mkdtempSync(path.join(tmpdir(), 'logs-bench-'));
    try {
      const file = path.join(folder, 'u_ex261102.log');
      generate(file, megabytes);
      await compare(file, megabytes);
      await answers(file, megabytes);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}

/** How soon the first figures come, and how soon a cancellation ends the reading. */
async function answers(file: string, megabytes: number): Promise<void> {
  const firsts: number[] = [];
  const cancels: number[] = [];
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    let first = NaN;
    let cancelled = NaN;
    await readLogs([logSource(host, uriOfPath(file))], {
      progress: ({ bytes }) => {
        // The command line writes its first line from here on.
        if (bytes > 16e6 && Number.isNaN(first)) first = performance.now() - start;
        if (bytes > 50e6 && Number.isNaN(cancelled)) cancelled = performance.now();
      },
      cancelled: () => !Number.isNaN(cancelled),
    });
    firsts.push(first);
    cancels.push(performance.now() - cancelled);
  }
  const row = (name: string, times: readonly number[]) => ({ name, milliseconds: median(times), ratio: 1 });
  print(`Answers while reading ${megabytes} MB of logs`, [
    row('first figures', firsts),
    row('end after a cancellation', cancels),
  ]);
}

async function compare(file: string, megabytes: number): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
  const statuses = `SELECT "sc-status", "sc-substatus", "sc-win32-status", count(*) FROM ${table(file)} WHERE ${activeSync} GROUP BY ALL`;
  const devices = `SELECT ${device} AS device, count(*) FILTER (WHERE ${failed}),
    min("date" || "time") FILTER (WHERE ${failed}), max("date" || "time") FILTER (WHERE NOT ${failed}) FROM ${table(file)} WHERE ${activeSync} GROUP BY 1`;
  const awk =
    'tolower($5) ~ /^\\/microsoft-server-activesync/ { n[$12 " " $13 " " $14]++ } END { for (k in n) print n[k], k }';
  const groupBy = `;SELECT sc_status, sc_substatus, sc_win32_status, count(*) FROM w3c_log WHERE lower(cs_uri_stem) LIKE '/microsoft-server-activesync%' GROUP BY 1, 2, 3`;
  const layout = '--log-format=%d %t %^ %m %U %q %^ %e %h %u %R %s %^ %^ %L';
  const duckDb: Contestant = { name: 'DuckDB, per device', run: () => connection.runAndReadAll(devices) };
  const fast = [program('mawk', [awk, file]), program('wc', ['-l', file])];
  const slow = [
    program('lnav', ['-n', '-c', groupBy, file]),
    program('goaccess', [file, layout, '--date-format=%Y-%m-%d', '--time-format=%H:%M:%S', '-o', '/dev/null']),
  ];
  const results = await measure(
    [
      duckDb,
      { name: 'DuckDB, statuses', run: () => connection.runAndReadAll(statuses) },
      { name: 'exchange-cba, full triage', run: () => triage(file) },
      { name: 'plain scanner, both', run: () => scan(file) },
      ...installed(fast),
    ],
    { samples: 5, warmUp: 1 },
  );
  const same = String(await sameCounts(connection, statuses, devices, file));
  print(`Logs, ${megabytes} MB (same statuses and devices: ${same})`, results, statSync(file).size);
  const once = await measure(
    [duckDb, { name: 'exchange-cba, full triage', run: () => triage(file) }, ...installed(slow)],
    {
      samples: 1,
      warmUp: 0,
    },
  );
  print('Once', once, statSync(file).size);
  for (const missing of [...fast, ...slow]) if (typeof missing === 'string') console.log(`  ${missing}: not installed`);
  connection.closeSync();
}

async function sameCounts(
  connection: Awaited<ReturnType<DuckDBInstance['connect']>>,
  statuses: string,
  devices: string,
  file: string,
): Promise<boolean> {
  const summary = await triage(file);
  const floor = scan(file);
  const theirs = (await connection.runAndReadAll(statuses)).getRows();
  const counts = new Map(
    theirs.map(([a, b, c, count]) => [`${String(a)} ${String(b)} ${Number(c) >>> 0}`, Number(count)]),
  );
  return (
    summary.byStatus.every(
      ({ status, substatus, win32, count }) => counts.get(`${status} ${substatus} ${win32}`) === count,
    ) &&
    (await connection.runAndReadAll(devices)).getRows().length === summary.devices &&
    floor.devices === summary.devices &&
    floor.statuses === summary.byStatus.length
  );
}

export const logsBench: Bench = { name: 'logs', run };
