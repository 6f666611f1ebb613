// `npm start`: builds and checks `samples/`, always with exit code 0; with paths it checks those and exits as
// `check` does.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const paths = process.argv.slice(2);

const run = (args, cwd) => {
  const { status, error } = spawnSync(process.execPath, args, { cwd, stdio: 'inherit' });
  if (error) throw error;
  return status ?? 3;
};

const built = run([path.join(root, 'scripts/build.mjs')], root);
if (built !== 0) process.exit(built);
const cli = path.join(root, 'dist/cli.js');
// npm starts scripts in the package's folder; paths are meant from where npm was called.
const here = process.env['INIT_CWD'] ?? process.cwd();
process.exitCode =
  paths.length > 0 ? run([cli, 'check', ...paths], here) : run([cli, 'check', 'samples', '--fail-on', 'never'], root);
