// The readiness checklist: every step of the procedure, in the state that the files show.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { createProject, rules } from '../../../server/src/core/create-project.js';
import type { TerminationSetting } from '../../../server/src/core/exchange/termination.js';
import type { SourceFile } from '../../../server/src/core/project.js';
import type { ReadinessStep } from '../../../server/src/core/report/readiness.js';
import { readinessOf } from '../../../server/src/core/workspace/readiness.js';
import { samples } from '../../support/paths.js';

function filesOf(sample: string, change: (text: string) => string = (text) => text): SourceFile[] {
  const folder = path.join(samples, sample);
  return readdirSync(folder, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.config'))
    .map((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8').replace(/^\ufeff/, '');
      return { uri: `file:///${sample}/${name}`, text: name === 'applicationHost.config' ? change(text) : text };
    });
}

function stepsOf(
  files: readonly SourceFile[],
  termination: TerminationSetting = 'auto',
): readonly ReadinessStep[] | null {
  const { servers } = createProject({ files, schemas: [], settings: { termination, rules: {} } });
  return readinessOf(servers[0]!.exchange!)?.steps ?? null;
}

function inState(steps: readonly ReadinessStep[], state: ReadinessStep['state']): string[] {
  return steps.filter((step) => step.state === state).map(({ title }) => title);
}

const activeSync = 'Default Web Site/Microsoft-Server-ActiveSync';

describe('readinessOf', () => {
  test('finds the mistakes of the sample server, each at its step', () => {
    const steps = stepsOf(filesOf('contoso-exchange-2019'))!;
    assert.deepEqual(inState(steps, 'wrong'), [
      'Client certificates are mapped to accounts at server level',
      `${activeSync}: SSL and client certificates are required`,
      `${activeSync}: uploadReadAheadSize is at least 49152`,
      'Default Web Site/owa: Basic, Windows, Digest and Anonymous authentication are off',
      'Default Web Site/owa: nothing takes the mapping module away',
      'Default Web Site/ecp: client certificates are mapped to accounts',
    ]);
    for (const step of steps.filter(({ state }) => state === 'wrong')) {
      assert.ok(step.evidence.length > 0, step.title);
      assert.ok(
        rules.some(({ id }) => id === step.rule),
        step.rule,
      );
    }
  });

  test('has every step of the procedure that no file tells, with the command to verify', () => {
    const steps = stepsOf(filesOf('contoso-exchange-2019'))!;
    const commands = steps.filter(({ state }) => state === 'unknown').map(({ verify }) => verify);
    for (const command of [
      'netsh http show sslcert',
      'certutil -enterprise -viewstore NTAuth',
      '(Get-Process -Name w3wp).StartTime',
    ]) {
      assert.ok(commands.includes(command), command);
    }
  });

  test('a device in front: all that files can tell is done, and unused virtual directories do not apply', () => {
    const steps = stepsOf(filesOf('fabrikam-device'))!;
    assert.deepEqual(inState(steps, 'wrong'), []);
    assert.equal(inState(steps, 'done').length, 6);
    assert.ok(inState(steps, 'done').every((title) => title.startsWith(activeSync)));
    assert.equal(inState(steps, 'notApplicable').length, 2);
  });

  test('a device in front with an empty list of providers', () => {
    const steps = stepsOf(
      filesOf('fabrikam-device', (text) => text.replaceAll(/<add value="(?:Negotiate|NTLM)" \/>/g, '')),
    )!;
    const providers = steps.find(({ title }) => title.endsWith('Negotiate and NTLM are its providers'))!;
    assert.deepEqual([providers.state, providers.detail], ['wrong', 'The list is empty.']);
  });

  test('a termination that was set by hand has its checklist, done or not', () => {
    const steps = stepsOf(filesOf('fabrikam-device'), 'exchange')!;
    assert.ok(inState(steps, 'wrong').includes(`${activeSync}: SSL and client certificates are required`));
    const legacy = stepsOf(filesOf('fabrikam-device'), 'legacy')!;
    assert.ok(inState(legacy, 'wrong').includes(`${activeSync}: Basic authentication is on`));
    assert.equal(stepsOf(filesOf('fabrikam-device'), 'none'), null);
  });

  test('a web.config that is not at hand is unknown, with the reason', () => {
    const steps = stepsOf(filesOf('contoso-exchange-2019').filter(({ uri }) => !uri.endsWith('/sync/web.config')))!;
    const readAhead = steps.find(({ title }) => title.startsWith(`${activeSync}: uploadReadAheadSize`))!;
    assert.equal(readAhead.state, 'unknown');
    const module = steps.find(({ title }) => title.startsWith(`${activeSync}: nothing takes the mapping module`))!;
    assert.equal(module.state, 'unknown');
  });

  test('a name that is not safe to paste is in no command', () => {
    const hostile = (text: string): string => text.replaceAll('Default Web Site', 'x&quot; &amp; del *');
    for (const { verify } of stepsOf(filesOf('contoso-exchange-2019', hostile))!) assert.doesNotMatch(verify, /del/);
  });
});
