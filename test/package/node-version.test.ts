// A Node that is too old or has no WebCrypto ends command line and server in one sentence and exit code 3:
// without it signatures would go unchecked in silence.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { repositoryRoot } from '../support/paths.js';

const folder = mkdtempSync(path.join(tmpdir(), 'exchange-cba-node-'));
after(() => {
  rmSync(folder, { recursive: true });
});

/** Loaded before the program: makes this Node look like another one. */
const disguises = {
  'without WebCrypto': "Object.defineProperty(globalThis, 'crypto', { value: undefined });",
  'of version 18': "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.8' } });",
};

for (const [which, script] of Object.entries(disguises)) {
  describe(`a Node ${which}`, () => {
    for (const program of [
      'cli.js check samples',
      'cli.js lsp',
      'cli.js certificate samples',
      'server/node.js --stdio',
    ]) {
      test(program, () => {
        const disguise = path.join(folder, `${which.replaceAll(' ', '-')}.cjs`);
        writeFileSync(disguise, script);
        const [file, ...args] = program.split(' ');
        const { status, stdout, stderr } = spawnSync(
          process.execPath,
          ['--require', disguise, path.join(repositoryRoot, 'dist', file!), ...args],
          { cwd: repositoryRoot, encoding: 'utf8', input: '', timeout: 30_000 },
        );
        assert.equal(status, 3, stderr);
        assert.equal(stdout, '');
        assert.match(stderr, /^exchange-cba: Exchange CBA needs [^\n]+\.\n$/);
      });
    }
  });
}
