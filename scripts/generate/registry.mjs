// The registry of rules: every file `server/src/core/rules/<group>/<name>.ts`, sorted by id.
import { readdirSync } from 'node:fs';
import path from 'node:path';

const folder = 'server/src/core/rules';

/** `<group>/<name>` of every rule file, sorted. Other files stand directly in the folder. */
export function ruleIds(root) {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: group }) =>
      readdirSync(path.join(root, folder, group))
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `${group}/${file.slice(0, -'.ts'.length)}`),
    )
    .sort();
}

const variable = (id) => id.replace(/[-/](\w)/g, (_, letter) => letter.toUpperCase());

export function registry(root) {
  const ids = ruleIds(root);
  const lines = [
    '// Written by `npm run generate` from the files beside it: every rule, sorted by id.',
    ...ids.map((id) => `import ${variable(id)} from './${id}.js';`),
    "import type { Rule } from './rule.js';",
    '',
    'export const rules: readonly Rule[] = [',
    ...ids.map((id) => `  ${variable(id)},`),
    '];',
    '',
  ];
  return new Map([[`${folder}/registry.ts`, lines.join('\n')]]);
}
