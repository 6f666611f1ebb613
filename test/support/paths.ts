// Where the repository, its samples and the corpus of real files are, seen from the compiled tests.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json: the compiled tests stand in `out/test`. */
export const repositoryRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

export const samples = path.join(repositoryRoot, 'samples');

/** The folder of real files (`configs/`, `certs/`, `logs/`, `schema/`); null where there is none on this machine. */
export const corpus =
  [
    process.env.EXCHANGE_CBA_CORPUS,
    path.join(repositoryRoot, '../shared/corpus'),
    path.join(repositoryRoot, '../../shared/corpus'),
  ].find((folder) => folder !== undefined && existsSync(path.join(folder, 'configs'))) ?? null;

let said = false;

/** The corpus, or null after saying once in the output of the run that its tests do nothing. */
export function corpusOrSay(): string | null {
  if (corpus === null && !said) {
    said = true;
    console.log(
      'The corpus of real files is not beside the checkout (EXCHANGE_CBA_CORPUS names it): tests on it are skipped.',
    );
  }
  return corpus;
}
