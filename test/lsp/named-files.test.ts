// Files that a configuration or a settings file names, checked by the product itself: they stay provided once
// they were read.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { FileChangeType } from 'vscode-languageserver/node';
import { createProject, rules } from '../../server/src/core/create-project.js';
import { TestClient, messageOf } from './support/client.js';

const folder = 'file:///ws/exch01';
const sync = `${folder}/FrontEnd/HttpProxy/sync/web.config`;

const applicationHost = `<configuration>
    <system.applicationHost>
        <sites>
            <site name="Default Web Site" id="1">
                <application path="/"><virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" /></application>
                <application path="/Microsoft-Server-ActiveSync">
                    <virtualDirectory path="/" physicalPath="C:\\Exchange\\FrontEnd\\HttpProxy\\sync" />
                </application>
            </site>
        </sites>
    </system.applicationHost>
    <location path="" overrideMode="Allow"><system.webServer><serverRuntime /></system.webServer></location>
</configuration>
`;

const runtime = (size: string): string => `<serverRuntime uploadReadAheadSize="${size}" />`;
const webConfig = (section: string): string =>
  `<configuration><system.webServer>${section}</system.webServer></configuration>`;

async function tooLarge(client: TestClient, uri: string): Promise<number> {
  const messages = await client.messages(uri);
  return messages.filter((message) => message.includes('uploadReadAheadSize="99999"')).length;
}

test('a file that a configSource names is checked, and stays checked', async () => {
  const named = `${folder}/FrontEnd/HttpProxy/sync/runtime.config`;
  const client = await TestClient.start({
    files: {
      [`${folder}/applicationHost.config`]: applicationHost,
      [sync]: webConfig('<serverRuntime configSource="runtime.config" />'),
      [named]: runtime('99999'),
    },
    createProject: (input, previous) => createProject(input, rules, previous),
  });
  assert.equal(await tooLarge(client, named), 1);
  assert.equal(await tooLarge(client, named), 1);
  await client.stop();
});

for (const target of ['elsewhere/eas.config', 'elsewhere\\eas.config', 'parts/sync']) {
  test(`a web.config that the settings file calls ${target} is checked`, async () => {
    const named = target.startsWith('parts')
      ? 'file:///ws/exch01/parts/sync/web.config'
      : 'file:///ws/exch01/elsewhere/eas.config';
    const client = await TestClient.start({
      folders: [folder],
      files: {
        [`${folder}/applicationHost.config`]: applicationHost,
        [`${folder}/.exchange-cba.json`]: JSON.stringify({
          virtualDirectories: { 'Default Web Site/Microsoft-Server-ActiveSync': target },
        }),
        [named]: webConfig(runtime('99999')),
      },
      createProject: (input, previous) => createProject(input, rules, previous),
    });
    assert.equal(await tooLarge(client, named), 1);
    assert.equal(await tooLarge(client, named), 1);
    await client.stop();
  });
}

const settings = `${folder}/.exchange-cba.json`;

async function started(
  virtualDirectories: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<TestClient> {
  return TestClient.start({
    files: {
      [`${folder}/applicationHost.config`]: applicationHost,
      [settings]: JSON.stringify({ virtualDirectories }),
      ...files,
    },
    createProject: (input, previous) => createProject(input, rules, previous),
  });
}

const activeSync = 'Default Web Site/Microsoft-Server-ActiveSync';

test('a target that is not there is a problem until it comes', async () => {
  for (const target of ['parts/sync', 'parts/eas.config', 'parts/eas.txt']) {
    const client = await started({ [activeSync]: target });
    const [problem, ...others] = await client.diagnostics(settings);
    assert.deepEqual(others, []);
    assert.equal(problem?.code, 'lint/invalid-setting');
    assert.match(messageOf(problem), new RegExp(`^'${target}' is not a file or a folder with a web.config`));
    const uri = `${folder}/${target.includes('.') ? target : `${target}/web.config`}`;
    client.host.write(uri, webConfig(runtime('99999')));
    await client.watched({ uri, type: FileChangeType.Created });
    assert.deepEqual(await client.messages(settings), []);
    assert.equal(await tooLarge(client, uri), 1, target);
    client.host.delete(uri);
    await client.watched({ uri, type: FileChangeType.Deleted });
    assert.equal((await client.messages(settings)).length, 1, target);
    await client.stop();
  }
});

test('a target that is a file of any name is read, and one with web.config files further down is there', async () => {
  const file = `${folder}/parts/eas`;
  const client = await started({ [activeSync]: 'parts/eas' }, { [file]: webConfig(runtime('99999')) });
  assert.deepEqual(await client.messages(settings), []);
  assert.equal(await tooLarge(client, file), 1);
  await client.stop();
  const below = await started({ [activeSync]: 'parts' }, { [`${folder}/parts/Proxy/web.config`]: webConfig('') });
  assert.deepEqual(await below.messages(settings), []);
  await below.stop();
});

test('a target that cannot be read gives no problem in the settings', async () => {
  const client = await started({ [activeSync]: 'parts/eas.config' });
  client.host.write(`${folder}/parts/eas.config`, { unreadable: 'access to it is denied' });
  await client.watched({ uri: `${folder}/parts/eas.config`, type: FileChangeType.Created });
  assert.deepEqual(await client.messages(settings), []);
  await client.stop();
});

test('a configuration path that the server does not have is a problem at the name', async () => {
  const client = await started(
    { 'Default Web Site/Microsoft-Server-ActiveSnyc': 'FrontEnd/HttpProxy/sync' },
    { [sync]: webConfig('') },
  );
  const [problem, ...others] = await client.diagnostics(settings);
  assert.deepEqual(others, []);
  assert.match(
    messageOf(problem!),
    /^No server here has .* Did you mean 'Default Web Site\/Microsoft-Server-ActiveSync'\?$/,
  );
  assert.deepEqual(problem!.range.start, { line: 0, character: '{"virtualDirectories":{'.length });
  await client.stop();
});

test('without a server, or with a damaged one, nothing is said of configuration paths and targets', async () => {
  for (const text of [null, applicationHost.replace('</site>', '')]) {
    const client = await TestClient.start({
      files: {
        [settings]: JSON.stringify({ virtualDirectories: { 'Default Web Site/ow': 'owa' } }),
        ...(text === null ? {} : { [`${folder}/applicationHost.config`]: text }),
      },
      createProject: (input, previous) => createProject(input, rules, previous),
    });
    const messages = await client.messages(settings);
    assert.ok(!messages.some((message) => message.startsWith('No server')), messages.join('\n'));
    if (text === null) assert.deepEqual(messages, []);
    await client.stop();
  }
});

const declared =
  '<configSections><sectionGroup name="system.applicationHost"><section name="sites" /></sectionGroup>' +
  '<sectionGroup name="system.webServer"><section name="serverRuntime" /><sectionGroup name="security">' +
  '<section name="access" overrideModeDefault="Deny" /></sectionGroup></sectionGroup></configSections>';

test('the web.config of a folder that only a location names is checked at that path', async () => {
  const proxy = `${folder}/elsewhere/proxy/web.config`;
  const client = await TestClient.start({
    files: {
      [`${folder}/applicationHost.config`]: applicationHost
        .replace('<configuration>', `<configuration>${declared}`)
        .replace(
          '</configuration>',
          `<location path="${activeSync}/Proxy"><system.webServer /></location></configuration>`,
        ),
      [settings]: JSON.stringify({ virtualDirectories: { [`${activeSync}/Proxy`]: 'elsewhere/proxy' } }),
      [proxy]: webConfig('<security><access sslFlags="None" /></security>'),
    },
    createProject: (input, previous) => createProject(input, rules, previous),
  });
  assert.deepEqual(await client.messages(settings), []);
  assert.ok((await client.diagnostics(proxy)).some(({ code }) => code === 'iis/locked-section'));
  await client.stop();
});
