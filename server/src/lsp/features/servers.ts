// The servers of the workspace with their sites and virtual directories, as the client's tree shows them.
import type { TreeNode } from '../../core/face/editor.js';
import { countFindings, groupByServer, verdictSentences, type Analysis } from '../../core/face/findings.js';
import { appcmdList } from '../../core/face/remedies.js';
import type { Say } from '../../core/text/phrase-book.js';
import { canonicalUri, fileNameOf, folderOf, isInside } from '../../host/uri.js';
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
import type { Session } from '../session.js';
import type { Snapshot } from '../snapshot.js';
import { logsByFolder, logsNode } from './server-logs.js';

export function nameOf(root: string): string {
  return fileNameOf(root) || root;
}

function pathNode(snapshot: Snapshot, say: Say, tree: TreeNode): PathNode {
  const { place, location, webConfig, children, ...node } = tree;
  const tag = location && placeOf(snapshot, location);
  const file = webConfig && placeOf(snapshot, webConfig);
  return {
    ...node,
    ...(node.kind === 'evidenceFile' && { detail: say(node.detail) }),
    place: place && placeOf(snapshot, place),
    ...(tag && { location: tag }),
    ...(file && { webConfig: file }),
    children: children.map((child) => pathNode(snapshot, say, child)),
  };
}

/** The folder of a server; of an export, which is a folder of its own, the one that it is in. */
const folderOfServer = ({ root, applicationHost }: Analysis['servers'][number]): string =>
  isInside(applicationHost, root) ? folderOf(applicationHost) : root;

function serverNodes(snapshot: Snapshot, { workspace, say, t }: Session): ServerNode[] {
  const { analysis } = snapshot.project;
  const logs = logsByFolder([...new Set(analysis.servers.map(folderOfServer))], workspace.logs);
  const groups = groupByServer(analysis);
  const verdicts = verdictSentences(analysis);
  return analysis.servers.map((server, index) => {
    const own = groups[index]!.findings;
    const { value, chosenBy, evidence } = server.termination;
    const folder = folderOfServer(server);
    const ownLogs = logsNode(snapshot, folder, logs.get(folder)!, t);
    return {
      root: server.root,
      name: server.name ?? nameOf(server.root),
      applicationHost: snapshot.clientUri(server.applicationHost),
      termination: {
        value,
        chosenBy,
        evidence: evidence.flatMap((note) => {
          const place = placeOf(snapshot, note);
          return place ? [{ ...place, message: note.message }] : [];
        }),
      },
      verdict: say(verdicts.get(server.root)!),
      counts: countFindings(own),
      unknowns: server.unknowns,
      children: [
        ...snapshot.project.serverTree(server, own).map((node) => pathNode(snapshot, say, node)),
        ...(ownLogs ? [ownLogs] : []),
      ],
    };
  });
}

function isEffectiveParams(params: unknown): params is EffectiveParams {
  if (typeof params !== 'object' || params === null) return false;
  return ('uri' in params && 'position' in params) || ('root' in params && 'configurationPath' in params);
}

export function registerServers(session: Session): void {
  const { connection, workspace, run } = session;
  onCustomRequest(connection, serversRequest, (_, token) =>
    run(serversRequest, token, [], async () => serverNodes(await workspace.checked(), session)),
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
