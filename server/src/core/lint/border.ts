// The border: no path that a settings file names leads out of its folder, to another machine or to another
// kind of place.
import { clip } from '../text/clip.js';
import { folderOf } from '../iis/paths.js';
import type { FileSettings, SettingsProblem } from './settings.js';

/**
 * The folder that paths in a file may not leave: the innermost of the borders that holds the file, else its
 * own folder.
 */
export function borderOf(uri: string, borders: readonly string[]): string {
  const around = borders.filter((border) => isBelow(uri, border)).sort((a, b) => b.length - a.length);
  return around[0] ?? folderOf(uri);
}

/**
 * The uri of what a path names against a folder, with either slash; null for one that leads out of the
 * border: by `..`, to a drive, to another machine (`\\server\share`), to a device (`\\.\`), or with a scheme
 * of its own.
 */
export function resolveInside(path: string, folder: string, border: string): string | null {
  const written = path.replaceAll('\\', '/');
  if (/^\/\/|^[a-z][a-z0-9+.-]+:|\0/i.test(written)) return null;
  const isUri = /^[a-z][a-z0-9+.-]*:\/\//i.test(folder);
  const encode = isUri ? encodeURIComponent : (segment: string): string => segment;
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(folder)?.[0] ?? '';
  const drive = /^[a-z]:(?=\/|$)/i.exec(written)?.[0];
  const isAbsolute = drive !== undefined || written.startsWith('/');
  const segments = isAbsolute
    ? []
    : folder
        .slice(origin.length)
        .split('/')
        .filter((segment) => segment !== '');
  for (const segment of written.split('/')) {
    if (segment === '..') {
      if (segments.length === 0) return null;
      segments.pop();
    } else if (segment !== '.' && segment !== '') {
      segments.push(segment === drive ? encode(segment.toLowerCase()) : encode(segment));
    }
  }
  const lead = origin !== '' || folder.startsWith('/') ? '/' : '';
  const uri = origin + lead + segments.join('/');
  return isBelow(uri, border) ? uri : null;
}

/** Names of folders are compared without case: on Windows they have none. */
function isBelow(uri: string, folder: string): boolean {
  const [inner, outer] = [spelling(uri), spelling(folder)];
  return inner === outer || outer === '' || inner.startsWith(outer.endsWith('/') ? outer : `${outer}/`);
}

function spelling(uri: string): string {
  try {
    return decodeURIComponent(uri).toLowerCase();
  } catch {
    return uri.toLowerCase();
  }
}

interface BorderedSettings {
  readonly uri: string;
  readonly settings: FileSettings;
  readonly border: string;
}

/** The paths of a settings file that lead out of the border. */
export function pathsOutside({ uri, border, settings }: BorderedSettings): SettingsProblem[] {
  const { schemaFolder, schemaFolderRange } = settings;
  const named = settings.virtualDirectories.map(({ target, range }) => ({ path: target, range }));
  if (schemaFolder !== undefined && schemaFolderRange) named.push({ path: schemaFolder, range: schemaFolderRange });
  return named
    .filter(({ path }) => resolveInside(path, folderOf(uri), border) === null)
    .map(({ path, range }) => ({
      message: `"${clip(path, 60)}" leads out of the folder of this file, so it is not read. Enter a path inside the folder.`,
      range,
    }));
}
