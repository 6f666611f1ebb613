// The command `diagnose`: reads a folder of evidence, says what is proven, and names the one next thing to get.
import { verifySignature } from '../adapters/signatures.js';
import { readLogs, type LogSummary } from '../core/face/logs.js';
import { scriptFor } from '../core/face/remedies.js';
import {
  diagnose,
  diagnosisJson,
  diagnosisMarkdown,
  diagnosisText,
  parseStatusText,
  type Diagnosis,
  type DiagnosisContext,
  type DiagnosisInput,
  type DiagnosisState,
} from '../core/face/simulation.js';
import type { Place } from '../core/text/range.js';
import type { Arguments, CommandSpec } from './args.js';
import { collectScript } from './collect-script.js';
import type { CommandHost, Output } from './console.js';
import { exitCode } from './console.js';
import { deviceCertificate } from './device-certificate.js';
import { ProjectLoader } from './project-loader.js';
import type { OneServer } from './one-server.js';
import { revocationCodes } from './revocation-output.js';
import { worldOf, type ServerWorld } from './server-world.js';
import { excludeOption } from './exclude.js';
import { configOption, readSettingsArguments, terminationOption } from './settings-arguments.js';
import { atOption, timeOf, timeProblem } from './time-argument.js';
import { withArguments } from './usage.js';

export const diagnoseSpec: CommandSpec = {
  name: 'diagnose',
  parameters: '<folder>',
  minimum: 0,
  maximum: 1,
  summary: 'Find the cause of failed sign-ins, one question at a time',
  details: [
    'Put what you have into one folder: logs, the configuration, saved output. The answer is what it proves, or the one next thing to get with its command. Run the command again after each answer.',
    'Exit codes: 0 healthy, 1 a cause is proven, 2 wrong usage, 3 input that could not be read, 4 evidence needed, handed over, or contradiction.',
  ],
  options: [
    { name: 'status', value: '<status>', help: 'The status that clients get, if no log is there (403.7)' },
    { name: 'device', value: '<id>', help: 'Only this mobile device, by its ActiveSync ID' },
    { name: 'path', value: '<url-or-path>', help: 'The path of the request (default ActiveSync)' },
    { name: 'collect', help: 'Print a read-only PowerShell script that gathers every answer' },
    { name: 'format', value: '<format>', choices: ['text', 'json', 'markdown'], help: 'How to print (default text)' },
    atOption,
    terminationOption,
    configOption,
    excludeOption,
  ],
};

function problemOf(args: Arguments): string | null {
  const status = args.value('status');
  if (status !== undefined && !parseStatusText(status))
    return `--status takes a status such as 403.7, not '${status}'.`;
  if (args.parameters.length === 0 && !args.has('collect')) return "'diagnose' needs the folder with the evidence.";
  return timeProblem('at', args.value('at'));
}

export function runDiagnose(args: readonly string[], host: CommandHost, output: Output): Promise<number> {
  return withArguments(diagnoseSpec, args, host, output, problemOf, async (read, out) => {
    if (read.has('collect')) {
      out.write(collectScript);
      return exitCode.clean;
    }
    const [folder = ''] = read.parameters;
    const settings = await readSettingsArguments(read, host, out);
    const kind = await host.stat(host.uriOf(folder));
    if (!settings) return exitCode.unreadable;
    if (kind !== 'folder' && kind !== 'file') {
      out.warn(`exchange-cba: ${folder}: there is no such folder.`);
      return exitCode.unreadable;
    }
    // What a folder lacks is what the next question is about, so it is not said beforehand.
    const quiet: Output = { ...out, warn: () => undefined };
    const judging = new ProjectLoader(settings, host, quiet);
    const project = await judging.run([folder]);
    const logs = await logsOf(judging, host);
    const now = timeOf(read, host);
    const status = read.value('status');
    const input: Omit<DiagnosisInput, 'world' | 'certificate' | 'revocationCodes'> = {
      logs,
      status: status === undefined ? null : parseStatusText(status),
      device: read.value('device') ?? null,
      path: read.value('path') ?? null,
    };
    const results: { readonly diagnosis: Diagnosis; readonly loaded: ServerWorld | null }[] = [];
    for (const server of serversOf(project.servers, logs)) {
      const one: OneServer = { server, project, judging };
      const loaded = await worldOf(one, host, { now });
      const certificate = await deviceCertificate(loaded, verifySignature);
      const codes = await revocationCodes(loaded.folder, host);
      const diagnosis = diagnose({ ...input, world: loaded.world, certificate, revocationCodes: codes });
      results.push({ diagnosis, loaded });
    }
    const { diagnosis, loaded } = best(results) ?? {
      diagnosis: diagnose({ ...input, world: null, certificate: null, revocationCodes: null }),
      loaded: null,
    };
    out.write(print(diagnosis, contextOf(loaded, judging, out), read.value('format')));
    return codes[diagnosis.state];
  });
}

/** The server of the logs that fail, where several are in the folder. */
function serversOf<T extends { readonly configuration: { readonly root: string } }>(
  servers: readonly T[],
  logs: LogSummary | null,
): readonly T[] {
  if (servers.length < 2 || !logs) return servers;
  const failing = new Set(logs.failing.flatMap(({ incidents }) => incidents.map(({ server }) => server.toLowerCase())));
  const nameOf = ({ configuration: { root } }: T): string => root.slice(root.lastIndexOf('/') + 1).toLowerCase();
  const named = servers.filter((server) => failing.has(nameOf(server)));
  return named.length > 0 ? named : servers;
}

/** The server on which a cause is proven, else the first that needs evidence. */
function best<T extends { readonly diagnosis: Diagnosis }>(results: readonly T[]): T | undefined {
  const order: readonly DiagnosisState[] = ['proven', 'evidence', 'handedOver', 'healthy', 'contradiction'];
  return [...results].sort((a, b) => order.indexOf(a.diagnosis.state) - order.indexOf(b.diagnosis.state))[0];
}

async function logsOf(judging: ProjectLoader, host: CommandHost): Promise<LogSummary | null> {
  const { logs } = judging.loader;
  if (logs.length === 0) return null;
  return readLogs(logs.map((uri) => ({ uri, size: null, open: () => host.stream(uri) })));
}

const codes: Readonly<Record<DiagnosisState, number>> = {
  healthy: exitCode.clean,
  proven: exitCode.findings,
  evidence: 4,
  handedOver: 4,
  contradiction: 4,
};

function contextOf(loaded: ServerWorld | null, judging: ProjectLoader, out: Output): DiagnosisContext {
  return {
    relativePath: (uri) => judging.name(uri),
    texts: loaded?.texts ?? new Map<string, string>(),
    outer: <T extends Place>(place: T) => loaded?.loaded.project.outer(place) ?? place,
    color: out.color,
    root: loaded?.loaded.server.configuration.root ?? null,
    scripts: ({ finding }) => {
      const first = finding?.remedies[0];
      if (!first || !loaded) return null;
      const { context } = loaded.loaded.project;
      const script = scriptFor([first], context, 'powershell');
      const rollback = scriptFor([first], context, 'powershell', true);
      return typeof script === 'string' ? { script, rollback: typeof rollback === 'string' ? rollback : '' } : null;
    },
  };
}

function print(diagnosis: Diagnosis, context: DiagnosisContext, format: string | undefined): string {
  if (format === 'json') return diagnosisJson(diagnosis, context);
  return format === 'markdown' ? diagnosisMarkdown(diagnosis, context) : diagnosisText(diagnosis, context);
}
