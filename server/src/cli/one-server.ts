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
  const file = path === '-' ? uri : await fileOf(uri, host);
  const named = file === null || file === uri ? path : projectLoader.name(file);
  const project = await projectLoader.run([named], file === null || path === '-' ? [] : [folderOf(file)]);
  if (projectLoader.loader.errors.length > 0) return null;
  const found = project.servers.filter((server) => (file === null ? isInside(uri, server.root) : isOf(uri, server)));
  const server = found.find(({ root }) => root === uri) ?? (found.length === 1 ? found[0] : undefined);
  if (server) return { server, project, projectLoader };
  const names = found.map(({ root }) => projectLoader.name(root)).sort();
  const name = projectLoader.name(uri);
  if (names.length > 0) out.warn(`exchange-cba: ${name} contains several servers; specify one: ${names.join(', ')}.`);
  else if (file !== null)
    out.warn(`exchange-cba: ${name} is not an applicationHost.config: it has no <system.applicationHost>.`);
  else out.warn(`exchange-cba: ${name} contains no applicationHost.config; specify the folder of one server.`);
  return null;
}

/** The file of that name, or the one inside which the name is: archives and exports hold servers; null for none. */
async function fileOf(uri: string, host: CommandHost): Promise<string | null> {
  let at = uri;
  while ((await host.stat(at)) === 'missing' && folderOf(at) !== at) at = folderOf(at);
  return (await host.stat(at)) === 'file' ? at : null;
}

/**
 * Whether a file is a server's: its applicationHost.config, what it lies in, or a HealthChecker export that is or
 * accompanies its configuration.
 */
export function isOf(uri: string, { hostUri, root, exported }: CheckedServer): boolean {
  return hostUri === uri || [root, exported?.root].some((one) => one !== undefined && isInside(uri, one));
}
