// npm's `prepare`: makes dist/ where the package is installed from a checkout or a git address, which hold
// sources only.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

// A global install hands its own settings (global, prefix) down to the npm that is started here.
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name)));

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (error ?? status !== 0) {
    console.error(`exchange-cba: ${[command, ...args].join(' ')} failed, so there is no dist/cli.js.`);
    process.exit(1);
  }
}

// npm (11 and older) makes of `npm install --global git+…` a link to a clone that it deletes, and reports
// success.
if (process.env['npm_config_global'] === 'true' && /[\\/]_cacache[\\/]tmp[\\/]/.test(root)) {
  console.error('exchange-cba: npm cannot install this package globally from a git address.');
  console.error('Run "npm pack <address>", then "npm install --global ./exchange-cba-<version>.tgz".');
  process.exit(1);
}

// `npm install --global .` in a fresh clone links the folder without installing what builds it.
if (!existsSync(path.join(root, 'node_modules/esbuild')))
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
run(process.execPath, ['scripts/build.mjs']);
