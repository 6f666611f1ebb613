// The language server as a Node process: `node dist/server/node.js --stdio`, or started by the VS Code client.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createProject, rules } from './core/create-project.js';
import { createNodeHost, uriOfPath } from './host/node.js';
import { startServer } from './lsp/server.js';
import { version } from './version.js';

const transports = ['--stdio', '--node-ipc', '--socket', '--pipe'];

if (!process.argv.some((argument) => transports.some((transport) => argument.startsWith(transport)))) {
  console.error('This is a language server: start it with --stdio, --node-ipc, --socket=<port> or --pipe=<name>.');
  process.exit(2);
}

// In the bundle this file lies in dist/server, the pages two folders up.
const pages = path.join(__dirname, '../../docs/rules');

startServer(
  createConnection(ProposedFeatures.all),
  createNodeHost(),
  (input, previous) => createProject(input, rules, previous),
  { version, ...(existsSync(pages) ? { ruleAddress: `${uriOfPath(pages)}/{rule}.md` } : {}) },
);
