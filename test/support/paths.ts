// Where the repository and its samples are, seen from the compiled tests.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json: the compiled tests are in `out/test`. */
export const repositoryRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

export const samples = path.join(repositoryRoot, 'samples');
