// Rules and predictions hold each other: on the probe of a rule its mistake shows, and its fix takes that away.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JudgedProject } from '../../../server/src/core/create-project.js';
import type { Finding } from '../../../server/src/core/rules/finding.js';
import { buildWorld } from '../../../server/src/core/simulate/build-world.js';
import { probes, type Probe } from '../../../server/src/core/simulate/probes.js';
import { labelOf } from '../../../server/src/core/simulate/rank.js';
import { readRequest } from '../../../server/src/core/simulate/request.js';
import { simulate, type Prediction } from '../../../server/src/core/simulate/simulate.js';
import { applyEdits } from '../../../server/src/core/text/edit.js';
import { fixturesOf } from '../../support/fixtures.js';
import { fileOf, judgeFixture } from '../../support/check-fixture.js';

function predict(project: JudgedProject, probe: Probe, path: string): Prediction {
  const server = project.servers[0]!;
  const world = buildWorld({
    configuration: server.configuration,
    exchange: server.exchange,
    root: server.configuration.root,
    windowsServer: '2019',
    facts: server.facts,
    certificates: [],
    shown: [],
    findings: project.analysis.findings,
    now: Date.UTC(2026, 0, 1),
  });
  const options = { method: null, body: null, tls: '1.2', http2: null, from: probe.from, certificate: null } as const;
  const request = readRequest(path, options);
  assert.ok(!('problem' in request));
  return simulate({ ...request, anyCertificate: probe.certificate === 'any' }, world);
}

/** The path of the finding; of one about a site, or a server, a path that inherits it. */
function pathOf({ configurationPath }: Finding, { shows }: Probe): string {
  const tail = configurationPath.split('/').slice(1).join('/');
  if (tail !== '') return `/${tail}`;
  return shows === 'elsewhere' ? '/EWS' : '/Microsoft-Server-ActiveSync';
}

describe('probes of rules', () => {
  for (const probe of probes) {
    test(`${probe.rule} ${probe.shows} its probe`, () => {
      let held = 0;
      for (const fixture of fixturesOf(probe.rule).filter(({ expected }) =>
        expected.some(({ rule }) => rule === probe.rule),
      )) {
        const project = judgeFixture(fixture);
        const finding = project.analysis.findings.find(({ rule }) => rule === probe.rule);
        if (!finding || !project.servers[0]) continue;
        const path = pathOf(finding, probe);
        const before = predict(project, probe, path);
        if (before.finding?.rule !== probe.rule) continue;
        assert.notEqual(before.outcome.kind, 'passes', `${fixture.name}: ${path}`);
        held++;
        const [remedy] = finding.remedies;
        const edits = remedy ? project.edits([remedy]) : [];
        if ('problem' in edits || edits.length === 0) continue;
        const fixed = new Map(fixture.files);
        for (const { uri, edits: list } of edits) fixed.set(fileOf(uri), applyEdits(fixed.get(fileOf(uri))!, list));
        const after = predict(judgeFixture(fixture, fixed), probe, path);
        assert.notDeepEqual(
          [labelOf(after.outcome), after.outcome.challenges],
          [labelOf(before.outcome), before.outcome.challenges],
          `${fixture.name}: ${path} does not change`,
        );
        assert.notEqual(after.finding?.rule, probe.rule, fixture.name);
      }
      assert.ok(held > 0, `no fixture of ${probe.rule} shows on its probe`);
    });
  }
});
