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
import { withLargeLocations } from './application-host-text.js';
import { median, print, type Bench } from './harness.js';
import { corpus } from '../support/corpus.js';

const peers = path.join(repositoryRoot, 'test/bench/peers');
const yamlServer = path.join(peers, 'node_modules/yaml-language-server/bin/yaml-language-server');
const samplesTaken = 101;
const warmUp = 20;
const methods = ['hover', 'completion', 'documentSymbol', 'foldingRange'];

const ownCapabilities = {
  textDocument: {
    diagnostic: {},
    foldingRange: { lineFoldingOnly: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
  workspace: { workspaceFolders: true, configuration: true },
};

function yamlServerInstalled(): string {
  if (!existsSync(yamlServer)) {
    const { status } = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: peers, stdio: 'inherit' });
    if (status !== 0) throw new Error('yaml-language-server could not be installed into test/bench/peers.');
  }
  return yamlServer;
}

interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  readonly connection: MessageConnection;
}

function started(command: readonly string[]): Started {
  const child = spawn(process.execPath, command);
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => null));
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => null);
  connection.listen();
  return { child, connection };
}

async function initialized(connection: MessageConnection, uri: string, capabilities: object): Promise<void> {
  const rootUri = uri.slice(0, uri.lastIndexOf('/'));
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: 'bench' }],
    capabilities,
  });
  await connection.sendNotification('initialized', {});
}

/** From an edit of a very large document to a hover that is asked right after its diagnostics, and to these. */
async function hoverWhileChecking(server: string, uri: string, text: string): Promise<Record<'hover' | 'all', number>> {
  const { child, connection } = started([server, '--stdio']);
  const times = { hover: [] as number[], all: [] as number[] };
  try {
    await initialized(connection, uri, ownCapabilities);
    const textDocument = { uri };
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'xml', version: 1, text },
    });
    await connection.sendRequest('textDocument/diagnostic', { textDocument });
    const line = text.slice(0, text.indexOf('sslFlags="')).split('\n').length - 1;
    const character = text.split('\n', line + 1)[line]!.indexOf('sslFlags="');
    for (let version = 2; version <= 8; version++) {
      const start = performance.now();
      const answered = async (method: string, into: number[]): Promise<void> => {
        const position = { line: line + (version % 2 === 0 ? 1 : 0), character };
        await connection.sendRequest(`textDocument/${method}`, { textDocument, position });
        if (version > 3) into.push(performance.now() - start);
      };
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [blankLine(version)],
      });
      await Promise.all([answered('diagnostic', times.all), answered('hover', times.hover)]);
    }
  } finally {
    connection.dispose();
    child.kill();
  }
  return { hover: median(times.hover), all: median(times.all) };
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
  const { child, connection } = started(command);
  try {
    await initialized(connection, document.uri, capabilities);
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
    const sample = sampleFiles('contoso-exchange-2019').get('applicationHost.config')!;
    const text = corpus === null ? sample : corpusServer('HC_E19').text;
    const base = `file://${samples}/bench`;
    const large = withLargeLocations(sample, 11_700);
    const { hover, all } = await hoverWhileChecking(server, `${base}/applicationHost.config`, large);
    print(`hover right after an edit of ${large.length} characters, which is being checked`, [
      { name: 'diagnostics', milliseconds: all, ratio: 1 },
      { name: 'hover', milliseconds: hover, ratio: hover / all },
    ]);
    const own = await changeToDiagnostics(
      [server, '--stdio'],
      { uri: `${base}/applicationHost.config`, languageId: 'xml', text },
      ownCapabilities,
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
