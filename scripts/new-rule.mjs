// `npm run new:rule <group>/<name>`: makes the two places of a new rule, its file and its folder of fixtures.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const groups = [
  'termination',
  'exchange',
  'device',
  'coexistence',
  'layout',
  'iis',
  'tls',
  'certificate',
  'log',
  'evidence',
];
const [id = ''] = process.argv.slice(2);
const [group, name] = id.split('/');

function fail(message) {
  console.error(message);
  process.exit(2);
}

if (!/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
  fail('Usage: npm run new:rule <group>/<name>, such as iis/locked-section');
if (!groups.includes(group)) fail(`There is no group '${group}'. Groups: ${groups.join(', ')}.`);
const file = path.join(root, 'server/src/core/rules', group, `${name}.ts`);
const folder = path.join(root, 'test/rules', group, name);
if (existsSync(file)) fail(`${id} is there already.`);

const title = name.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());

const rule = `// ${title}.
import { defineRule } from '../rule.js';
import { isOn } from '../../iis/truth.js';
import { sections } from '../../sign-in/sections.js';

export default defineRule({
  id: '${id}',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.basic],
  docs: {
    title: '${title}',
    what: 'TODO: what is wrong, and in which files.',
    why: 'TODO: what IIS or Exchange does because of it.',
    fix: 'TODO: what to set.',
    sources: [],
  },
  messages: {
    found: '{path}: what is wrong; what happens; what to set.',
  },
  applies: ({ name }) => name === 'activeSync',
  check(directory, report) {
    const verdict = isOn(directory.basic);
    if (verdict === 'yes') {
      report({ message: 'found', data: { path: directory.configurationPath }, at: directory.placeOf(directory.basic) });
    }
    return verdict;
  },
});
`;

const server = (enabled, marker) => `<?xml version="1.0" encoding="UTF-8"?>
<configuration>
    <system.applicationHost>
        <sites>
            <site name="Default Web Site" id="1">
                <application path="/">
                    <virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" />
                </application>
                <application path="/Microsoft-Server-ActiveSync">
                    <virtualDirectory path="/" physicalPath="C:\\Exchange\\FrontEnd\\HttpProxy\\sync" />
                </application>
            </site>
        </sites>
    </system.applicationHost>
    <location path="Default Web Site/Microsoft-Server-ActiveSync">
        <system.webServer>
            <security>
                <authentication>
                    <basicAuthentication enabled="${enabled}" />
${marker}                </authentication>
            </security>
        </system.webServer>
    </location>
</configuration>
`;

const fixtures = {
  'bad-found.config': server('true', `                    <!--                          ^^^^ ${id} -->\n`),
  'ok-off.config': server('false', ''),
  'ok-likely-false-positive.config': server('false', ''),
};

mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, rule);
mkdirSync(folder, { recursive: true });
for (const [fixture, text] of Object.entries(fixtures)) writeFileSync(path.join(folder, fixture), text);
console.log(
  `${path.relative(root, file)}\n${path.relative(root, folder)}/\nWrite both, then: npm run generate && npm test -- unit rules/`,
);
