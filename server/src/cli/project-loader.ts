// The way from paths to a checked project that all commands take: load, hand over settings, check, fetch what
// is named.
import type { SourceFile } from '../core/text/source-file.js';
import { createProject, type CheckedProject, type ProjectInput } from '../core/face/project.js';
import { settingsFileName } from '../core/face/settings.js';
import { count } from '../core/face/reports.js';
import { documentOf, roleOf, targetProblem } from '../core/face/files.js';
import { encodeText } from '../host/decode.js';
import { folderOf, isInside } from '../host/uri.js';
import type { CommandHost, FileWrite, Output } from './console.js';
import { maxFileDepth } from '../intake/query.js';
import { InputLoader, type LoadedFile } from './files.js';
import { reportProblems } from './named-text.js';
import { distinctPaths, relativeName, resolveUri } from './names.js';
import { Progress } from './progress.js';
import type { Config, SettingsArguments } from './settings-arguments.js';

/** Makes a project; tests put their own in its place. */
export type MakeProject = (input: ProjectInput) => CheckedProject;

/** Texts of more characters than this take long enough to say so in advance. */
const longText = 20_000_000;

export class ProjectLoader {
  readonly loader: InputLoader;
  readonly #host: CommandHost;
  readonly #out: Output;
  readonly #progress: Progress;
  readonly #settings: SettingsArguments;
  readonly #make: MakeProject;
  readonly #byUri = new Map<string, LoadedFile>();
  /** What `--config` says beyond termination and rules, as a settings file in the folder of every server. */
  #optionSettings: readonly SourceFile[] = [];

  constructor(settings: SettingsArguments, host: CommandHost, out: Output, make: MakeProject = createProject) {
    this.#settings = settings;
    this.#host = host;
    this.#out = out;
    this.#make = make;
    this.#progress = new Progress(host, out);
    this.loader = new InputLoader(host, {
      progress: (text) => {
        this.#progress.say(text);
      },
      settingsFiles: settings.config === null,
      isExcluded: settings.isExcluded,
    });
  }

  /**
   * Reads and checks. What could not be read is in the loader's errors and warnings, and on standard error.
   * `around` are folders (as uris) of which everything belongs to what is named, without being named itself.
   */
  async run(paths: readonly string[], around: readonly string[] = []): Promise<CheckedProject> {
    for (const path of distinctPaths(paths, this.#host)) await this.loader.add(path);
    for (const folder of around) await this.loader.addAround(folder);
    await this.loader.complete();
    if (this.#settings.config) await this.#handOver(this.#settings.config);
    const size = this.loader.files.reduce((sum, { source }) => sum + source.text.length, 0);
    this.#progress.say(`Checking ${count(this.loader.files.length, 'file')}`, size > longText);
    await this.#host.yield();
    let project = this.check();
    for (let round = 0; round < maxFileDepth && (await this.loader.fetch(project.wanted)); round++)
      project = this.check();
    this.loader.checkSources();
    this.loader.checkEvidence(project.analysis.evidence ?? []);
    this.#progress.end();
    for (const file of this.loader.files) this.#byUri.set(file.source.uri, file);
    for (const { source } of [...this.loader.files, ...this.loader.schemas])
      this.#out.detail(`Read ${this.name(source.uri)}.`);
    for (const warning of this.loader.warnings) this.#out.warn(warning);
    for (const error of this.loader.errors) this.#out.warn(`exchange-cba: ${error}`);
    if (this.#settings.config) this.#sayIneffective(this.#settings.config, project);
    return project;
  }

  /** The project with these texts in place of the files' own. */
  check(texts: ReadonlyMap<string, string> = new Map()): CheckedProject {
    const files = this.loader.files.map(({ source }): SourceFile => {
      const text = texts.get(source.uri);
      return text === undefined ? source : { uri: source.uri, text };
    });
    return this.#make({
      files,
      schemas: this.loader.schemas.map(({ source }) => source),
      settings: this.#settings.project,
      optionSettings: this.#optionSettings,
      missing: this.loader.missing,
      notRead: this.loader.notChecked,
      archives: this.loader.archives,
      apart: [...this.loader.logs, ...this.loader.certificates.map(({ uri }) => uri)],
    });
  }

  name(uri: string): string {
    return relativeName(this.#host.workingFolder, uri);
  }

  textOf(uri: string): string | undefined {
    return this.#byUri.get(uri)?.source.text;
  }

  /** Why a file must not be changed, as a sentence; null when it may. */
  obstacleTo(uri: string): string | null {
    const file = this.#byUri.get(uri);
    const name = this.name(uri);
    if (!file) return `${name} is not among the files.`;
    if (this.loader.archives.some((archive) => isInside(archive, uri))) return `${name} is in an archive.`;
    if (encodeText('', file.form) === null)
      return `${name} is in ${file.form.encoding}, which can be read but not written.`;
    return null;
  }

  /**
   * The files with other texts, in the encoding in which they were read. Only for files that `obstacleTo` lets
   * pass.
   */
  writes(texts: ReadonlyMap<string, string>): FileWrite[] {
    return [...texts].map(([uri, text]) => {
      const { form, source } = this.#byUri.get(uri)!;
      // What can be written without loss is what was read: the bytes themselves need not be kept.
      return { uri, bytes: encodeText(text, form)!, expected: encodeText(source.text, form)! };
    });
  }

  /** Says which entries of the `--config` file have no effect on any server. */
  #sayIneffective({ settings, file }: Config, { ineffective }: CheckedProject): void {
    const problems = settings.virtualDirectories.flatMap((entry) => {
      const ofAll = (about: 'path' | 'target'): string | null => {
        const found = ineffective.filter(
          (problem) => problem.configurationPath === entry.configurationPath && problem.about === about,
        );
        return found.length > 0 && found.length === this.#optionSettings.length ? found[0]!.message : null;
      };
      const path = ofAll('path');
      return [
        ...(path === null ? [] : [{ message: path, range: entry.nameRange }]),
        ...(ofAll('target') === null ? [] : [targetProblem(entry)]),
      ];
    });
    reportProblems(file, problems, this.#host, this.#out);
  }

  async #handOver({ settings, folder }: Config): Promise<void> {
    if (settings.schemaFolder !== undefined) await this.loader.addSchemas(resolveUri(folder, settings.schemaFolder));
    const hosts = this.loader.files.filter(
      ({ source }) => roleOf(source, () => documentOf(source)) === 'applicationHost',
    );
    this.#optionSettings = hosts.map(({ source }) => {
      const root = folderOf(source.uri);
      const mapped = settings.virtualDirectories.map(
        ({ configurationPath, target }) => [configurationPath, relativeName(root, resolveUri(folder, target))] as const,
      );
      const text = JSON.stringify({
        virtualDirectories: Object.fromEntries(mapped),
        ...(settings.windowsServer === undefined ? {} : { windowsServer: settings.windowsServer }),
      });
      return { uri: `${root}/${settingsFileName}`, text };
    });
  }
}
