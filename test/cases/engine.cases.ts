// The cases about the configuration system against measurements on IIS: a server in `server/`.
import assert from 'node:assert/strict';
import { said, type Case, type CaseTests } from './support.js';

interface Value {
  readonly state: string;
  readonly value: string | null;
}

async function effective(
  one: Case,
  path: string,
  section: string,
): Promise<{ readonly text: string; readonly values: Readonly<Record<string, Value>> }> {
  const { out } = await one.run(['effective', 'server', path, section, '--format', 'json']);
  return { text: out, values: (JSON.parse(out) as { attributes: Record<string, Value> }).attributes };
}

const windows = 'windowsAuthentication';

export const engineCases: CaseTests = {
  'bad-precondition': async (one) => {
    const { findings } = await one.check('server');
    assert.deepEqual(said(findings), [
      'error iis/integrated-mode-validation @ Contoso',
      'error iis/integrated-mode-validation @ Contoso',
      'error iis/unknown-precondition @ Contoso/app',
      'error iis/unknown-precondition @ Contoso/app',
    ]);
    for (const status of ['500.0', '500.22', '500.24'])
      assert.ok(findings.some(({ message }) => message.includes(status)));
  },
  'defaults-of-pools-and-sites': async (one) => {
    const { text } = await effective(one, '', 'system.applicationHost/applicationPools');
    const { collections } = JSON.parse(text) as {
      collections: { applicationPools: { key: string; attributes: Record<string, Value> }[] };
    };
    const pool = collections.applicationPools.find(({ key }) => key === 'Pool')!.attributes;
    assert.equal(pool.managedRuntimeVersion?.value, 'v2.0');
    assert.equal(pool['processModel/identityType']?.value, 'LocalService');
  },
  'empty-web-config': async (one) => {
    assert.deepEqual(said((await one.check('server')).findings), ['error iis/not-well-formed @ ']);
    assert.doesNotMatch((await effective(one, 'Contoso', windows)).text, /not provided/);
  },
  'lock-item-on-a-plain-element': async (one) => {
    assert.deepEqual(said((await one.check('server')).findings), []);
    assert.equal((await one.run(['check', '--fix', 'all', '--fix-dry-run'], 'server')).out, '');
  },
  'locked-by-a-web-config': async (one) => {
    const { findings } = await one.check('server');
    assert.deepEqual(said(findings), ['error iis/locked-section @ Contoso/app']);
    assert.match(findings[0]!.message, /locked by the web\.config of 'Contoso'/);
    assert.doesNotMatch(findings[0]!.remedies.map(({ title }) => title).join(), /applicationHost/);
  },
  'native-words-and-codes': async (one) => {
    const messages = (await one.check('server')).findings.map(({ message }) => message).join('\n');
    assert.match(messages, /'Dup' \(0x8007000D\)/);
    assert.match(messages, /The 'enabled' attribute is invalid\. {2}Boolean must be either 'true' or 'false'/);
  },
  'refused-definition-is-merged': async (one) => {
    assert.deepEqual(said((await one.check('server')).findings), ['error iis/definition-not-allowed-here @ Contoso']);
    assert.equal((await effective(one, 'Contoso', windows)).values.enabled?.state, 'unknown');
  },
  'safe-fix-leaves-an-empty-remove': async (one) => {
    assert.equal((await one.run(['check', '--fix', 'safe', '--fix-dry-run'], 'server')).out, '');
    await one.run(['check', '--fix', 'all'], 'server');
    assert.doesNotMatch(one.read('server/web/app/web.config'), /<remove\s*\/>/);
  },
  'schema-defaults-as-printed': async (one) => {
    const { values } = await effective(one, 'Contoso', 'system.webServer/asp');
    assert.ok((values.scriptErrorMessage?.value?.length ?? 0) > 50);
    const pools = (await effective(one, '', 'system.applicationHost/applicationPools')).values;
    assert.equal(pools['applicationPoolDefaults/recycling/periodicRestart/time']?.value, '1.05:00:00');
  },
  'section-declared-twice': async (one) => {
    assert.deepEqual(said((await one.check('server')).findings), [
      'error iis/section-declared-twice @ ',
      'error iis/section-declared-twice @ ',
    ]);
  },
};
