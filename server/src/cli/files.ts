// Finds and reads the files that a command is pointed at, and says in one sentence what is wrong with any of them.
import { sslRecordsOf } from '../core/evidence/netsh-records.js';
import type { SourceFile } from '../core/text/source-file.js';
import { parseSettings, settingsFileName } from '../core/lint/settings.js';
import { documentOf } from '../core/iis/documents.js';
import { sourceCycles } from '../core/workspace/source-cycles.js';
import type { XmlElement } from '../core/xml/tree.js';
import { isTransform } from '../core/workspace/classify.js';
import { decodeText, type DecodedText } from '../host/decode.js';
import { readFileAt, type FileQuery, type ReadResult } from '../host/host.js';
import { canonicalUri, fileNameOf, folderOf, isInside } from '../host/uri.js';
import type { CommandHost } from './console.js';
import { netshNameEnds } from '../served-files.js';
import { relativeName, standardInput } from './names.js';

/** A text that was read, with what is needed to write it back as it was. */
export interface LoadedFile {
  readonly source: SourceFile;
  readonly bytes: Uint8Array;
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
  /** Logs that were seen; they are not read. */
  readonly logs: readonly string[];
  /** What makes the command end with 3: a named path that cannot be judged, a folder with nothing in it. */
  readonly errors: readonly string[];
  /** What is worth a line on standard error. */
  readonly warnings: readonly string[];
}

const configurationNames = ['applicationhost.config', 'web.config', 'administration.config', 'redirection.config'];
/** Of the files that `certificate` reads in folders. */
export const certificateExtensions = ['.cer', '.crt', '.der', '.pem', '.p7b', '.p7c', '.pfx', '.p12', '.crl', '.csr'];
const schemaEnd = '_schema.xml';

const query: FileQuery = {
  names: [...configurationNames, settingsFileName],
  extensions: [...certificateExtensions, schemaEnd, '.log', ...netshNameEnds],
  depth: 40,
  limit: 20_000,
};

/** How a file came to be read: named by the user, found in a folder, or named by another file. */
type Found = 'named' | 'came across' | 'wanted';

export interface LoadOptions {
  /** Called now and then with what is being done. */
  readonly progress?: (text: string) => void;
  /** False where `--config` stands for the settings files in folders. */
  readonly settingsFiles?: boolean;
}

/** Reads what paths name: files by their content, folders by the names in them, `-` from standard input. */
export class InputLoader implements Input {
  readonly #host: CommandHost;
  readonly #options: LoadOptions;
  readonly #files = new Map<string, LoadedFile>();
  readonly #schemas = new Map<string, LoadedFile>();
  readonly #certificates = new Map<string, BinaryFile>();
  readonly #logs = new Set<string>();
  readonly #errors: string[] = [];
  readonly #warnings: string[] = [];
  readonly #seen = new Set<string>();
  readonly #named = new Set<string>();
  readonly #missing = new Set<string>();
  #folders: string[] = [];

  constructor(host: CommandHost, options: LoadOptions) {
    this.#host = host;
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

  async add(path: string): Promise<void> {
    if (path === '-') {
      await this.#takeNamed(standardInput, await this.#host.readStandardInput());
      return;
    }
    const uri = this.#host.uriOf(path);
    switch (await this.#host.stat(uri)) {
      case 'folder':
        await this.#folder(uri);
        break;
      case 'missing':
        this.#errors.push(`${this.#name(uri)}: there is no such file or folder.`);
        break;
      case 'other':
        this.#errors.push(`${this.#name(uri)} is neither a file nor a folder.`);
        break;
      case 'file':
        await this.#takeNamed(uri, await this.#host.read(uri));
        this.#folders.push(folderOf(uri));
        await this.#schemaFolder(`${folderOf(uri)}/schema`);
    }
  }

  /** After the last path: settings files further up, and the schema folders that settings name. */
  async complete(): Promise<void> {
    if (this.#options.settingsFiles !== false) await this.#settingsAbove();
    for (const { source } of this.#files.values()) {
      if (!isSettings(source.uri)) continue;
      const { schemaFolder } = parseSettings(source.text).settings;
      if (schemaFolder !== undefined) await this.addSchemas(resolveUri(folderOf(source.uri), schemaFolder));
    }
  }

  /** The schema files of a folder, whatever they are called. */
  async addSchemas(folder: string): Promise<void> {
    const list = await this.#host.list(folder, { extensions: ['.xml'], depth: 0, limit: 500 });
    if (list.uris.length === 0) this.#errors.push(`${this.#name(folder)} holds no IIS schema file.`);
    for (const uri of list.uris) {
      if (this.#schemas.has(uri)) continue;
      this.#seen.add(uri);
      const result = await this.#host.read(uri);
      if (result.kind !== 'bytes') continue;
      const form = decodeText(result.bytes);
      if (form.kind === 'text') this.#schemas.set(uri, { source: { uri, text: form.text }, bytes: result.bytes, form });
    }
  }

  /** Says which files name each other in a circle. */
  checkSources(): void {
    for (const cycle of sourceCycles(this.files.map(({ source }) => source))) {
      const [first, ...others] = cycle.map((uri) => this.#name(uri));
      const way = others.length === 0 ? 'itself' : `${others.join(', ')} and so back`;
      const sentence = `${first!}: its configSource leads to ${way}; name a file that holds the section.`;
      if (cycle.some((uri) => this.#named.has(uri))) this.#errors.push(sentence);
      else this.#warnings.push(sentence);
    }
  }

  /** Says which saved netsh output none of the servers took, `taken` being what they did. */
  checkOutputs(taken: ReadonlySet<string>): void {
    for (const { source } of this.#files.values()) {
      if (taken.has(source.uri) || sslRecordsOf(source) === null) continue;
      const sentence = `${this.#name(source.uri)} is of no server: no applicationHost.config is nearer to it than any other; put it beside that of its server.`;
      if (this.#named.has(source.uri)) this.#errors.push(sentence);
      else this.#warnings.push(sentence);
    }
  }

  /** Files that the read ones name; true when one of them was not looked for yet. */
  async fetch(uris: readonly string[]): Promise<boolean> {
    const before = this.#files.size + this.#missing.size;
    for (const uri of uris) {
      if (this.#seen.has(uri)) continue;
      this.#seen.add(uri);
      const result = await readFileAt(this.#host, uri);
      // Whether a file that is not there was needed is for the project to say.
      if (result.kind === 'missing') this.#missing.add(uri);
      if (result.kind === 'bytes') await this.#discovered(uri, result, 'wanted');
    }
    return this.#files.size + this.#missing.size > before;
  }

  #name(uri: string): string {
    return relativeName(this.#host.workingFolder, uri);
  }

  async #folder(folder: string): Promise<void> {
    const uris = await this.addAround(folder);
    const judged = (uri: string): boolean =>
      this.#certificates.has(uri) ||
      this.#logs.has(uri) ||
      (this.#files.has(uri) && !isSettings(uri) && !netshNameEnds.some((end) => uri.toLowerCase().endsWith(end)));
    if (!uris.some(judged)) {
      this.#errors.push(
        `${this.#name(folder)} holds no applicationHost.config; name a folder with the configuration of a server (inetsrv\\config).`,
      );
    }
  }

  /** Reads what is in a folder; the uris of all that was found. */
  async addAround(folder: string): Promise<readonly string[]> {
    this.#folders.push(folder);
    const list = await this.#host.list(folder, query);
    for (const problem of list.problems) this.#warnings.push(problem);
    if (list.truncated) {
      this.#warnings.push(
        `${this.#name(folder)} holds more than was searched (${query.limit} files, ${query.depth} levels); name a folder further down.`,
      );
    }
    let done = 0;
    for (const uri of list.uris) {
      this.#options.progress?.(`Reading files: ${++done} of ${list.uris.length}`);
      if (this.#seen.has(uri)) continue;
      this.#seen.add(uri);
      const name = fileNameOf(uri).toLowerCase();
      if (name.endsWith('.log')) this.#logs.add(uri);
      else if (name === settingsFileName && this.#options.settingsFiles === false) continue;
      else await this.#discovered(uri, await this.#host.read(uri));
    }
    return list.uris;
  }

  /** A file that was come across: what cannot be judged is a warning. */
  async #discovered(uri: string, result: ReadResult, found: 'came across' | 'wanted' = 'came across'): Promise<void> {
    const problem = this.#take(uri, result, found);
    if (problem !== null) this.#warnings.push(`${this.#name(uri)} ${problem}`);
    await this.#host.yield();
  }

  /** A file that was named: what cannot be judged is an error. */
  async #takeNamed(uri: string, result: ReadResult): Promise<void> {
    if (this.#seen.has(uri) && this.#files.has(uri)) return;
    this.#seen.add(uri);
    this.#named.add(uri);
    const problem = this.#take(uri, result, 'named');
    if (problem !== null) this.#errors.push(`${this.#name(uri)} ${problem}`);
    await this.#host.yield();
  }

  /** Keeps the file where it belongs; the rest of a sentence that starts with its name when it belongs nowhere. */
  #take(uri: string, result: ReadResult, found: Found): string | null {
    const named = found === 'named';
    if (result.kind === 'missing') return 'is not there.';
    if (result.kind === 'unreadable') return `cannot be read: ${result.reason}.`;
    const name = fileNameOf(uri).toLowerCase();
    if (certificateExtensions.some((end) => name.endsWith(end))) {
      this.#certificates.set(uri, { uri, bytes: result.bytes, named });
      return null;
    }
    if (name.endsWith('.log')) {
      if (!named) return null;
      return 'is a log, and logs are not judged by this version.';
    }
    if (result.bytes.length === 0) return 'is empty.';
    const form = decodeText(result.bytes);
    if (form.kind === 'unreadable') return `cannot be judged: ${form.reason}.`;
    if (form.text.trim() === '') return 'is empty.';
    const source: SourceFile = { uri, text: form.text };
    const loaded: LoadedFile = { source, bytes: result.bytes, form };
    if (isSettings(uri) || sslRecordsOf(source) !== null) {
      this.#files.set(uri, loaded);
      return null;
    }
    if (netshNameEnds.some((end) => name.endsWith(end))) return "holds no record of 'netsh http show sslcert'.";
    if (name.endsWith(schemaEnd) && !named) {
      if (/\/schema\/[^/]*$/i.test(uri)) this.#schemas.set(uri, loaded);
      return null;
    }
    const problem = unsuitable(source, found);
    if (problem !== null) return problem;
    if (form.lossy) {
      this.#warnings.push(
        `${this.#name(uri)} holds bytes that are not ${form.encoding}; they are judged as U+FFFD, and the file cannot be repaired.`,
      );
    }
    this.#files.set(uri, loaded);
    return null;
  }

  /** Schema files beside a named applicationHost.config. */
  async #schemaFolder(folder: string): Promise<void> {
    const list = await this.#host.list(folder, { extensions: [schemaEnd], depth: 0, limit: 200 });
    for (const uri of list.uris) {
      if (this.#seen.has(uri)) continue;
      this.#seen.add(uri);
      await this.#discovered(uri, await this.#host.read(uri));
    }
  }

  /** Settings files in the folders from what was named up to the working folder. */
  async #settingsAbove(): Promise<void> {
    const { workingFolder } = this.#host;
    for (const start of this.#folders) {
      for (let folder = start; ; folder = folderOf(folder)) {
        const uri = `${folder}/${settingsFileName}`;
        if (!this.#seen.has(uri)) {
          this.#seen.add(uri);
          const result = await this.#host.read(uri);
          if (result.kind !== 'missing') await this.#discovered(uri, result);
        }
        if (folder === workingFolder || !isInside(workingFolder, folder)) break;
      }
    }
    this.#folders = [];
  }
}

function isSettings(uri: string): boolean {
  return fileNameOf(uri).toLowerCase() === settingsFileName;
}

/** A relative or absolute path in a settings file, with either slash, against the folder of that file. */
export function resolveUri(folder: string, path: string): string {
  const written = path.replaceAll('\\', '/');
  if (/^[a-z]:\//i.test(written)) return canonicalUri(`file:///${written}`);
  const segments = written.startsWith('/') ? ['file:', '', ''] : folder.split('/');
  for (const segment of written.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(encodeURIComponent(segment));
  }
  return canonicalUri(segments.join('/'));
}

/** Why a text is no configuration of IIS. A file that bears the name of one may be broken: that is a finding. */
function unsuitable(source: SourceFile, found: Found): string | null {
  const document = documentOf(source);
  if (isTransform(document)) {
    return 'is an XDT transform, which changes a configuration when it is published; check the file that comes out of it.';
  }
  const { root } = document;
  if (root === null) {
    return 'is no IIS configuration: it has no element.';
  }
  if (isDeeper(root, maximumDepth)) {
    return `is nested more than ${maximumDepth} levels deep, which no configuration is; look at what wrote it.`;
  }
  // A configSource names a file that holds a section alone, whatever the section is called.
  if (root.name === 'configuration' || found === 'wanted') return null;
  if (found !== 'named' && document.errors.length > 0) return null;
  return `is no IIS configuration: its document element is <${shorten(root.name)}>, not <configuration>.`;
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
