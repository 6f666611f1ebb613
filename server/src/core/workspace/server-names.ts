// What a server is called: by its settings, by the HealthChecker file of its configuration, or by its folder
// where evidence agrees.
import { computerKey, type Reading } from '../evidence/kind.js';

export interface Nameable {
  /** `serverName` of its settings file. */
  readonly setting: string | null;
  /** The server name in the HealthChecker export that is its configuration or lies with it. */
  readonly exported: string | null;
  /** The names of the folders that may be named after it, the deepest first. */
  readonly folders: readonly string[];
}

/**
 * Null where nothing tells. A folder counts only where evidence names such a computer: most folders are named
 * after something else.
 */
export function serverName({ setting, exported, folders }: Nameable, computers: ReadonlySet<string>): string | null {
  return setting ?? exported ?? folders.find((folder) => computers.has(computerKey(folder))) ?? null;
}

/** The computers that evidence names, as they are compared. */
export function namedComputers(readings: readonly Reading[]): ReadonlySet<string> {
  return new Set(readings.flatMap(({ computer }) => (computer === null ? [] : [computerKey(computer)])));
}

/** IIS keeps its configuration in inetsrv\config: then the folder above is the one that bears a name. */
export function nameFolders(segments: readonly string[]): string[] {
  const folders = [...segments].reverse();
  let at = 0;
  while (at < 2 && /^(?:config|inetsrv)$/i.test(folders[at] ?? '')) at++;
  return folders.slice(0, at + 1);
}
