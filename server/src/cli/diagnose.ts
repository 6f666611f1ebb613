// The command `diagnose`: reads a folder of evidence, says what is proven, and names the one next thing to
// get.
import { readLogs, type LogSummary } from '../core/face/logs.js';
import { findingCounts } from '../core/face/reports.js';
import { scriptFor } from '../core/face/remedies.js';
import {
  diagnosisJson,
  diagnosisMarkdown,
  diagnosisText,
  parseStatusText,
  type Diagnosis,
  type DiagnosisContext,
  type DiagnosisState,
} from '../core/face/simulation.js';
import type { CheckedProject } from '../core/face/project.js';
import type { Place } from '../core/text/range.js';
import type { Arguments } from './args.js';
import type { CommandSpec } from './command-spec.js';
import { collectScript } from './collect-script.js';
import type { CommandHost, Output } from './console.js';
import { displayPath } from './door.js';
import { exitCode } from './console.js';
import { logSource } from '../intake/log-sources.js';
import { diagnoseFolder, type FolderDiagnosis } from '../prediction/diagnose-folder.js';
import { pathProblem } from './path-argument.js';
import { ProjectLoader } from './project-loader.js';
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
    'Put logs, the configuration, and saved output into one folder. The result is the proven cause, or the next evidence to collect with its command. Run diagnose again after you save the evidence.',
    'Exit codes: 0 healthy, 1 a cause is proven, 2 usage error, 3 input that could not be read, 4 evidence needed, handed over, or contradiction.',
  ],
  options: [
    { name: 'status', value: '<status>', help: 'The status that clients get, such as 403.7, if there is no log' },
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
      out.warn(`exchange-cba: ${folder}: folder not found.`);
      return exitCode.unreadable;
    }
    // What a folder lacks is what the next question is about, so it is not said in advance.
    const quiet: Output = { ...out, warn: () => undefined };
    const projectLoader = new ProjectLoader(settings, host, quiet);
    const project = await projectLoader.run([folder]);
    const logs = await logsOf(projectLoader);
    const status = read.value('status');
    const base = kind === 'folder' ? host.uriOf(folder) : null;
    const result = await diagnoseFolder(
      {
        project,
        logs,
        certificates: projectLoader.loader.certificates,
        severities: settings.project.rules,
        now: timeOf(read, host),
        status: status === undefined ? null : parseStatusText(status),
        device: read.value('device') ?? null,
        path: read.value('path') ?? null,
        ...(base === null ? {} : { base }),
      },
      host,
    );
    const problem = pathProblem(read.value('path'), result.found?.world.world ?? null);
    if (problem !== null) {
      out.warn(`exchange-cba: ${problem}.`);
      return exitCode.usage;
    }
    const isJson = read.value('format') === 'json';
    out.write(
      print(result.diagnosis, contextOf(result, project, projectLoader, out, isJson, base), read.value('format')),
    );
    return codes[result.diagnosis.state];
  });
}

async function logsOf({ loader }: ProjectLoader): Promise<LogSummary | null> {
  const { logs } = loader;
  if (logs.length === 0) return null;
  return readLogs(logs.map((uri) => logSource(loader, uri)));
}

const codes: Readonly<Record<DiagnosisState, number>> = {
  healthy: exitCode.clean,
  proven: exitCode.findings,
  evidence: 4,
  handedOver: 4,
  contradiction: 4,
};

function contextOf(
  { found, diagnosis }: FolderDiagnosis,
  project: CheckedProject,
  projectLoader: ProjectLoader,
  out: Output,
  isJson: boolean,
  base: string | null,
): DiagnosisContext {
  const texts = new Map([...project.analysis.texts, ...(found?.world.texts ?? [])]);
  for (const { source } of projectLoader.loader.files) texts.set(source.uri, source.text);
  return {
    relativePath: (uri) => (isJson ? projectLoader.name(uri) : displayPath(projectLoader.name(uri))),
    texts,
    outer: <T extends Place>(place: T) => project.outer(place),
    color: out.color,
    root: found?.server.root ?? null,
    findings: diagnosis.shown === null && diagnosis.state === 'evidence' ? problemsOf(project) : null,
    folder: folderText(base ?? project.folderOnDisk(found?.world.folder ?? ''), projectLoader),
    scripts: ({ finding }) => {
      const first = finding?.remedies[0];
      if (!first) return null;
      const script = scriptFor([first], project.context, 'powershell');
      const rollback = scriptFor([first], project.context, 'powershell', true);
      return typeof script === 'string' ? { script, rollback: typeof rollback === 'string' ? rollback : '' } : null;
    },
  };
}

function problemsOf({ analysis: { summary } }: CheckedProject): string | null {
  return summary.error + summary.warning > 0 ? findingCounts(summary) : null;
}

function folderText(uri: string, projectLoader: ProjectLoader): string {
  const name = uri === '' ? '.' : displayPath(projectLoader.name(uri));
  return name === '.' ? '' : `${name}/`;
}

function print(diagnosis: Diagnosis, context: DiagnosisContext, format: string | undefined): string {
  if (format === 'json') return diagnosisJson(diagnosis, context);
  return format === 'markdown' ? diagnosisMarkdown(diagnosis, context) : diagnosisText(diagnosis, context);
}
