// Lists the commands that collect missing evidence of a server, and returns the text of evidence in an archive.
import { canonicalUri } from '../../host/uri.js';
import {
  evidenceToGetRequest,
  innerTextRequest,
  type EvidenceToGet,
  type EvidenceToGetParams,
  type FileParams,
} from '../../protocol.js';
import { onCustomRequest } from '../custom-request.js';
import type { Session } from '../session.js';

function isParams(params: unknown): params is EvidenceToGetParams {
  return typeof params === 'object' && params !== null && 'root' in params && typeof params.root === 'string';
}

export function registerEvidence({ connection, workspace, run }: Session): void {
  onCustomRequest(connection, evidenceToGetRequest, (params, token) =>
    run(evidenceToGetRequest, token, [], async (): Promise<readonly EvidenceToGet[]> => {
      const { project } = await workspace.snapshot();
      return isParams(params) ? project.evidenceToGet(params.root) : [];
    }),
  );

  onCustomRequest(connection, innerTextRequest, (params, token) =>
    run(innerTextRequest, token, null, async (): Promise<string | null> => {
      const uri = canonicalUri((params as FileParams).uri);
      const snapshot = await workspace.checked();
      return snapshot.archiveOf(uri) === null
        ? null
        : (snapshot.original.analysis.texts.get(uri) ?? workspace.textOf(uri));
    }),
  );
}
