// Starts VS Code's server where code-server has taken out the part that does so (its releases up to 4.96):
// `node start-server.mjs <arguments of the server>`, with the entry in VSCODE_SERVER_ENTRY.
import http from 'node:http';
import { createRequire } from 'node:module';

const { loadCodeWithNls } = createRequire(import.meta.url)(process.env.VSCODE_SERVER_ENTRY);

async function start() {
  const code = await loadCodeWithNls();
  const listening = http.createServer();
  await new Promise((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  const server = await code.createServer(address);
  listening.on('request', (request, response) => server.handleRequest(request, response));
  listening.on('upgrade', (request, socket) => server.handleUpgrade(request, socket));
  console.log(`Extension host agent listening on ${address.port}`);
}

void start();
