// `npm run executable`: one file that runs without Node (a Node single executable application) for this
// platform.
// `--out <file>` names it (default: exchange-cba, or exchange-cba.exe).
import { inject } from 'postject';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './bundles.mjs';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
const out = path.resolve(values.out ?? (process.platform === 'win32' ? 'exchange-cba.exe' : 'exchange-cba'));
const program = path.join(root, 'dist/main.js');
if (!existsSync(program)) {
  console.error('dist/main.js is missing: run `npm run build` first.');
  process.exit(1);
}

const folder = mkdtempSync(path.join(tmpdir(), 'exchange-cba-executable-'));
try {
  const config = path.join(folder, 'sea.json');
  const blob = path.join(folder, 'program.blob');
  writeFileSync(config, JSON.stringify({ main: program, output: blob, disableExperimentalSEAWarning: true }));
  const { status } = spawnSync(process.execPath, ['--experimental-sea-config', config], { stdio: 'ignore' });
  if (status !== 0) throw new Error('Node could not prepare the program. Use Node 20.12 or later.');
  rmSync(out, { force: true });
  copyFileSync(process.execPath, out);
  chmodSync(out, 0o755);
  // The fuse is the marker that Node's documentation of single executable applications names.
  await inject(out, 'NODE_SEA_BLOB', readFileSync(blob), {
    sentinelFuse: 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2',
    machoSegmentName: 'NODE_SEA',
  });
  console.log(`Wrote ${path.relative(process.cwd(), out)}.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
