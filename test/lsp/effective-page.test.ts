// The page of the effective configuration over the protocol: places by lines, changes as edits, German, and
// wrong parameters.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createProject } from '../../server/src/core/create-project.js';
import {
  changeSettingRequest,
  changeSettingScriptRequest,
  effectivePageRequest,
  type ChangeSettingResult,
  type ScriptResult,
  type EffectivePageResult,
} from '../../server/src/protocol.js';
import { repositoryRoot } from '../support/paths.js';
import { sampleFiles } from '../support/servers.js';
import { TestClient, type ClientOptions } from './support/client.js';

const root = 'file:///ws/exch01';
const files = Object.fromEntries([...sampleFiles('fabrikam-device')].map(([name, text]) => [`${root}/${name}`, text]));
const activeSync = 'Default Web Site/Microsoft-Server-ActiveSync';
const windows = 'system.webServer/security/authentication/windowsAuthentication';

const start = (more: ClientOptions = {}): Promise<TestClient> =>
  TestClient.start({ files, createProject: (input, previous) => createProject(input, undefined, previous), ...more });

async function pageOf(client: TestClient, params: unknown): Promise<EffectivePageResult | null> {
  return client.connection.sendRequest<EffectivePageResult | null>(effectivePageRequest, params);
}

function settingOf(page: EffectivePageResult | null, section: string, name: string) {
  const sections = page!.features.flatMap((feature) => feature.sections);
  return sections.find((one) => one.section === section)!.settings.find((one) => one.name === name)!;
}

test('values have their places by lines, and a change is an edit of the file that sets it', async () => {
  const client = await start();
  const location = { root, configurationPath: activeSync };
  const enabled = settingOf(await pageOf(client, location), windows, 'enabled');
  const place = enabled.origin.place!;
  const line = files[place.uri]!.split('\n')[place.range.start.line]!;
  assert.equal(line.slice(place.range.start.character, place.range.end.character), 'true');
  assert.equal(enabled.origin.label, `applicationHost.config:${place.range.start.line + 1}`);
  const plan = await client.connection.sendRequest<ChangeSettingResult>(changeSettingRequest, {
    ...location,
    section: windows,
    name: 'enabled',
    action: 'edit',
    value: 'false',
  });
  assert.ok(plan.kind === 'plan');
  assert.deepEqual(
    plan.edits.map(({ uri, edits }) => [uri, edits]),
    [[place.uri, [{ range: place.range, newText: 'false' }]]],
  );
  assert.ok(plan.added.length > 0);
  await client.stop();
});

test('a list is changed by an edit as well', async () => {
  const client = await start();
  const plan = await client.connection.sendRequest<ChangeSettingResult>(changeSettingRequest, {
    root,
    configurationPath: activeSync,
    section: windows,
    name: 'providers',
    action: 'addEntry',
    attributes: { value: 'Negotiate:Kerberos' },
  });
  assert.ok(plan.kind === 'plan');
  assert.deepEqual(
    plan.edits.map(({ edits }) => edits.map(({ newText }) => newText.trim())),
    [['<add value="Negotiate:Kerberos" />']],
  );
  await client.stop();
});

test('a page is compared with another path and with what Exchange is delivered with', async () => {
  const client = await start();
  const location = { root, configurationPath: activeSync };
  const delivered = await pageOf(client, { ...location, compareWith: { kind: 'default' } });
  assert.deepEqual(settingOf(delivered, windows, 'enabled').compared, { other: 'false', differs: true });
  const other = { kind: 'path', root, configurationPath: 'Default Web Site/owa' };
  assert.equal((await pageOf(client, { ...location, compareWith: other }))?.isCompared, true);
  await client.stop();
});

test('features, findings, and refusals are in the language of the user', async () => {
  const bundle = readFileSync(path.join(repositoryRoot, 'l10n/bundle.l10n.de.json'), 'utf8');
  const translations = JSON.parse(bundle) as Record<string, string>;
  const client = await start({ initializationOptions: { translations } });
  const page = await pageOf(client, { root, configurationPath: activeSync });
  assert.deepEqual(
    page!.features.slice(0, 3).map(({ title }) => title),
    ['Authentifizierung', 'SSL-Einstellungen', 'Serverlaufzeit'],
  );
  const untranslated = page!.features.map(({ title }) => title).filter((title) => !(title in translations));
  const known = new Set(Object.values(translations));
  // Names that are the same in German.
  assert.deepEqual(
    untranslated.filter((title) => !known.has(title)),
    ['ASP', 'CGI', 'URL Rewrite'],
  );
  const refused = await client.connection.sendRequest<ChangeSettingResult>(changeSettingRequest, {
    root,
    configurationPath: activeSync,
    section: 'system.webServer/httpLogging',
    name: 'dontLog',
    action: 'reset',
    value: null,
  });
  assert.deepEqual(refused, { kind: 'problem', problem: 'Dieser Wert ist hier nicht festgelegt.' });
  await client.stop();
});

test('wrong parameters get nothing', async () => {
  const client = await start();
  const location = { root, configurationPath: activeSync };
  for (const params of [
    null,
    7,
    {},
    { root },
    { ...location, compareWith: 3 },
    { ...location, compareWith: { kind: 'path' } },
  ]) {
    assert.equal(await pageOf(client, params), null, JSON.stringify(params));
  }
  assert.equal(await pageOf(client, { root: 'file:///nowhere', configurationPath: '' }), null);
  const edit = { ...location, section: windows, name: 'enabled' };
  for (const params of [
    null,
    edit,
    { ...edit, action: 'edit', value: null },
    { ...edit, action: 'reset', value: 'x' },
    { ...edit, action: 'other' },
    { ...edit, action: 'addEntry', attributes: { value: 7 } },
    { ...edit, action: 'removeEntry', at: 'first', entry: '' },
  ]) {
    assert.equal(await client.connection.sendRequest(changeSettingRequest, params), null, JSON.stringify(params));
  }
  await client.stop();
});

test('a change is a script as well', async () => {
  const client = await start();
  const edit = {
    root,
    configurationPath: activeSync,
    section: windows,
    name: 'enabled',
    action: 'edit',
    value: 'false',
  };
  const ask = (params: unknown): Promise<ScriptResult | null> =>
    client.connection.sendRequest<ScriptResult | null>(changeSettingScriptRequest, params);
  const script = await ask({ edit, form: 'powershell', rollback: false });
  assert.ok(script?.kind === 'script');
  assert.match(script.text, /Set-WebConfigurationProperty .*windowsAuthentication' -Name 'enabled' -Value \$false/);
  assert.equal(await ask({ edit, form: 'batch', rollback: false }), null);
  assert.equal(await ask({ form: 'appcmd' }), null);
  await client.stop();
});
