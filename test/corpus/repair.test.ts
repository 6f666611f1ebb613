// Repairs planted mistakes as `--fix` does: a second repair finds nothing to change, and the dry run is the
// same repair.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { repair, type Repair } from '../../server/src/core/repair.js';
import type { RepairMode } from '../../server/src/core/workspace/plans.js';
import type { TerminationSetting } from '../../server/src/core/exchange/termination.js';
import { sampleFiles, type ServerFiles } from '../support/servers.js';
import { plantedCases, serversFor } from './planted.cases.js';
import { contoso, fabrikam } from './samples.cases.js';
import { checked, reasonToSkip, root } from './verdict.js';

function withTexts(files: ServerFiles, texts: ReadonlyMap<string, string>): ServerFiles {
  return new Map([...files].map(([path, text]) => [path, texts.get(root + path) ?? text]));
}

function repaired(
  files: ServerFiles,
  mode: RepairMode,
  termination?: TerminationSetting,
): Repair<ReturnType<typeof checked>> {
  return repair({
    project: checked(files, termination),
    mode,
    findings: (project) => project.analysis.findings,
    rebuild: (texts) => checked(withTexts(files, texts), termination),
    textOf: (uri) => files.get(uri.slice(root.length)),
    obstacleTo: () => null,
  });
}

function assertOnce(files: ServerFiles, where: string, termination?: TerminationSetting): void {
  for (const mode of ['safe', 'all'] as const) {
    const first = repaired(files, mode, termination);
    const again = repaired(withTexts(files, first.texts), mode, termination);
    assert.deepEqual([...again.texts.keys()], [], `${where}: a second repair (${mode}) changes something`);
  }
}

describe('a second repair changes nothing', () => {
  for (const one of plantedCases) {
    it(one.name, { skip: reasonToSkip(one) }, () => {
      const [server] = serversFor(one);
      if (server) assertOnce(one.plant(server[1]), server[0], one.termination);
    });
  }
  for (const sample of [contoso, fabrikam]) {
    it(`of ${sample}`, () => {
      assertOnce(sampleFiles(sample), sample);
    });
  }
});
