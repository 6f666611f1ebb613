// A long session in an editor: random edits over several files, files that open and close, and now and then
// the question whether the language server says what one says that has just been started on the same texts.
import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from 'vscode-languageserver/node';
import { createProject, rules } from '../../server/src/core/create-project.js';
import { TestClient } from '../lsp/support/client.js';
import { legacyServer, sampleFiles } from '../support/servers.js';
import { random } from './mutate.js';

const root = 'file:///ws/';
/** Edits between two comparisons. */
const between = 100;

/** What is typed and pasted: parts of settings, ends of structures, both halves of a surrogate pair. */
// prettier-ignore
const pieces = [
  'true', 'false', 'Ssl, SslNegotiateCert', 'SslRequireCert', '"', '<', '/>', '<clear />', '<remove name="X" />', '<!-- ', ' -->',
  '\r\n', '\n', '    ', '😀', 'ü', '<location path="Default Web Site/owa">', '</location>', 'enabled="true"', '</system.webServer>',
  '<basicAuthentication enabled="true" />', '{', '}', '', '', '',
];

/** The files of three servers, by uri. */
function start(): Map<string, string> {
  const files = new Map<string, string>();
  const add = (name: string, text: string): unknown => files.set(root + name, text);
  for (const [name, text] of sampleFiles('fabrikam-device')) add(`exch01/${name}`, text);
  for (const [name, text] of sampleFiles('contoso-exchange-2019'))
    if (/config$|\.txt$/.test(name)) add(`exch02/${name}`, text);
  add('old/applicationHost.config', legacyServer());
  add('old/.exchange-cba.json', '{ "termination": "legacy" }');
  return files;
}

function newClient(files: Readonly<Record<string, string>>): Promise<TestClient> {
  return TestClient.start({ files, createProject: (input, previous) => createProject(input, rules, previous) });
}

async function diagnosticsOf(client: TestClient, uris: Iterable<string>): Promise<Record<string, Diagnostic[]>> {
  const all: Record<string, Diagnostic[]> = {};
  for (const uri of uris) all[uri] = await client.diagnostics(uri);
  return all;
}

/** Not inside CRLF and not inside a surrogate pair, as editors cut. */
function cut(text: string, at: number): number {
  const [before, after] = [text.charCodeAt(at - 1), text.charCodeAt(at)];
  const isInside = (before === 13 && after === 10) || ((before & 0xfc00) === 0xd800 && (after & 0xfc00) === 0xdc00);
  return isInside ? at - 1 : at;
}

/** Throws where the session's answers are not those of a new one. */
export async function soak(
  edits: number,
  seed: number,
  progress: (done: number) => void = () => undefined,
): Promise<void> {
  const next = random(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  const onDisk = start();
  const uris = [...onDisk.keys()];
  const open = new Map<string, { text: string; version: number }>();
  const session = await newClient(Object.fromEntries(onDisk));
  try {
    for (let done = 1; done <= edits; done++) {
      const uri = uris[below(uris.length)]!;
      const document = open.get(uri);
      if (document === undefined) {
        open.set(uri, { text: onDisk.get(uri)!, version: 1 });
        await session.open(uri, onDisk.get(uri)!);
      } else if (next() < 0.03) {
        open.delete(uri);
        await session.close(uri);
      } else {
        await edit(session, uri, document);
      }
      if (next() < 0.1) await session.pull(uris[below(uris.length)]!);
      if (done % between !== 0) continue;
      const fresh = await newClient(Object.fromEntries(onDisk));
      for (const [name, { text }] of open) await fresh.open(name, text);
      assert.deepEqual(
        await diagnosticsOf(session, uris),
        await diagnosticsOf(fresh, uris),
        `after ${done} edits, seed ${seed}`,
      );
      await fresh.stop();
      progress(done);
    }
  } finally {
    await session.stop();
  }

  async function edit(client: TestClient, uri: string, document: { text: string; version: number }): Promise<void> {
    document.version++;
    // Now and then everything is taken back: texts that are damaged through and through say little.
    if (next() < 0.05) {
      document.text = onDisk.get(uri)!;
      await client.change(uri, document.version, document.text);
      return;
    }
    const { text } = document;
    const from = cut(text, below(text.length + 1));
    const to = cut(text, Math.min(text.length, from + (next() < 0.5 ? 0 : below(30))));
    const end = Math.max(from, to);
    const newText = pieces[below(pieces.length)]!;
    const before = TextDocument.create(uri, 'xml', 1, text);
    const range = { start: before.positionAt(from), end: before.positionAt(end) };
    document.text = text.slice(0, from) + newText + text.slice(end);
    await client.change(uri, document.version, { range, text: newText });
  }
}
