// The executable for this platform runs where there is no Node.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { repositoryRoot } from '../support/paths.js';

const skip = process.platform === 'linux' ? false : 'the executable is tested on Linux';

test('the executable checks a server with an empty environment', { skip }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'exchange-cba-executable-'));
  try {
    const file = path.join(folder, 'exchange-cba');
    const made = spawnSync(process.execPath, ['scripts/executable.mjs', '--out', file], { cwd: repositoryRoot });
    assert.equal(made.status, 0, String(made.stderr));
    const options = { cwd: repositoryRoot, encoding: 'utf8', env: {} } as const;
    assert.match(spawnSync(file, ['--version'], options).stdout, /^\d+\.\d+\.\d+\n$/);
    assert.equal(spawnSync(file, ['check', 'samples/fabrikam-device'], options).status, 0);
    assert.equal(spawnSync(file, ['check', 'samples/contoso-exchange-2019'], options).status, 1);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
