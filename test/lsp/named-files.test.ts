// Files that a configuration or a settings file names, judged by the product itself: they stay at hand once they were read.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { createProject, rules } from '../../server/src/core/create-project.js';
import { TestClient } from './support/client.js';

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

test('a file that a configSource names is judged, and stays judged', async () => {
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

for (const target of ['elsewhere/eas.config', 'elsewhere\\eas.config', '../parts/sync']) {
  test(`a web.config that the settings file calls ${target} is judged`, async () => {
    const named = target.startsWith('..')
      ? 'file:///ws/parts/sync/web.config'
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
