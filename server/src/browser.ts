// The language server as a web worker, started by the VS Code client in a browser; it reads every file
// through the client.
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { createProject, rules } from './core/face/project.js';
import { createWorkerHost } from './host/worker.js';
import { ProtocolOrder } from './lsp/protocol-order.js';
import { startServer } from './lsp/server.js';
import { version } from './version.js';

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;
const order = new ProtocolOrder();
const connection = createConnection(new BrowserMessageReader(scope), new BrowserMessageWriter(scope), order.options);
order.listenTo(connection);

startServer(connection, createWorkerHost(), (input, previous) => createProject(input, rules, previous), { version });
