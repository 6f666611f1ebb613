// Puts the files at hand together to servers: every applicationHost.config is one, and each web.config goes to the nearest.
import { sslRecordsOf } from '../evidence/netsh-records.js';
import { settingsFileOf, type BorderFinder } from '../lint/settings-file.js';
import type { SettingsFile } from '../lint/settings-file.js';
import type { SslRecord } from '../evidence/netsh-records.js';
import type { SourceFile } from '../text/source-file.js';
import type { AssembledServer, Assembly, LoneFile } from './assembly.js';
import { settingsFileName } from '../lint/settings.js';
import type { ServerInput } from '../iis/configuration.js';
import { ServerConfiguration } from '../iis/configuration.js';
import { commonHead, fileNameOf, folderOf, uriSegments } from '../iis/paths.js';
import type { Schema } from '../iis/schema/schema.js';
import { configurationOf, documentOf } from '../iis/documents.js';
import { mappedBy, namedBy } from './mapped-directories.js';
import { roleOf } from './classify.js';

interface Folder {
  readonly uri: string;
  readonly segments: readonly string[];
}

/**
 * `schemaFor` gives the schema that holds in a server's folder: its own files, or the built-in tables. Servers and lone files that are
 * made of the same as in `previous` are the objects that they were there. `missing`: uris at which there surely is no file.
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
  const outputs: { readonly uri: string; readonly records: readonly SslRecord[] }[] = [];
  for (const file of files) {
    if (fileNameOf(file.uri).toLowerCase() === settingsFileName) {
      settingsFiles.push(settingsFileOf(file, borderFor));
      continue;
    }
    const records = sslRecordsOf(file);
    if (records !== null) {
      outputs.push({ uri: file.uri, records });
      continue;
    }
    const role = roleOf(file.uri, documentOf(file));
    if (role === 'applicationHost') hosts.push(file);
    else if (role === 'webConfig') webConfigs.push(file);
    else if (role === 'other') others.push(file);
  }
  const settingsFor = settingsFinder(settingsFiles);
  const roots = hosts.map(({ uri }): Folder => ({ uri: folderOf(uri), segments: uriSegments(folderOf(uri)) }));
  const owners = webConfigs.map((file) => nearest(uriSegments(folderOf(file.uri)), roots));
  const outputOwners = outputs.map(({ uri }) => nearest(uriSegments(folderOf(uri)), roots));
  const placed = new Set<string>();
  const servers = hosts.map((host, index): AssembledServer => {
    const applicationHost = configurationOf(host, 'applicationHost');
    const root = roots[index]!.uri;
    const settings = settingsFor(root);
    const input: ServerInput = {
      root,
      applicationHost,
      webConfigs: [
        ...webConfigs.filter((_, at) => owners[at] === index),
        ...namedBy(settings, [...webConfigs.filter((_, at) => owners[at] !== index), ...others]),
      ].map((file) => configurationOf(file, 'webConfig', applicationHost.declarations)),
      mapped: settings ? mappedBy(settings) : new Map<string, string>(),
      sources: others.map((file) => configurationOf(file, 'other')),
      missingSources: missing,
      schema: schemaFor(root),
    };
    const sslRecords = outputs.filter((_, at) => outputOwners[at] === index).flatMap(({ records }) => records);
    const before = previous?.servers.find((server) => server.input.applicationHost === applicationHost);
    const isKept =
      before?.settings === settings && sameItems(before.sslRecords, sslRecords) && sameInput(before, input);
    const server = isKept ? before : { configuration: new ServerConfiguration(input), settings, sslRecords, input };
    for (const file of server.configuration.placedFiles.keys()) placed.add(file.uri);
    return server;
  });
  const loneBefore = new Map(previous?.lone.map((lone) => [lone.file, lone]));
  const isLone = ({ uri }: SourceFile): boolean => !placed.has(uri);
  const lone = [
    ...webConfigs.filter(isLone).map((file) => configurationOf(file, 'webConfig')),
    ...others
      .filter((file) => isLone(file) && documentOf(file).root?.name === 'configuration')
      .map((file) => configurationOf(file, 'other')),
  ].map((file): LoneFile => {
    const folder = folderOf(file.uri);
    const settings = settingsFor(folder);
    const schema = schemaFor(folder);
    const before = loneBefore.get(file);
    return before?.settings === settings && before.schema === schema ? before : { file, settings, schema };
  });
  const plainTexts = new Set([...settingsFiles, ...outputs].map(({ uri }) => uri));
  return { servers, lone, settingsFiles, plainTexts };
}

export function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** Whether a server would come out of `input` as it did before; its applicationHost.config and settings file are known to be the same. */
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

/** The index of the folder that shares most with `segments` at its start; -1 when there is none or several are as near. */
function nearest(segments: readonly string[], folders: readonly Folder[]): number {
  const shared = folders.map((folder) => commonHead(segments, folder.segments));
  const most = Math.max(...shared);
  const best = shared.indexOf(most);
  return best === shared.lastIndexOf(most) ? best : -1;
}

/** The settings file of the deepest folder that holds a folder. */
function settingsFinder(files: readonly SettingsFile[]): (folder: string) => SettingsFile | null {
  const folders = files.map((file) => ({ file, segments: uriSegments(folderOf(file.uri)) }));
  return (folder) => {
    const segments = uriSegments(folder);
    let found: SettingsFile | null = null;
    let depth = -1;
    for (const { file, segments: own } of folders) {
      if (own.length > depth && commonHead(segments, own) === own.length) {
        found = file;
        depth = own.length;
      }
    }
    return found;
  };
}
