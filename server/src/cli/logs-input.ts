// The logs that the arguments of `logs` name, as sources, with what is wrong with any of them.
import { unpacked } from '../adapters/gunzip.js';
import type { LogSource } from '../core/face/logs.js';
import { logsIn, logsInArchive, logSource, streamOf } from '../intake/log-sources.js';
import type { ExcludeTest } from '../host/host.js';
import type { CommandHost, Output } from './console.js';
import { relativeName, standardInput } from './names.js';

export class LogsInput {
  readonly #host: CommandHost;
  readonly #out: Output;
  readonly #isExcluded: ExcludeTest | undefined;
  readonly #named = new Set<string>();
  readonly #sources = new Map<string, LogSource>();
  /** True after a sentence that makes the command end with 3. */
  failed = false;

  constructor(host: CommandHost, out: Output, isExcluded?: ExcludeTest) {
    this.#host = host;
    this.#isExcluded = isExcluded;
    this.#out = out;
  }

  get sources(): readonly LogSource[] {
    return [...this.#sources.values()];
  }

  async add(path: string): Promise<void> {
    if (path === '-') {
      const input = await this.#host.readStandardInput();
      if (input.kind === 'bytes') this.#take(standardInput, () => unpacked(streamOf(input.bytes)));
      else this.#fail('standard input cannot be read.');
      return;
    }
    const uri = this.#host.uriOf(path);
    switch (await this.#host.stat(uri)) {
      case 'folder':
        await this.#folder(uri);
        break;
      case 'file':
        await this.#file(uri);
        break;
      case 'missing':
        this.#fail(`${this.name(uri)}: file or folder not found.`);
        break;
      case 'other':
        this.#fail(`${this.name(uri)} is neither a file nor a folder.`);
    }
  }

  /** Says what is wrong with a file: an error for one that was named. */
  problem(uri: string, rest: string): void {
    const sentence = `${this.name(uri)} ${rest}`;
    if (this.#named.has(uri)) this.#fail(sentence);
    else this.#out.warn(sentence);
  }

  name(uri: string): string {
    return relativeName(this.#host.workingFolder, uri);
  }

  async #file(uri: string): Promise<void> {
    const inside = await logsInArchive(this.#host, uri);
    if (inside === null) this.#take(uri, () => logSource(this.#host, uri).open());
    else if (typeof inside === 'string') this.#fail(`${this.name(uri)} was not opened: ${inside}.`);
    else if (inside.length === 0) this.#fail(`${this.name(uri)} contains no logs (*.log, *.log.gz, fr*.xml).`);
    else for (const source of inside) if (!this.#sources.has(source.uri)) this.#sources.set(source.uri, source);
  }

  async #folder(folder: string): Promise<void> {
    const { uris, problems } = await logsIn(this.#host, folder, this.#isExcluded);
    for (const problem of problems) this.#out.warn(problem);
    if (uris.length === 0) this.#fail(`${this.name(folder)} contains no logs (*.log, *.log.gz, fr*.xml).`);
    for (const uri of uris) {
      if (!this.#sources.has(uri)) this.#sources.set(uri, logSource(this.#host, uri));
    }
  }

  #take(uri: string, open: LogSource['open']): void {
    this.#named.add(uri);
    if (!this.#sources.has(uri)) this.#sources.set(uri, { uri, size: null, open });
  }

  #fail(sentence: string): void {
    this.failed = true;
    this.#out.warn(`exchange-cba: ${sentence}`);
  }
}
