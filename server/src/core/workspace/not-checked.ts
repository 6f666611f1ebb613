// Files that are not fully checked: web.config files without a server, and configurations under other names.
import type { ServerConfiguration } from '../iis/configuration.js';
import type { ConfigurationFile } from '../iis/file.js';
import { fileNameOf, folderOf, uriSegments } from '../iis/paths.js';
import type { Binding, NotChecked } from '../lint/analysis.js';
import { settingsFileName } from '../lint/settings.js';
import type { Assembly } from './assembly.js';
import type { AssembledServer } from './assembled-server.js';
import { FolderIndex } from './folder-index.js';

const ofNoApplication = 'checked separately: it does not belong to an application';

/**
 * web.config files that no server reads: they are checked, but only for what can be known without a server.
 */
export function checkedAlone({ servers, unassigned }: Assembly): NotChecked[] {
  const why =
    servers.length === 0
      ? 'checked separately: no applicationHost.config was found, so locks, inheritance, and authentication are unknown.'
      : `checked separately: it does not belong to an application of a server here. Enter it in "virtualDirectories" of ${settingsFileName}.`;
  return unassigned
    .filter(({ file }) => isWebConfig(file))
    .map(({ file }) => ({
      uri: file.uri,
      why: isOther(file) ? 'not checked: its root element is not <configuration>.' : why,
    }));
}

/** Why an applicationHost.config without sites is not fully checked: it is an excerpt, or its server has none. */
export const noSites =
  'checked in part: it contains no sites, so no path was checked. Provide the complete applicationHost.config.';

/** False where the file is damaged: that is a finding. */
export function lacksSites({ applicationHost, sites }: ServerConfiguration): boolean {
  return sites.length === 0 && applicationHost.configuration !== null && applicationHost.document.errors.length === 0;
}

/** By its name, or under any other, which only a file that was named has, by what IIS reads in it. */
function isWebConfig({ uri, sections }: ConfigurationFile): boolean {
  const name = fileNameOf(uri).toLowerCase();
  if (name.includes('web.config')) return true;
  return !ownConfigurations.includes(name) && sections.some(({ section }) => section.startsWith('system.webServer/'));
}

/** Files beside applicationHost.config that belong to none of the virtual directories. */
const ownConfigurations: readonly string[] = ['administration.config', 'redirection.config', 'machine.config'];

function isOther({ document, configuration }: ConfigurationFile): boolean {
  return configuration === null && document.root !== null && document.errors.length === 0;
}

/**
 * Adds what binds it to its virtual directory, where a file looks like a web.config under another name; only
 * the nearest server counts.
 */
export function bindingFinder({ servers }: Assembly): (one: NotChecked) => NotChecked {
  const index = new FolderIndex(servers.map(({ root }) => uriSegments(root)));
  return ({ uri, why }) => {
    if (!isNamedOtherwise(why) && !why.startsWith(ofNoApplication)) return { uri, why };
    const nearest = index.nearest(uriSegments(folderOf(uri)));
    const server = nearest.length === 1 ? servers[nearest[0]!] : undefined;
    const binding = server ? bindingFor({ uri, why }, server) : null;
    return binding === null ? { uri, why } : { uri, why: `${why} ${inWords(binding)}`, binding };
  };
}

function inWords({ folder, configurationPath, target }: Binding): string {
  const entry = JSON.stringify({ virtualDirectories: { [configurationPath]: target } });
  return `It looks like ${configurationPath}: write ${entry} to ${settingsFileName} in the folder "${fileNameOf(folder)}".`;
}

const isNamedOtherwise = (why: string): boolean => why.startsWith('looks like a web.config');

/**
 * The virtual directory of a server that the name of a file refers to, where it looks like a web.config under
 * another name.
 */
export function boundPath(uri: string, why: string, { configuration }: AssembledServer): string | null {
  if (!isNamedOtherwise(why)) return null;
  const name = fileNameOf(uri).toLowerCase();
  const directories = configuration.sites.flatMap(({ applications }) =>
    applications.flatMap(({ virtualDirectories }) => virtualDirectories),
  );
  let best: string | null = null;
  let longest = 0;
  for (const { configurationPath, physicalPath } of directories) {
    const match = longestIn(name, [lastOf(configurationPath), lastOf(physicalPath.value)]);
    if (match > longest) [best, longest] = [configurationPath, match];
  }
  return best;
}

/**
 * The virtual directory that the folder of a web.config is named after, as some copy them; null where that is
 * none or not certain.
 */
function pathOfFolder({ uri, why }: NotChecked, { configuration }: AssembledServer): string | null {
  if (!why.startsWith(ofNoApplication)) return null;
  const folder = uriSegments(folderOf(uri)).map((segment) => segment.toLowerCase());
  const fitting = configuration.sites
    .flatMap(({ applications }) => applications.flatMap(({ virtualDirectories }) => virtualDirectories))
    .map(({ configurationPath }) => configurationPath)
    .filter((path) => {
      const segments = path.toLowerCase().split('/');
      return segments.length > 1 && segments.join('/') === folder.slice(-segments.length).join('/');
    });
  return fitting.length === 1 ? fitting[0]! : null;
}

/** What binds a configuration under another name to its virtual directory; null where none fits. */
function bindingFor(one: NotChecked, server: AssembledServer): Binding | null {
  const best = boundPath(one.uri, one.why, server) ?? pathOfFolder(one, server);
  if (best === null) return null;
  return { configurationPath: best, ...fromSharedFolder(server.root, one.uri) };
}

function lastOf(path: string): string {
  return path.split(/[\\/]/).at(-1)!.toLowerCase();
}

/**
 * The length of the longest of the words that is in a name on its own; short and common words do not count.
 */
function longestIn(name: string, words: readonly string[]): number {
  const lengths = words.map((word) => {
    if (word.length < 3) return 0;
    const at = name.indexOf(word);
    const isAlone = at >= 0 && !/[a-z]/.test(name[at - 1] ?? '') && !/[a-z]/.test(name[at + word.length] ?? '');
    return isAlone ? word.length : 0;
  });
  return Math.max(0, ...lengths);
}

/** The deepest folder that holds the server and the file, and the path of the file from there. */
function fromSharedFolder(root: string, uri: string): Pick<Binding, 'folder' | 'target'> {
  const [server, file] = [uriSegments(root), uriSegments(uri)];
  let shared = 0;
  while (shared < server.length && shared < file.length - 1 && server[shared] === file[shared]) shared++;
  const below = file.slice(shared);
  return { folder: uri.split('/').slice(0, -below.length).join('/'), target: below.join('/') };
}
