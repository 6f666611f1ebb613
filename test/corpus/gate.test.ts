// What `--fix` leaves: no error or warning that was not there before and, unless a person reviews it, every
// sign-in that works.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { repair } from '../../server/src/core/repair.js';
import type { CheckedProject } from '../../server/src/core/create-project.js';
import { rules } from '../../server/src/core/create-project.js';
import { lostWays } from '../../server/src/core/sign-in/ways.js';
import { fixtureRules, fixturesOf } from '../support/fixtures.js';
import { judgeFixture, fileOf } from '../support/check-fixture.js';
import { corpusServers, layOut, sampleFiles, applicationHost, type ServerFiles } from '../support/servers.js';
import type { TerminationSetting } from '../../server/src/core/exchange/termination.js';
import { plantedCases, serversFor } from './planted.cases.js';
import { contoso, fabrikam } from './samples.cases.js';
import { checked, reasonToSkip, root } from './verdict.js';
import { skipWithoutCorpus } from '../support/corpus.js';

function serious({ analysis }: CheckedProject): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule, severity, configurationPath, uri } of analysis.findings) {
    if (severity !== 'error' && severity !== 'warning') continue;
    const key = `${rule} at '${configurationPath}' in ${uri}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/**
 * Rules that speak only where nothing else does, so that another fix brings to light what was there before.
 */
const yielding = rules.filter((rule) => rule.yields).map(({ id }) => `${id} at `);

/** What only the later project has. */
function brought(before: CheckedProject, after: CheckedProject): string[] {
  const known = serious(before);
  return [...serious(after)]
    .filter(([key, count]) => count > (known.get(key) ?? 0) && !yielding.some((rule) => key.startsWith(rule)))
    .map(([key]) => key);
}

/** The ways to sign in that work before and not afterwards. */
function lost(before: CheckedProject, after: CheckedProject): string[] {
  return before.servers.flatMap(({ configuration }) => {
    const { uri } = configuration.applicationHost;
    const later = after.servers.find((server) => server.configuration.applicationHost.uri === uri);
    return later
      ? lostWays(configuration, later.configuration).map((one) => `${one.way} at ${one.configurationPath}`)
      : [];
  });
}

function assertNothingNew(
  files: ServerFiles,
  check: (files: ServerFiles) => CheckedProject,
  nameOf: (uri: string) => string,
  where: string,
): void {
  const project = check(files);
  for (const mode of ['safe', 'all'] as const) {
    const { project: after } = repair({
      project,
      mode,
      findings: ({ analysis }) => analysis.findings,
      rebuild: (texts) =>
        check(
          new Map(
            [...files].map(([name, text]) => [name, [...texts].find(([uri]) => nameOf(uri) === name)?.[1] ?? text]),
          ),
        ),
      textOf: (uri) => files.get(nameOf(uri)),
      obstacleTo: () => null,
    });
    assert.deepEqual(brought(project, after), [], `${where}, --fix ${mode}`);
    // What takes a sign-in away is for a person to review.
    if (mode === 'safe') assert.deepEqual(lost(project, after), [], `${where}, --fix ${mode}`);
  }
}

const planted = (uri: string): string => uri.slice(root.length);

function assertPlanted(files: ServerFiles, where: string, termination?: TerminationSetting): void {
  assertNothingNew(files, (changed) => checked(changed, termination), planted, where);
}

describe('--fix brings no error or warning', () => {
  for (const one of plantedCases) {
    it(one.name, { skip: reasonToSkip(one) }, () => {
      for (const [name, stock] of [...serversFor(one)].slice(0, 2))
        assertPlanted(one.plant(stock), name, one.termination);
    });
  }
  for (const sample of [contoso, fabrikam]) {
    it(`to ${sample}`, () => {
      assertPlanted(sampleFiles(sample), sample);
    });
  }
  it('to real servers', { skip: skipWithoutCorpus }, () => {
    for (const { name, text } of corpusServers()) assertPlanted(new Map([[applicationHost, text]]), name);
    assertPlanted(layOut('E19'), 'E19');
  });
  for (const rule of fixtureRules()) {
    for (const fixture of fixturesOf(rule)) {
      it(`to ${fixture.name}`, () => {
        assertNothingNew(fixture.files, (files) => judgeFixture(fixture, files), fileOf, fixture.name);
      });
    }
  }
});
