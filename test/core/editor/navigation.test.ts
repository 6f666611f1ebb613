// Definitions, references, renaming, notes and paths, on a server with two sites and a web.config.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createProject, type CheckedProject } from '../../../server/src/core/create-project.js';
import { applyEdits } from '../../../server/src/core/text/edit.js';

const hostUri = 'file:///exch/applicationHost.config';
const syncUri = 'file:///exch/FrontEnd/HttpProxy/sync/web.config';
const host = `<configuration>
  <configSections>
    <sectionGroup name="system.webServer">
      <section name="serverRuntime" overrideModeDefault="Allow" />
      <section name="modules" overrideModeDefault="Allow" />
      <section name="globalModules" />
    </sectionGroup>
    <sectionGroup name="system.applicationHost">
      <section name="sites" /><section name="applicationPools" />
    </sectionGroup>
  </configSections>
  <system.applicationHost>
    <applicationPools><add name="SyncPool" /><add name="OtherPool" /></applicationPools>
    <sites>
      <site name="Default Web Site" id="1">
        <application path="/" applicationPool="OtherPool">
          <virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" />
        </application>
        <application path="/sync" applicationPool="SyncPool">
          <virtualDirectory path="/" physicalPath="C:\\Exchange\\FrontEnd\\HttpProxy\\sync" />
        </application>
      </site>
      <site name="Other" id="2" />
    </sites>
  </system.applicationHost>
  <system.webServer>
    <globalModules><add name="CertMap" image="x.dll" /></globalModules>
    <modules><add name="CertMap" /></modules>
  </system.webServer>
  <location path="Default Web Site/sync">
    <system.webServer><serverRuntime uploadReadAheadSize="49152" /></system.webServer>
  </location>
</configuration>
`;
const sync = `<configuration>
  <system.webServer><serverRuntime uploadReadAheadSize="0" /></system.webServer>
</configuration>
`;

const texts: Readonly<Record<string, string>> = { [hostUri]: host, [syncUri]: sync };
const project: CheckedProject = createProject(
  {
    files: Object.entries(texts).map(([uri, text]) => ({ uri, text })),
    schemas: [],
    settings: { termination: 'auto', rules: {} },
  },
  [],
);

const offsetOf = (uri: string, marker: string, after = 0): number => texts[uri]!.indexOf(marker) + after;
const shown = ({ uri, range }: { uri: string; range: { start: number; end: number } }): string =>
  texts[uri]!.slice(range.start, range.end);

describe('definition', () => {
  const definition = (marker: string, after: number, uri = hostUri): string[] =>
    project.definitions(uri, offsetOf(uri, marker, after)).map(shown);

  test('of a value is the place that decides, in another file too', () => {
    assert.deepEqual(definition('49152', 1), ['0']);
    assert.deepEqual(
      project.definitions(hostUri, offsetOf(hostUri, '49152', 1)).map(({ uri }) => uri),
      [syncUri],
    );
  });

  test('of a location path is the application', () => {
    assert.deepEqual(definition('Default Web Site/sync', 3), ['<application path="/sync" applicationPool="SyncPool">']);
  });

  test('of a pool, a site and a module is its declaration', () => {
    assert.deepEqual(definition('applicationPool="SyncPool"', 18), ['SyncPool']);
    assert.equal(
      project.definitions(hostUri, offsetOf(hostUri, 'applicationPool="SyncPool"', 18))[0]?.range.start,
      offsetOf(hostUri, 'SyncPool'),
    );
    const used = host.lastIndexOf('CertMap');
    assert.deepEqual(project.definitions(hostUri, used + 1)[0]?.range.start, host.indexOf('CertMap'));
  });

  test('of a section is its declaration', () => {
    assert.deepEqual(
      project
        .definitions(hostUri, offsetOf(hostUri, '<serverRuntime', 2))
        .map(({ range }) => range.start > 0 && range.start < offsetOf(hostUri, '<system.applicationHost>')),
      [true],
    );
  });

  test('there is none in a comment, in a text without server, or past the end', () => {
    assert.deepEqual(project.definitions(hostUri, host.length), []);
    assert.deepEqual(project.definitions('file:///elsewhere/web.config', 3), []);
  });
});

describe('references', () => {
  test('of a site are its declaration and every location below it', () => {
    const at = offsetOf(hostUri, 'name="Default Web Site"', 8);
    assert.deepEqual(project.references(hostUri, at, true).map(shown), ['Default Web Site', 'Default Web Site']);
    assert.equal(project.references(hostUri, at, false).length, 1);
  });

  test('of an attribute are all files that write it', () => {
    const found = project.references(hostUri, offsetOf(hostUri, 'uploadReadAheadSize', 2), true);
    assert.deepEqual(found.map(({ uri }) => uri).sort(), [syncUri, hostUri].sort());
  });

  test('of an attribute are the declarations of the paths that inherit it, and of no other', () => {
    const text = host
      .replace('<globalModules>', '<serverRuntime uploadReadAheadSize="1" /><globalModules>')
      .replace('</configuration>', '<location path="Other/folder"><system.webServer /></location></configuration>');
    const inherited = createProject(
      {
        files: [
          { uri: hostUri, text },
          { uri: syncUri, text: sync },
        ],
        schemas: [],
        settings: { termination: 'auto', rules: {} },
      },
      [],
    );
    const found = inherited.references(hostUri, text.indexOf('uploadReadAheadSize="1"') + 2, true);
    assert.deepEqual(
      found.filter(({ uri }) => uri === hostUri).map(({ range }) => text.slice(range.start, range.end)),
      [
        'uploadReadAheadSize="1"',
        'uploadReadAheadSize="49152"',
        '<site name="Default Web Site" id="1">',
        '<site name="Other" id="2" />',
        '<location path="Other/folder">',
      ],
    );
    // The web.config decides for its path, so that nothing inherits what the location writes.
    const overridden = inherited.references(hostUri, text.indexOf('uploadReadAheadSize="49152"') + 2, true);
    assert.deepEqual(overridden.length, 3);
  });
});

describe('rename', () => {
  test('of a site changes its declaration and its locations, and nothing else', () => {
    const at = offsetOf(hostUri, 'name="Default Web Site"', 8);
    assert.deepEqual(project.renameRange(hostUri, at), { start: at - 2, end: at + 14 });
    const edits = project.renameEdits(hostUri, at, 'Front');
    assert.ok(!('problem' in edits));
    assert.equal(applyEdits(host, edits[0]!.edits), host.replaceAll('Default Web Site', 'Front'));
  });

  test('of a pool starts at any place that names it', () => {
    const edits = project.renameEdits(hostUri, offsetOf(hostUri, 'applicationPool="SyncPool"', 20), 'P2');
    assert.ok(!('problem' in edits));
    assert.equal(applyEdits(host, edits[0]!.edits), host.replaceAll('SyncPool', 'P2'));
  });

  test('is refused for a name that is taken, empty, or not allowed, and for anything else', () => {
    const at = offsetOf(hostUri, 'name="Default Web Site"', 8);
    for (const [name, words] of [
      ['OTHER', /already has a site "OTHER"/],
      [' ', /empty/],
      ['a/b', /hold "\/"/],
      ['a\nb', /control character/],
    ] as const) {
      const answer = project.renameEdits(hostUri, at, name);
      assert.ok('problem' in answer && words.test(answer.problem), name);
    }
    assert.equal(project.renameRange(hostUri, offsetOf(hostUri, '49152', 1)), null);
    assert.ok('problem' in project.renameEdits(hostUri, offsetOf(hostUri, '49152', 1), 'x'));
  });
});

describe('notes', () => {
  test('say what a web.config overrides, at the overridden value alone', () => {
    const everything = { start: 0, end: host.length };
    const [hint, ...others] = project.inlayHints(hostUri, everything);
    assert.deepEqual([hint?.offset, hint?.label], [offsetOf(hostUri, '49152"', 6), 'overridden by sync/web.config']);
    assert.equal(hint?.place && shown(hint.place), '0');
    assert.deepEqual(others, []);
    assert.deepEqual(project.inlayHints(syncUri, everything), []);
    assert.deepEqual(project.inlayHints(hostUri, { start: 0, end: 10 }), []);
  });
});

describe('notes on what is inherited', () => {
  const uri = 'file:///inherit/applicationHost.config';
  const location = (path: string, security: string): string =>
    `<location path="${path}"><system.webServer><security>${security}</security></system.webServer></location>`;
  const text = (locations: string): string => `<configuration>
  <system.applicationHost><sites><site name="Web" id="1">
    <application path="/"><virtualDirectory path="/" physicalPath="C:\\web" /></application>
  </site></sites></system.applicationHost>
  <system.webServer><security>
    <authentication><anonymousAuthentication enabled="true" /><basicAuthentication enabled="false" /></authentication>
  </security></system.webServer>
  ${locations}
</configuration>`;
  /** Each note with the start tag that it follows. */
  const notes = (locations: string): string[] => {
    const all = text(locations);
    const made = createProject(
      { files: [{ uri, text: all }], schemas: [], settings: { termination: 'auto', rules: {} } },
      [],
    );
    return made
      .inlayHints(uri, { start: 0, end: all.length })
      .map(({ offset, label }) => `${/<[^<]*$/.exec(all.slice(0, offset))?.[0]} ${label}`);
  };
  const site = location('Web', '<access sslFlags="Ssl, Ssl128" />');

  test('say the SSL flags where a location does not write them', () => {
    assert.deepEqual(notes(site + location('Web/a', '')), ['<security> inherited: Ssl, Ssl128']);
    assert.deepEqual(notes(site + location('Web/a', '<access />')), ['<access /> inherited: Ssl, Ssl128']);
  });

  test('say nothing where it does, where the schema decides, and at the server level', () => {
    assert.deepEqual(notes(site + location('Web/a', '<access sslFlags="None" />')), []);
    assert.deepEqual(notes(location('Web/a', '')), []);
    assert.deepEqual(notes(site + location('', '')), []);
  });

  test('name the methods that are enabled above', () => {
    const authentication = (inner: string): string =>
      notes(location('Web/a', `<authentication>${inner}</authentication>`)).join();
    assert.equal(authentication(''), '<authentication> inherited: Anonymous');
    assert.equal(authentication('<anonymousAuthentication enabled="false" />'), '');
  });
});

test('paths are sites and applications, each once', () => {
  assert.deepEqual(
    project.paths().map(({ configurationPath, kind }) => [configurationPath, kind]),
    [
      ['Default Web Site', 'site'],
      ['Default Web Site/sync', 'application'],
      ['Other', 'site'],
    ],
  );
});
