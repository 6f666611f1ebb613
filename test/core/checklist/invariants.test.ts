// Checklist and findings agree on every fixture, sample and server of the corpus, whatever the termination is
// set to.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createProject } from '../../../server/src/core/create-project.js';
import type { ChecklistStep } from '../../../server/src/core/checklist/checklist.js';
import type { TerminationSetting } from '../../../server/src/core/exchange/termination.js';
import type { Finding } from '../../../server/src/core/rules/finding.js';
import { checklistsOf } from '../../../server/src/core/workspace/checklists.js';
import { fixtureRules, fixturesOf } from '../../support/fixtures.js';
import {
  applicationHost,
  corpusServers,
  layOut,
  legacyServer,
  sampleFiles,
  type ServerFiles,
} from '../../support/servers.js';
import { skipWithoutCorpus } from '../../support/corpus.js';

const terminations: readonly TerminationSetting[] = ['auto', 'exchange', 'device', 'legacy'];
const speaking = (finding: Finding): boolean => ['error', 'warning'].includes(finding.severity);

function lies({ uri, range }: Finding, step: ChecklistStep): boolean {
  return step.evidence.some((at) => at.uri === uri && at.range.start < range.end && range.start < at.range.end);
}

/** Groups whose rules check the settings that the steps of a path are about. */
const ofSteps = /^(?:exchange|device|coexistence|termination)\//;

/** How many steps were held against findings. */
function hold(name: string, files: ServerFiles, schemas: readonly string[] = []): number {
  let held = 0;
  const source = (path: string): { uri: string; text: string } => ({ uri: `server/${path}`, text: files.get(path)! });
  const paths = [...files.keys()].filter((path) => !schemas.includes(path));
  for (const termination of terminations) {
    const project = createProject({
      files: paths.map(source),
      schemas: schemas.map(source),
      settings: { termination, rules: {} },
    });
    const found = project.analysis.findings.filter(speaking);
    const rules = new Set(project.analysis.findings.map(({ rule }) => rule));
    for (const { steps, root } of checklistsOf(project)) {
      for (const step of steps) {
        held++;
        const at = `${name}, ${termination}, ${root}: ${step.title}`;
        if (step.state === 'done') {
          assert.deepEqual(
            found.filter((finding) => lies(finding, step)).map(({ rule }) => rule),
            [],
            at,
          );
          assert.equal(step.rule, undefined, at);
        }
        if (step.state === 'wrong' || step.state === 'doubtful') assert.ok(step.rule !== undefined, at);
        if (step.rule !== undefined) assert.ok(rules.has(step.rule), `${at}: ${step.rule} did not report`);
        if (step.detail?.startsWith('Optional') === true) assert.notEqual(step.state, 'wrong', at);
      }
      const files = new Set(project.analysis.servers.find((server) => server.root === root)?.files);
      for (const { rule, configurationPath, uri } of found) {
        const own = steps.filter(({ title }) => title.startsWith(`${configurationPath}: `));
        if (!files.has(uri) || !ofSteps.test(rule) || own.length === 0) continue;
        if (own.some(({ state }) => state === 'notApplicable') || withoutStep.has(rule)) continue;
        const shown = own.some(({ state }) => state === 'wrong' || state === 'doubtful');
        assert.ok(shown, `${name}, ${termination}: no step of ${configurationPath} shows ${rule}`);
      }
    }
  }
  return held;
}

/** They check what the procedures have no step for. */
const withoutStep = new Set([
  'device/kernel-mode-enabled',
  'device/app-pool-credentials-without-kernel-mode',
  'device/auth-persist-non-ntlm',
  'exchange/iis-mapping-enabled',
  'exchange/owa-and-ecp-differ',
  'exchange/mapping-on-site',
]);

describe('checklist and findings', () => {
  test('agree on every fixture', () => {
    let held = 0;
    for (const rule of fixtureRules()) {
      for (const { name, files } of fixturesOf(rule)) {
        held += hold(
          name,
          files,
          [...files.keys()].filter((path) => path.startsWith('schema/')),
        );
      }
    }
    assert.ok(held > 10_000, String(held));
  });

  test('agree on the samples and a legacy server', () => {
    for (const sample of ['contoso-exchange-2019', 'fabrikam-device']) hold(sample, sampleFiles(sample));
    hold('legacy', new Map([[applicationHost, legacyServer()]]));
  });

  test('agree on the servers of the corpus', { skip: skipWithoutCorpus }, () => {
    for (const { name, text } of corpusServers()) hold(name, new Map([[applicationHost, text]]));
    for (const version of ['E19', 'E16'] as const) hold(version, layOut(version));
  });
});
