// Rules and predictions hold each other: on the probe of a rule its mistake shows as stated, and its fix
// removes that .
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rules, type CheckedProject } from '../../../server/src/core/create-project.js';
import type { Finding } from '../../../server/src/core/rules/finding.js';
import { buildWorld } from '../../../server/src/core/simulate/build-world.js';
import { probes, type Probe } from './probes.js';
import { labelOf } from '../../../server/src/core/simulate/rank.js';
import { repaired } from '../../../server/src/core/simulate/repair.js';
import { readRequest } from '../../../server/src/core/simulate/request.js';
import { simulate, type Prediction } from '../../../server/src/core/simulate/simulate.js';
import { applyEdits } from '../../../server/src/core/text/edit.js';
import { fileOf, judgeFixture } from '../../support/check-fixture.js';
import { fixturesOf, type Fixture } from '../../support/fixtures.js';

const groups = /^(?:exchange|device|tls|coexistence|termination|iis)\//;

/** A client of which only what the probe says is unknown or wrong. */
const clients: Readonly<Record<Probe['certificate'], Readonly<Record<string, string>>>> = {
  good: {
    anySent: 'yes',
    clientOffers: 'yes',
    certificate: 'yes',
    anyTrust: 'yes',
    anyRevocation: 'yes',
    anyAccount: 'yes',
  },
  unmapped: {
    anySent: 'yes',
    clientOffers: 'yes',
    certificate: 'yes',
    anyTrust: 'yes',
    anyRevocation: 'yes',
    anyAccount: 'account-unknown',
  },
  unlisted: { anySent: 'yes', clientOffers: 'yes', certificate: 'yes', anyTrust: 'ctl-excludes' },
  none: {},
};

/** Fixtures of configuration systems bring no bindings; those of the others do. */
function assumptions({ rule, certificate, scheme }: Probe): Readonly<Record<string, string>> {
  return rule.startsWith('iis/') || scheme ? { ...clients[certificate], endpoint: 'yes' } : clients[certificate];
}

interface Case {
  readonly request: Parameters<typeof simulate>[0];
  readonly world: Parameters<typeof simulate>[1];
}

function caseOf(project: CheckedProject, probe: Probe, url: string): Case {
  const server = project.servers[0]!;
  const world = buildWorld({
    configuration: server.configuration,
    exchange: server.exchange,
    root: server.configuration.root,
    windowsServer: server.exchange?.settings.windowsServer ?? (probe.tls === '1.3' ? '2022' : '2019'),
    facts: probe.withoutRecords ? { ...server.facts, sslRecords: [] } : server.facts,
    certificates: [],
    shown: [],
    findings: project.analysis.findings,
    now: Date.UTC(2026, 0, 1),
  }).correcting(assumptions(probe));
  const { body = null, tls = '1.2', http2 = null, from } = probe;
  const request = readRequest(url, { method: null, body, tls, http2, from, certificate: null });
  assert.ok(!('problem' in request));
  return { request: { ...request, anyCertificate: probe.certificate !== 'none' }, world };
}

const predict = ({ request, world }: Case): Prediction => simulate(request, world);

/** The path of the finding or of its web.config; of one about a site, or a server, ActiveSync. */
function urlOf(
  project: CheckedProject,
  { configurationPath, uri, range }: Finding,
  { at, scheme }: Probe,
  { files }: Fixture,
): string {
  if (at === 'binding') {
    const before = files.get(fileOf(uri))!.slice(0, range.end);
    const [, protocol, port] = /protocol="(\w+)" bindingInformation="[^"]*?:?(\d+)(?::[^"]*)?"?[^<]*$/.exec(before)!;
    return `${protocol!}://mail.contoso.com:${port!}/`;
  }
  const [, bases] = [...project.servers[0]!.configuration.placedFiles].find(([file]) => file.uri === uri) ?? [];
  const tail = (configurationPath || (bases?.[0] ?? '')).split('/').slice(1).join('/');
  const path = at ?? `/${tail === '' ? 'Microsoft-Server-ActiveSync' : tail}`;
  return scheme ? `${scheme}://mail.contoso.com${path}` : path;
}

/**
 * With the fix of every finding of the rule applied; where it edits no file, with the cause repaired in the
 * world.
 */
function fixedCase(
  project: CheckedProject,
  fixture: Fixture,
  probe: Probe,
  url: string,
  before: Prediction,
): Case | null {
  const files = new Map(fixture.files);
  let current = project;
  // Each fix is applied to what the one before left.
  for (let round = 0; round < 8; round++) {
    const finding = current.analysis.findings.find(
      ({ rule, remedies }) => rule === probe.rule && remedies.length > (probe.remedy ?? 0),
    );
    const edits = finding ? current.edits([finding.remedies[probe.remedy ?? 0]!]) : [];
    if ('problem' in edits || edits.length === 0) break;
    for (const { uri, edits: list } of edits) files.set(fileOf(uri), applyEdits(files.get(fileOf(uri))!, list));
    current = judgeFixture(fixture, files);
  }
  if (current !== project) return caseOf(current, probe, url);
  const causes = [before, ...before.alternatives].flatMap(({ end, finding }) =>
    finding?.rule === probe.rule && end.cause !== null ? [end.cause] : [],
  );
  return causes[0] === undefined ? null : repaired(causes[0], caseOf(project, probe, url));
}

const told = ({ outcome }: Prediction): unknown => [labelOf(outcome), outcome.challenges];

function check(probe: Probe, before: Prediction, after: Prediction): void {
  const names = ({ finding }: Pick<Prediction, 'finding'>): boolean => finding?.rule === probe.rule;
  switch (probe.shows) {
    case 'inert':
      assert.deepEqual(told(after), told(before));
      return;
    case 'may':
      assert.ok([before, ...before.alternatives].some((one) => names(one) && one.outcome.kind !== 'passes'));
      assert.ok(![after, ...after.alternatives].some((one) => names(one) && one.outcome.kind !== 'passes'));
      return;
    case 'blocks':
      assert.ok(names(before), `the cause is ${before.finding?.rule ?? 'none'}: ${JSON.stringify(told(before))}`);
      assert.notEqual(before.outcome.kind, 'passes');
      // Another mistake of the same rule, for which there is no fix, may stay.
      if (names(after) && after.finding!.remedies.length === 0) return;
      assert.ok(!names(after));
      break;
    case 'prompts':
      assert.ok(after.outcome.kind !== 'passes' && before.outcome.status !== 403);
      break;
    case 'tightens':
      assert.equal(after.outcome.kind, 'refused');
  }
  assert.notDeepEqual(told(after), told(before));
}

describe('probes of rules', () => {
  test('every rule about what a server answers has one probe', () => {
    const ids = rules.map(({ id }) => id).filter((id) => groups.test(id));
    assert.deepEqual(probes.map(({ rule }) => rule).sort(), [...ids].sort());
  });

  for (const probe of probes) {
    test(`${probe.rule}: ${probe.shows}${probe.reason ? `, since ${probe.reason}` : ''}`, () => {
      assert.equal(probe.shows === 'inert', probe.reason !== undefined);
      const bad = fixturesOf(probe.rule).filter(({ expected }) => expected.some(({ rule }) => rule === probe.rule));
      assert.ok(bad.length > 0);
      let seen = 0;
      for (const fixture of bad) {
        const name = fixture.name.split('/').at(-1)!;
        const project = judgeFixture(fixture);
        const finding = project.analysis.findings.find(({ rule }) => rule === probe.rule);
        if (probe.except?.[name] !== undefined || !finding || !project.servers[0]) continue;
        const url = urlOf(project, finding, probe, fixture);
        const before = predict(caseOf(project, probe, url));
        const fixed = fixedCase(project, fixture, probe, url, before);
        if (!fixed) {
          // A fix that is neither an edit nor the repair of a cause changes nothing that is simulated.
          assert.ok(probe.shows === 'inert' || before.finding?.rule === probe.rule, `${name}: ${url}`);
          seen++;
          continue;
        }
        try {
          check(probe, before, predict(fixed));
        } catch (error) {
          throw new Error(`${name}: ${url}: ${String(error)}; before: ${JSON.stringify(told(before))}`, {
            cause: error,
          });
        }
        seen++;
      }
      assert.ok(seen > 0 || (probe.reason ?? '').includes('without a server'), 'no fixture was tried');
      for (const name of Object.keys(probe.except ?? {})) {
        assert.ok(
          bad.some((fixture) => fixture.name.endsWith(`/${name}`)),
          `there is no ${name}`,
        );
      }
    });
  }
});
