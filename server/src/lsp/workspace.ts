// The workspace as the server sees it: files on disk, open documents over them, settings, and the project made of all.
import type { SourceFile } from '../core/text/source-file.js';
import { Emitter, type Event } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { parseSettings } from '../core/lint/settings.js';
import type { CreateProject, Project } from '../core/project.js';
import { decodeText } from '../host/decode.js';
import { readFileAt, type FileQuery, type Host } from '../host/host.js';
import { canonicalUri, fileNameOf, folderOf, isInside, resolvePath } from '../host/uri.js';
import type { Log } from './log.js';
import {
  besideQuery,
  configurationQuery,
  isApplicationHost,
  isServedName,
  isSettingsFile,
  schemaQuery,
} from './names.js';
import { defaultSettings, type ServerSettings } from './settings.js';
import { Snapshot, type OpenDocument } from './snapshot.js';

/** What made a new generation. */
export type Cause = 'document' | 'files' | 'settings';

interface OpenFile extends OpenDocument {
  readonly document: TextDocument;
  /** The document's text as the core sees it; made once for each version. */
  readonly source: SourceFile;
}

/** Files that name files that name files: longer chains are somebody's mistake. */
const longestChain = 8;
const parallelReads = 16;

export class Workspace {
  readonly #host: Host;
  readonly #createProject: CreateProject;
  readonly #log: Log;
  readonly #changed = new Emitter<Cause>();
  readonly #judged = new Emitter<Snapshot>();
  readonly #folders = new Set<string>();
  /** Folders of open documents that are in no workspace folder. */
  readonly #outlying = new Set<string>();
  readonly #disk = new Map<string, SourceFile>();
  /** What the project has asked for by uri, whether there is such a file or not. */
  #wanted: ReadonlySet<string> = new Set();
  /** Of that, where there is no file. */
  readonly #missing = new Set<string>();
  readonly #open = new Map<string, OpenFile>();
  readonly #problems = new Map<string, string>();
  #schemas: readonly SourceFile[] = [];
  #settings = defaultSettings;
  #generation = 0;
  #snapshot: Snapshot | null = null;
  #project: Project | null = null;
  /** Everything that reads files, one after the other. */
  #reading: Promise<void> = Promise.resolve();
  /** The last snapshot that `onDidJudge` has told of. */
  #told: Snapshot | null = null;

  constructor(host: Host, createProject: CreateProject, log: Log) {
    this.#host = host;
    this.#createProject = createProject;
    this.#log = log;
  }

  /** A new generation: what was answered before may be out of date. */
  get onDidChange(): Event<Cause> {
    return this.#changed.event;
  }

  /** A generation was judged with all the files that it names. */
  get onDidJudge(): Event<Snapshot> {
    return this.#judged.event;
  }

  /** Why files could not be read, one sentence each. */
  get problems(): readonly string[] {
    return [...this.#problems.values()];
  }

  /** Files that configuration names, beyond those that are served by name. */
  get wantedFiles(): readonly string[] {
    return [...this.#wanted].sort();
  }

  addFolders(uris: readonly string[]): void {
    for (const uri of uris.map(canonicalUri)) {
      if (this.#folders.has(uri)) continue;
      this.#folders.add(uri);
      this.#read(() => this.#loadFolder(uri, configurationQuery));
    }
  }

  removeFolders(uris: readonly string[]): void {
    for (const uri of uris.map(canonicalUri)) this.#folders.delete(uri);
    this.#read(async () => {
      for (const file of [...this.#disk.keys()]) if (!this.#isServed(file)) this.#disk.delete(file);
      await this.#loadSchemas();
      this.#bump('files');
    });
  }

  /** Nothing is judged before this has settled. */
  waitFor(task: () => Promise<void>): void {
    this.#read(task);
  }

  setSettings(settings: ServerSettings): void {
    const schemaFolderChanged = settings.schemaFolder !== this.#settings.schemaFolder;
    this.#settings = settings;
    this.#bump('settings');
    if (schemaFolderChanged) this.#read(() => this.#loadSchemas());
  }

  openDocument(document: TextDocument): void {
    const uri = canonicalUri(document.uri);
    this.#keep(uri, document);
    this.#bump('document');
    const folder = folderOf(uri);
    if (isServedName(uri) && !this.#isInFolders(uri) && !this.#outlying.has(folder) && !uri.startsWith('untitled:')) {
      this.#outlying.add(folder);
      this.#read(() => this.#loadFolder(folder, besideQuery));
    }
  }

  changeDocument(document: TextDocument): void {
    const uri = canonicalUri(document.uri);
    if (this.#open.get(uri)?.version === document.version) return;
    this.#keep(uri, document);
    this.#bump('document');
  }

  closeDocument(document: TextDocument): void {
    const uri = canonicalUri(document.uri);
    this.#open.delete(uri);
    this.#bump('document');
    // What was typed and not saved is gone; the file may also have changed unseen.
    if (isServedName(uri) || this.#wanted.has(uri)) this.#read(() => this.#reload([uri]));
  }

  /** Files that were made or changed, and files or whole folders that are gone. */
  changeFiles(changed: readonly string[], deleted: readonly string[]): void {
    const read = changed.map(canonicalUri).filter((uri) => isServedName(uri) || this.#wanted.has(uri));
    const gone = deleted.map(canonicalUri);
    const schemas = [...changed, ...deleted].some(
      (uri) => /\.xml$/i.test(uri) || this.#isAboveSchemas(canonicalUri(uri)),
    );
    const known = gone.filter((uri) => [...this.#disk.keys()].some((file) => isInside(uri, file)));
    if (read.length === 0 && known.length === 0 && !schemas) return;
    this.#read(async () => {
      if (known.length > 0) this.#forget(known);
      await this.#reload(read);
      if (schemas || read.some(isSettingsFile)) await this.#loadSchemas();
    });
  }

  /** The project of the newest generation. Resolves when all files are read and judged. */
  async snapshot(): Promise<Snapshot> {
    for (let round = 0; ; round++) {
      await this.#settled();
      const snapshot = this.#build();
      const wanted = new Set(snapshot.project.wanted.map(canonicalUri));
      const added = [...wanted].filter((uri) => !this.#wanted.has(uri));
      const dropped = [...this.#wanted].filter((uri) => !wanted.has(uri));
      if ((added.length === 0 && dropped.length === 0) || round >= longestChain) {
        if (this.#told !== snapshot) {
          this.#told = snapshot;
          this.#judged.fire(snapshot);
        }
        return snapshot;
      }
      this.#wanted = wanted;
      for (const uri of dropped) this.#missing.delete(uri);
      const unnamed = dropped.filter((uri) => this.#disk.has(uri) && !this.#isServed(uri));
      if (unnamed.length > 0) this.#forget(unnamed);
      const unread = added.filter((uri) => !this.#disk.has(uri));
      if (unread.length > 0) this.#read(() => this.#reload(unread));
    }
  }

  #keep(uri: string, document: TextDocument): void {
    const { version } = document;
    const text = document.getText();
    // An editor that keeps the byte order mark in its text counts it as a character; so do we then.
    this.#open.set(uri, { document, clientUri: document.uri, version, source: { uri, text } });
  }

  #bump(cause: Cause): void {
    this.#generation++;
    this.#changed.fire(cause);
  }

  #read(task: () => Promise<void>): void {
    this.#reading = this.#reading.then(task).catch((error: unknown) => {
      this.#log.failure('Reading files', error);
    });
  }

  async #settled(): Promise<void> {
    let seen;
    do {
      seen = this.#reading;
      await seen;
    } while (seen !== this.#reading);
  }

  #build(): Snapshot {
    if (this.#snapshot?.generation === this.#generation) return this.#snapshot;
    const sources = new Map(this.#disk);
    const open = new Map<string, OpenDocument>();
    for (const [uri, file] of this.#open) {
      if (!isServedName(uri) && !this.#wanted.has(uri)) continue;
      sources.set(uri, file.source);
      open.set(uri, file);
    }
    const { termination, rules } = this.#settings;
    const input = {
      files: [...sources.values()],
      schemas: this.#schemas,
      settings: { termination, rules },
      missing: [...this.#missing],
    };
    this.#project = this.#createProject(input, this.#project);
    this.#snapshot = new Snapshot(this.#generation, this.#project, sources, open);
    for (const { rule, message } of this.#project.analysis.failures) {
      this.#log.warn(`The rule ${rule} failed: ${message}`);
    }
    return this.#snapshot;
  }

  async #loadFolder(folder: string, query: FileQuery): Promise<void> {
    const found = await this.#host.list(folder, query);
    for (const problem of found.problems) this.#report(`${folder} `, problem);
    if (found.truncated) {
      this.#report(folder, `${folder} has more than ${query.limit} configuration files; the others are left out.`);
    }
    await this.#reload(found.uris);
    await this.#loadSchemas();
  }

  /** Reads files again; only text that differs makes a new generation. */
  async #reload(uris: readonly string[]): Promise<void> {
    let differs = false;
    for (let at = 0; at < uris.length; at += parallelReads) {
      const batch = uris.slice(at, at + parallelReads);
      const read = await Promise.all(batch.map(async (uri) => [uri, await this.#readFile(uri)] as const));
      for (const [uri, found] of read) {
        const file = found === 'missing' ? null : found;
        const isMissing = found === 'missing' && this.#wanted.has(uri);
        if (this.#missing.has(uri) !== isMissing) {
          differs = true;
          if (isMissing) this.#missing.add(uri);
          else this.#missing.delete(uri);
        }
        if (this.#disk.get(uri)?.text !== file?.text) {
          differs = true;
          if (file) this.#disk.set(uri, file);
          else this.#disk.delete(uri);
        }
      }
    }
    if (differs) this.#bump('files');
  }

  async #loadSchemas(): Promise<void> {
    const folders = new Set<string>();
    if (this.#settings.schemaFolder !== null) {
      const base = [...this.#folders][0] ?? 'file:///';
      folders.add(resolvePath(this.#settings.schemaFolder, base));
    }
    for (const [uri, { text }] of this.#disk) {
      if (isApplicationHost(uri)) folders.add(`${folderOf(uri)}/schema`);
      else if (isSettingsFile(uri)) {
        const named = parseSettings(text).settings.schemaFolder;
        if (named !== undefined) folders.add(resolvePath(named, folderOf(uri)));
      }
    }
    const lists = await Promise.all([...folders].map((folder) => this.#host.list(folder, schemaQuery)));
    const uris = [...new Set(lists.flatMap((list) => list.uris))].sort();
    const before = new Map(this.#schemas.map((file) => [file.uri, file]));
    const files: SourceFile[] = [];
    for (const uri of uris) {
      const file = await this.#readFile(uri);
      if (file === null || file === 'missing') continue;
      const known = before.get(uri);
      files.push(known?.text === file.text ? known : file);
    }
    if (files.length === this.#schemas.length && files.every((file, index) => file === this.#schemas[index])) return;
    this.#schemas = files;
    this.#bump('files');
  }

  /** Null for what cannot be read; the log says why. */
  async #readFile(uri: string): Promise<SourceFile | 'missing' | null> {
    this.#problems.delete(uri);
    const result = await readFileAt(this.#host, uri);
    if (result.kind === 'missing') return 'missing';
    if (result.kind === 'unreadable') {
      this.#report(uri, `${uri} is left out: ${result.reason}.`);
      return null;
    }
    const decoded = decodeText(result.bytes);
    if (decoded.kind === 'unreadable') {
      this.#report(uri, `${uri} is left out: ${decoded.reason}.`);
      return null;
    }
    return { uri, text: decoded.text };
  }

  #report(key: string, problem: string): void {
    if (this.#problems.get(key) === problem) return;
    this.#problems.set(key, problem);
    this.#log.warn(problem);
  }

  #isInFolders(uri: string): boolean {
    return [...this.#folders].some((folder) => isInside(folder, uri));
  }

  /** Whether a file belongs to the project without anybody asking for it. */
  #isServed(uri: string): boolean {
    return isServedName(uri) && (this.#isInFolders(uri) || this.#outlying.has(folderOf(uri)));
  }

  #isAboveSchemas(uri: string): boolean {
    return fileNameOf(uri).toLowerCase() === 'schema' || this.#schemas.some((file) => isInside(uri, file.uri));
  }

  #forget(uris: readonly string[]): void {
    for (const gone of uris) {
      for (const file of [...this.#disk.keys()]) {
        if (!isInside(gone, file)) continue;
        this.#disk.delete(file);
        if (this.#wanted.has(file)) this.#missing.add(file);
      }
      this.#problems.delete(gone);
    }
    this.#bump('files');
  }
}
