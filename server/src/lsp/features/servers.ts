// The servers of the workspace with their sites and virtual directories, as the client's tree shows them.
import type { TreeNode } from '../../core/face/editor.js';
import { countFindings, groupByServer, verdictSentences } from '../../core/face/findings.js';
import { appcmdList } from '../../core/face/remedies.js';
import { canonicalUri, fileNameOf } from '../../host/uri.js';
import {
  appcmdRequest,
  effectiveRequest,
  serversRequest,
  type EffectiveParams,
  type EffectiveResult,
  type PathNode,
  type ServerNode,
} from '../../protocol.js';
import { placeOf } from '../convert.js';
import { onCustomRequest } from '../custom-request.js';
import type { Say } from '../../core/text/phrase-book.js';
import type { Session } from '../session.js';
import type { Snapshot } from '../snapshot.js';

export function nameOf(root: string): string {
  return fileNameOf(root) || root;
}

function pathNode(snapshot: Snapshot, { place, location, webConfig, children, ...node }: TreeNode): PathNode {
  const tag = location && placeOf(snapshot, location);
  const file = webConfig && placeOf(snapshot, webConfig);
  return {
    ...node,
    place: place && placeOf(snapshot, place),
    ...(tag && { location: tag }),
    ...(file && { webConfig: file }),
    children: children.map((child) => pathNode(snapshot, child)),
  };
}

function serverNodes(snapshot: Snapshot, say: Say): ServerNode[] {
  const { analysis } = snapshot.project;
  const groups = groupByServer(analysis);
  const verdicts = verdictSentences(analysis);
  return analysis.servers.map((server, index) => {
    const own = groups[index]!.findings;
    const { value, chosenBy, evidence } = server.termination;
    return {
      root: server.root,
      name: server.name ?? nameOf(server.root),
      applicationHost: snapshot.clientUri(server.applicationHost),
      termination: {
        value,
        chosenBy,
        evidence: evidence.flatMap((remark) => {
          const place = placeOf(snapshot, remark);
          return place ? [{ ...place, message: remark.message }] : [];
        }),
      },
      verdict: say(verdicts.get(server.root)!),
      counts: countFindings(own),
      unknowns: server.unknowns,
      children: snapshot.project.serverTree(server, own).map((node) => pathNode(snapshot, node)),
    };
  });
}

function isEffectiveParams(params: unknown): params is EffectiveParams {
  if (typeof params !== 'object' || params === null) return false;
  return ('uri' in params && 'position' in params) || ('root' in params && 'configurationPath' in params);
}

export function registerServers({ connection, workspace, run, say }: Session): void {
  onCustomRequest(connection, serversRequest, (_, token) =>
    run(serversRequest, token, [], async () => serverNodes(await workspace.snapshot(), say)),
  );

  onCustomRequest(connection, appcmdRequest, (params, token) =>
    run(appcmdRequest, token, null, () => {
      const path = (params as { configurationPath?: unknown } | null)?.configurationPath;
      return typeof path === 'string' ? appcmdList(path) : null;
    }),
  );

  onCustomRequest(connection, effectiveRequest, (params, token) =>
    run(effectiveRequest, token, null, async (): Promise<EffectiveResult | null> => {
      if (!isEffectiveParams(params)) return null;
      const snapshot = await workspace.snapshot();
      const { project } = snapshot;
      let location;
      if ('uri' in params) {
        const at = snapshot.locate(params.uri, params.position);
        location = at && project.locationAt(at.file.uri, at.offset);
      } else location = { root: canonicalUri(params.root), configurationPath: params.configurationPath };
      const markdown = location && project.describe(location);
      return location && markdown !== null ? { ...location, markdown } : null;
    }),
  );
}
