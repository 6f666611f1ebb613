// Golden files: the expected output beside the test's source; `UPDATE=1` writes what came out instead.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './paths.js';

/** `name` is the path of the golden file below `test/`. */
export function assertGolden(name: string, actual: string): void {
  const file = path.join(repositoryRoot, 'test', name);
  if (process.env.UPDATE === '1') {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, actual);
    return;
  }
  assert.ok(existsSync(file), `${name} is missing; UPDATE=1 writes it.`);
  assert.equal(
    actual,
    readFileSync(file, 'utf8'),
    `${name} differs; UPDATE=1 rewrites it, read the diff before you commit.`,
  );
}
