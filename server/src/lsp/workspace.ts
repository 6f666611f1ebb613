// The workspace as the server sees it: files on disk, open documents over them, settings, and the project
// made of all.
import { Emitter, LSPErrorCodes, ResponseError, type Event } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { borderOf, schemaFolderOf, settingsFileOf } from '../core/face/settings.js';
import { readBaseline, type Analysis, type KnownFindings } from '../core/face/findings.js';
import { CheckedProject, type Project, type ProjectSteps } from '../core/face/project.js';
import type { SourceFile } from '../core/text/source-file.js';
import type { Steps } from '../core/text/steps.js';
import { muchText, type FileQuery, type Host } from '../host/host.js';
import { relativePath } from '../host/relative-path.js';
import { canonicalUri, fileNameOf, folderOf, isInside, originOf, resolvePath } from '../host/uri.js';
import {
  Intake,
  isCandidate,
  schemaFoldersBeside,
  type NotChecked,
  type Taken,
  type TakenFile,
} from '../intake/intake.js';
import { entersProject } from '../intake/kinds.js';
import { checkAccounts } from '../prediction/certificates-beside.js';
import { besideQuery, maxFileDepth, searchQuery } from '../intake/query.js';
import type { Log } from './log.js';
import { isServedName, isSettingsFile } from './names.js';
import { defaultSettings, type ServerSettings } from './settings.js';
import { Snapshot, type OpenDocument } from './snapshot.js';

/** What made a new generation. */
export type Cause = 'document' | 'files' | 'settings';

/** Milliseconds of checking, after which whatever waits is answered first. */
const slice = 15;

interface OpenFile extends OpenDocument {
  readonly document: TextDocument;
  /** The document's text as the core sees it; made once for each version. */
  readonly source: SourceFile;
}

export class Workspace {
  readonly #host: Host;
  readonly #intake: Intake;
  readonly #projectSteps: ProjectSteps;
  readonly #present: (project: Project) => Project;
  readonly #log: Log;
  readonly #changed = new Emitter<Cause>();
  readonly #whole = new Emitter<Snapshot>();
  readonly #folders = new Set<string>();
  /** Folders of open documents that are in no workspace folder; dropped with the last of them. */
  readonly #outlying = new Set<string>();
  readonly #disk = new Map<string, SourceFile>();
  /** What the project has asked for by uri, whether there is such a file or not. */
  #wanted: ReadonlySet<string> = new Set();
  /** Files under other names that the user asked to check. */
  readonly #named = new Set<string>();
  /** Of what is wanted: where there is no file. */
  readonly #missing = new Set<string>();
  readonly #open = new Map<string, OpenFile>();
  readonly #problems = new Map<string, string>();
  readonly #notChecked = new Map<string, Omit<NotChecked, 'uri'>>();
  /** Zip archives that were opened; what is in them has names below theirs. */
  readonly #archives = new Set<string>();
  readonly #opensInner: boolean;
  /** Certificates and exports of accounts. */
  readonly #certificates = new Map<string, TakenFile>();
  /** Logs, in archives too; nothing of them is kept. */
  readonly #logs = new Set<string>();
  /** What was last found in certificates, and by what it was. */
  #accounts: { readonly by: readonly unknown[]; readonly analysis: Analysis } | null = null;
  #schemas: readonly SourceFile[] = [];
  #settings = defaultSettings;
  #known: KnownFindings | null = null;
  #generation = 0;
  #snapshot: Snapshot | null = null;
  #project: Project | null = null;
  #building: Promise<Snapshot> | null = null;
  /** Everything that reads files, one after the other. */
  #reading: Promise<void> = Promise.resolve();
  /** Checks of projects, one after the other. */
  #checking: Promise<unknown> = Promise.resolve();
  #isStopped = false;
  /** Of the texts read; those of folders that were closed since may count. */
  #characters = 0;
  /** The last snapshot that `onDidRead` has told about. */
  #told: Snapshot | null = null;

  /**
   * `present` turns a project into the one that answers requests; `opensInner`: the client shows files in
   * archives.
   */
  constructor(
    host: Host,
    projectSteps: ProjectSteps,
    log: Log,
    present: (project: Project) => Project,
    opensInner = false,
  ) {
    this.#host = host;
    this.#intake = new Intake(host);
    this.#projectSteps = projectSteps;
    this.#present = present;
    this.#log = log;
    this.#opensInner = opensInner;
  }

  /** A new generation: what was answered before may be out of date. */
  get onDidChange(): Event<Cause> {
    return this.#changed.event;
  }

  /** A generation has all the files that it names. */
  get onDidRead(): Event<Snapshot> {
    return this.#whole.event;
  }

  /** Why files could not be read, one sentence each. */
  get problems(): readonly string[] {
    return [...this.#problems.values()];
  }

  /** What was found and not checked. */
  get notChecked(): readonly NotChecked[] {
    return [...this.#notChecked].map(([uri, found]) => ({ uri, ...found }));
  }

  /** Files that configuration names, beyond those that are served by name. */
  get wantedFiles(): readonly string[] {
    return [...this.#wanted].sort();
  }

  get folders(): readonly string[] {
    return [...this.#folders];
  }

  addFolders(uris: readonly string[]): void {
    for (const uri of uris.map(canonicalUri)) {
      if (this.#folders.has(uri)) continue;
      this.#folders.add(uri);
      this.#read(() => this.#loadFolder(uri, searchQuery));
    }
  }

  removeFolders(uris: readonly string[]): void {
    for (const uri of uris.map(canonicalUri)) this.#folders.delete(uri);
    this.#read(() => this.#dropUnserved());
  }

  /** Takes a file into the project whatever its name, until the server ends; the client names it again. */
  serveFile(uri: string): void {
    this.#named.add(canonicalUri(uri));
    this.#read(() => this.#reload([canonicalUri(uri)]));
  }

  /** Nothing is checked before this has settled. */
  waitFor(task: () => Promise<void>): void {
    this.#read(task);
  }

  setSettings(settings: ServerSettings): void {
    const { schemaFolder, baseline } = this.#settings;
    this.#settings = settings;
    this.#bump('settings');
    if (settings.schemaFolder !== schemaFolder) this.#read(() => this.#loadSchemas());
    if (settings.baseline !== baseline) this.#read(() => this.#loadBaseline());
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
    if (this.#isKnown(uri)) this.#read(() => this.#reload([uri]));
    const folder = folderOf(uri);
    if (this.#outlying.has(folder) && ![...this.#open.keys()].some((open) => folderOf(open) === folder)) {
      this.#outlying.delete(folder);
      this.#read(() => this.#dropUnserved());
    }
  }

  /** Files that were made or changed, and files or whole folders that are gone. */
  changeFiles(changed: readonly string[], deleted: readonly string[]): void {
    const read = changed.map(canonicalUri).filter((uri) => this.#isKnown(uri) || this.#isServed(uri));
    const gone = deleted.map(canonicalUri);
    const schemas = [...changed, ...deleted].some(
      (uri) => /\.xml$/i.test(uri) || this.#isAboveSchemas(canonicalUri(uri)),
    );
    const held = [this.#disk, this.#notChecked, this.#archives, this.#certificates, this.#logs].flatMap((of) => [
      ...of.keys(),
    ]);
    const known = gone.filter((uri) => held.some((file) => isInside(uri, file)));
    const baseline = this.#setting('baseline');
    if (
      [...changed.map(canonicalUri), ...gone].some((uri) => uri === baseline || (baseline && isInside(uri, baseline)))
    )
      this.#read(() => this.#loadBaseline());
    if (read.length === 0 && known.length === 0 && !schemas) return;
    this.#read(async () => {
      if (known.length > 0) this.#forget(known);
      await this.#reload(read);
      if (schemas || read.some(isSettingsFile)) await this.#loadSchemas();
    });
  }

  /**
   * An open configuration as it is now, for what needs its text alone and waits for nothing; undefined for
   * any other document.
   */
  opened(uri: string): SourceFile | undefined {
    const canonical = canonicalUri(uri);
    const file = isServedName(canonical) ? this.#open.get(canonical) : undefined;
    return file && this.#sourceOf(canonical, file);
  }

  /** The file as it was read where nothing is changed in the editor: its bytes may say something against it. */
  #sourceOf(uri: string, { source }: OpenFile): SourceFile {
    const read = this.#disk.get(uri);
    return read?.text === source.text ? read : source;
  }

  /** Null for what is not text. */
  async textOf(uri: string): Promise<string | null> {
    const taken = await this.#intake.read(uri, null);
    return taken === 'missing' ? null : (taken.text?.source.text ?? new TextDecoder().decode(taken.bytes));
  }

  /** Certificates, lists, and exports of accounts as they were last read, of archives too. */
  get certificates(): readonly TakenFile[] {
    return [...this.#certificates.values()];
  }

  /** Every log that was found, in archives too. */
  get logs(): readonly string[] {
    return [...this.#logs].sort();
  }

  /** The logs in the archives, of which nothing is kept. */
  async logsInArchives(): Promise<readonly TakenFile[]> {
    const opened = [...this.#archives].map(async (uri) => {
      const taken = await this.#intake.read(uri, null);
      const files = taken === 'missing' ? '' : this.#intake.open(taken);
      return typeof files === 'string' ? [] : files;
    });
    return (await Promise.all(opened)).flat().filter(({ kind }) => kind?.enters === 'logs');
  }

  /**
   * The newest generation with what is found in it. Others are answered between slices of the check, and a newer
   * generation ends it.
   */
  async checked(): Promise<Snapshot> {
    for (;;) {
      const snapshot = await this.snapshot();
      const check = this.#checking.then(() => this.#check(snapshot));
      this.#checking = check.catch(() => undefined);
      if (await check) return snapshot;
    }
  }

  /** From now on nothing is checked any more. */
  stop(): void {
    this.#isStopped = true;
    this.#project?.stop();
  }

  /** False where a newer generation is there before the check has ended. */
  #check({ generation, original }: Snapshot): Promise<boolean> {
    const isCurrent = (): boolean => generation === this.#generation;
    return this.#inSlices(
      (function* (): Steps<boolean> {
        while (isCurrent()) {
          if (original.step()) return true;
          yield;
        }
        return false;
      })(),
    );
  }

  /** Takes steps, and lets what waits be answered after each slice of so many milliseconds. */
  async #inSlices<T>(steps: Steps<T>, length = slice): Promise<T> {
    for (;;) {
      if (this.#isStopped) throw new ResponseError(LSPErrorCodes.ServerCancelled, 'The server is shut down.');
      const end = this.#host.now() + length;
      do {
        const next = steps.next();
        if (next.done === true) return next.value;
      } while (this.#host.now() < end);
      await this.#host.yield();
    }
  }

  /** The project of the newest generation, in which nothing need have been checked. Resolves when all files are read. */
  async snapshot(): Promise<Snapshot> {
    for (let round = 0, length = slice; ;) {
      await this.#settled();
      const snapshot = await this.#build(length);
      if (snapshot.generation !== this.#generation) {
        // At once, so that typing never keeps an answer back; what was made is taken over.
        length = Infinity;
        continue;
      }
      const wanted = new Set(snapshot.project.wanted.map(canonicalUri));
      const added = [...wanted].filter((uri) => !this.#wanted.has(uri));
      const dropped = [...this.#wanted].filter((uri) => !wanted.has(uri));
      if ((added.length === 0 && dropped.length === 0) || round++ >= maxFileDepth) {
        const generation = this.#generation;
        const whole = await this.#withAccounts(snapshot);
        if (generation !== this.#generation) continue;
        this.#snapshot = whole;
        if (this.#told !== whole) {
          this.#told = whole;
          this.#whole.fire(whole);
        }
        return whole;
      }
      this.#wanted = wanted;
      for (const uri of dropped) this.#missing.delete(uri);
      const unnamed = dropped.filter((uri) => this.#disk.has(uri) && !(isServedName(uri) && this.#isServed(uri)));
      if (unnamed.length > 0) this.#forget(unnamed);
      const unread = added.filter((uri) => !this.#disk.has(uri));
      if (unread.length > 0) this.#read(() => this.#reload(unread));
    }
  }

  /** Accounts and stores that contradict certificates; looked at again only where these are others. */
  async #withAccounts(snapshot: Snapshot): Promise<Snapshot> {
    const project = this.#project;
    const hasMore = snapshot.original !== project || this.#certificates.size === 0;
    if (hasMore || !(project instanceof CheckedProject) || project.servers.length === 0) return snapshot;
    const files = [...this.#certificates.values()];
    const { rules } = this.#settings;
    const by = [...files, ...project.storeListings, JSON.stringify(rules)];
    if (this.#accounts?.by.length !== by.length || by.some((one, index) => one !== this.#accounts?.by[index])) {
      const pause = (): Promise<void> => this.#host.yield();
      this.#accounts = { by, analysis: await checkAccounts(files, project, rules, this.#host.now(), pause) };
    }
    const { analysis } = this.#accounts;
    const original = project.withMore(analysis);
    const named = [...analysis.texts].map(([uri, text]) => ({ uri, text }));
    return snapshot.withProject(this.#present(original), original, named);
  }

  #keep(uri: string, document: TextDocument): void {
    const { version } = document;
    const text = document.getText();
    // An editor that keeps the byte order mark in its text counts it as a character; so do we then.
    const known = this.#disk.get(uri)?.encoding;
    // The editor saves in the encoding that was read, and all of its bytes are valid.
    const encoding = known && { encoding: { ...known, isLossy: false } };
    this.#open.set(uri, { document, clientUri: document.uri, version, source: { uri, text, ...encoding } });
  }

  #bump(cause: Cause): void {
    this.#generation++;
    this.#project?.stop();
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

  /** The snapshot of a generation; of an earlier one than the newest where files change while it is made. */
  async #build(length: number): Promise<Snapshot> {
    if (this.#snapshot?.generation === this.#generation) return this.#snapshot;
    this.#building ??= this.#make(length).finally(() => (this.#building = null));
    return this.#building;
  }

  /** Makes the project in slices, between which others are answered. What changes meanwhile is in the next one. */
  async #make(length: number): Promise<Snapshot> {
    const generation = this.#generation;
    const sources = new Map(this.#disk);
    const open = new Map<string, OpenDocument>();
    for (const [uri, file] of this.#open) {
      if (!this.#isKnown(uri)) continue;
      sources.set(uri, this.#sourceOf(uri, file));
      open.set(uri, file);
    }
    const { termination, rules } = this.#settings;
    const input = {
      files: [...sources.values()],
      schemas: this.#schemas,
      settings: { termination, rules },
      missing: [...this.#missing],
      notRead: this.notChecked,
      borders: [...this.#folders],
      archives: [...this.#archives],
      apart: [...this.#logs.keys(), ...this.#certificates.keys()],
      ...(this.#known && { known: this.#known }),
    };
    const schemas = this.#schemas;
    this.#project = await this.#inSlices(this.#projectSteps(input, this.#project), length);
    this.#snapshot = new Snapshot(generation, this.#present(this.#project), this.#project, sources, schemas, open, {
      archives: input.archives,
      isShown: this.#opensInner,
    });
    return this.#snapshot;
  }

  async #loadFolder(folder: string, query: FileQuery): Promise<void> {
    const found = await this.#intake.search(folder, query);
    for (const problem of found.problems) this.#report(`${folder} `, problem);
    if (found.truncated) {
      this.#report(
        folder,
        `${folder} has more than ${query.limit} files that may be read; the others are not checked.`,
      );
    }
    await this.#reload(found.uris);
    await this.#loadSchemas();
  }

  async #dropUnserved(): Promise<void> {
    for (const file of [...this.#disk.keys()]) if (!this.#isServed(file)) this.#disk.delete(file);
    for (const held of [this.#notChecked, this.#archives, this.#certificates, this.#logs])
      for (const file of held.keys()) if (!this.#isServed(file)) held.delete(file);
    await this.#loadSchemas();
    this.#bump('files');
  }

  /** Reads files again; only what differs makes a new generation. */
  async #reload(uris: readonly string[]): Promise<void> {
    const unread = JSON.stringify([...this.#notChecked]);
    let differences = 0;
    await this.#intake.readAll(uris, this.#rootOf, (uri, taken) => {
      const isMissing = taken === 'missing' && this.#wanted.has(uri);
      if (this.#missing.has(uri) !== isMissing) {
        differences++;
        if (isMissing) this.#missing.add(uri);
        else this.#missing.delete(uri);
      }
      if (this.#put(uri, taken)) differences++;
      differences += this.#unpack(uri, taken);
    });
    if (differences > 0 || JSON.stringify([...this.#notChecked]) !== unread) this.#bump('files');
  }

  /** True where the text differs from what was there, or a log is new or gone. */
  #put(uri: string, taken: Taken): boolean {
    const isLog = taken !== 'missing' && taken.kind?.enters === 'logs';
    if (isLog === this.#logs.has(uri)) return this.#putFile(uri, taken);
    if (isLog) this.#logs.add(uri);
    else this.#logs.delete(uri);
    this.#putFile(uri, taken);
    return true;
  }

  #putFile(uri: string, taken: Taken): boolean {
    if (taken === 'missing') this.#notChecked.delete(uri);
    const before = this.#certificates.get(uri);
    if (taken !== 'missing' && taken.kind?.enters === 'certificates') {
      if (!before || !sameBytes(before.bytes, taken.bytes)) this.#certificates.set(uri, taken);
    } else this.#certificates.delete(uri);
    const isOther = this.#certificates.get(uri) !== before;
    const read = taken === 'missing' ? null : this.#take(taken);
    const known = this.#disk.get(uri);
    if (read === null ? known === undefined : isSame(known, read)) return isOther;
    // What was saved is what is open, of which everything is known already.
    const open = this.#open.get(uri)?.source;
    const file = read && isSame(open, read) ? open : read;
    this.#characters += (file?.text.length ?? 0) - (known?.text.length ?? 0);
    // While files are read, since a heap goes by it from its next collection on.
    if (this.#characters > muchText) this.#host.saveMemory?.();
    if (file) this.#disk.set(uri, file);
    else this.#disk.delete(uri);
    return true;
  }

  /** Takes what is in an archive, in place of what was in it before; how many texts differ. */
  #unpack(uri: string, taken: Taken): number {
    const isArchive = taken !== 'missing' && taken.kind?.enters === 'archives';
    if (!isArchive && !this.#archives.has(uri)) return 0;
    const opened = isArchive ? this.#intake.open(taken) : [];
    const inner = new Map<string, Taken>();
    for (const held of [this.#disk, this.#notChecked, this.#certificates, this.#logs])
      for (const file of held.keys()) if (file !== uri && isInside(uri, file)) inner.set(file, 'missing');
    this.#archives.delete(uri);
    this.#notChecked.delete(uri);
    if (typeof opened === 'string') this.#notChecked.set(uri, { why: opened, isEvidence: true });
    else {
      if (isArchive) this.#archives.add(uri);
      for (const file of opened) inner.set(file.uri, file);
    }
    return [...inner].filter(([file, content]) => this.#put(file, content)).length;
  }

  /**
   * The text of a file that belongs to the project; null for any other, the log saying why where it matters.
   */
  #take({ uri, kind, bytes, text, unreadable }: TakenFile): SourceFile | null {
    this.#problems.delete(uri);
    this.#notChecked.delete(uri);
    const isNamed = this.#wanted.has(uri) || this.#named.has(uri);
    const isExpected = isServedName(uri) || isNamed;
    if (unreadable !== null) {
      if (isExpected || bytes.length === 0) {
        this.#notChecked.set(uri, { why: `not read: ${unreadable}`, isEvidence: false });
        this.#report(uri, `${uri} is not checked: ${unreadable}.`);
      }
      return null;
    }
    if (text && (entersProject(kind, text.source) || isNamed)) return text.source;
    if (kind?.enters === 'nowhere' || kind?.enters === 'archives') {
      this.#notChecked.set(uri, { why: kind.why!, isEvidence: kind.isEvidence === true });
    }
    return null;
  }

  async #loadSchemas(): Promise<void> {
    const folders = new Set(schemaFoldersBeside(this.#disk.values()));
    const ofUser = this.#setting('schemaFolder');
    if (ofUser !== null) folders.add(ofUser);
    for (const file of this.#disk.values()) {
      if (!isSettingsFile(file.uri)) continue;
      const folder = schemaFolderOf(settingsFileOf(file, ({ uri }) => borderOf(uri, [...this.#folders])));
      if (folder !== null) folders.add(canonicalUri(folder));
    }
    const before = new Map(this.#schemas.map((file) => [file.uri, file]));
    const files = new Map<string, SourceFile>();
    for (const folder of folders) {
      for (const { uri, text } of await this.#intake.schemas(folder)) {
        const known = before.get(uri);
        if (text) files.set(uri, known?.text === text.source.text ? known : text.source);
      }
    }
    const sorted = [...files.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1));
    if (sorted.length === this.#schemas.length && sorted.every((file, index) => file === this.#schemas[index])) return;
    this.#schemas = sorted;
    this.#bump('files');
  }

  /** What a setting of the user names; it may be anywhere on the machine of the workspace, and nowhere else. */
  #setting(name: 'schemaFolder' | 'baseline'): string | null {
    const path = this.#settings[name];
    if (path === null) return null;
    const base = [...this.#folders][0] ?? 'file:///';
    const uri = resolvePath(path, base);
    if (originOf(uri) === originOf(base)) return uri;
    this.#report(name, `exchangeCba.${name} names another machine, so it is not read: ${path}.`);
    return null;
  }

  async #loadBaseline(): Promise<void> {
    this.#problems.delete('baseline');
    const uri = this.#setting('baseline');
    const taken = uri === null ? 'missing' : await this.#intake.read(uri, null);
    const text = taken === 'missing' ? null : (taken.text?.source.text ?? '');
    const read = text === null ? null : readBaseline(text);
    if (uri !== null && !read?.baseline) {
      this.#report(
        'baseline',
        `${uri} is not used as baseline: ${read?.problems[0]?.message ?? 'there is no such file.'}`,
      );
    }
    const folder = folderOf(uri ?? '');
    const baseline = read?.baseline ?? null;
    this.#known = baseline && { baseline, relativePath: (file) => relativePath(folder, file) };
    this.#bump('settings');
  }

  #report(key: string, problem: string): void {
    if (this.#problems.get(key) === problem) return;
    this.#problems.set(key, problem);
    this.#log.warn(problem);
  }

  #isInFolders(uri: string): boolean {
    return [...this.#folders].some((folder) => isInside(folder, uri));
  }

  /** Whether a file belongs to the project without anyone asking for it. */
  #isServed(uri: string): boolean {
    return isCandidate(uri) && (this.#isInFolders(uri) || this.#outlying.has(folderOf(uri)));
  }

  /** Whether a file is one by its name, by its content as it was read, or because another file names it. */
  #isKnown(uri: string): boolean {
    return isServedName(uri) || this.#wanted.has(uri) || this.#named.has(uri) || this.#disk.has(uri);
  }

  /** The folder that was searched for a file; null for a file that is in none. */
  readonly #rootOf = (uri: string): string | null =>
    [...this.#folders].filter((folder) => isInside(folder, uri)).sort((a, b) => b.length - a.length)[0] ?? null;

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
      for (const held of [this.#notChecked, this.#archives, this.#certificates, this.#logs])
        for (const file of held.keys()) if (isInside(gone, file)) held.delete(file);
      this.#problems.delete(gone);
    }
    this.#bump('files');
  }
}

function isSame(known: SourceFile | undefined, read: SourceFile): known is SourceFile {
  const { name, isLossy } = read.encoding ?? {};
  return known?.text === read.text && known.encoding?.name === name && known.encoding?.isLossy === isLossy;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
