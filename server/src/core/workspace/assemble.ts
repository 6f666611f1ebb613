// Puts the files together to servers: every applicationHost.config is one, and each web.config goes to the
// nearest.
import type { EvidenceFile, PlacedReading } from '../evidence/evidence-file.js';
import { evidenceFileOf } from '../evidence/evidence-file.js';
import { joinFacts } from '../evidence/sourced.js';
import { settingsFileOf, type BorderFinder } from '../lint/settings-file.js';
import type { SettingsFile } from '../lint/settings-file.js';
import type { SourceFile } from '../text/source-file.js';
import type { Assembly, UnassignedFile } from './assembly.js';
import { settingsFileName } from '../lint/settings.js';
import type { ConfigurationFile, ConfigurationFileKind } from '../iis/file.js';
import { fileNameOf, folderOf, uriSegments } from '../iis/paths.js';
import type { Schema } from '../iis/schema/schema.js';
import { configurationOf, documentOf, pinTree, trimTrees } from '../iis/documents.js';
import { groupedBy } from '../text/grouped.js';
import type { Steps } from '../text/steps.js';
import { speaksOf } from '../text/speaks-of.js';
import { mappedBy, namedFinder } from './mapped-directories.js';
import type { FileRole } from './classify.js';
import { roleOf } from './classify.js';
import type { ServerSources } from './held-server.js';
import { HeldServer } from './held-server.js';
import { trimResidents } from './residency.js';
import { exportsOf } from './exported-servers.js';
import { belongingsOf, Owners, type Owner } from './evidence-owners.js';
import { FolderIndex } from './folder-index.js';
import { nameFolders, namedComputers, serverName } from './server-names.js';

interface Folder {
  readonly uri: string;
  readonly segments: readonly string[];
}

/**
 * `schemaFor` gives the schema that holds in a server's folder: its own files, or the built-in tables.
 * Servers and lone files that are made of the same as in `previous` are the objects that they were there.
 * `made` is told each server while its model is in memory. `missing`: uris at which there surely is not a
 * file. Pauses between files and between servers.
 */
export function* assemblySteps(
  files: readonly SourceFile[],
  schemaFor: (root: string) => Schema,
  borderFor: BorderFinder,
  made: (server: HeldServer) => void,
  previous: Assembly | null = null,
  missing: readonly string[] = [],
): Steps<Assembly> {
  const hosts: SourceFile[] = [];
  const webConfigs: SourceFile[] = [];
  const others: SourceFile[] = [];
  const settingsFiles: SettingsFile[] = [];
  const evidence: EvidenceFile[] = [];
  const place = (file: SourceFile): void => {
    const role = knownRole(file);
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
    trimTrees();
    yield;
  }
  const settingsFor = settingsFinder(settingsFiles);
  const exports = exportsOf(
    evidence,
    hosts.map(({ uri }) => ({ uri, settings: settingsFor(folderOf(uri)) })),
  );
  const innerFiles = exports.flatMap((one) => (one.isOwn ? one.export.files : []));
  for (const file of innerFiles) place(file);
  demoteWebConfigs(hosts, webConfigs);

  const roots = hosts.map(({ uri }): Folder => ({ uri: folderOf(uri), segments: uriSegments(folderOf(uri)) }));
  const ownerOf = ownerFinder(roots);
  const owners = webConfigs.map((file) => ownerOf(file.uri));
  const webConfigsOf = groupedBy(webConfigs, (_, at) => owners[at]!);
  const settings = roots.map(({ uri }) => settingsFor(uri));
  const settingsUses = groupedBy(settings, (one) => one);
  const computers = namedComputers(evidence.flatMap(({ readings }) => readings.map(({ reading }) => reading)));
  const exportOf = new Map(exports.map((one) => [one.of, one]));
  const exportAt = hosts.map(({ uri }) => exportOf.get(uri));
  const exportedAt = new Map(exportAt.map((one, index) => [one?.export.reading, index]));
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
  const exportBy = new Map(exports.map((one) => [one.export.reading, one]));
  const belongings = belongingsOf(evidence, ownersOfEvidence, (reading) => {
    const { isOlder = false, note = '' } = exportBy.get(reading) ?? {};
    // What a server is made from is its own, wherever else a server of that name is.
    return { own: exportedAt.get(reading) ?? null, isOlder, note };
  });
  const assembled = evidence.map((file, at) => ({ file, belongings: belongings[at]! }));
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
  const named = namedFinder([...webConfigs, ...others]);
  const before = new Map(previous?.servers.map((server) => [server.hostUri, server]));

  const placed = new Set<string>();
  const servers: HeldServer[] = [];
  for (const [index, host] of hosts.entries()) {
    const root = roots[index]!.uri;
    const own = settings[index] ?? null;
    const nearest = webConfigsOf.get(index) ?? [];
    const isNearest = new Set(nearest);
    const webConfigsOfServer = [...nearest, ...named(own).filter((file) => !isNearest.has(file))];
    const beside = exportAt[index];
    const exported = beside && !beside.isOwn ? beside.export.files : [];
    // Whether what a server reads can be in other files: only a configSource names them.
    const hasSources = [host, ...webConfigsOfServer, ...exported].some((file) => speaksOf(file, 'configSource'));
    const sources: ServerSources = {
      root,
      host,
      webConfigs: webConfigsOfServer,
      mapped: own ? mappedBy(own) : new Map<string, string>(),
      others: hasSources ? others : [],
      missing: hasSources ? missing : [],
      schema: schemaFor(root),
      exported,
    };
    const readings = readingsOf.get(index) ?? [];
    const { name } = evidenceOwners[index]!;
    const known = before.get(host.uri);
    const isKept =
      known?.sources.host === host &&
      known.settings === own &&
      known.name === name &&
      sameItems(known.readings, readings) &&
      sameSources(known.sources, sources);
    const server = isKept
      ? known
      : new HeldServer(
          sources,
          {
            settings: own,
            name,
            readings,
            facts: joinFacts(readings.filter((each) => isOfNamed(each, name)).map(({ facts }) => facts)),
          },
          known,
        );
    for (const uri of server.files) placed.add(uri);
    made(server);
    trimResidents();
    servers.push(server);
    yield;
  }
  const plainTexts = new Set([...settingsFiles, ...evidence].map(({ uri }) => uri));
  const unassigned = unassignedFiles([...webConfigs, ...others], placed, settingsFor, schemaFor, previous);
  return { servers, unassigned, settingsFiles, plainTexts, evidence: assembled, innerFiles };
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
      if (knownRole(file) === 'webConfig') return [kept(file, 'webConfig')];
      return documentOf(file).root?.name === 'configuration' ? [kept(file, 'other')] : [];
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

/** Whether a server would come out of these files as it did before. */
function sameSources(before: ServerSources, now: ServerSources): boolean {
  return (
    before.root === now.root &&
    before.schema === now.schema &&
    sameItems(before.webConfigs, now.webConfigs) &&
    sameItems(before.others, now.others) &&
    sameItems(before.missing, now.missing) &&
    sameItems(before.exported, now.exported)
  );
}

const roles = new WeakMap<SourceFile, FileRole>();

/** In the folder of a server, a web.config stays one, even if what it says is for applicationHost.config only. */
function demoteWebConfigs(hosts: SourceFile[], webConfigs: SourceFile[]): void {
  const isHost = ({ uri }: SourceFile): boolean => fileNameOf(uri).toLowerCase() !== 'web.config';
  if (hosts.every(isHost)) return;
  const segments = ({ uri }: SourceFile): string[] => uriSegments(folderOf(uri));
  const index = new FolderIndex(hosts.filter(isHost).map(segments));
  for (const file of hosts.splice(0))
    (isHost(file) || index.above(segments(file)).length === 0 ? hosts : webConfigs).push(file);
}

/** The role of a file, found out once. */
function knownRole(file: SourceFile): FileRole {
  let role = roles.get(file);
  if (role === undefined) roles.set(file, (role = roleOf(file, () => documentOf(file))));
  return role;
}

const lone = new WeakSet<SourceFile>();

/** The configuration of a file without a server, whose tree stays with it. */
function kept(file: SourceFile, kind: ConfigurationFileKind): ConfigurationFile {
  if (!lone.has(file)) pinTree(file);
  lone.add(file);
  return configurationOf(file, kind);
}

/**
 * The index of the folder that shares most with a file's at its start, or that it is in; -1 when there is none or
 * several are as near.
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

/** A version of Exchange is compared where the server's name is known: beside another server it contradicts nothing. */
function isOfNamed({ reading }: PlacedReading, name: string | null): boolean {
  return name !== null || reading.kind !== 'exchange-server';
}
