// The npm package of dist/, packed and installed into an empty place without network.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryRoot } from './paths.js';

/** The environment without what the npm that runs the tests hands down. */
export const cleanEnvironment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)),
);

function npm(...args: string[]): string {
  const options = { cwd: repositoryRoot, encoding: 'utf8', env: cleanEnvironment } as const;
  const { status, stdout, stderr } = spawnSync('npm', args, options);
  assert.equal(status, 0, stdout + stderr);
  return stdout;
}

export class InstalledPackage {
  /** A folder for the test, removed with the package. */
  readonly folder = mkdtempSync(path.join(tmpdir(), 'exchange-cba-npm-'));
  readonly prefix = path.join(this.folder, 'prefix');
  readonly tarball: string;
  readonly program = path.join(this.prefix, 'bin/exchange-cba');

  constructor() {
    const packed = npm('pack', '--ignore-scripts', '--json', '--pack-destination', this.folder);
    const [entry] = JSON.parse(packed) as { filename: string }[];
    this.tarball = path.join(this.folder, entry!.filename);
  }

  install(): this {
    npm('install', '--global', '--offline', '--ignore-scripts', '--prefix', this.prefix, this.tarball);
    return this;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
