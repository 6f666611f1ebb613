// What `virtualDirectories` in a settings file names: the web.config of a configuration path, and entries
// that have no effect.
import { clip } from '../text/clip.js';
import { resolveInside } from '../lint/border.js';
import type { SettingsFile } from '../lint/settings-file.js';
import type { Assembly } from './assembly.js';
import type { SourceFile } from '../text/source-file.js';
import type { MappedDirectory, SettingsProblem } from '../lint/settings.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import { folderOf, uriSegments } from '../iis/paths.js';
import { groupedBy } from '../text/grouped.js';
import { didYouMean } from '../text/nearest.js';

/** An entry of a settings file of which nothing comes. */
export interface IneffectiveDirectory extends SettingsProblem {
  readonly uri: string;
  readonly configurationPath: string;
  readonly about: 'path' | 'target';
}

/** Configuration path → uri of a folder or file; without those that lead out of the border. */
export function mappedBy(file: SettingsFile): Map<string, string> {
  return new Map(
    file.settings.virtualDirectories.flatMap(({ configurationPath, target }) => {
      const uri = mappedUri(file, target);
      return uri === null ? [] : [[configurationPath, uri] as const];
    }),
  );
}

/** The uri of the folder or file that a settings file names; null for one that leads out of the border. */
function mappedUri({ uri, border }: SettingsFile, target: string): string | null {
  return resolveInside(target, folderOf(uri), border);
}

/**
 * The files that a target may mean: itself and the web.config in it, the likelier by the end of its name
 * first.
 */
export function mappedTargets(file: SettingsFile, target: string): readonly string[] {
  const uri = mappedUri(file, target);
  if (uri === null) return [];
  const inside = `${uri}/web.config`;
  return /\.(config|xml)$/i.test(uri) ? [uri, inside] : [inside, uri];
}

/**
 * Finds files that settings name, whatever they are called and wherever they are, in the order of the files.
 */
export function namedFinder(files: readonly SourceFile[]): (settings: SettingsFile | null) => readonly SourceFile[] {
  const placed = files.map((file, at) => ({ file, at }));
  const byKey = groupedBy(placed, ({ file }) => key(file.uri));
  return (settings) => {
    if (!settings) return [];
    const wanted = new Set([...mappedBy(settings).values()].flatMap((uri) => [key(uri), `${key(uri)}/web.config`]));
    const found = [...wanted].flatMap((one) => byKey.get(one) ?? []);
    return found.sort((a, b) => a.at - b.at).map(({ file }) => file);
  };
}

/**
 * Entries of settings files of which nothing comes: no server that the file holds for has the configuration
 * path, or there is nothing where they point. `missing` is where there surely is not a file; what is only not
 * provided gives no problem.
 */
export function ineffectiveDirectories(
  { servers, settingsFiles }: Assembly,
  files: readonly SourceFile[],
  missing: readonly string[],
): readonly IneffectiveDirectory[] {
  const gone = new Set(missing.map(key));
  const there = new Set(files.flatMap(({ uri }) => withFolders(key(uri))));
  const isAtHand = (uri: string): boolean => there.has(uri);
  const bySettings = groupedBy(servers, ({ settings }) => settings);
  return settingsFiles.flatMap((file) => {
    const own = (bySettings.get(file) ?? []).map(({ configuration }) => configuration);
    if (own.length === 0) return [];
    let hints = 0;
    return file.settings.virtualDirectories.flatMap((entry) => {
      const uri = mappedUri(file, entry.target);
      const isGone =
        uri !== null &&
        mappedTargets(file, entry.target).every((target) => gone.has(key(target))) &&
        !isAtHand(key(uri));
      const unknownPath = pathProblem(entry, own, hints < mostHints);
      if (unknownPath) hints++;
      const { configurationPath } = entry;
      return [
        ...(unknownPath ? [{ uri: file.uri, configurationPath, about: 'path', ...unknownPath } as const] : []),
        ...(isGone ? [{ uri: file.uri, configurationPath, about: 'target', ...targetProblem(entry) } as const] : []),
      ];
    });
  });
}

/** So many entries of a file get the path that may be meant: each is compared with all paths. */
const mostHints = 20;

/** A path and all above it. */
function withFolders(path: string): string[] {
  const all = [path];
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1))
    all.push(path.slice(0, slash));
  return all;
}

/** Null where a server has the path, or may have it. */
function pathProblem(
  { configurationPath, nameRange }: MappedDirectory,
  servers: readonly ServerConfiguration[],
  withHint: boolean,
): SettingsProblem | null {
  const mayHave = (server: ServerConfiguration): boolean =>
    server.sites.length === 0 ||
    server.applicationHost.document.errors.length > 0 ||
    server.siteIndex.directoryAt(configurationPath) !== undefined ||
    server.locationTag(configurationPath) !== undefined;
  if (servers.some(mayHave)) return null;
  const paths = (withHint ? servers : []).flatMap(({ sites }) =>
    sites.flatMap(({ applications }) =>
      applications.flatMap(({ virtualDirectories }) =>
        virtualDirectories.map((directory) => directory.configurationPath),
      ),
    ),
  );
  const hint =
    didYouMean(configurationPath, paths) ||
    '. Enter it as in applicationHost.config, for example Default Web Site/owa.';
  return {
    message: `No server here has a virtual directory or location '${clip(configurationPath, 100)}', so the entry has no effect${hint}`,
    range: nameRange,
  };
}

/** Of a target at which there is nothing. */
export function targetProblem({ configurationPath, target, range }: MappedDirectory): SettingsProblem {
  return {
    message: `'${clip(target, 100)}' is not a file or a folder with a web.config, so nothing is read for '${clip(configurationPath, 100)}'. Enter a path relative to this folder.`,
    range,
  };
}

function key(uri: string): string {
  return uriSegments(uri).join('/').toLowerCase();
}
