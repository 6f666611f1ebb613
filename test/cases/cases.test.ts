// Every folder of reproductions beside the checkout gives what its EXPECT.md calls right, one test a folder.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { certificateCases } from './certificates.cases.js';
import { configurationCases } from './configuration.cases.js';
import { consistencyCases } from './consistency.cases.js';
import { editorCases, editorCasesElsewhere } from './editor.cases.js';
import { engineCases } from './engine.cases.js';
import { firstUseCases, firstUseCasesElsewhere } from './first-use.cases.js';
import { hostileCases, hostileCasesElsewhere } from './hostile.cases.js';
import { logCases } from './logs.cases.js';
import { Case, caseRoot, type CaseTests } from './support.js';
import { supportCases } from './support.cases.js';

const groups: Readonly<Record<string, CaseTests>> = {
  certificates: certificateCases,
  configuration: configurationCases,
  consistency: consistencyCases,
  editor: editorCases,
  engine: engineCases,
  'first-use': firstUseCases,
  hostile: hostileCases,
  logs: logCases,
  support: supportCases,
};

/** Cases that only another test can show, by the file of that test. */
const elsewhere: Readonly<Record<string, string>> = {
  ...editorCasesElsewhere,
  ...firstUseCasesElsewhere,
  ...hostileCasesElsewhere,
};

const skip = caseRoot === null && 'The folder of cases is not beside the checkout (EXCHANGE_CBA_CASES names it).';

for (const [group, cases] of Object.entries(groups)) {
  describe(`cases/${group}`, () => {
    for (const [name, run] of Object.entries(cases)) {
      test(
        name,
        { skip: skip || (!existsSync(path.join(caseRoot!, group, name)) && 'The case does not exist.') },
        async () => {
          const one = new Case(path.join(group, name));
          try {
            await run(one);
          } finally {
            one.remove();
          }
        },
      );
    }
    test('every folder has a test', { skip }, () => {
      const folders = readdirSync(path.join(caseRoot!, group), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name);
      const known = (name: string): boolean => Object.hasOwn(cases, name) || `${group}/${name}` in elsewhere;
      assert.deepEqual(
        folders.filter((name) => !known(name)),
        [],
      );
    });
  });
}
