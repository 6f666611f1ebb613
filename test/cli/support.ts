// A command host in memory and an output that is written down, for the tests of the commands.
import type { ReadResult } from '../../server/src/host/host.js';
import { MemoryHost } from '../support/memory-host.js';
import { canonicalUri } from '../../server/src/host/uri.js';
import type { CommandHost, FileWrite, Output, OutputFile } from '../../server/src/cli/console.js';
import { run } from '../../server/src/cli/run.js';

export const workingFolder = 'file:///contoso';

/** Files by path relative to the working folder. */
export class TestHost implements CommandHost {
  readonly version = '1.2.3';
  readonly workingFolder = workingFolder;
  readonly memory: MemoryHost;
  readonly #input: string | Uint8Array | null;
  readonly #environment: Readonly<Record<string, string>>;
  /** What was written, path and text. */
  readonly written: [string, string][] = [];
  /** Called before files are written: someone else changes them. */
  meanwhile: (() => void) | null = null;

  constructor(
    files: Readonly<Record<string, string | Uint8Array>> = {},
    input: string | Uint8Array | null = null,
    environment: Readonly<Record<string, string>> = {},
  ) {
    this.memory = new MemoryHost();
    for (const [path, content] of Object.entries(files)) this.memory.write(this.uriOf(path), content);
    this.#input = input;
    this.#environment = environment;
  }

  uriOf(path: string): string {
    return canonicalUri(
      path.startsWith('/') ? `file://${path}` : path === '.' ? workingFolder : `${workingFolder}/${path}`,
    );
  }

  names(folder: string): Promise<readonly string[]> {
    const base = folder.replace(/\/?$/, '/');
    const names = this.memory.uris.flatMap((uri) =>
      uri.startsWith(base) ? uri.slice(base.length).split('/')[0]! : [],
    );
    return Promise.resolve([...new Set(names.map(decodeURIComponent))].sort());
  }

  stream(uri: string): AsyncIterable<Uint8Array> {
    return this.memory.stream(uri);
  }

  readStandardInput(): Promise<ReadResult> {
    return Promise.resolve(
      this.#input === null
        ? { kind: 'unreadable', reason: 'it is closed' }
        : {
            kind: 'bytes',
            bytes: typeof this.#input === 'string' ? new TextEncoder().encode(this.#input) : this.#input,
          },
    );
  }

  serveLanguage(): Promise<number> {
    return Promise.reject(new Error('A test host serves no editor.'));
  }

  environment(name: string): string | undefined {
    return this.#environment[name];
  }

  openFile(uri: string): Promise<OutputFile> {
    let text = '';
    return Promise.resolve({
      write: (more) => {
        text += more;
      },
      close: () => this.writeFiles([{ uri, bytes: new TextEncoder().encode(text), expected: null }]),
    });
  }

  async writeFiles(files: readonly FileWrite[]): Promise<string | null> {
    this.meanwhile?.();
    for (const { uri, expected } of files) {
      const now = await this.memory.read(uri);
      if (expected !== null && (now.kind !== 'bytes' || Buffer.compare(now.bytes, expected) !== 0)) {
        return 'A file has changed since it was read; no file was written.';
      }
    }
    for (const { uri, bytes } of files) {
      this.memory.write(uri, bytes);
      this.written.push([
        uri.slice(workingFolder.length + 1),
        new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
      ]);
    }
    return null;
  }

  handles(uri: string): boolean {
    return uri.startsWith('file:');
  }

  read(uri: string): Promise<ReadResult> {
    return this.memory.read(uri);
  }

  stat(uri: string) {
    return this.memory.stat(uri);
  }

  list(...args: Parameters<MemoryHost['list']>) {
    return this.memory.list(...args);
  }

  now(): number {
    return this.memory.now();
  }

  yield(): Promise<void> {
    return Promise.resolve();
  }

  after(...args: Parameters<MemoryHost['after']>) {
    return this.memory.after(...args);
  }
}

export class TestOutput implements Output {
  written = '';
  readonly warnings: string[] = [];
  readonly progressed: (string | null)[] = [];
  readonly columns = null;
  readonly color = false;

  write(text: string): void {
    this.written += text;
  }

  detail(): void {
    // Only what `--verbose` lets pass comes here, through `warn`.
  }

  warn(line: string): void {
    this.warnings.push(line);
  }

  progress(text: string | null): void {
    this.progressed.push(text);
  }
}

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly warnings: readonly string[];
}

/** Runs the program with these arguments. */
export async function outcomeOf(args: readonly string[], host: TestHost): Promise<Outcome> {
  const output = new TestOutput();
  const code = await run(args, host, output);
  return { code, out: output.written, warnings: output.warnings };
}

/**
 * The smallest server: two sites, one Exchange-like application. `inside` is what else its configuration
 * holds.
 */
export function serverText(inside = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<configuration>
  <configSections>
    <sectionGroup name="system.applicationHost">
      <section name="sites" allowDefinition="AppHostOnly" overrideModeDefault="Deny" />
    </sectionGroup>
    <sectionGroup name="system.webServer">
      <sectionGroup name="security">
        <section name="access" overrideModeDefault="Deny" />
      </sectionGroup>
    </sectionGroup>
  </configSections>
  <system.applicationHost>
    <sites>
      <site name="Default Web Site" id="1">
        <application path="/"><virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" /></application>
        <application path="/owa"><virtualDirectory path="/" physicalPath="C:\\Exchange\\FrontEnd\\HttpProxy\\owa" /></application>
      </site>
    </sites>
  </system.applicationHost>
${inside}</configuration>
`;
}
