// How long the built command line takes from its start to its end, against Node doing nothing; and how long the
// extension takes to load before it knows of any IIS file, against what it loads then.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { repositoryRoot } from '../support/paths.js';
import { measure, median, print, type Bench } from './harness.js';

const cli = path.join(repositoryRoot, 'dist/cli.js');

/** Prints how many milliseconds a module takes to load, with a stand-in for the API of VS Code. */
const loading = `
  const { Module } = require('node:module');
  const load = Module._load;
  const standIn = new Proxy(function () {}, { get: () => standIn, apply: () => standIn, construct: () => standIn });
  Module._load = (name, ...rest) => (name === 'vscode' ? standIn : load(name, ...rest));
  const start = performance.now();
  require(process.argv[1]);
  process.stdout.write(String(performance.now() - start));`;

/** The median of several processes. */
function loadingTime(bundle: string): number {
  const file = path.join(repositoryRoot, 'dist/client', bundle);
  const times = Array.from({ length: 11 }, () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', loading, file], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return Number(stdout);
  });
  return median(times);
}

export const startBench: Bench = {
  name: 'start',
  async run() {
    const node = (...args: string[]) => {
      const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: repositoryRoot });
      // 1 is what `check` answers where it finds errors.
      if (status !== 0 && status !== 1) throw new Error(stderr);
    };
    const results = await measure(
      [
        {
          name: 'node -e 0',
          run: () => {
            node('-e', '0');
          },
        },
        {
          name: 'exchange-cba --version',
          run: () => {
            node(cli, '--version');
          },
        },
        {
          name: 'exchange-cba --help',
          run: () => {
            node(cli, '--help');
          },
        },
        {
          name: 'exchange-cba check, one server',
          run: () => {
            node(cli, 'check', 'samples/contoso-exchange-2019');
          },
        },
      ],
      { samples: 15, warmUp: 2 },
    );
    print('Start the command line', results);
    const [first, second] = [loadingTime('node.js'), loadingTime('session-node.js')];
    print('Load the extension (wanted: the first stage in less than 20 ms)', [
      { name: 'the first stage, in a folder without IIS files', milliseconds: first, ratio: 1 },
      { name: 'the second stage, where there are some', milliseconds: second, ratio: second / first },
    ]);
  },
};
