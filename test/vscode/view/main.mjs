// Pages and guided steps in a real VS Code, handled through the browser as a user does. Arguments: names of
// subjects; none are all.
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { root } from '../launcher/install.mjs';
import { temporaryFolder } from '../launcher/server.mjs';
import { Session } from './support/session.mjs';
import accessibility from './accessibility.mjs';
import colours from './colours.mjs';
import compare from './compare.mjs';
import copies from './copies.mjs';
import diagnosis from './diagnosis.mjs';
import effective from './effective.mjs';
import german from './german.mjs';
import list from './list.mjs';
import overview from './overview.mjs';
import reports from './reports.mjs';
import saving from './saving.mjs';
import setUp from './set-up.mjs';
import states from './states.mjs';
import status from './status.mjs';
import structure from './structure.mjs';
import tree from './tree.mjs';
import verdicts from './verdicts.mjs';
import ways from './ways.mjs';

const subjects = {
  verdicts,
  states,
  list,
  compare,
  structure,
  copies,
  ways,
  accessibility,
  colours,
  german,
  overview,
};
const chosen = process.argv.slice(2);
/** Of a workspace with a server. */
const serverSubjects = { 'set-up': setUp, effective, tree, saving, status, reports, diagnosis };

const unknown = chosen.filter((name) => !(name in subjects || name in serverSubjects));
if (unknown.length > 0) {
  console.error(
    `There is no subject ${unknown.join(', ')}. Subjects: ${Object.keys({ ...subjects, ...serverSubjects }).join(', ')}.`,
  );
  process.exit(2);
}

/** Runs the chosen ones of these subjects in a VS Code on one workspace. */
async function runSubjects(all, options) {
  const wanted = Object.entries(all).filter(([name]) => chosen.length === 0 || chosen.includes(name));
  const session = wanted.length === 0 ? null : await Session.start(options);
  if (session === null) return;
  for (const [subject, tests] of wanted) {
    tests((name, run, language = 'en') => {
      void test(`${subject}: ${name}`, async () => {
        const window = await session.window(language);
        try {
          await run(window);
        } catch (error) {
          const picture = path.relative(root, await window.picture(`${subject} ${name}`));
          throw new Error(`${error instanceof Error ? error.message : error}\nPicture: ${picture}`, { cause: error });
        } finally {
          await window.closeAll();
        }
      });
    });
  }
  after(() => session.end());
}

/** A copy of the sample of a server that Exchange validates certificates on, without its faults. */
function serverWorkspace() {
  const folder = temporaryFolder('server');
  cpSync(path.join(root, 'samples/contoso-exchange-2019'), path.join(folder, 'contoso'), { recursive: true });
  spawnSync(process.execPath, [path.join(root, 'dist/cli.js'), 'check', folder, '--fix', 'all', '--quiet']);
  return folder;
}

await runSubjects(subjects);
await runSubjects(serverSubjects, { makeFolder: serverWorkspace });
