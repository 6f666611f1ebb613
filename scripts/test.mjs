// `npm test`: everything. Fuzzing and what only reads sources run at the same time as the unit tests.
// Names of steps as arguments run only those; `unit` takes further path fragments: `npm test -- unit core/xml`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [only, ...fragments] = process.argv.slice(2);

const bin = (name, ...args) => ({ argv: [path.join(root, 'node_modules', '.bin', name), ...args] });
const node = (...args) => ({ argv: [process.execPath, ...args] });

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
  return node('--enable-source-maps', '--test', concurrency, ...files.map((name) => path.join('out/test', name)));
}

/** The commands of each step, one after the other. */
const steps = {
  types: () => [bin('tsc', '-b')],
  generated: () => [node('scripts/generate.mjs', '--check')],
  lint: () => [bin('eslint', '--max-warnings', '0', '.')],
  format: () => [bin('prettier', '--check', '--log-level', 'warn', '.')],
  // What only tests use is dead, too, unless it is marked as internal.
  dead: () => [bin('knip'), bin('knip', '--production', '--include', 'files,exports,types')],
  fuzz: () => [node('--enable-source-maps', 'out/test/fuzz/main.js', '--seconds', '300')],
  build: () => [node('scripts/build.mjs')],
  audit: () => [node('scripts/audit.mjs')],
  unit: () => [unitTests()],
  vscode: () => {
    const VSCODE_TEST_VERSION = process.env['VSCODE_TEST_VERSION'] ?? 'newest';
    return [
      { ...node('test/vscode/launcher/run.mjs'), environment: { VSCODE_TEST_VERSION } },
      {
        ...node('--test-reporter=spec', 'test/vscode/launcher/window.mjs'),
        environment: { VSCODE_TEST_VERSION },
      },
      // These handle the workbench's own elements, which every version of VS Code has elsewhere: always the one of
      // the launcher's lock file.
      {
        ...node('--test-reporter=spec', 'test/vscode/view/main.mjs'),
        environment: { VSCODE_TEST_VERSION: '' },
      },
    ];
  },
};

/** One stage after the other, in the order in which a mistake is cheapest to find; the lists of a stage at once. */
const stages = [
  [['types', 'generated', 'build', 'audit']],
  [['unit'], ['lint', 'format', 'dead', 'fuzz']],
  [['vscode']],
];

const running = new Set();

function end(status) {
  for (const child of running) child.kill();
  process.exit(status);
}

/** Shows what commands print as they print it, and of second lists when they are done. The first failure ends all. */
async function run(name, isSecond) {
  if (!isSecond) console.log(`\n== ${name}`);
  const printed = [];
  for (const { argv, environment } of steps[name]()) {
    const [command, ...args] = argv;
    const env = { ...process.env, ...environment };
    const child = spawn(command, args, { cwd: root, env, stdio: isSecond ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    running.add(child);
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes) => printed.push(bytes));
    const [status] = await once(child, 'close');
    running.delete(child);
    if (status === 0) continue;
    if (isSecond) console.error(`\n== ${name}\n${Buffer.concat(printed)}`);
    end(status ?? 1);
  }
  if (isSecond) console.log(`\n== ${name}\n${Buffer.concat(printed)}`);
}

async function runAll(names, isSecond) {
  for (const name of names) await run(name, isSecond);
}

if (only === undefined) {
  for (const lists of stages) await Promise.all(lists.map((names, index) => runAll(names, index > 0)));
} else if (Object.hasOwn(steps, only)) {
  await runAll(only === 'unit' ? ['types', 'unit'] : [only], false);
} else {
  console.error(`Unknown step '${only}'. Steps: ${Object.keys(steps).join(', ')}.`);
  process.exitCode = 2;
}
