// The bundled server over stdio, spoken to as a foreign client would: frames written by hand, no library, few
// abilities.
import { strict as assert } from 'node:assert';
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { repositoryRoot, samples } from '../support/paths.js';

const server = path.join(repositoryRoot, 'dist/server/node.js');
const root = path.join(samples, 'contoso-exchange-2019');
const uriOf = (name: string): string => pathToFileURL(path.join(root, name)).href;

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

class ForeignClient {
  readonly child: ChildProcessWithoutNullStreams;
  #buffer = Buffer.alloc(0);
  #nextId = 1;
  readonly #waiting = new Map<number | string, (message: Message) => void>();

  constructor() {
    this.child = spawn(process.execPath, [server, '--stdio']);
    this.child.stdout.on('data', (chunk: Buffer) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      this.#readFrames();
    });
  }

  #readFrames(): void {
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.subarray(0, end).toString('ascii'))?.[1]);
      if (this.#buffer.length < end + 4 + length) return;
      const message = JSON.parse(this.#buffer.subarray(end + 4, end + 4 + length).toString('utf8')) as Message;
      this.#buffer = this.#buffer.subarray(end + 4 + length);
      if (message.id !== undefined && message.method === undefined) this.#waiting.get(message.id)?.(message);
    }
  }

  notify(method: string, params: unknown, id?: number): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...(id === undefined ? {} : { id }), method, params }));
    this.child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.child.stdin.write(body);
  }

  async request<R>(method: string, params: unknown): Promise<R> {
    const id = this.#nextId++;
    const answer = new Promise<Message>((resolve) => this.#waiting.set(id, resolve));
    this.notify(method, params, id);
    const { result, error } = await answer;
    if (error) throw new Error(error.message);
    return result as R;
  }
}

let client: ForeignClient;

before(() => {
  assert.ok(existsSync(server), 'dist/server/node.js is missing: run `npm run build` first.');
  client = new ForeignClient();
});

after(() => {
  client.child.kill('SIGKILL');
});

test('a foreign client is served over stdio, from initialize to exit', async () => {
  const { capabilities, serverInfo } = await client.request<{
    capabilities: { diagnosticProvider?: unknown };
    serverInfo: { name: string; version: string };
  }>('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(root).href,
    capabilities: { textDocument: { diagnostic: {} } },
  });
  const { version } = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  assert.deepEqual(serverInfo, { name: 'exchange-cba', version });
  assert.ok(capabilities.diagnosticProvider);
  client.notify('initialized', {});

  const servers = await client.request<{ name: string; termination: { value: string } }[]>('exchangeCba/servers', null);
  assert.deepEqual(
    servers.map(({ name, termination }) => [name, termination.value]),
    [['contoso-exchange-2019', 'exchange']],
  );

  // A broken document is checked by what it says now, not by what is on disk.
  const uri = uriOf('FrontEnd/HttpProxy/sync/web.config');
  client.notify('textDocument/didOpen', {
    textDocument: {
      uri,
      languageId: 'xml',
      version: 1,
      text: '<configuration>\n  <system.webServer>\n</configuration>',
    },
  });
  const outline = await client.request<{ name: string }[]>('textDocument/documentSymbol', { textDocument: { uri } });
  assert.ok(Array.isArray(outline));
  const report = await client.request<{ kind: string; items: unknown[] }>('textDocument/diagnostic', {
    textDocument: { uri },
  });
  assert.equal(report.kind, 'full');

  await client.request('shutdown', null);
  const exited = new Promise<number | null>((resolve) => client.child.once('exit', resolve));
  client.notify('exit', null);
  assert.equal(await exited, 0);
});

test('started without a transport it says what it is', async () => {
  const child = spawn(process.execPath, [server]);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  assert.equal(code, 2);
  assert.match(said, /language server: start it with --stdio/);
});

test('without WebCrypto, as before Node 20, both programs say so in one sentence and end with 3', () => {
  const preload = path.join(mkdtempSync(path.join(tmpdir(), 'cba-')), 'no-crypto.cjs');
  writeFileSync(preload, "Object.defineProperty(globalThis, 'crypto', { value: undefined });");
  const programs = [
    ['dist/cli.js', 'check', samples],
    ['dist/server/node.js', '--stdio'],
  ];
  for (const [program = '', ...args] of programs) {
    const all = ['--require', preload, path.join(repositoryRoot, program), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8', input: '' });
    assert.deepEqual([status, stdout], [3, ''], program);
    assert.match(stderr, /^exchange-cba: Exchange CBA needs .*\n$/, program);
  }
  rmSync(path.dirname(preload), { recursive: true });
});
