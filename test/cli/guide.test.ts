// docs/guide.md: its commands run on the samples, and its links lead somewhere.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { repositoryRoot } from '../support/paths.js';

const page = readFileSync(path.join(repositoryRoot, 'docs/guide.md'), 'utf8');
const cli = fileURLToPath(new URL('../../server/src/cli/main.js', import.meta.url));

const commands = page
  .split('\n')
  .map((line) => line.trim())
  .filter((line) => line.startsWith('exchange-cba '));

assert.ok(commands.length >= 6);
for (const command of commands) {
  test(command, () => {
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!).slice(1);
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], {
      cwd: repositoryRoot,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    // 1 means findings; 2 and 3 mean that the page is wrong.
    assert.ok(status === 0 || status === 1, `${status}: ${stderr}`);
    assert.notEqual(stdout, '');
  });
}

test('every link of the guide and the README leads to a file', () => {
  const missing = [page, readFileSync(path.join(repositoryRoot, 'README.md'), 'utf8')].flatMap((text, index) =>
    [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
      .map(([, target]) => path.join(repositoryRoot, index === 0 ? 'docs' : '.', target!))
      .filter((target) => !existsSync(target)),
  );
  assert.deepEqual(missing, []);
});
