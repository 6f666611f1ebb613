// The settings file that says what was recognized in a folder, for a person to correct.
import type { NotChecked } from '../lint/analysis.js';
import type { CheckedServer } from './assembled-server.js';
import { boundPath } from './not-checked.js';

/** What was recognized, in the shape of a settings file. */
export interface InitialSettings {
  readonly termination?: string;
  readonly serverName?: string;
  readonly windowsServer?: string;
  readonly virtualDirectories?: Readonly<Record<string, string>>;
}

/**
 * Says only what the files show: a value that differs between servers, or that nothing tells, is left out and
 * stays detected. `folder` is the uri of the folder for the file; paths are relative to it.
 */
export function initialSettings(
  servers: readonly CheckedServer[],
  notRead: readonly NotChecked[],
  folder: string,
): InitialSettings {
  const terminations = new Set(servers.flatMap(({ exchange }) => (exchange ? [exchange.termination.value] : [])));
  const [termination] = terminations;
  const [server, ...others] = servers;
  const one = others.length === 0 ? server : undefined;
  const windowsServer = one?.exchange?.settings.windowsServer ?? null;
  const bound = one ? notRead.flatMap(({ uri, why }) => binding(uri, why, one, folder)) : [];
  return {
    ...(termination !== undefined && termination !== 'none' && terminations.size === 1 ? { termination } : {}),
    ...(one?.name == null ? {} : { serverName: one.name }),
    ...(windowsServer === null ? {} : { windowsServer }),
    ...(bound.length === 0 ? {} : { virtualDirectories: Object.fromEntries(bound) }),
  };
}

function binding(uri: string, why: string, server: CheckedServer, folder: string): readonly [string, string][] {
  const path = boundPath(uri, why, server);
  return path === null || !uri.startsWith(`${folder}/`)
    ? []
    : [[path, decodeURIComponent(uri.slice(folder.length + 1))]];
}

export function initialSettingsText(settings: InitialSettings): string {
  return `${JSON.stringify(settings, null, 2)}\n`;
}
