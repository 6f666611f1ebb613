// The command `logs`: who fails in logs of IIS and Exchange, why, since when, and what to change.
import {
  anonymousReport,
  logCauses,
  logsHtml,
  logsJson,
  logsMarkdown,
  logsText,
  readLogs,
  type CauseCertificate,
  type CauseConfiguration,
  type LogCause,
  type LogReport,
  type LogSummary,
} from '../core/face/logs.js';
import { Places, fails } from '../core/face/reports.js';
import type { Severity } from '../core/face/findings.js';
import { muchLog } from '../host/host.js';
import { LogOwners } from '../prediction/log-owners.js';
import type { Arguments } from './args.js';
import { logProblem } from './check-logs.js';
import { checkFolderCertificates } from './check-certificates.js';
import { exitCode, type CommandHost, type Output } from './console.js';
import { LogsInput } from './logs-input.js';
import { printAnswer, printQuery, printRows } from './logs-rows.js';
import { excludeTest } from './exclude.js';
import { logsProblem, logsSpec } from './logs-spec.js';
import { distinctPaths } from './names.js';
import { loadServer, type OneServer } from './one-server.js';
import { Progress } from './progress.js';
import { readSettingsArguments } from './settings-arguments.js';
import { parseTime } from './time-argument.js';
import { withArguments } from './usage.js';

export function runLogs(args: readonly string[], host: CommandHost, output: Output): Promise<number> {
  return withArguments(logsSpec, args, host, output, logsProblem, async (read, out) => {
    if (read.has('as')) {
      printQuery(read, out);
      return exitCode.clean;
    }
    const input = new LogsInput(host, out, excludeTest(read, host.workingFolder));
    for (const path of distinctPaths(read.parameters, host)) await input.add(path);
    if (input.sources.length === 0) return exitCode.unreadable;
    if (read.has('rows')) await printRows(read, input, host, out);
    else if (read.has('question')) await printAnswer(read, input, host, out);
    else return new Analysis(read, input, host, out).run();
    return input.failed ? exitCode.unreadable : exitCode.clean;
  });
}

const reports = { text: logsText, json: logsJson, markdown: logsMarkdown, html: logsHtml } as const;

class Analysis {
  readonly #args: Arguments;
  readonly #input: LogsInput;
  readonly #host: CommandHost;
  readonly #out: Output;

  constructor(args: Arguments, input: LogsInput, host: CommandHost, out: Output) {
    this.#args = args;
    this.#input = input;
    this.#host = host;
    this.#out = out;
  }

  async run(): Promise<number> {
    const server = await this.#server();
    if (server === 'missing') return exitCode.unreadable;
    const summary = await this.#read();
    for (const file of summary.files) {
      const problem = logProblem(file);
      if (problem !== null) this.#input.problem(file.uri, problem);
    }
    const causes = logCauses(summary);
    const report = {
      summary,
      causes,
      configuration: this.#configuration(causes, summary, server),
      certificates: await this.#certificates(causes, server),
    };
    this.#out.write(this.#text(this.#args.has('anonymise') ? anonymousReport(report) : report));
    if (this.#input.failed) return exitCode.unreadable;
    const failOn = (this.#args.value('fail-on') as Severity | 'never' | undefined) ?? 'never';
    return causes.some(({ severity }) => fails(severity, failOn)) ? exitCode.findings : exitCode.clean;
  }

  async #server(): Promise<OneServer | 'missing' | null> {
    const path = this.#args.value('server');
    if (path === undefined) return null;
    const settings = await readSettingsArguments(this.#args, this.#host, this.#out);
    return (settings && (await loadServer(path, settings, this.#host, this.#out))) ?? 'missing';
  }

  async #read(): Promise<LogSummary> {
    const since = this.#args.value('since');
    const progress = new Progress(this.#host, this.#out);
    let isShown = false;
    const summary = await readLogs(this.#input.sources, {
      ...(since === undefined ? {} : { since: parseTime(since)! / 1000 }),
      progress: ({ done, files, bytes, failures }) => {
        if (bytes > muchLog) this.#host.saveMemory?.();
        // The first figures come at once where there is much to read.
        const isFirst = !isShown && bytes > 16e6;
        isShown ||= isFirst;
        const read = `${done} of ${files} files, ${Math.round(bytes / 1e6)} MB`;
        progress.say(`Reading logs: ${read}, ${failures} failures so far`, isFirst);
      },
    });
    progress.end();
    return summary;
  }

  /** Of the causes that the server logged. */
  #configuration(
    causes: readonly LogCause[],
    summary: LogSummary,
    server: OneServer | null,
  ): ReadonlyMap<LogCause, CauseConfiguration> {
    const found = new Map<LogCause, CauseConfiguration>();
    if (server === null) return found;
    const owners = new LogOwners(server.project);
    const texts = new Map<string, string>();
    for (const cause of causes) {
      if (owners.partOf(server.server, cause, summary).length === 0) continue;
      const setting = server.project.explainingSetting(cause.setting, server.server);
      if (setting === null) continue;
      const text = server.projectLoader.textOf(setting.uri);
      if (text !== undefined) texts.set(setting.uri, text);
      const range = new Places(texts).at(setting);
      found.set(cause, { path: this.#input.name(setting.uri), range, value: setting.value });
    }
    return found;
  }

  /** The certificates beside the server that explain causes, by what "check" finds about them. */
  async #certificates(
    causes: readonly LogCause[],
    server: OneServer | null,
  ): Promise<ReadonlyMap<LogCause, readonly CauseCertificate[]>> {
    const found = new Map<LogCause, readonly CauseCertificate[]>();
    if (server === null || causes.every(({ certificateRules }) => certificateRules.length === 0)) return found;
    const files = server.projectLoader.loader.certificates;
    const { analysis } = await checkFolderCertificates(files, server.project, {}, this.#host.now(), this.#host);
    for (const cause of causes) {
      const fitting = analysis.findings.filter(({ rule }) => cause.certificateRules.includes(rule));
      if (fitting.length === 0) continue;
      found.set(
        cause,
        fitting.map(({ uri, message }) => ({ path: this.#input.name(uri), message })),
      );
    }
    return found;
  }

  #text(report: LogReport): string {
    const context = {
      version: this.#host.version,
      relativePath: (uri: string) => this.#input.name(uri),
      color: this.#out.color,
    };
    const format = (this.#args.value('format') as keyof typeof reports | undefined) ?? 'text';
    return reports[format](report, context);
  }
}
