// Runs a target on damaged variants of its seeds and keeps what breaks it.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../support/paths.js';
import { mutate, random } from './mutate.js';
import type { Target } from './targets.js';

export interface Failure {
  readonly target: string;
  /** The input that breaks it, below `.cache/fuzz`. */
  readonly file: string;
  readonly message: string;
}

/** Inputs that grow one into another find more than those made of seeds alone; this many are kept. */
const kept = 50;

/** Tries variants until `done` says so; the first failure ends it. */
export async function fuzz(target: Target, seed: number, done: (tried: number) => boolean): Promise<Failure | null> {
  const next = random(seed);
  const pool = [...target.seeds];
  const pick = (): Uint8Array => pool[Math.floor(next() * pool.length)]!;
  for (let tried = 0; !done(tried); tried++) {
    const input = mutate(pick(), pick(), next);
    try {
      await target.run(input);
    } catch (error) {
      return keep(target.name, input, error);
    }
    if (tried % 20 === 0 && input.length > 0) {
      if (pool.length < target.seeds.length + kept) pool.push(input);
      else pool[target.seeds.length + Math.floor(next() * kept)] = input;
    }
  }
  return null;
}

function keep(target: string, input: Uint8Array, error: unknown): Failure {
  const folder = path.join(repositoryRoot, '.cache/fuzz');
  const file = path.join(folder, `${target}-${createHash('sha256').update(input).digest('hex').slice(0, 12)}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, input);
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { target, file: path.relative(repositoryRoot, file), message };
}
