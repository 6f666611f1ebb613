// `npm run mutate`: makes each mistake of test/mutations.mjs in turn and runs the related tests, which must
// fail.
// Nothing is written: the mutated file is handed to Node in place of the compiled one (mutate/load.mjs).
// Parts of names as arguments run only those mutations.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { mutations } from '../test/mutations.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const hook = pathToFileURL(path.join(root, 'scripts/mutate/register.mjs')).href;

/** The JavaScript of the file with the mistake; throws where the mistake cannot be made. */
function mutated({ name, file, from, to }) {
  const text = readFileSync(path.join(root, file), 'utf8');
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`${name}: ${file} has the text ${parts.length - 1} times, not once.`);
  const compilerOptions = { module: ts.ModuleKind.ES2022, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true };
  const { outputText, diagnostics } = ts.transpileModule(parts.join(to), { compilerOptions, reportDiagnostics: true });
  if (diagnostics.length > 0) throw new Error(`${name}: the result does not parse.`);
  return outputText;
}

/** Whether the tests pass. */
function pass(tests, environment = {}) {
  const files = tests.map((test) => path.join('out/test', `${test}.test.js`));
  const env = { ...process.env, ...environment };
  const { status, error } = spawnSync(process.execPath, ['--test', ...files], { cwd: root, env, stdio: 'ignore' });
  if (error) throw error;
  return status === 0;
}

const wanted = process.argv.slice(2);
const chosen = mutations.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
const tests = [...new Set(chosen.flatMap((mutation) => mutation.tests))];
if (tests.length === 0) throw new Error('No mutation has such a name.');
if (!pass(tests)) {
  console.log(`The tests fail without any mutation: ${tests.join(', ')}.`);
  process.exit(1);
}
const survivors = chosen.filter((mutation) => {
  const survived = pass(mutation.tests, {
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${hook}`.trim(),
    MUTATED_FILE: pathToFileURL(path.join(root, 'out', mutation.file.replace(/\.ts$/, '.js'))).href,
    MUTATED_TEXT: mutated(mutation),
  });
  console.log(`${survived ? 'SURVIVED' : 'killed  '}  ${mutation.name}`);
  return survived;
});
console.log(`${chosen.length - survivors.length} of ${chosen.length} mutations killed.`);
process.exit(survivors.length === 0 ? 0 : 1);
