// The language server in a Node process: for `dist/server/node.js` and for `exchange-cba lsp`.
import { existsSync } from 'node:fs';
import type { Connection } from 'vscode-languageserver/node';
import { projectSteps, rules } from './core/face/project.js';
import { createNodeHost, uriOfPath } from './host/node.js';
import { startServer } from './lsp/server.js';
import { version } from './version.js';

/** Serves a connection. `pages` is the folder of the rule pages, which findings link to where it exists. */
export function startNodeServer(connection: Connection, pages: string): void {
  startServer(connection, createNodeHost(), (input, previous) => projectSteps(input, rules, previous), {
    version,
    ...(existsSync(pages) ? { ruleAddress: `${uriOfPath(pages)}/{rule}.md` } : {}),
  });
}
