// The command `effective`: what holds at a configuration path of a server, and where each value comes from.
import { effectiveSection, effectiveText, type EffectiveContext, type EffectiveSection } from '../core/face/reports.js';
import {
  decisiveSections,
  levelsOf,
  normalizeConfigurationPath,
  type ServerConfiguration,
} from '../core/face/project.js';
import { didYouMean } from '../core/text/nearest.js';
import type { CommandSpec } from './command-spec.js';
import { exitCode, type CommandHost, type Output } from './console.js';
import { displayPath } from './door.js';
import { loadServer } from './one-server.js';
import { configOption, readSettingsArguments } from './settings-arguments.js';
import { withArguments } from './usage.js';

export const effectiveSpec: CommandSpec = {
  name: 'effective',
  parameters: '<server> [configuration path] [section]',
  minimum: 1,
  maximum: 3,
  summary: 'Show effective settings of a path and where they are set',
  details: [
    'The server is a folder with an applicationHost.config, or that file. A configuration path is a site and what is below it, such as "Default Web Site/owa"; the server level is "" or MACHINE/WEBROOT/APPHOST. Without a section, the sections that control sign-in are shown.',
  ],
  options: [
    { name: 'format', value: '<format>', choices: ['text', 'json'], help: 'Output format (default text)' },
    configOption,
  ],
};

export function runEffective(args: readonly string[], host: CommandHost, output: Output): Promise<number> {
  return withArguments(
    effectiveSpec,
    args,
    host,
    output,
    () => null,
    async (read, out) => {
      const [server = '', path = '', section] = read.parameters;
      const settings = await readSettingsArguments(read, host, out);
      const loaded = settings && (await loadServer(server, settings, host, out));
      if (!loaded) return exitCode.unreadable;
      const { configuration } = loaded.server;
      const context: EffectiveContext = {
        relativePath: (uri: string) => loaded.projectLoader.name(uri),
        texts: loaded.project.analysis.texts,
        outerPlace: (place) => loaded.project.outer(place),
      };
      const configurationPath = pathOf(path, configuration);
      if (configurationPath === null) {
        out.warn(`exchange-cba: ${unknownSite(path, configuration)}`);
        return exitCode.unreadable;
      }
      if (read.parameters.length === 1) {
        out.write(`${pathsOf(configuration).map(displayPath).join('\n')}\n`);
        return exitCode.clean;
      }
      const note = unknownPath(configurationPath, configuration);
      if (note !== null) out.warn(note);
      const name = section === undefined ? undefined : sectionOf(section, configuration);
      if (name === null) {
        out.warn(`exchange-cba: ${unknownSection(section ?? '', configuration)}`);
        return exitCode.unreadable;
      }
      const shown = (name === undefined ? decisiveSections : [name])
        .map((each) => effectiveSection(configuration, configurationPath, each, context))
        .filter((each): each is EffectiveSection => each !== null)
        .map((each) => (note === null ? each : { ...each, note }));
      if (read.value('format') === 'json') {
        out.write(`${JSON.stringify(name === undefined ? { sections: shown } : shown[0], null, 2)}\n`);
      } else out.write(effectiveText(shown, out.color));
      return exitCode.clean;
    },
  );
}

/** The path in the spelling of the site's name; null when the site does not exist. */
function pathOf(written: string, configuration: ServerConfiguration): string | null {
  const path = normalizeConfigurationPath(
    written
      // No name in a path holds a slash of either kind.
      .replace(/[\\/]+/g, '/')
      .replace(/^\/?MACHINE\/WEBROOT\/APPHOST(?:\/|$)/i, '')
      .replace(/^\//, ''),
  );
  if (!configuration.exists(path)) return null;
  const site = configuration.siteIndex.siteOf(path);
  return site ? site.configurationPath + path.slice(site.configurationPath.length) : path;
}

/** The sites, applications and virtual directories of a server, as they are declared. */
function pathsOf({ sites }: ServerConfiguration): string[] {
  const paths = sites.flatMap((site) => [
    site.configurationPath,
    ...site.applications.flatMap(({ virtualDirectories }) =>
      virtualDirectories.map(({ configurationPath }) => configurationPath),
    ),
  ]);
  return [...new Set(paths)];
}

/**
 * Says that nothing is known to be at a path; null where the path is declared, written about, or holds a
 * web.config.
 */
function unknownPath(path: string, configuration: ServerConfiguration): string | null {
  const { siteIndex, webConfigs } = configuration;
  const isDeclared = path === '' || siteIndex.siteOf(path)?.configurationPath === path || siteIndex.directoryAt(path);
  if (isDeclared || configuration.locationTag(path) || typeof webConfigs.at(path) !== 'string') return null;
  const last = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const paths = pathsOf(configuration);
  const ending = paths.find(
    (known) => known.toLowerCase().endsWith(last) && siteIndex.siteOf(known) === siteIndex.siteOf(path),
  );
  // Below an application any folder may be meant; a name like another one is no sign of a mistake there.
  const isInApplication = levelsOf(path).some((level) => level.includes('/') && siteIndex.applicationAt(level));
  const hint = isInApplication ? '' : ending === undefined ? didYouMean(path, paths) : `. Did you mean '${ending}'?`;
  return `No application, virtual directory, or location has the path '${path}'${hint || '.'}`;
}

function unknownSite(written: string, configuration: ServerConfiguration): string {
  const names = configuration.sites.map(({ configurationPath }) => configurationPath);
  const site = written.split('/')[0] ?? '';
  const known = names.length === 0 ? '; this server has no sites.' : `; the sites are ${names.join(', ')}.`;
  return `unknown site '${site}'${didYouMean(site, names) || known}`;
}

/** A section by its path, or by its last name where only one section has it; without regard to case. */
function sectionOf(written: string, { schema }: ServerConfiguration): string | null {
  const wanted = written.replace(/^\/+|\/+$/g, '').toLowerCase();
  const exact = schema.paths.find((path) => path.toLowerCase() === wanted);
  if (exact !== undefined) return exact;
  const short = schema.paths.filter((path) => path.toLowerCase().endsWith(`/${wanted}`));
  return short.length === 1 ? short[0]! : null;
}

function unknownSection(written: string, { schema }: ServerConfiguration): string {
  const names = schema.paths.flatMap((path) => [path, path.slice(path.lastIndexOf('/') + 1)]);
  return `unknown section '${written}'${didYouMean(written, names) || '.'}`;
}
