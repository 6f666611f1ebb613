// The registry of rules: every file `server/src/core/rules/<group>/<name>.ts`, sorted by id.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = 'server/src/core/rules';

/** `<group>/<name>` of every rule file, sorted. Other files are in the folder itself and in `support`. */
export function ruleIds(root) {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'support')
    .flatMap(({ name: group }) =>
      readdirSync(path.join(root, folder, group))
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `${group}/${file.slice(0, -'.ts'.length)}`),
    )
    .sort();
}

const variable = (id) => id.replace(/[-/](\w)/g, (_, letter) => letter.toUpperCase());

/** Rules about certificates alone, which the client runs without the rest. */
function isAboutCertificates(root, id) {
  return /^\s*subject: 'certificate(?:File)?',$/m.test(readFileSync(path.join(root, folder, `${id}.ts`), 'utf8'));
}

/** Rules about logs alone, which give causes besides findings. */
function isAboutLogs(root, id) {
  return readFileSync(path.join(root, folder, `${id}.ts`), 'utf8').includes('defineLogRule(');
}

function listing(about, name, ids, type = 'Rule', module = './rule.js') {
  return [
    `// Written by \`npm run generate\` from the files beside it: ${about}, sorted by id.`,
    ...ids.map((id) => `import ${variable(id)} from './${id}.js';`),
    `import type { ${type} } from '${module}';`,
    '',
    `export const ${name}: readonly ${type}[] = [`,
    ...ids.map((id) => `  ${variable(id)},`),
    '];',
    '',
  ].join('\n');
}

export function registry(root) {
  const ids = ruleIds(root);
  const certificates = ids.filter((id) => isAboutCertificates(root, id));
  return new Map([
    [`${folder}/registry.ts`, listing('every rule', 'rules', ids)],
    [
      `${folder}/certificate-registry.ts`,
      listing('the rules about certificates and their files', 'certificateRules', certificates),
    ],
    [
      `${folder}/log-registry.ts`,
      listing(
        'the rules about logs',
        'logRules',
        ids.filter((id) => isAboutLogs(root, id)),
        'LogRule',
        './log-rule.js',
      ),
    ],
  ]);
}
