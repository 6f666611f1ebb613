// `npm test`: everything, in the order in which a mistake is cheapest to find. Names of steps as arguments
// run only those;
// `unit` takes further path fragments: `npm test -- unit core/xml`.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [only, ...fragments] = process.argv.slice(2);

function run(command, args, environment = {}) {
  const env = { ...process.env, ...environment };
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

const bin = (name) => path.join(root, 'node_modules', '.bin', name);

function unitTests() {
  const files = readdirSync(path.join(root, 'out/test'), { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.test.js') && !name.startsWith('vscode/suite/'))
    // What was compiled from a test that is gone stays there.
    .filter((name) => existsSync(path.join(root, 'test', name.replace(/js$/, 'ts'))))
    .filter((name) => fragments.length === 0 || fragments.some((fragment) => name.includes(fragment)))
    .sort();
  if (files.length === 0) throw new Error(`No unit test matches ${fragments.join(' ')}.`);
  const concurrency = `--test-concurrency=${availableParallelism()}`;
  const paths = files.map((name) => path.join('out/test', name));
  run(process.execPath, ['--enable-source-maps', '--test', concurrency, ...paths]);
}

const steps = {
  types: () => run(bin('tsc'), ['-b']),
  generated: () => run(process.execPath, ['scripts/generate.mjs', '--check']),
  lint: () => run(bin('eslint'), ['--max-warnings', '0', '.']),
  format: () => run(bin('prettier'), ['--check', '--log-level', 'warn', '.']),
  dead: () => run(bin('knip'), []),
  build: () => run(process.execPath, ['scripts/build.mjs']),
  audit: () => run(process.execPath, ['scripts/audit.mjs']),
  unit: unitTests,
  fuzz: () => run(process.execPath, ['--enable-source-maps', 'out/test/fuzz/main.js', '--seconds', '300']),
  vscode: () => {
    const newest = { VSCODE_TEST_VERSION: 'newest', ...process.env };
    run(process.execPath, ['test/vscode/launcher/run.mjs'], newest);
    run(process.execPath, ['--test-reporter=spec', 'test/vscode/launcher/window.mjs'], newest);
    // These handle the workbench's own elements, which every version of VS Code has elsewhere: always the one of
    // the launcher's lock file.
    run(process.execPath, ['--test-reporter=spec', 'test/vscode/view/main.mjs'], { VSCODE_TEST_VERSION: '' });
  },
};

if (only !== undefined && !(only in steps)) {
  console.error(`Unknown step '${only}'. Steps: ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}
for (const [name, step] of Object.entries(steps)) {
  if (only === undefined || only === name || (only === 'unit' && name === 'types')) {
    console.log(`\n== ${name}`);
    step();
  }
}
