// From a keystroke to diagnostics and to answers over stdio, on a configuration of 175 KB, against
// yaml-language-server on a YAML file of that size.
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type MessageConnection,
} from 'vscode-languageserver/node';
import { repositoryRoot, samples } from '../support/paths.js';
import { corpusServer, sampleFiles } from '../support/servers.js';
import { median, print, type Bench } from './harness.js';
import { corpus } from '../support/corpus.js';

const peers = path.join(repositoryRoot, 'test/bench/peers');
const yamlServer = path.join(peers, 'node_modules/yaml-language-server/bin/yaml-language-server');
const samplesTaken = 21;
const warmUp = 5;
const methods = ['hover', 'completion', 'documentSymbol', 'foldingRange'];

function yamlServerInstalled(): string {
  if (!existsSync(yamlServer)) {
    const { status } = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: peers, stdio: 'inherit' });
    if (status !== 0) throw new Error('yaml-language-server could not be installed into test/bench/peers.');
  }
  return yamlServer;
}

/**
 * Opens a document, changes one character again and again, and waits each time for what the server says of
 * it.
 */
async function changeToDiagnostics(
  command: readonly string[],
  document: { uri: string; languageId: string; text: string },
  capabilities: object,
  diagnose: (connection: MessageConnection, uri: string) => () => Promise<unknown>,
  target: string,
): Promise<{ readonly diagnostics: number; readonly answers: ReadonlyMap<string, readonly number[]> }> {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, command);
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.listen();
  try {
    const rootUri = document.uri.slice(0, document.uri.lastIndexOf('/'));
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: 'bench' }],
      capabilities,
    });
    await connection.sendNotification('initialized', {});
    const answered = diagnose(connection, document.uri);
    const { uri, languageId, text } = document;
    const first = answered();
    await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    await first;
    const times: number[] = [];
    for (let round = -warmUp; round < samplesTaken; round++) {
      const start = performance.now();
      const answer = answered();
      const version = round + warmUp + 2;
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [blankLine(version)],
      });
      await answer;
      if (round >= 0) times.push(performance.now() - start);
    }
    // The first line of the target is asked about right after an edit, which nothing has had the time to follow.
    const before = text.slice(0, text.indexOf(target));
    const line = before.split('\n').length - 1;
    const character = before.length - before.lastIndexOf('\n') - 1 + target.length - 1;
    const answers = new Map<string, readonly number[]>();
    let version = samplesTaken + warmUp + 2;
    for (const method of methods) {
      const own: number[] = [];
      for (let round = -warmUp; round < samplesTaken; round++, version++) {
        const start = performance.now();
        await connection.sendNotification('textDocument/didChange', {
          textDocument: { uri, version },
          contentChanges: [blankLine(version)],
        });
        await connection.sendRequest(`textDocument/${method}`, {
          textDocument: { uri },
          position: { line: line + (version % 2 === 0 ? 1 : 0), character },
        });
        if (round >= 0) own.push(performance.now() - start);
      }
      answers.set(method, own);
    }
    return { diagnostics: median(times), answers };
  } finally {
    connection.dispose();
    child.kill();
  }
}

/**
 * A blank line more in an even version, and one less in an odd one, after the first line: before an XML declaration
 * it would be a mistake.
 */
function blankLine(version: number): object {
  return version % 2 === 0 ? { range: at(1, 0, 1, 0), text: '\n' } : { range: at(1, 0, 2, 0), text: '' };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

function at(line: number, character: number, endLine: number, endCharacter: number): object {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}

/** What is pulled is asked for with each change. */
function pulled(connection: MessageConnection, uri: string): () => Promise<unknown> {
  return () =>
    new Promise((resolve, reject) => {
      setImmediate(() => {
        connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } }).then(resolve, reject);
      });
    });
}

/** What is pushed comes by itself. */
function pushed(connection: MessageConnection): () => Promise<unknown> {
  let waiting: (() => void) | null = null;
  connection.onNotification('textDocument/publishDiagnostics', () => {
    waiting?.();
    waiting = null;
  });
  return () =>
    new Promise<void>((resolve) => {
      waiting = resolve;
    });
}

function yamlText(size: number): string {
  const lines = ['servers:'];
  for (let i = 0, length = 0; length < size; i++) {
    const line = `  - name: server${i}\n    flags: [Ssl, Ssl128]\n    location: "Default Web Site/folder${i}"`;
    lines.push(line);
    length += line.length + 1;
  }
  return `${lines.join('\n')}\n`;
}

export const lspBench: Bench = {
  name: 'lsp',
  async run() {
    const server = path.join(repositoryRoot, 'dist/server/node.js');
    if (!existsSync(server)) throw new Error('dist/server/node.js is missing: run `npm run build` first.');
    const text =
      corpus === null
        ? sampleFiles('contoso-exchange-2019').get('applicationHost.config')!
        : corpusServer('HC_E19').text;
    const base = `file://${samples}/bench`;
    const own = await changeToDiagnostics(
      [server, '--stdio'],
      { uri: `${base}/applicationHost.config`, languageId: 'xml', text },
      {
        textDocument: {
          diagnostic: {},
          foldingRange: { lineFoldingOnly: true },
          documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        },
        workspace: { workspaceFolders: true, configuration: true },
      },
      pulled,
      'sslFlags="',
    );
    const yaml = await changeToDiagnostics(
      [yamlServerInstalled(), '--stdio'],
      { uri: `${base}/servers.yaml`, languageId: 'yaml', text: yamlText(text.length) },
      {
        textDocument: {
          publishDiagnostics: {},
          foldingRange: { lineFoldingOnly: true },
          documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        },
        workspace: { workspaceFolders: true },
      },
      pushed,
      'location: "',
    );
    print(`change → diagnostics over stdio, ${text.length} characters`, [
      { name: 'exchange-cba', milliseconds: own.diagnostics, ratio: 1 },
      { name: 'yaml-language-server', milliseconds: yaml.diagnostics, ratio: yaml.diagnostics / own.diagnostics },
    ]);
    for (const method of methods) {
      for (const share of [0.5, 0.95]) {
        const [ours, theirs] = [own, yaml].map(({ answers }) => quantile(answers.get(method)!, share)) as [
          number,
          number,
        ];
        print(`${method} right after an edit, p${share * 100}`, [
          { name: 'exchange-cba', milliseconds: ours, ratio: 1 },
          { name: 'yaml-language-server', milliseconds: theirs, ratio: theirs / ours },
        ]);
      }
    }
  },
};
