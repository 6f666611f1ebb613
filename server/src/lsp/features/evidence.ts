// Which commands give the evidence that a server does not have yet.
import { evidenceToGetRequest, type EvidenceToGet, type EvidenceToGetParams } from '../../protocol.js';
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
}
