// The language server as a Node process: `node dist/server/node.js --stdio`, or started by the VS Code
// client.
import path from 'node:path';
import { connectionOfArguments } from './node-connection.js';
import { startNodeServer } from './node-server.js';
import { ownNodeProblem } from './node-version.js';

const transports = ['--stdio', '--node-ipc', '--socket', '--pipe'];

if (!process.argv.some((argument) => transports.some((transport) => argument.startsWith(transport)))) {
  console.error('This is a language server: start it with --stdio, --node-ipc, --socket=<port> or --pipe=<name>.');
  process.exit(2);
}

const problem = ownNodeProblem();
if (problem !== null) {
  console.error(`exchange-cba: ${problem}`);
  process.exit(3);
}

// In the bundle this file lies in dist/server, the pages two folders up.
startNodeServer(connectionOfArguments(), path.join(__dirname, '../../docs/rules'));
