// Applies remedies to the texts of a server, as a host would, for tests.
import type { SourceFile } from '../../server/src/core/text/source-file.js';
import assert from 'node:assert/strict';
import type { ServerConfiguration } from '../../server/src/core/iis/configuration.js';
import { editsFor } from '../../server/src/core/remedy/edits.js';
import type { RemedyContext } from '../../server/src/core/remedy/edits.js';
import type { Change, Remedy } from '../../server/src/core/remedy/remedy.js';
import { applyEdits } from '../../server/src/core/text/edit.js';
import type { FileEdit } from '../../server/src/core/text/edit.js';
import type { Files } from './configuration.js';
import { serverOf, serverRoot } from './configuration.js';

export function contextOf(files: Files, configuration = serverOf(files)): RemedyContext {
  const entries =
    files instanceof Map
      ? [...(files as ReadonlyMap<string, string>)]
      : Object.entries(files as Record<string, string>);
  return {
    files: new Map(
      entries.map(([name, text]): [string, SourceFile] => [
        `${serverRoot}/${name}`,
        { uri: `${serverRoot}/${name}`, text },
      ]),
    ),
    servers: [
      {
        configuration,
        hostUri: configuration.applicationHost.uri,
        files: new Set([configuration.applicationHost, ...configuration.placedFiles.keys()].map(({ uri }) => uri)),
      },
    ],
  };
}

export function remedyOf(...changes: readonly Change[]): Remedy {
  return { title: 'Change it', kind: 'review', changes };
}

/** What the changes are is said by a function of the server, since rules see one, too. */
export type Changes = (server: ServerConfiguration) => readonly Change[];

/** The files after the changes. Fails when they are refused. */
export function applied(files: Files, changes: Changes): ReadonlyMap<string, string> {
  const server = serverOf(files);
  const context = contextOf(files, server);
  const edits = editsFor([remedyOf(...changes(server))], context);
  assert.ok(!('problem' in edits), 'problem' in edits ? edits.problem : '');
  return write(files, edits);
}

export function write(files: Files, edits: readonly FileEdit[]): ReadonlyMap<string, string> {
  const result = new Map(
    files instanceof Map
      ? [...(files as ReadonlyMap<string, string>)]
      : Object.entries(files as Record<string, string>),
  );
  for (const { uri, edits: own } of edits) {
    const name = uri.slice(serverRoot.length + 1);
    const text = result.get(name);
    assert.ok(text !== undefined, `${uri} is no file of the server.`);
    result.set(name, applyEdits(text, own));
  }
  return result;
}

/** Why the changes are refused. */
export function refused(files: Files, changes: Changes): string {
  const server = serverOf(files);
  const edits = editsFor([remedyOf(...changes(server))], contextOf(files, server));
  assert.ok('problem' in edits, 'They are not refused.');
  return edits.problem;
}
