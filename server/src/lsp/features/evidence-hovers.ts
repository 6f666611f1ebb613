// Saved output may have any name, so that hovers are requested in the very files that were recognized, in
// archives too.
import { HoverRequest, type Disposable } from 'vscode-languageserver';
import { isEvidence } from '../../intake/kinds.js';
import { isServedName } from '../names.js';
import type { Session } from '../session.js';
import { globOf } from './named-files.js';

/** More than anyone reads; clients compare every document with each. */
const most = 500;

export function registerEvidenceHovers({ connection, workspace, abilities, log }: Session): void {
  let registered = '';
  let registration: Promise<Disposable> | null = null;
  if (!abilities.registerDocuments) return;
  workspace.onDidRead((snapshot) => {
    const wanted = new Set(workspace.wantedFiles);
    const uris = [...snapshot.files].filter((uri) => {
      const file = snapshot.source(uri);
      return file !== undefined && !isServedName(uri) && !wanted.has(uri) && isEvidence(file);
    });
    const patterns = uris.sort().slice(0, most).map(globOf);
    const key = patterns.join('\n');
    if (key === registered) return;
    registered = key;
    const before = registration;
    const documentSelector = patterns.map((pattern) => ({ pattern }));
    registration = patterns.length === 0 ? null : connection.client.register(HoverRequest.type, { documentSelector });
    Promise.all([before, registration]).then(
      ([old]) => old?.dispose(),
      (error: unknown) => {
        log.failure('client/registerCapability', error);
      },
    );
  });
}
