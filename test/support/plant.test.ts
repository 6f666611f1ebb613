// The kit that plants mistakes is itself checked against two parsers that are not the project's: saxes and
// fast-xml-parser.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { SaxesParser } from 'saxes';
import { outline, type OutlineElement } from './outline.js';
import {
  access,
  activeSync,
  accepted,
  addLocation,
  anonymous,
  applicationPath,
  basic,
  decidingPlace,
  ecp,
  entryTag,
  frontEnd,
  insertInto,
  lineOf,
  locationTags,
  mapping,
  mappingModule,
  modules,
  owa,
  proxy,
  removeElement,
  removeLocation,
  removeModule,
  required,
  sectionTag,
  serverRuntime,
  setProviders,
  setSetting,
  toCba,
  toDevice,
  valueAt,
  windows,
} from './plant.js';
import { applicationHost, corpusServers, layOut, legacyServer, malformedServer, sampleFiles } from './servers.js';
import { skipWithoutCorpus } from './corpus.js';

interface Tag {
  readonly name: string;
  readonly attributes: Record<string, string>;
}

/**
 * Every start tag in document order, and every comment, as saxes sees them. Throws on what is not
 * well-formed.
 */
function read(text: string): { tags: Tag[]; comments: string[]; paths: string[] } {
  const tags: Tag[] = [];
  const comments: string[] = [];
  const paths: string[] = [];
  const open: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    tags.push({ name, attributes });
    open.push(name === 'location' ? `location[${attributes.path ?? '.'}]` : name);
    const written = Object.entries(attributes).map(([key, value]) => `@${key}=${value}`);
    paths.push([open.join('/'), ...written.sort()].join(' '));
  });
  parser.on('closetag', () => open.pop());
  parser.on('comment', (comment) => comments.push(comment));
  parser.write(text).close();
  return { tags, comments, paths };
}

/** What one text says and the other does not, as a multiset of start tags with their place and attributes. */
function difference(before: string, after: string): { gone: string[]; come: string[] } {
  const count = new Map<string, number>();
  for (const path of read(before).paths) count.set(path, (count.get(path) ?? 0) - 1);
  for (const path of read(after).paths) count.set(path, (count.get(path) ?? 0) + 1);
  const of = (sign: number): string[] =>
    [...count].flatMap(([path, n]) => Array.from({ length: Math.max(0, n * sign) }, () => path)).sort();
  return { gone: of(-1), come: of(1) };
}

const contoso = sampleFiles('contoso-exchange-2019').get(applicationHost)!;
const inLocation = (path: string, section: string): string => `configuration/location[${path}]/${section}`;

describe('outline', () => {
  const flatten = (element: OutlineElement): OutlineElement[] => [element, ...element.children.flatMap(flatten)];

  const agrees = (text: string, name: string): void => {
    const { tags } = read(text);
    const mine = flatten(outline(text));
    assert.deepEqual(
      mine.map((element) => [element.name, element.attributes.map((one) => one.name)]),
      tags.map((tag) => [tag.name, Object.keys(tag.attributes)]),
      name,
    );
    for (const element of mine) {
      assert.equal(text.slice(element.start, element.start + 1 + element.name.length), `<${element.name}`, name);
      assert.equal(text[element.end - 1], '>');
      for (const one of element.attributes) {
        assert.equal(text.slice(one.start, one.end), one.value);
        assert.ok(text.slice(one.nameStart, one.start - 1).startsWith(one.name));
      }
    }
  };

  it('sees the same elements as saxes in the samples', () => {
    for (const sample of ['contoso-exchange-2019', 'fabrikam-device']) {
      for (const [name, text] of sampleFiles(sample)) if (name.endsWith('.config')) agrees(text, name);
    }
    agrees(legacyServer(), 'legacy');
  });

  it('sees the same elements as saxes in the real files', { skip: skipWithoutCorpus }, () => {
    for (const { name, text } of corpusServers()) agrees(text, name);
    for (const [name, text] of layOut('E19')) if (!name.includes('SharedWebConfig')) agrees(text, name);
  });

  it('refuses what is not well-formed', () => {
    for (const text of ['', '<a>', '<a></b>', '<a/><b/>', '<a b=c/>', '<!-- ', '</a>']) {
      assert.throws(() => outline(text), Error, text);
    }
  });
});

describe('plant', () => {
  it('changes one attribute where it is written and nothing else', () => {
    const after = setSetting(contoso, activeSync, access, 'sslFlags', required);
    assert.deepEqual(difference(contoso, after), {
      gone: [inLocation(activeSync, `${access} @sslFlags=${accepted}`)],
      come: [inLocation(activeSync, `${access} @sslFlags=${required}`)],
    });
    assert.equal(valueAt(after, activeSync, access, 'sslFlags')?.value, required);
    assert.equal(setSetting(after, activeSync, access, 'sslFlags', accepted), contoso);
  });

  it('creates the elements that are missing, in the location that is there', () => {
    const after = setSetting(contoso, proxy, access, 'sslFlags', required);
    assert.deepEqual(difference(contoso, after), {
      gone: [],
      come: [inLocation(proxy, `${access} @sslFlags=${required}`)],
    });
    assert.equal(locationTags(after, proxy).length, 1);
    assert.match(
      after,
      /\r\n {16}<access sslFlags="Ssl, SslNegotiateCert, SslRequireCert, Ssl128" \/>\r\n {12}<\/security>/,
    );
  });

  it('creates the location that is missing, at the end', () => {
    const path = `${frontEnd}/aspnet_client`;
    const after = setSetting(contoso, path, anonymous, 'enabled', 'false');
    assert.equal(difference(contoso, after).gone.length, 0);
    assert.deepEqual(difference(contoso, after).come.at(-1), inLocation(path, `${anonymous} @enabled=false`));
    assert.ok(after.trimEnd().endsWith('    </location>\r\n</configuration>'));
    assert.doesNotMatch(after, /[^\r]\n/);
  });

  it('removes an attribute , and leaves alone what is not there', () => {
    const after = setSetting(contoso, activeSync, serverRuntime, 'uploadReadAheadSize', null);
    assert.deepEqual(difference(contoso, after), {
      gone: [inLocation(activeSync, `${serverRuntime} @uploadReadAheadSize=49152`)],
      come: [inLocation(activeSync, serverRuntime)],
    });
    assert.equal(setSetting(contoso, proxy, access, 'sslFlags', null), contoso);
  });

  it('sets the server level apart from locations', () => {
    const after = setSetting(contoso, '', mapping, 'enabled', 'true');
    assert.deepEqual(difference(contoso, after), {
      gone: [`configuration/${mapping} @enabled=false`],
      come: [`configuration/${mapping} @enabled=true`],
    });
    assert.equal(sectionTag(contoso, '', modules)?.start, sectionTag(contoso, '.', modules)?.start);
  });

  it('finds locations by any spelling of their path, and none in comments', () => {
    assert.equal(locationTags(contoso, 'default web site/OWA/').length, 1);
    assert.equal(locationTags(contoso, frontEnd).length, 1);
    const tag = locationTags(contoso, frontEnd)[0]!;
    assert.ok(tag.start > contoso.indexOf('<configSections>'));
    const comments = read(contoso).comments;
    assert.ok(comments.some((comment) => comment.includes('<location path="Default Web Site"')));
    assert.deepEqual(read(toDevice(toCba(contoso))).comments, comments);
  });

  it('writes provider lists', () => {
    const written = (providers: readonly string[] | 'empty' | null): string[] => {
      const after = setProviders(contoso, activeSync, providers);
      return read(after)
        .paths.filter((path) => path.startsWith(inLocation(activeSync, `${windows}/`)))
        .map((path) => path.slice(inLocation(activeSync, `${windows}/`).length));
    };
    assert.deepEqual(written(['Negotiate', 'NTLM']), [
      'providers',
      'providers/clear',
      'providers/add @value=Negotiate',
      'providers/add @value=NTLM',
    ]);
    assert.deepEqual(written('empty'), ['providers', 'providers/clear']);
    assert.deepEqual(written(null), []);
    assert.equal(setProviders(setProviders(contoso, activeSync, ['NTLM']), activeSync, 'empty'), contoso);
  });

  it('takes modules, elements and locations away, and adds lines', () => {
    const without = removeModule(contoso, mappingModule);
    assert.deepEqual(
      difference(contoso, without).gone.map((path) => path.split(' ').at(-2)),
      ['@lockItem=false', '@image=%windir%\\System32\\inetsrv\\authcert.dll'],
    );
    assert.deepEqual(difference(contoso, without).come, []);
    assert.equal(difference(contoso, removeModule(contoso, mappingModule, 'modules')).gone.length, 1);
    assert.throws(() => removeModule(without, mappingModule), /globalModules has no/);

    assert.deepEqual(difference(contoso, removeElement(contoso, activeSync, access)).gone, [
      inLocation(activeSync, `${access} @sslFlags=${accepted}`),
    ]);
    assert.equal(locationTags(removeLocation(contoso, proxy), proxy).length, 0);

    const file = sampleFiles('contoso-exchange-2019').get('FrontEnd/HttpProxy/owa/web.config')!;
    const changed = insertInto(file, '', modules, ['<remove name="Twice" />']);
    assert.deepEqual(difference(file, changed).come, [`configuration/location[.]/${modules}/remove @name=Twice`]);
    const entry = entryTag(changed, '', modules, 'remove', 'name', 'Twice')!;
    assert.equal(changed.slice(entry.start, entry.end), '<remove name="Twice" />');

    const twice = addLocation(contoso, activeSync, ['<system.webServer>', '\t<validation />', '</system.webServer>']);
    assert.equal(locationTags(twice, activeSync).length, 2);
    assert.match(
      twice,
      /\r\n {4}<location path="Default Web Site\/Microsoft-Server-ActiveSync">\r\n {8}<system.webServer>\r\n {12}<validation \/>/,
    );
  });

  it('says where a finding points: the value, else the location, else the application', () => {
    const line = (path: string, section: string, attribute: string, text = contoso): string => {
      const place = decidingPlace(text, path, section, attribute);
      return text.slice(place.start, place.end);
    };
    assert.equal(line(activeSync, access, 'sslFlags'), accepted);
    assert.equal(line(ecp, mapping, 'enabled'), '<location path="Default Web Site/ecp">');
    assert.equal(line(ecp, mapping, 'enabled', removeLocation(contoso, ecp)), '/ecp');
    assert.equal(applicationPath(contoso, frontEnd, '/nothing'), null);
    assert.throws(() => decidingPlace(contoso, 'Nowhere', access, 'sslFlags'));
    assert.equal(lineOf('a\r\nb\nc', 5), 2);
  });
});

// ---- the whole procedures, checked by fast-xml-parser

interface Node {
  [name: string]: Node | Node[] | string | undefined;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseAttributeValue: false,
  parseTagValue: false,
});

let parsed = { text: '', configuration: {} as Node };

/** An attribute at the server level or in a location, as fast-xml-parser reads it. */
function setting(text: string, path: string, section: string, attribute: string): string | undefined {
  if (parsed.text !== text)
    parsed = { text, configuration: (parser.parse(text) as { configuration: Node }).configuration };
  const { configuration } = parsed;
  const locations = configuration.location as Node[];
  let at: Node | undefined = path === '' ? configuration : locations.find((one) => one['@path'] === path);
  for (const name of section.split('/')) at = at?.[name] as Node | undefined;
  return at?.[`@${attribute}`] as string | undefined;
}

function isCba(text: string, name: string): void {
  assert.equal(setting(text, '', mapping, 'enabled'), 'true', name);
  for (const path of [activeSync, owa, ecp]) {
    assert.equal(setting(text, path, access, 'sslFlags'), required, `${name} ${path}`);
    assert.equal(setting(text, path, mapping, 'enabled'), 'true');
    for (const section of [anonymous, basic, windows]) assert.equal(setting(text, path, section, 'enabled'), 'false');
  }
  assert.notEqual(setting(text, frontEnd, access, 'sslFlags'), required);
}

function isDevice(text: string, name: string): void {
  assert.equal(setting(text, activeSync, windows, 'enabled'), 'true', name);
  assert.equal(setting(text, activeSync, basic, 'enabled'), 'false');
  assert.equal(setting(text, activeSync, mapping, 'enabled'), 'false');
  assert.equal(setting(text, activeSync, access, 'sslFlags'), 'Ssl, Ssl128');
  const providers = read(text).paths.filter((path) => path.startsWith(inLocation(activeSync, `${windows}/providers/`)));
  assert.deepEqual(
    providers.map((path) => path.split('/').at(-1)),
    ['clear', 'add @value=Negotiate', 'add @value=NTLM'],
  );
}

describe('whole procedures', () => {
  const become = (name: string, text: string): void => {
    isCba(toCba(text), name);
    isDevice(toDevice(text), name);
    isDevice(toDevice(toCba(text)), name);
  };

  it('make the sample a CBA server or a device server', () => {
    become('contoso', contoso);
  });

  it('make every real server a CBA server or a device server', { skip: skipWithoutCorpus }, () => {
    for (const { name, text } of corpusServers()) become(name, text);
  });
});

describe('servers', () => {
  it('has thirteen stock servers of three versions and one that is malformed', { skip: skipWithoutCorpus }, () => {
    const servers = corpusServers();
    assert.equal(servers.length, 13);
    for (const version of [2013, 2016, 2019]) assert.ok(servers.some((server) => server.version === version));
    for (const { text } of servers) assert.ok(locationTags(text, activeSync).length === 1);
    assert.throws(() => read(malformedServer()));
  });

  it('lays out web.config files where the physical paths end', { skip: skipWithoutCorpus }, () => {
    for (const version of ['E19', 'E16'] as const) {
      const files = layOut(version);
      const physicalPaths = [...files.get(applicationHost)!.matchAll(/physicalPath="([^"]+)"/g)].map((match) =>
        match[1]!.replaceAll('\\', '/').toLowerCase(),
      );
      const folders = [...files.keys()]
        .filter((name) => name.endsWith('/web.config'))
        .map((name) => name.replace(/\/web\.config$/, ''));
      assert.ok(folders.length >= (version === 'E19' ? 20 : 4), `${folders.length} folders`);
      for (const folder of folders) {
        const tail = folder.toLowerCase().split('/').slice(-2).join('/');
        assert.ok(
          physicalPaths.some((physicalPath) => physicalPath.endsWith(`/${tail}`)),
          folder,
        );
      }
    }
  });

  it('builds a legacy server that XML parsers accept', () => {
    assert.equal(setting(legacyServer(), activeSync, basic, 'enabled'), 'true');
    assert.equal(setting(legacyServer(), proxy, windows, 'enabled'), 'true');
    assert.ok(applicationPath(legacyServer(), frontEnd, '/Microsoft-Server-ActiveSync'));
  });
});
