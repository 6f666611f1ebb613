// Finds the one server that an argument names: a folder with an applicationHost.config, or that file.
import type { CheckedServer, CheckedProject } from '../core/face/project.js';
import { folderOf, isInside } from '../host/uri.js';
import type { CommandHost, Output } from './console.js';
import { uriOfArgument } from './names.js';
import { ProjectLoader } from './project-loader.js';
import type { SettingsArguments } from './settings-arguments.js';

export interface OneServer {
  readonly server: CheckedServer;
  readonly project: CheckedProject;
  readonly projectLoader: ProjectLoader;
}

/** Null after a line on standard error that says why there is none. */
export async function loadServer(
  path: string,
  settings: SettingsArguments,
  host: CommandHost,
  out: Output,
): Promise<OneServer | null> {
  const projectLoader = new ProjectLoader(settings, host, out);
  const uri = uriOfArgument(path, host);
  const isFile = path === '-' || (await host.stat(uri)) === 'file';
  const project = await projectLoader.run([path], isFile && path !== '-' ? [folderOf(uri)] : []);
  if (projectLoader.loader.errors.length > 0) return null;
  const server = isFile ? project.servers.find((server) => isFileOf(uri, server)) : inFolder(uri, project.servers);
  if (server) return { server, project, projectLoader };
  const found = project.servers.filter(({ root }) => isInside(uri, root));
  const names = found.map(({ root }) => projectLoader.name(root)).sort();
  if (isFile)
    out.warn(
      `exchange-cba: ${projectLoader.name(uri)} is not an applicationHost.config: it has no <system.applicationHost>.`,
    );
  else if (names.length > 1)
    out.warn(`exchange-cba: ${projectLoader.name(uri)} contains several servers; specify one: ${names.join(', ')}.`);
  else
    out.warn(
      `exchange-cba: ${projectLoader.name(uri)} contains no applicationHost.config; specify the folder of one server.`,
    );
  return null;
}

/**
 * Whether a file is a server's: its applicationHost.config, or a HealthChecker export that is or accompanies
 * its configuration.
 */
export function isFileOf(uri: string, server: CheckedServer): boolean {
  return server.hostUri === uri || server.root === uri || server.exported?.root === uri;
}

/** The server of the folder itself, or the only one below it. */
function inFolder(folder: string, servers: readonly CheckedServer[]): CheckedServer | undefined {
  const below = servers.filter(({ root }) => isInside(folder, root));
  return below.find(({ root }) => root === folder) ?? (below.length === 1 ? below[0] : undefined);
}
