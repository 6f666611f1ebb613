// The certificate view in a real VS Code, handled through the browser as a user does. Arguments: names of subjects; none are all.
import path from 'node:path';
import { after, test } from 'node:test';
import { root } from '../launcher/install.mjs';
import { Session } from './support/session.mjs';
import accessibility from './accessibility.mjs';
import colours from './colours.mjs';
import compare from './compare.mjs';
import copies from './copies.mjs';
import german from './german.mjs';
import list from './list.mjs';
import overview from './overview.mjs';
import states from './states.mjs';
import structure from './structure.mjs';
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
const unknown = chosen.filter((name) => !(name in subjects));
if (unknown.length > 0) {
  console.error(`There is no subject ${unknown.join(', ')}. Subjects: ${Object.keys(subjects).join(', ')}.`);
  process.exit(2);
}

const session = await Session.start();
if (session !== null) {
  for (const [subject, tests] of Object.entries(subjects)) {
    if (chosen.length > 0 && !chosen.includes(subject)) continue;
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
