// The language server as a Node process: `node dist/server/node.js --stdio`, or started by the VS Code
// client.
//
// The server itself is the bundle of the web worker, so that it ships once; here it gets files from disk and
// Node's transports.
import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  createServerPipeTransport,
  createServerSocketTransport,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
  type Message,
  type MessageReader,
  type MessageWriter,
} from 'vscode-jsonrpc/node';
import { createNodeHost, uriOfPath } from './host/node.js';
import { ownNodeProblem } from './node-version.js';
import type { NodeSide } from './node-side.js';

/** The reader and writer that the command line names; null where it names none. */
function transport(args: readonly string[]): readonly [MessageReader, MessageWriter] | null {
  const valueOf = (name: string): string | undefined => {
    const at = args.findIndex((one) => one === name || one.startsWith(`${name}=`));
    return at < 0 ? undefined : (/=(.*)$/.exec(args[at]!)?.[1] ?? args[at + 1] ?? '');
  };
  const socket = valueOf('--socket');
  const pipe = valueOf('--pipe');
  if (args.includes('--node-ipc')) return [new IPCMessageReader(process), new IPCMessageWriter(process)];
  if (socket !== undefined) return createServerSocketTransport(Number(socket));
  if (pipe !== undefined) return createServerPipeTransport(pipe);
  if (!args.includes('--stdio')) return null;
  return [new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout)];
}

const found = transport(process.argv.slice(2));
if (!found) {
  console.error('This is a language server: start it with --stdio, --node-ipc, --socket=<port> or --pipe=<name>.');
  process.exit(2);
}

const problem = ownNodeProblem();
if (problem !== null) {
  console.error(`exchange-cba: ${problem}`);
  process.exit(3);
}

let isInitialized = false;
let isShutDown = false;

function leave(): never {
  process.exit(isShutDown ? 0 : 1);
}

/** A client that is gone says nothing more. */
function watch(processId: unknown): void {
  if (typeof processId !== 'number') return;
  setInterval(() => {
    try {
      process.kill(processId, 0);
    } catch {
      leave();
    }
  }, 3000).unref();
}

const [reader, writer] = found;
const port: NodeSide['port'] = {
  onmessage: null,
  addEventListener: () => undefined,
  postMessage: (message) => {
    void writer.write(message as Message);
  },
};
// In the bundle this file is in dist/server, the pages two folders up.
const pages = path.join(__dirname, '../../docs/rules');
const side: NodeSide = {
  port,
  host: createNodeHost(),
  ruleAddress: existsSync(pages) ? `${uriOfPath(pages)}/{rule}.md` : null,
};
(globalThis as { exchangeCbaNode?: NodeSide }).exchangeCbaNode = side;
// What is printed would be taken for messages.
console.log = console.error;

void import('./browser.js').then(() => {
  reader.listen((message) => {
    const { method, params } = message as { method?: string; params?: { processId?: unknown } };
    if (method === 'initialize') {
      isInitialized = true;
      watch(params?.processId);
    }
    if (method === 'shutdown') isShutDown = isInitialized;
    port.onmessage?.({ data: message });
    if (method === 'exit') leave();
  });
  // Where the next message begins is unknown.
  reader.onError((error) => {
    console.error(`exchange-cba: The client's messages cannot be read: ${error.message}`);
    process.exit(1);
  });
  reader.onClose(leave);
  process.stdin.on('end', leave);
  process.on('disconnect', leave);
});
