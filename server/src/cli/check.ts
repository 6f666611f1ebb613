// The command `check`: reads what is named, checks it, repairs it where that is requested, and reports.
import {
  checklistsOf,
  mergeAnalyses,
  ruleInfo,
  type Analysis,
  type Checklist,
  type Severity,
} from '../core/face/findings.js';
import { withoutKnown, type KnownFindings } from '../core/face/findings.js';
import { createProject, type CheckedProject } from '../core/face/project.js';
import { count, fails, reporters, type ReportContext, type ReportFormat } from '../core/face/reports.js';
import type { Arguments } from './args.js';
import { checkFolderCertificates } from './check-certificates.js';
import { isReadLog } from '../core/face/logs.js';
import { checkFolderLogs, logProblem, type CheckedLogs } from './check-logs.js';
import { checkProblem, checkSpec } from './check-spec.js';
import { exitCode, type CommandHost, type Output } from './console.js';
import { ProjectLoader, type MakeProject } from './project-loader.js';
import { displayPath } from './door.js';
import { standardInput } from './names.js';
import { readKnown, recordKnown } from './known-findings.js';
import { repair, repairDiff, type Repair, type RepairMode } from '../core/face/remedies.js';
import { readSettingsArguments, type SettingsArguments } from './settings-arguments.js';
import { timeOf } from './time-argument.js';
import { withArguments } from './usage.js';

/** What the command works with. */
export interface CheckTools {
  readonly createProject: MakeProject;
  /** The checklist of every server, for the formats that show one. */
  readonly checklists?: (project: CheckedProject) => readonly Checklist[];
}

export function runCheck(args: readonly string[], host: CommandHost, out: Output): Promise<number> {
  return checkWith({ createProject, checklists: checklistsOf }, args, host, out);
}

/** `check` with other tools, for tests. */
export function checkWith(
  tools: CheckTools,
  args: readonly string[],
  host: CommandHost,
  output: Output,
): Promise<number> {
  return withArguments(checkSpec, args, host, output, checkProblem, async (read, out) => {
    const settings = await readSettingsArguments(read, host, out);
    const path = read.value('baseline');
    const known = path === undefined ? null : await readKnown(path, host, out);
    if (!settings || (path !== undefined && !known)) return exitCode.unreadable;
    return new Check(read, known, settings, tools, host, out).run();
  });
}

class Check {
  readonly #args: Arguments;
  readonly #known: KnownFindings | null;
  readonly #settings: SettingsArguments;
  readonly #projectLoader: ProjectLoader;
  readonly #tools: CheckTools;
  readonly #host: CommandHost;
  readonly #out: Output;
  #certificates: Analysis | null = null;
  #foundCertificates = false;
  #logs: CheckedLogs | null = null;

  constructor(
    args: Arguments,
    known: KnownFindings | null,
    settings: SettingsArguments,
    tools: CheckTools,
    host: CommandHost,
    out: Output,
  ) {
    this.#args = args;
    this.#known = known;
    this.#settings = settings;
    this.#projectLoader = new ProjectLoader(settings, host, out, tools.createProject);
    this.#tools = tools;
    this.#host = host;
    this.#out = out;
  }

  async run(): Promise<number> {
    const { loader } = this.#projectLoader;
    const paths = this.#args.parameters;
    let project = await this.#projectLoader.run(paths.length > 0 ? paths : ['.']);
    const certificates = await this.#checkCertificates(project);
    const logs = await this.#checkLogs();
    let failed = !certificates || !logs || loader.errors.length > 0;
    if (!failed && this.#checkedNothing()) {
      failed = true;
      const found = loader.certificates.length;
      if (found > 0)
        this.#out.warn(`exchange-cba: nothing here could be checked; ${count(found, 'file')} found and not read.`);
    }
    let analysis = this.#left(project);
    const mode = this.#repairMode();
    if (mode !== null) {
      const repaired = this.#repair(project, mode);
      if (this.#args.has('fix-dry-run')) {
        this.#out.write(
          repairDiff(
            repaired,
            (uri) => this.#projectLoader.textOf(uri),
            (uri) => this.#projectLoader.name(uri),
          ),
        );
        return this.#code(analysis, failed);
      }
      if (await this.#write(repaired)) {
        project = repaired.project;
        analysis = this.#left(project);
      } else failed = true;
    }
    this.#sayGone(project);
    const record = this.#args.value('create-baseline');
    if (record !== undefined && !(await recordKnown(record, analysis, this.#host, this.#out))) failed = true;
    // Where nothing could be read, the sentence on standard error is the whole answer.
    const read = loader.files.length + loader.certificates.length + loader.logs.length + loader.notChecked.length;
    if (read > 0 || !failed) this.#report(project, analysis);
    const code = this.#code(analysis, failed);
    return record !== undefined && code === exitCode.findings ? exitCode.clean : code;
  }

  /** Checks the certificates beside the configurations; false when one that was named could not be read. */
  async #checkCertificates(project: CheckedProject): Promise<boolean> {
    const { certificates } = this.#projectLoader.loader;
    if (certificates.length === 0) return true;
    const { rules } = this.#settings.project;
    const { analysis, errors, warnings, foundAny } = await checkFolderCertificates(
      certificates,
      project,
      rules,
      timeOf(this.#args, this.#host),
      this.#host,
    );
    for (const warning of warnings) this.#out.warn(warning);
    for (const error of errors) this.#out.warn(`exchange-cba: ${error}`);
    this.#certificates = analysis;
    this.#foundCertificates = foundAny;
    return errors.length === 0;
  }

  /** Reads the logs beside the configurations; false when one that was named is not a log. */
  async #checkLogs(): Promise<boolean> {
    const { logs } = this.#projectLoader.loader;
    if (logs.length === 0) return true;
    const checked = await checkFolderLogs(
      logs,
      this.#settings.project.rules,
      this.#projectLoader.loader,
      this.#host,
      this.#out,
    );
    this.#logs = checked;
    let good = true;
    for (const file of checked.files) {
      const problem = logProblem(file);
      if (problem === null) continue;
      const named = this.#projectLoader.loader.isNamed(file.uri);
      good &&= !named;
      this.#out.warn(`${named ? 'exchange-cba: ' : ''}${this.#projectLoader.name(file.uri)} ${problem}`);
    }
    return good;
  }

  /** Whether there was no configuration, certificate, or log that could be read. */
  #checkedNothing(): boolean {
    const isLogRead = this.#logs?.files.some(isReadLog) ?? false;
    return !isLogRead && !this.#foundCertificates && !this.#projectLoader.loader.holdsConfigurations;
  }

  #all({ analysis }: CheckedProject): Analysis {
    const beside = [this.#certificates, this.#logs?.analysis];
    return beside.reduce<Analysis>((all, more) => (more ? mergeAnalyses(all, more) : all), analysis);
  }

  #code(analysis: Analysis, failed: boolean): number {
    if (failed || analysis.failures.length > 0) return exitCode.unreadable;
    const reached = analysis.findings.some(({ severity }) => fails(severity, this.#failOn()));
    return reached ? exitCode.findings : exitCode.clean;
  }

  #failOn(): Severity | 'never' {
    return (this.#args.value('fail-on') as Severity | 'never' | undefined) ?? 'error';
  }

  /** The analysis without known findings, in the order of the names that are printed. */
  #left(project: CheckedProject): Analysis {
    const all = this.#all(project);
    const analysis = this.#known ? withoutKnown(all, this.#known).analysis : all;
    const names = new Map(analysis.findings.map(({ uri }) => [uri, this.#projectLoader.name(uri)]));
    const findings = [...analysis.findings].sort((a, b) => {
      const [first, second] = [names.get(a.uri)!, names.get(b.uri)!];
      return first < second ? -1 : first > second ? 1 : 0;
    });
    return { ...analysis, findings };
  }

  #sayGone(project: CheckedProject): void {
    const gone = this.#known ? withoutKnown(this.#all(project), this.#known).gone : 0;
    if (gone === 0) return;
    const exist = gone === 1 ? 'exists' : 'exist';
    this.#out.warn(`${count(gone, 'finding')} of the baseline no longer ${exist}; update it with --create-baseline.`);
  }

  #repairMode(): RepairMode | null {
    const mode = this.#args.value('fix') as RepairMode | undefined;
    return mode ?? (this.#args.has('fix-dry-run') ? 'safe' : null);
  }

  #repair(project: CheckedProject, mode: RepairMode): Repair<CheckedProject> {
    const projectLoader = this.#projectLoader;
    const repaired = repair({
      project,
      mode,
      findings: (current) => this.#left(current).findings,
      rebuild: (texts) => projectLoader.check(texts),
      textOf: (uri) => projectLoader.textOf(uri),
      obstacleTo: (uri) => projectLoader.obstacleTo(uri),
    });
    for (const sentence of repaired.refused) this.#out.warn(`Not fixed: ${sentence}`);
    return repaired;
  }

  async #write({ texts, applied }: Repair<CheckedProject>): Promise<boolean> {
    const { unfinished } = this.#projectLoader.loader;
    const isNothing = texts.size === 0 && unfinished.length === 0;
    const problem = isNothing ? null : await this.#host.writeFiles(this.#projectLoader.writes(texts), unfinished);
    if (problem !== null) {
      this.#out.warn(`exchange-cba: ${problem}`);
      return false;
    }
    if (texts.size === 0) {
      this.#out.warn('No file was changed.');
      return true;
    }
    const names = [...texts.keys()].map((uri) => this.#projectLoader.name(uri)).sort();
    this.#out.warn(`${count(applied, 'fix', 'fixes')} applied in ${names.join(', ')}.`);
    return true;
  }

  #report(project: CheckedProject, analysis: Analysis): void {
    const format = (this.#args.value('format') as ReportFormat | undefined) ?? 'text';
    const isData = format === 'json' || format === 'sarif';
    const { checklists } = this.#tools;
    let made: readonly Checklist[] | null = null;
    const context: ReportContext = {
      version: this.#host.version,
      relativePath: (uri) => (isData ? this.#projectLoader.name(uri) : displayPath(this.#projectLoader.name(uri))),
      rule: ruleInfo,
      color: this.#out.color,
      width: this.#out.columns,
      failOn: this.#failOn(),
      edits: (remedy) => {
        const edits = project.fix([remedy]);
        return 'problem' in edits ? null : edits;
      },
      // What is left after fixes were applied, they cannot fix.
      mayFix: (uri) =>
        this.#repairMode() === null && uri !== standardInput && this.#projectLoader.obstacleTo(uri) === null,
      ...(this.#logs === null ? {} : { logs: this.#logs.files }),
      // Most formats show none, and making them takes the model of every server.
      get checklists() {
        return (made ??= checklists?.(project) ?? []);
      },
    };
    this.#out.write(reporters[format](analysis, context));
  }
}
