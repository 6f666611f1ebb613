// How long a server takes to be checked, against parsing its files alone, how that grows with the number of
// locations, and what an edit
// of one server among many and of a very large one costs.
import type { SourceFile } from '../../server/src/core/text/source-file.js';
import { createProject, rules } from '../../server/src/core/create-project.js';
import { buildWorld } from '../../server/src/core/simulate/build-world.js';
import { readRequest } from '../../server/src/core/simulate/request.js';
import { simulate } from '../../server/src/core/simulate/simulate.js';
import { parseXml } from '../../server/src/core/xml/parse.js';
import { layOut, sampleFiles } from '../support/servers.js';
import { supportFolder } from '../support/support-folder.js';
import { withLargeLocations } from './application-host-text.js';
import { measure, print, type Bench } from './harness.js';
import { corpus } from '../support/corpus.js';

/** New objects, so that nothing kept for an earlier version of a file helps. */
function sources(files: ReadonlyMap<string, string>): SourceFile[] {
  return [...files].map(([name, text]) => ({ uri: `file:///exch01/${name}`, text }));
}

function check(files: ReadonlyMap<string, string>): number {
  const project = createProject({ files: sources(files), schemas: [], settings: { termination: 'auto', rules: {} } });
  return project.analysis.findings.length;
}

function withLocations(files: ReadonlyMap<string, string>, count: number): ReadonlyMap<string, string> {
  const text = files.get('applicationHost.config')!;
  const at = text.lastIndexOf('</configuration>');
  const locations = Array.from(
    { length: count },
    (_, index) =>
      `<location path="Default Web Site/folder${index}"><system.webServer><security><access sslFlags="Ssl" /></security></system.webServer></location>\n`,
  );
  return new Map(files).set('applicationHost.config', text.slice(0, at) + locations.join('') + text.slice(at));
}

/**
 * What an edit of a large applicationHost.config costs, in one of its locations and at the server level. Of every
 * location something is judged.
 */
function editsOfLarge(files: ReadonlyMap<string, string>, count: number): { name: string; run: () => number }[] {
  const large = withLargeLocations(files.get('applicationHost.config')!, count);
  const input = { schemas: [], settings: { termination: 'auto', rules: {} } } as const;
  const made = (changed: string) => [{ uri: 'file:///exch01/applicationHost.config', text: changed }];
  const edited = (from: number, version: number): string => {
    const place = large.indexOf('"', large.indexOf('<access sslFlags=', from)) + 1;
    return large.slice(0, place) + ' '.repeat(version % 100) + large.slice(place);
  };
  let previous = createProject({ ...input, files: made(large) });
  let version = 0;
  const edit = (from: number) => (): number => {
    previous = createProject({ ...input, files: made(edited(from, ++version)) }, rules, previous);
    return previous.analysis.findings.length;
  };
  return [
    { name: 'first analysis', run: () => createProject({ ...input, files: made(large) }).analysis.findings.length },
    { name: 'an edit inside a location', run: edit(large.indexOf(`folder${count >> 1}"`)) },
    { name: 'an edit at the server level', run: edit(0) },
  ];
}

/** One request, in the world of a server that was checked before. */
function predictor(files: ReadonlyMap<string, string>): () => string {
  const project = createProject({ files: sources(files), schemas: [], settings: { termination: 'auto', rules: {} } });
  const server = project.servers[0]!;
  const world = buildWorld({
    ...server,
    root: server.configuration.root,
    windowsServer: '2022',
    certificates: [],
    shown: [],
    findings: project.analysis.findings,
    now: Date.UTC(2026, 0, 1),
  });
  const options = { method: null, body: null, tls: null, http2: null, from: 'client', certificate: null } as const;
  const request = readRequest('/Microsoft-Server-ActiveSync', options);
  if ('problem' in request) throw new Error(request.problem);
  return () => simulate({ ...request, anyCertificate: true }, world).certainty;
}

const servers = 20;

/**
 * One character more at the top of applicationHost.config of one of many servers, so that everything in it
 * moves, and the project made again or from the one before.
 */
function edits(files: ReadonlyMap<string, string>): { name: string; run: () => number }[] {
  const settings = { termination: 'auto', rules: {} } as const;
  const input = { schemas: [], settings };
  const all = Array.from({ length: servers }, (_, index) =>
    sources(files).map(({ uri, text }) => ({ uri: uri.replace('/exch01/', `/exch${index}/`), text })),
  ).flat();
  const edited = all.findIndex(({ uri }) => uri.endsWith('/applicationHost.config'));
  let version = 0;
  const next = (): SourceFile[] => {
    const { uri, text } = all[edited]!;
    const top = text.indexOf('\n') + 1;
    const changed = { uri, text: `${text.slice(0, top)}${' '.repeat(++version % 100)}${text.slice(top)}` };
    return all.map((file, index) => (index === edited ? changed : file));
  };
  let previous = createProject({ ...input, files: all });
  return [
    { name: 'made anew', run: () => createProject({ ...input, files: next() }).analysis.findings.length },
    {
      name: 'made from the one before',
      run: () => {
        previous = createProject({ ...input, files: next() }, rules, previous);
        return previous.analysis.findings.length;
      },
    },
  ];
}

export const analysisBench: Bench = {
  name: 'analysis',
  async run() {
    const files = corpus === null ? sampleFiles('contoso-exchange-2019') : layOut('E19');
    const texts = [...files.values()];
    const results = await measure(
      [
        { name: 'parse its files', run: () => texts.map((text) => parseXml(text)) },
        { name: 'check it', run: () => check(files) },
        { name: 'predict one request', run: predictor(files) },
      ],
      { samples: 21, warmUp: 8 },
    );
    print(`a server of ${files.size} files (${corpus === null ? 'sample' : 'Exchange 2019'})`, results);

    const web = [...files].flatMap(([name, text]) =>
      name.endsWith('web.config') ? [{ location: `C:\\${name.replaceAll('/', '\\')}`, text }] : [],
    );
    const exported = supportFolder(files.get('applicationHost.config')!, web);
    const folder = new Map(
      Object.entries(exported).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
    const beside = await measure(
      [
        { name: 'its configuration alone', run: () => check(files) },
        { name: 'as a support folder: an export of it, with all evidence', run: () => check(folder) },
      ],
      { samples: 15, warmUp: 4 },
    );
    print('a support folder (wanted: less than 2)', beside);

    const edit = await measure(edits(files), { samples: 11, warmUp: 2 });
    print(`one of ${servers} such servers edited`, edit);

    const small = sampleFiles('contoso-exchange-2019');
    const large = await measure(editsOfLarge(small, 10_000), { samples: 3, warmUp: 1 });
    print('an applicationHost.config of 15 MB with 10,000 locations (wanted: 0.1, 0.3)', large);

    const grown = await measure(
      [1000, 2000, 5000, 10_000, 20_000].map((count) => {
        const larger = withLocations(small, count);
        return { name: `${count} locations`, run: () => check(larger) };
      }),
      { samples: 3, warmUp: 1 },
    );
    print('the same with more locations (linear: 1, 2, 5, 10, 20)', grown);
  },
};
