// The corpus of real files, and how tests that need it are skipped where it is missing.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from './paths.js';

/**
 * The folder of real files (`configs/`, `certs/`, `logs/`, `schema/`); null where there is none on this
 * machine.
 */
export const corpus =
  [
    process.env.EXCHANGE_CBA_CORPUS,
    path.join(repositoryRoot, '../shared/corpus'),
    path.join(repositoryRoot, '../../shared/corpus'),
  ].find((folder) => folder !== undefined && existsSync(path.join(folder, 'configs'))) ?? null;

/**
 * For the runner's `skip`: a test on the corpus never passes without it. EXCHANGE_CBA_CORPUS names it
 * elsewhere.
 */
export const skipWithoutCorpus: string | false =
  corpus === null && 'the corpus of real files is not beside the checkout';

/** A path in the corpus, for tests that are skipped without it. */
export function inCorpus(...names: readonly string[]): string {
  if (corpus === null) throw new Error('This test needs the corpus: skip it with skipWithoutCorpus.');
  return path.join(corpus, ...names);
}

/**
 * The folder of collected mistakes with what is right (`engine/<case>/server`); null where there is none on
 * this machine.
 */
export const cases =
  [path.join(repositoryRoot, '../shared/cases'), path.join(repositoryRoot, '../../shared/cases')].find((folder) =>
    existsSync(folder),
  ) ?? null;

export const skipWithoutCases = cases === null ? 'the collected cases are not beside the checkout' : false;
