// Puts the files together to servers: every applicationHost.config is one, and each web.config goes to the
// nearest.
import type { EvidenceFile, PlacedReading } from '../evidence/evidence-file.js';
import { evidenceFileOf } from '../evidence/evidence-file.js';
import { joinFacts } from '../evidence/sourced.js';
import { settingsFileOf, type BorderFinder } from '../lint/settings-file.js';
import type { SettingsFile } from '../lint/settings-file.js';
import type { SourceFile } from '../text/source-file.js';
import type { AssembledServer, Assembly, UnassignedFile } from './assembly.js';
import { settingsFileName } from '../lint/settings.js';
import type { ServerInput } from '../iis/configuration.js';
import { ServerConfiguration } from '../iis/configuration.js';
import type { ConfigurationFile } from '../iis/file.js';
import { fileNameOf, folderOf, uriSegments } from '../iis/paths.js';
import type { Schema } from '../iis/schema/schema.js';
import { configurationOf, documentOf } from '../iis/documents.js';
import { groupedBy } from './grouped.js';
import { mappedBy, namedFinder } from './mapped-directories.js';
import { roleOf } from './classify.js';
import { exportsOf } from './exported-servers.js';
import { belongingOf, Owners, type Owner } from './evidence-owners.js';
import { FolderIndex } from './folder-index.js';
import { nameFolders, namedComputers, serverName } from './server-names.js';

interface Folder {
  readonly uri: string;
  readonly segments: readonly string[];
}

/**
 * `schemaFor` gives the schema that holds in a server's folder: its own files, or the built-in tables. Servers and lone files that are
 * made of the same as in `previous` are the objects that they were there. `missing`: uris at which there
 * surely is not a file.
 */
export function assemble(
  files: readonly SourceFile[],
  schemaFor: (root: string) => Schema,
  borderFor: BorderFinder,
  previous: Assembly | null = null,
  missing: readonly string[] = [],
): Assembly {
  const hosts: SourceFile[] = [];
  const webConfigs: SourceFile[] = [];
  const others: SourceFile[] = [];
  const settingsFiles: SettingsFile[] = [];
  const evidence: EvidenceFile[] = [];
  const place = (file: SourceFile): void => {
    const role = roleOf(file.uri, documentOf(file));
    if (role === 'applicationHost') hosts.push(file);
    else if (role === 'webConfig') webConfigs.push(file);
    else if (role === 'other') others.push(file);
  };
  for (const file of files) {
    if (fileNameOf(file.uri).toLowerCase() === settingsFileName) {
      settingsFiles.push(settingsFileOf(file, borderFor));
      continue;
    }
    const found = evidenceFileOf(file, () => documentOf(file));
    if (found) evidence.push(found);
    else place(file);
  }
  const settingsFor = settingsFinder(settingsFiles);
  const exports = exportsOf(
    evidence,
    hosts.map(({ uri }) => ({ uri, settings: settingsFor(folderOf(uri)) })),
  );
  const innerFiles = exports.flatMap((one) => (one.isOwn ? one.file.configuration : []));
  for (const file of innerFiles) place(file);

  const overLimit = dropBeyondMemory(hosts, webConfigs);
  const roots = hosts.map(({ uri }): Folder => ({ uri: folderOf(uri), segments: uriSegments(folderOf(uri)) }));
  const ownerOf = ownerFinder(roots);
  const owners = webConfigs.map((file) => ownerOf(file.uri));
  const webConfigsOf = groupedBy(webConfigs, (_, at) => owners[at]!);
  const settings = roots.map(({ uri }) => settingsFor(uri));
  const settingsUses = groupedBy(settings, (one) => one);
  const computers = namedComputers(evidence.flatMap(({ readings }) => readings.map(({ reading }) => reading)));
  const exportOf = new Map(exports.map((one) => [one.isOwn ? one.file.uri : one.of, one] as const).reverse());
  const exportAt = hosts.map((host) => exportOf.get(host.inside?.uri ?? host.uri));
  const exportedAt = new Map(exportAt.map((one, index) => [one?.file, index] as const).reverse());
  const evidenceOwners = hosts.map((host, index): Owner => {
    const home = host.inside ? folderOf(host.inside.uri) : roots[index]!.uri;
    const own = settings[index] ?? null;
    const isOne = settingsUses.get(own)?.length === 1;
    const name = serverName(
      {
        setting: (isOne ? own?.settings.serverName : undefined) ?? null,
        exported: exportAt[index]?.serverName ?? null,
        folders: host.inside ? [] : nameFolders(uriSegments(home)),
      },
      computers,
    );
    return { segments: uriSegments(home), name };
  });
  const ownersOfEvidence = new Owners(evidenceOwners);
  const assembled = evidence.map((file) => ({
    file,
    belongings: file.readings.map((placed) =>
      // What a server is made from is its own, wherever else a server of that name is.
      belongingOf(placed, ownersOfEvidence, exportedAt.get(file) ?? -1),
    ),
  }));
  const readingsOf = new Map<number, PlacedReading[]>();
  for (const { file, belongings } of assembled) {
    file.readings.forEach((reading, at) => {
      for (const index of belongings[at]!.owners) {
        const list = readingsOf.get(index);
        if (list) list.push(reading);
        else readingsOf.set(index, [reading]);
      }
    });
  }
  const sources = others.map((file) => configurationOf(file, 'other'));
  const named = namedFinder([...webConfigs, ...others]);
  const before = new Map(previous?.servers.map((server) => [server.input.applicationHost, server]));

  const placed = new Set<string>();
  const inputOf = (
    host: SourceFile,
    root: string,
    some: readonly SourceFile[],
    own: SettingsFile | null,
  ): ServerInput => {
    const applicationHost = configurationOf(host, 'applicationHost');
    return {
      root,
      applicationHost,
      webConfigs: some.map((file) => configurationOf(file, 'webConfig', applicationHost.declarations)),
      mapped: own ? mappedBy(own) : new Map<string, string>(),
      sources,
      missingSources: missing,
      schema: schemaFor(root),
    };
  };
  const servers = hosts.map((host, index): AssembledServer => {
    const root = roots[index]!.uri;
    const own = settings[index] ?? null;
    const nearest = webConfigsOf.get(index) ?? [];
    const isNearest = new Set(nearest);
    const input = inputOf(host, root, [...nearest, ...named(own).filter((file) => !isNearest.has(file))], own);
    const readings = readingsOf.get(index) ?? [];
    const { name } = evidenceOwners[index]!;
    const known = before.get(input.applicationHost);
    const isKept =
      known?.settings === own && known.name === name && sameItems(known.readings, readings) && sameInput(known, input);
    const server = isKept ? known : makeServer();
    for (const file of server.configuration.placedFiles.keys()) placed.add(file.uri);
    return server;

    function makeServer(): AssembledServer {
      const facts = joinFacts(readings.map((reading) => reading.facts));
      const beside = exportAt[index];
      const [inner, ...innerConfigs] = beside && !beside.isOwn ? beside.file.configuration : [];
      const exported = inner ? new ServerConfiguration(inputOf(inner, folderOf(inner.uri), innerConfigs, null)) : null;
      return { configuration: new ServerConfiguration(input), settings: own, name, readings, facts, exported, input };
    }
  });
  const plainTexts = new Set([...settingsFiles, ...evidence].map(({ uri }) => uri));
  const unassigned = unassignedFiles([...webConfigs, ...others], placed, settingsFor, schemaFor, previous);
  return { servers, unassigned, settingsFiles, plainTexts, evidence: assembled, innerFiles, overLimit };
}

function unassignedFiles(
  files: readonly SourceFile[],
  placed: ReadonlySet<string>,
  settingsFor: (folder: string) => SettingsFile | null,
  schemaFor: (root: string) => Schema,
  previous: Assembly | null,
): UnassignedFile[] {
  const before = new Map(previous?.unassigned.map((lone) => [lone.file, lone]));
  return files
    .filter(({ uri }) => !placed.has(uri))
    .flatMap((file): ConfigurationFile[] => {
      const role = roleOf(file.uri, documentOf(file));
      if (role === 'webConfig') return [configurationOf(file, 'webConfig')];
      return documentOf(file).root?.name === 'configuration' ? [configurationOf(file, 'other')] : [];
    })
    .map((file): UnassignedFile => {
      const folder = folderOf(file.uri);
      const settings = settingsFor(folder);
      const schema = schemaFor(folder);
      const known = before.get(file);
      return known?.settings === settings && known.schema === schema ? known : { file, settings, schema };
    });
}

export function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/**
 * Whether a server would come out of `input` as it did before; its applicationHost.config and settings file
 * are known to be the same.
 */
function sameInput({ input: before }: AssembledServer, input: ServerInput): boolean {
  return (
    before.root === input.root &&
    before.schema === input.schema &&
    sameItems(before.webConfigs, input.webConfigs) &&
    (!namesSources(input) ||
      (sameItems(before.sources, input.sources) && sameItems(before.missingSources ?? [], input.missingSources ?? [])))
  );
}

/** Whether what a server reads can lie in other files: only a configSource names them. */
function namesSources({ applicationHost, webConfigs }: ServerInput): boolean {
  return [applicationHost, ...webConfigs].some(({ document }) => document.text.includes('configSource'));
}

/**
 * A server takes about 32 times the memory of its text: so many characters leave room below the usual limit
 * of Node.
 */
const maxServerCharacters = 64_000_000;

/**
 * Removes the servers that do not fit, with the web.config files that are theirs; at least one server stays.
 */
function dropBeyondMemory(hosts: SourceFile[], webConfigs: SourceFile[]): readonly string[] {
  let size = 0;
  const first = hosts.findIndex(({ text }) => (size += text.length) > maxServerCharacters);
  if (first < 0 || hosts.length === 1) return [];
  const ownerOf = ownerFinder(hosts.map(({ uri }) => ({ uri: folderOf(uri), segments: uriSegments(folderOf(uri)) })));
  const kept = Math.max(1, first);
  const own = webConfigs.filter(({ uri }) => ownerOf(uri) < kept);
  webConfigs.splice(0, webConfigs.length, ...own);
  return hosts.splice(kept).map(({ uri }) => uri);
}

/**
 * The index of the folder that shares most with a file's at its start; -1 when there is none or several are
 * as near.
 */
function ownerFinder(folders: readonly Folder[]): (uri: string) => number {
  const index = new FolderIndex(folders.map(({ segments }) => segments));
  return (uri) => {
    const found = index.nearest(uriSegments(folderOf(uri)));
    return found.length === 1 ? found[0]! : -1;
  };
}

/** The settings file of the deepest folder that holds a folder. */
function settingsFinder(files: readonly SettingsFile[]): (folder: string) => SettingsFile | null {
  const index = new FolderIndex(files.map((file) => uriSegments(folderOf(file.uri))));
  return (folder) => files[index.above(uriSegments(folder))[0] ?? -1] ?? null;
}
