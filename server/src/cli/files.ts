// Finds and reads the files that a command is pointed at, and says in one sentence what is wrong with any of
// them.
import { documentOf, evidenceFileOf, sourceCycles, trimTrees, type XmlElement } from '../core/face/files.js';
import type { EvidenceEntry } from '../core/face/findings.js';
import { borderOf, schemaFolderOf, settingsFileName, settingsFileOf } from '../core/face/settings.js';
import { count } from '../core/face/reports.js';
import type { SourceFile } from '../core/text/source-file.js';
import type { DecodedText } from '../host/decode.js';
import type { ExcludeTest } from '../host/host.js';
import { muchText } from '../host/host.js';
import { canonicalUri, fileNameOf, folderOf, isInside } from '../host/uri.js';
import { foldersAround } from '../intake/around.js';
import { Intake, schemaFoldersBeside, type NotChecked, type Taken, type TakenFile } from '../intake/intake.js';
import { entersProject, type FileKind } from '../intake/kinds.js';
import { streamOf } from '../intake/log-sources.js';
import { searchQuery } from '../intake/query.js';
import { isServedFileName, netshNameEnds, servedNames } from '../served-files.js';
import type { CommandHost } from './console.js';
import { relativeName, standardInput } from './names.js';

/** A text that was read, with what is needed to write it back as it was. */
export interface LoadedFile {
  readonly source: SourceFile;
  readonly form: DecodedText;
}

export interface BinaryFile {
  readonly uri: string;
  readonly bytes: Uint8Array;
  /** Named by the user, not come across. */
  readonly named: boolean;
}

export interface Input {
  readonly files: readonly LoadedFile[];
  readonly schemas: readonly LoadedFile[];
  readonly certificates: readonly BinaryFile[];
  /** The uris of logs: they are read as streams, beside the project. */
  readonly logs: readonly string[];
  /** What was found and not checked. */
  readonly notChecked: readonly NotChecked[];
  /** What makes the command end with 3: a named path that cannot be checked, a folder with nothing in it. */
  readonly errors: readonly string[];
  /** What is worth a line on standard error. */
  readonly warnings: readonly string[];
}

/** How a file came to be read: named by the user, found in a folder, or named by another file. */
type Found = 'named' | 'came across' | 'wanted';

export interface LoadOptions {
  /** Called now and then with what is being done. */
  readonly progress?: (text: string) => void;
  /** False where `--config` stands for the settings files in folders. */
  readonly settingsFiles?: boolean;
  /** What a folder search leaves out. */
  readonly isExcluded?: ExcludeTest | undefined;
}

/** Reads what paths name: files by their content, folders by the names in them, `-` from standard input. */
export class InputLoader implements Input {
  readonly #host: CommandHost;
  #characters = 0;
  readonly #options: LoadOptions;
  readonly #files = new Map<string, LoadedFile>();
  readonly #schemas = new Map<string, LoadedFile>();
  readonly #certificates = new Map<string, BinaryFile>();
  readonly #logs = new Set<string>();
  readonly #archives = new Set<string>();
  readonly #unfinished = new Set<string>();
  /** Logs in archives and on standard input, which no host can read again. */
  readonly #held = new Map<string, Uint8Array>();
  readonly #notChecked = new Map<string, Omit<NotChecked, 'uri'>>();
  readonly #intake: Intake;
  readonly #errors: string[] = [];
  readonly #warnings: string[] = [];
  readonly #seen = new Set<string>();
  readonly #named = new Set<string>();
  readonly #missing = new Set<string>();
  #folders: string[] = [];

  constructor(host: CommandHost, options: LoadOptions) {
    this.#host = host;
    this.#intake = new Intake(host, options.isExcluded);
    this.#options = options;
  }

  get files(): readonly LoadedFile[] {
    return [...this.#files.values()];
  }

  get schemas(): readonly LoadedFile[] {
    return [...this.#schemas.values()];
  }

  get certificates(): readonly BinaryFile[] {
    return [...this.#certificates.values()];
  }

  get logs(): readonly string[] {
    return [...this.#logs];
  }

  /** The bytes of a log, in an archive and on standard input too. */
  stream(uri: string): AsyncIterable<Uint8Array> {
    const bytes = this.#held.get(uri);
    return bytes === undefined ? this.#host.stream(uri) : streamOf(bytes);
  }

  get errors(): readonly string[] {
    return this.#errors;
  }

  get warnings(): readonly string[] {
    return this.#warnings;
  }

  /** Of what was fetched: where there is no file. */
  get missing(): readonly string[] {
    return [...this.#missing];
  }

  /** Zip archives whose files were taken; these are below the uri of their archive. */
  get archives(): readonly string[] {
    return [...this.#archives];
  }

  /** Folders in which a run with --fix was killed while it wrote. */
  get unfinished(): readonly string[] {
    return [...this.#unfinished];
  }

  get notChecked(): readonly NotChecked[] {
    return [...this.#notChecked].map(([uri, found]) => ({ uri, ...found }));
  }

  /** True for a file that the user named. */
  isNamed(uri: string): boolean {
    return this.#named.has(uri);
  }

  /** Whether a configuration is there that can be checked. */
  get holdsConfigurations(): boolean {
    return [...this.#files.keys()].some((uri) => this.#isServerOrFile(uri));
  }

  async add(path: string): Promise<void> {
    if (path === '-') {
      await this.#standardInput();
      return;
    }
    const uri = this.#host.uriOf(path);
    switch (await this.#host.stat(uri)) {
      case 'folder':
        await this.#folder(uri);
        break;
      case 'missing':
        this.#errors.push(`${this.#name(uri)}: file or folder not found.`);
        break;
      case 'other':
        this.#errors.push(`${this.#name(uri)} is neither a file nor a folder.`);
        break;
      case 'file':
        await this.#takeNamed(uri, await this.#intake.read(uri, null));
        this.#folders.push(folderOf(uri));
    }
  }

  /**
   * After the last path: the servers around named files, settings files further up, and the schema files of
   * all of them.
   */
  async complete(): Promise<void> {
    for (const folder of await foldersAround(this.#namedConfigurations(), this.#host)) await this.addAround(folder);
    if (this.#options.settingsFiles !== false) await this.#settingsAbove();
    const sources = this.files.map(({ source }) => source);
    for (const folder of schemaFoldersBeside(sources)) await this.#addSchemas(folder);
    for (const source of sources.filter(({ uri }) => isSettings(uri))) {
      const folder = schemaFolderOf(settingsFileOf(source, ({ uri }) => borderOf(uri, [])));
      if (folder !== null) await this.addSchemas(canonicalUri(folder));
    }
  }

  /** The schema files of a folder that was named, whatever they are called. */
  async addSchemas(folder: string): Promise<void> {
    if ((await this.#addSchemas(folder)) === 0) this.#errors.push(`${this.#name(folder)} holds no IIS schema file.`);
  }

  async #addSchemas(folder: string): Promise<number> {
    const files = await this.#intake.schemas(folder);
    for (const { uri, text } of files) if (text) this.#schemas.set(uri, text);
    return files.length;
  }

  /** Of what was named: the configurations that are not a server's own. */
  #namedConfigurations(): readonly string[] {
    const files = [...this.#named].flatMap((uri) => this.#files.get(uri)?.source ?? []);
    const servers = new Set(schemaFoldersBeside(this.files.map(({ source }) => source)));
    const isAlone = (file: SourceFile): boolean => file.uri !== standardInput && !this.#holdsServer(file);
    return servers.size > 0 ? [] : files.filter(isAlone).map(({ uri }) => uri);
  }

  /** Says which files name each other in a circle. */
  checkSources(): void {
    for (const cycle of sourceCycles(this.files.map(({ source }) => source))) {
      const [first, ...others] = cycle.map((uri) => this.#name(uri));
      const way = others.length === 0 ? 'itself' : `${others.join(', ')} and so back`;
      const sentence = `${first!}: its configSource refers to ${way}; specify a file that contains the section.`;
      if (cycle.some((uri) => this.#named.has(uri))) this.#errors.push(sentence);
      else this.#warnings.push(sentence);
    }
  }

  /** Says which evidence was read and not used. What was named and has no server could not be checked. */
  checkEvidence(entries: readonly EvidenceEntry[]): void {
    for (const { uri, used, note, belongs } of entries) {
      if (used && note === '') continue;
      const sentence = `${this.#name(uri)}: ${used ? '' : 'not used. '}${note}`;
      if (!used && this.#named.has(uri) && !belongs) this.#errors.push(sentence);
      else this.#warnings.push(sentence);
    }
  }

  /** Files that the read ones name; true when something about one of them was found out. */
  async fetch(uris: readonly string[]): Promise<boolean> {
    const before = this.#files.size + this.#missing.size;
    const unread = this.#notChecked.size;
    for (const uri of uris) {
      if (this.#files.has(uri) || this.#missing.has(uri)) continue;
      const taken = await this.#intake.read(uri, null);
      // Whether a file that is not there was needed is for the project to say.
      if (taken === 'missing') this.#missing.add(uri);
      else if (!this.#seen.has(uri) || taken.unreadable === null) this.#discovered(taken, 'wanted');
      this.#seen.add(uri);
    }
    return this.#files.size + this.#missing.size > before || this.#notChecked.size > unread;
  }

  /** A configuration, or evidence that holds one; other evidence speaks only beside a server. */
  #isServerOrFile(uri: string): boolean {
    const file = this.#files.get(uri);
    if (!file || isSettings(uri)) return false;
    if (this.#holdsServer(file.source)) return true;
    return evidenceFileOf(file.source, () => documentOf(file.source)) === null && !isAnother(file.source);
  }

  #holdsServer(source: SourceFile): boolean {
    return (evidenceFileOf(source, () => documentOf(source))?.exports.length ?? 0) > 0;
  }

  #name(uri: string): string {
    return relativeName(this.#host.workingFolder, uri);
  }

  async #folder(folder: string): Promise<void> {
    const uris = await this.addAround(folder);
    const isSubject = (uri: string): boolean =>
      this.#certificates.has(uri) || this.#logs.has(uri) || this.#isServerOrFile(uri);
    const inArchives = [...this.#certificates.keys(), ...this.#logs, ...this.#files.keys()].filter((uri) =>
      this.#isInArchive(uri),
    );
    if ([...uris, ...inArchives].some(isSubject)) return;
    const found = this.notChecked.filter(({ uri }) => isInside(folder, uri)).length;
    this.#errors.push(
      found > 0
        ? `${this.#name(folder)}: nothing here could be checked; ${count(found, 'file')} found and not read.`
        : `${this.#name(folder)} contains no applicationHost.config; specify a folder with the configuration of a server (inetsrv\\config).`,
    );
  }

  /** Reads what is in a folder; the uris of all that was found. */
  async addAround(folder: string): Promise<readonly string[]> {
    this.#folders.push(folder);
    const list = await this.#intake.search(folder);
    for (const problem of list.problems) this.#warnings.push(problem);
    if (list.truncated) {
      this.#warnings.push(
        `${this.#name(folder)} contains more files or levels than are searched (${searchQuery.limit} files, ${searchQuery.depth} levels); specify a subfolder.`,
      );
    }
    const unseen = list.uris.filter((uri) => !this.#seen.has(uri));
    let done = 0;
    await this.#intake.readAll(
      unseen,
      () => folder,
      (uri, taken) => {
        this.#options.progress?.(`Reading files: ${++done} of ${unseen.length}`);
        this.#seen.add(uri);
        if (isSettings(uri) && this.#options.settingsFiles === false) return;
        if (taken !== 'missing') this.#discovered(taken, 'came across');
      },
    );
    return list.uris;
  }

  async #standardInput(): Promise<void> {
    const result = await this.#host.readStandardInput();
    if (result.kind === 'bytes') await this.#takeNamed(standardInput, this.#intake.take(standardInput, result.bytes));
    else this.#errors.push(`${standardInput} cannot be read.`);
  }

  /** A file that was come across: what cannot be checked is a warning. */
  #discovered(taken: TakenFile, found: 'came across' | 'wanted'): void {
    const problem = this.#take(taken, found);
    if (problem !== null) this.#warnings.push(`${this.#name(taken.uri)} ${problem}`);
  }

  /** A file that was named: what cannot be checked is an error. */
  async #takeNamed(uri: string, taken: Taken): Promise<void> {
    if (this.#seen.has(uri) && this.#files.has(uri)) return;
    this.#seen.add(uri);
    this.#named.add(uri);
    const problem = taken === 'missing' ? 'is not there.' : this.#take(taken, 'named');
    if (problem !== null) this.#errors.push(`${this.#name(uri)} ${problem}`);
    await this.#host.yield();
  }

  /**
   * Keeps the file where it belongs; the rest of a sentence that starts with its name when it belongs
   * nowhere.
   */
  #take(taken: TakenFile, found: Found): string | null {
    const { uri, kind, bytes, text, unreadable } = taken;
    const isExpected = found !== 'came across' || isServedFileName(fileNameOf(uri));
    if (unreadable !== null) {
      if (!isExpected && bytes.length > 0) return null;
      this.#notChecked.set(uri, { why: `not read: ${unreadable}`, isEvidence: false });
      return `cannot be ${bytes.length > 0 ? 'checked' : 'read'}: ${unreadable}.`;
    }
    switch (kind?.enters) {
      case 'certificates':
        this.#certificates.set(uri, { uri, bytes, named: found === 'named' });
        if (text && entersProject(kind, text.source)) this.#files.set(uri, text);
        return null;
      case 'logs':
        if (uri === standardInput || this.#isInArchive(uri)) this.#held.set(uri, bytes);
        this.#logs.add(uri);
        return null;
      case 'archives':
        return this.#open(taken, found);
      case 'nowhere':
        if (kind.id.startsWith('renamed-') && found !== 'came across') break;
        this.#notChecked.set(uri, { why: kind.why!, isEvidence: kind.isEvidence === true });
        if (kind.id === 'unfinished-fix' || kind.id === 'unfinished-file') this.#unfinished.add(folderOf(uri));
        return found === 'named' || sayAtOnce.has(kind.id) ? `is ${kind.why!}` : null;
      case 'schemas':
        return null;
      case 'project':
      case undefined:
    }
    if (kind === undefined && !isExpected) return null;
    // An empty configuration is a finding.
    const isEmpty = text?.source.text.trim() === '' && kind?.id !== 'configuration' && found !== 'wanted';
    if (text === null || isEmpty) return isExpected ? 'is empty.' : null;
    const loaded: LoadedFile = text;
    if (isText(kind)) {
      this.#files.set(uri, loaded);
      return null;
    }
    this.#characters += text.source.text.length;
    if (this.#characters > muchText) this.#host.saveMemory?.();
    const problem = unsuitable(text.source, found);
    trimTrees();
    if (problem !== null) return problem;
    this.#notChecked.delete(uri);
    this.#files.set(uri, loaded);
    return null;
  }

  /** Takes what is in an archive; an archive inside another one is named and not opened. */
  #open(archive: TakenFile, found: Found): string | null {
    const { uri, kind } = archive;
    const files = this.#isInArchive(uri) ? kind!.why! : this.#intake.open(archive);
    if (typeof files === 'string') {
      this.#notChecked.set(uri, { why: files, isEvidence: true });
      return found === 'named' ? `is ${files}` : null;
    }
    this.#archives.add(uri);
    for (const file of files) {
      this.#seen.add(file.uri);
      this.#discovered(file, 'came across');
    }
    return null;
  }

  #isInArchive(uri: string): boolean {
    for (const archive of this.#archives) if (isInside(archive, uri)) return true;
    return false;
  }

  /** Settings files in the folders from what was named up to where settings may come from. */
  async #settingsAbove(): Promise<void> {
    for (const start of this.#folders) {
      const top = await this.#topOf(start);
      for (let folder = start; ; folder = folderOf(folder)) {
        const uri = `${folder}/${settingsFileName}`;
        if (!this.#seen.has(uri)) {
          this.#seen.add(uri);
          const taken = await this.#intake.read(uri, null);
          if (taken !== 'missing') this.#discovered(taken, 'came across');
        }
        if (folder === top) break;
      }
    }
    this.#folders = [];
  }

  /**
   * The highest folder whose settings hold in a folder: the root of its repository, or the working folder
   * where that is higher. Without either it is the folder alone: what is further up may be anyone's.
   */
  async #topOf(start: string): Promise<string> {
    let root = start;
    for (let folder = start; folder.length > 'file://'.length; folder = folderOf(folder)) {
      // A file in a worktree or submodule.
      if (!['folder', 'file'].includes(await this.#host.stat(`${folder}/.git`))) continue;
      root = folder;
      break;
    }
    return isInside(this.#host.workingFolder, root) ? this.#host.workingFolder : root;
  }
}

/** A web.config that says nothing by itself: only with a server is its document element a finding. */
function isAnother(source: SourceFile): boolean {
  const { root, errors } = documentOf(source);
  const isWebConfig = fileNameOf(source.uri).toLowerCase() === 'web.config';
  return isWebConfig && root !== null && errors.length === 0 && root.name !== 'configuration';
}

/** Kinds that are found and not read, and said on standard error too. */
const sayAtOnce = new Set(['transform', 'unfinished-fix', 'unfinished-file']);

/** Kinds that are read as they are; a configuration is looked at more closely. */
function isText(kind: FileKind | undefined): boolean {
  return kind !== undefined && kind.id !== 'configuration' && kind.enters === 'project';
}

function isSettings(uri: string): boolean {
  return fileNameOf(uri).toLowerCase() === settingsFileName;
}

/**
 * Why a text is not a configuration of IIS. A file that bears the name of one may be broken: that is a
 * finding.
 */
function unsuitable(source: SourceFile, found: Found): string | null {
  const document = documentOf(source);
  const { root } = document;
  const name = fileNameOf(source.uri).toLowerCase();
  if (netshNameEnds.some((end) => name.endsWith(end))) return "holds no record of 'netsh http show sslcert'.";
  if (root === null) {
    return found === 'wanted' || servedNames.some((served) => served.toLowerCase() === name)
      ? null
      : 'is not an IIS configuration: it has no element.';
  }
  if (isDeeper(root, maximumDepth)) {
    return `is nested more than ${maximumDepth} levels deep, deeper than any IIS configuration. Check the program that created it.`;
  }
  // A configSource names a file that holds a section alone, whatever the section is called.
  if (root.name === 'configuration' || found === 'wanted') return null;
  if (found !== 'named' && document.errors.length > 0) return null;
  // What IIS would read there is a finding, or not checked: the project knows whose it is.
  if (found !== 'named' && /^(?:web|applicationhost)\.config$/.test(name)) return null;
  return `is not an IIS configuration: its document element is <${shorten(root.name)}>, not <configuration>.`;
}

function shorten(name: string): string {
  return name.length > 40 ? `${name.slice(0, 40)}...` : name;
}

const maximumDepth = 1000;

function isDeeper(root: XmlElement, limit: number): boolean {
  const waiting = [{ element: root, depth: 1 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.depth > limit) return true;
    for (const child of next.element.children) {
      if (child.kind === 'element') waiting.push({ element: child, depth: next.depth + 1 });
    }
  }
  return false;
}
