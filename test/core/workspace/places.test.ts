// Which server a web.config belongs to, where its content or the folders of several servers could mislead.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createProject } from '../../../server/src/core/create-project.js';

const site = (name: string): string =>
  `<site name="${name}" id="1"><application path="/"><virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" /></application></site>`;
const host = (name: string): string =>
  `<configuration><system.applicationHost><sites>${site(name)}</sites></system.applicationHost></configuration>`;
const webConfig = '<configuration><system.webServer><security /></system.webServer></configuration>';

function servers(files: Readonly<Record<string, string>>): Record<string, readonly string[]> {
  const project = createProject({
    files: Object.entries(files).map(([name, text]) => ({ uri: `file:///w/${name}`, text })),
    schemas: [],
    settings: { termination: 'auto', rules: {} },
  });
  return Object.fromEntries(
    project.servers.map(({ configuration }) => [
      configuration.applicationHost.uri.slice('file:///w/'.length),
      [...configuration.placedFiles.keys()].map(({ uri }) => uri.slice('file:///w/'.length)),
    ]),
  );
}

describe('a web.config', () => {
  test('with sections of applicationHost.config stays one next to a server', () => {
    const found = servers({ 'applicationHost.config': host('A'), 'inetpub/wwwroot/web.config': host('B') });
    assert.deepEqual(found, { 'applicationHost.config': ['inetpub/wwwroot/web.config'] });
  });

  test('that has a server in it is one in a folder without another server', () => {
    assert.deepEqual(Object.keys(servers({ 'inetpub/wwwroot/web.config': host('B') })), ['inetpub/wwwroot/web.config']);
    const apart = servers({ 'a/applicationHost.config': host('A'), 'b/web.config': host('B') });
    assert.deepEqual(Object.keys(apart), ['a/applicationHost.config', 'b/web.config']);
  });

  test('belongs to the server whose folder it is in, not to one in another folder', () => {
    const found = servers({
      'applicationHost.config': host('A'),
      'old/applicationHost.config': host('B'),
      'inetpub/wwwroot/web.config': webConfig,
      'old/inetpub/wwwroot/web.config': webConfig,
    });
    assert.deepEqual(found, {
      'applicationHost.config': ['inetpub/wwwroot/web.config'],
      'old/applicationHost.config': ['old/inetpub/wwwroot/web.config'],
    });
  });
});
