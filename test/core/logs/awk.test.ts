// Counts are those of an independent awk, for real logs and for generated ones.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { readLogs } from '../../../server/src/core/logs/read-logs.js';
import { generatedLog } from '../../support/generated-log.js';
import { logSourceOf } from '../../support/logs.js';
import { inCorpus, skipWithoutCorpus } from '../../support/corpus.js';

const hasAwk = spawnSync('awk', ['BEGIN { exit 0 }']).status === 0;

/** Records and ActiveSync statuses of a W3C log with a header, and its physical lines. */
const program = `
BEGIN { w = 0 }
{ sub(/\\r$/, ""); lines++ }
/^#Fields:/ { split("", at); w = 0; for (i = 2; i <= NF; i++) { at[$i] = i - 1; w++ } next }
/^(\\xef\\xbb\\xbf)?#/ || /^$/ { next }
w > 0 && NF >= w {
  records++
  if (tolower($(at["cs-uri-stem"])) ~ /^\\/microsoft-server-activesync(\\/|$)/) {
    activesync++
    win32 = $(at["sc-win32-status"]); if (win32 < 0) win32 = sprintf("%.0f", win32 + 4294967296)
    count[$(at["sc-status"]) "." $(at["sc-substatus"]) "." win32]++
  }
}
END {
  printf "lines %d\\nrecords %d\\nactivesync %d\\n", lines, records, activesync
  for (key in count) printf "%s %d\\n", key, count[key]
}`;

function awk(file: string): Map<string, number> {
  const { stdout } = spawnSync('awk', [program, file], { encoding: 'latin1' });
  return new Map(
    stdout
      .trim()
      .split('\n')
      .map((line) => [line.split(' ')[0]!, Number(line.split(' ')[1])] as const),
  );
}

async function ours(file: string): Promise<Map<string, number>> {
  const { files, requests, activeSyncRequests, byStatus } = await readLogs([
    logSourceOf(`file://${file}`, readFileSync(file)),
  ]);
  return new Map([
    ['lines', files[0]!.lines],
    ['records', requests],
    ['activesync', activeSyncRequests],
    ...byStatus.map(({ status, substatus, win32, count }) => [`${status}.${substatus}.${win32}`, count] as const),
  ]);
}

const sorted = (counts: ReadonlyMap<string, number>): unknown => [...counts].sort();

test('generated logs count as awk counts them', { skip: !hasAwk }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'awk-'));
  for (const seed of [1, 2, 3]) {
    const file = path.join(folder, 'u_ex261102.log');
    writeFileSync(file, generatedLog({ bytes: 300_000, devices: 100, seed }));
    assert.deepEqual(sorted(await ours(file)), sorted(awk(file)));
  }
  rmSync(folder, { recursive: true });
});

/** Logs that this awk cannot read: quoted values, no header, another kind. */
const unlike = /logfile_w3c\.3$|noheader|open-xp-rules|httperr|edge/;

test('real logs count as awk counts them', { skip: hasAwk ? skipWithoutCorpus : 'awk was not found' }, async () => {
  const files = readdirSync(inCorpus('logs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !unlike.test(file));
  assert.ok(files.length > 10);
  for (const file of files) assert.deepEqual(sorted(await ours(file)), sorted(awk(file)), file);
});

test('real logs without a header give a record for every line', { skip: skipWithoutCorpus }, async () => {
  const folder = inCorpus('logs/open-xp-rules');
  const headerless = [
    ...readdirSync(folder).map((name) => path.join(folder, name)),
    inCorpus('logs/eas/eas_backend_exchange2016_noheader.log'),
  ];
  for (const file of headerless) {
    const text = readFileSync(file, 'latin1');
    const counts = await ours(file);
    assert.equal(counts.get('records'), text.trim().split('\n').length, file);
  }
});

/** Kinds and unreadable lines of the files that are like no other. */
const others: Readonly<Record<string, readonly [kind: string, unreadableLines: number, requests: number]>> = {
  'beats-httperr/test.log': ['httperr', 0, 0],
  'beats-httperr/iis_error_url.log': ['httperr', 0, 0],
  'edge/lorem.log': ['unknown', 0, 0],
  'edge/size-zero.log': ['empty', 0, 0],
  'lnav/logfile_w3c.3': ['w3c', 0, 3],
};

test(
  'every file of the corpus has the lines that awk counts',
  { skip: hasAwk ? skipWithoutCorpus : 'no awk' },
  async () => {
    const names = readdirSync(inCorpus('logs'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(inCorpus('logs'), path.join(entry.parentPath, entry.name)));
    for (const name of names) {
      const file = inCorpus('logs', name);
      const { files, requests } = await readLogs([logSourceOf(`file://${file}`, readFileSync(file))]);
      const { stdout } = spawnSync('awk', ['END { print NR }', file], { encoding: 'latin1' });
      assert.equal(files[0]!.lines, Number(stdout), name);
      const other = others[name];
      if (other) assert.deepEqual([files[0]!.kind, files[0]!.unreadableLines, requests], other, name);
      else assert.equal(files[0]!.kind, 'w3c', name);
    }
  },
);
