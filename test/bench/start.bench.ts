// How long the built command line takes from its start to its end, against Node doing nothing.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { repositoryRoot } from '../support/paths.js';
import { measure, print, type Bench } from './harness.js';

const cli = path.join(repositoryRoot, 'dist/cli.js');

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
  },
};
