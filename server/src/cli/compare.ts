// The command `compare`: what differs between servers in the settings that decide how clients sign in.
import { createProject, type CheckedServer, type CheckedProject } from '../core/face/project.js';
import {
  driftCsv,
  driftHtml,
  driftJson,
  driftMarkdown,
  driftOf,
  driftText,
  type DriftReporter,
} from '../core/face/reports.js';
import { folderOf, isInside } from '../host/uri.js';
import type { CommandSpec } from './command-spec.js';
import { exitCode, type CommandHost, type Output } from './console.js';
import { uriOfArgument } from './names.js';
import { ProjectLoader } from './project-loader.js';
import { isOf } from './one-server.js';
import { configOption, readSettingsArguments } from './settings-arguments.js';
import { withArguments } from './usage.js';

const formats: Readonly<Record<string, DriftReporter>> = {
  text: driftText,
  json: driftJson,
  markdown: driftMarkdown,
  html: driftHtml,
  csv: driftCsv,
};

export const compareSpec: CommandSpec = {
  name: 'compare',
  parameters: '<server> <server>...',
  minimum: 1,
  maximum: Infinity,
  summary: 'Show differences between servers',
  details: [
    'A server is a folder with an applicationHost.config, or that file; a folder may contain several servers. Exits with 0 if nothing differs and with 1 if settings differ.',
  ],
  options: [
    { name: 'format', value: '<format>', choices: Object.keys(formats), help: 'Output format (default text)' },
    configOption,
  ],
};

export function runCompare(args: readonly string[], host: CommandHost, output: Output): Promise<number> {
  return withArguments(
    compareSpec,
    args,
    host,
    output,
    () => null,
    async (read, out) => {
      const settings = await readSettingsArguments(read, host, out);
      if (!settings) return exitCode.unreadable;
      // Rules have no say in what differs.
      const projectLoader = new ProjectLoader(settings, host, out, (input) => createProject(input, []));
      const uris = read.parameters.map((path) => uriOfArgument(path, host));
      const files = new Set<string>();
      for (const uri of uris) if ((await host.stat(uri)) === 'file') files.add(uri);
      const project = await projectLoader.run(read.parameters, [...new Set([...files].map(folderOf))]);
      if (projectLoader.loader.errors.length > 0) return exitCode.unreadable;
      const servers = chosen(uris, files, project);
      for (const uri of uris) {
        if (servers.some((server) => names(uri, files, server))) continue;
        out.warn(`exchange-cba: ${projectLoader.name(uri)} is not a server: it has no applicationHost.config.`);
        return exitCode.unreadable;
      }
      if (servers.length < 2) {
        out.warn(`exchange-cba: only one server found; specify another one to compare.`);
        return exitCode.usage;
      }
      const drift = driftOf(servers);
      const report = formats[read.value('format') ?? 'text']!;
      const roots = servers.map(({ root }) => root);
      out.write(
        report(drift, {
          version: host.version,
          servers: servers.map(({ root, hostUri, exchange }) => ({
            name: projectLoader.name(roots.filter((one) => one === root).length > 1 ? hostUri : root),
            termination: exchange?.termination.value ?? null,
          })),
          relativePath: (uri) => projectLoader.name(uri),
          texts: project.analysis.texts,
          color: out.color,
        }),
      );
      return drift.differences.length > 0 ? exitCode.findings : exitCode.clean;
    },
  );
}

/** True when an argument names this server, or a file or folder that holds it. */
function names(uri: string, files: ReadonlySet<string>, server: CheckedServer): boolean {
  return files.has(uri) ? isOf(uri, server) : isInside(uri, server.root);
}

/** The servers in the order of the arguments, each once. */
function chosen(uris: readonly string[], files: ReadonlySet<string>, { servers }: CheckedProject): CheckedServer[] {
  const result = new Set<CheckedServer>();
  for (const uri of uris) {
    for (const server of servers) {
      if (names(uri, files, server)) result.add(server);
    }
  }
  return [...result];
}
