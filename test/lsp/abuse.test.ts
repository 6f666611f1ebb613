// Clients that break the protocol: the bundled server answers with the errors that the protocol names, or
// ends.
import { strict as assert } from 'node:assert';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterEach, describe, test } from 'node:test';
import { repositoryRoot } from '../support/paths.js';

const server = path.join(repositoryRoot, 'dist/server/node.js');

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** A client that writes what it likes and keeps every answer. */
class RudeClient {
  readonly child: ChildProcessWithoutNullStreams = spawn(process.execPath, [server, '--stdio']);
  readonly ended = once(this.child, 'exit') as Promise<[number | null, string | null]>;
  readonly #answers = new Map<number, Answer>();
  #buffer = Buffer.alloc(0);
  #tell: () => void = () => undefined;

  constructor() {
    // Whether the server is still there when something is written is what some tests are about.
    this.child.stdin.on('error', () => undefined);
    this.child.stdout.on('data', (chunk: Buffer) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      for (;;) {
        const end = this.#buffer.indexOf('\r\n\r\n');
        const length = Number(/Content-Length: (\d+)/.exec(this.#buffer.subarray(0, Math.max(0, end)).toString())?.[1]);
        if (end < 0 || this.#buffer.length < end + 4 + length) break;
        const message = JSON.parse(this.#buffer.subarray(end + 4, end + 4 + length).toString()) as Partial<Answer> & {
          method?: string;
        };
        this.#buffer = this.#buffer.subarray(end + 4 + length);
        if (message.method === undefined) this.#answers.set(message.id ?? -1, message as Answer);
      }
      this.#tell();
    });
  }

  raw(text: string): void {
    this.child.stdin.write(text);
  }

  send(message: object): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.raw(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  async answer(id: number): Promise<Answer> {
    for (;;) {
      const found = this.#answers.get(id);
      if (found) return found;
      await new Promise<void>((resolve) => {
        this.#tell = resolve;
      });
    }
  }

  async initialize(): Promise<void> {
    this.send({ id: 0, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
    await this.answer(0);
    this.send({ method: 'initialized', params: {} });
  }
}

const clients: RudeClient[] = [];
function start(): RudeClient {
  const client = new RudeClient();
  clients.push(client);
  return client;
}
afterEach(() => {
  for (const { child } of clients.splice(0)) child.kill('SIGKILL');
});

const hover = {
  method: 'textDocument/hover',
  params: { textDocument: { uri: 'file:///x/web.config' }, position: { line: 0, character: 0 } },
};

describe('a client that breaks the protocol', { timeout: 60_000 }, () => {
  test('a request before initialize is answered with -32002, and initialize still works', async () => {
    const client = start();
    client.send({ id: 1, ...hover });
    assert.equal((await client.answer(1)).error?.code, -32002);
    client.send({ id: 2, method: 'exchangeCba/servers', params: null });
    assert.equal((await client.answer(2)).error?.code, -32002);
    await client.initialize();
    client.send({ id: 3, ...hover });
    assert.equal((await client.answer(3)).result, null);
  });

  test('a notification before initialize is dropped, and exit ends the process with 1', async () => {
    const client = start();
    client.send({
      method: 'textDocument/didOpen',
      params: { textDocument: { uri: 'file:///x/web.config', languageId: 'xml', version: 1, text: '<a' } },
    });
    client.send({ method: 'exit' });
    assert.deepEqual(await client.ended, [1, null]);
  });

  test('a request after shutdown is answered with -32600, and exit ends the process with 0', async () => {
    const client = start();
    await client.initialize();
    client.send({ id: 1, method: 'shutdown' });
    assert.equal((await client.answer(1)).result, null);
    client.send({ id: 2, ...hover });
    assert.equal((await client.answer(2)).error?.code, -32600);
    client.send({ id: 3, method: 'exchangeCba/servers', params: null });
    assert.equal((await client.answer(3)).error?.code, -32600);
    client.send({ method: 'exit' });
    assert.deepEqual(await client.ended, [0, null]);
  });

  for (const [what, text] of Object.entries({
    'headers without a length': 'Content-Type: x\r\n\r\n{}',
    'a length that is not a number': 'Content-Length: many\r\n\r\n{}',
    'a header without a colon': 'GET / HTTP/1.1\r\n\r\n',
  })) {
    test(`${what} end the process`, async () => {
      const client = start();
      await client.initialize();
      client.raw(text);
      const [code] = await client.ended;
      assert.equal(code, 1);
    });
  }

  test('the end of the input ends the process', async () => {
    const client = start();
    await client.initialize();
    client.child.stdin.end();
    await client.ended;
  });

  test('parameters that are null or of another kind are answered, each request for itself', async () => {
    const client = start();
    await client.initialize();
    // prettier-ignore
    const methods = [
      'textDocument/hover', 'textDocument/completion', 'textDocument/diagnostic', 'textDocument/codeAction', 'textDocument/codeLens',
      'textDocument/definition', 'textDocument/references', 'textDocument/documentSymbol', 'textDocument/documentLink',
      'textDocument/foldingRange', 'textDocument/selectionRange', 'textDocument/rename', 'workspace/symbol', 'workspace/executeCommand',
      'workspace/diagnostic', 'exchangeCba/effective', 'exchangeCba/effectivePage', 'exchangeCba/changeSetting', 'exchangeCba/report', 'exchangeCba/explain', 'exchangeCba/analyzeLogs',
      'unknown/method',
    ];
    let id = 10;
    for (const method of methods) {
      for (const params of [null, undefined, [], 7, 'x', {}, { textDocument: null, position: null }]) {
        id++;
        client.send({ id, method, params });
        const { error, result } = await client.answer(id);
        assert.ok(error !== undefined || result !== undefined, `${method} ${JSON.stringify(params)}`);
      }
    }
    client.send({ method: 'textDocument/didChange', params: null });
    client.send({ method: 'textDocument/didOpen', params: { textDocument: null } });
    client.send({ id: 1, ...hover });
    assert.equal((await client.answer(1)).result, null);
  });

  test('a body that is not JSON is answered or ends the process, and never hangs', async () => {
    const client = start();
    await client.initialize();
    client.raw('Content-Length: 5\r\n\r\n{"a":');
    client.send({ id: 1, ...hover });
    const outcome = await Promise.race([client.answer(1).then(() => 'answered'), client.ended.then(() => 'ended')]);
    assert.ok(['answered', 'ended'].includes(outcome));
  });
});
