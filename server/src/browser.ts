// The language server as a web worker, started by the VS Code client in a browser; it reads every file
// through the client. In Node `node.ts` loads the same bundle and stands for the worker.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { projectSteps, rules } from './core/face/project.js';
import { createWorkerHost } from './host/worker.js';
import { ProtocolOrder } from './lsp/protocol-order.js';
import { startServer } from './lsp/server.js';
import type { NodeSide } from './node-side.js';
import { version } from './version.js';

const { exchangeCbaNode: node } = globalThis as { exchangeCbaNode?: NodeSide };
const port = (node?.port ?? globalThis) as unknown as DedicatedWorkerGlobalScope;
const order = new ProtocolOrder();
const connection = createConnection(new BrowserMessageReader(port), new BrowserMessageWriter(port), order.options);
order.listenTo(connection);

startServer(
  connection,
  node?.host ?? createWorkerHost(),
  (input, previous) => projectSteps(input, rules, previous),
  node?.ruleAddress ? { version, ruleAddress: node.ruleAddress } : { version },
);
