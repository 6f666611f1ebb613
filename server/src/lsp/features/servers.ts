// The servers of the workspace with their sites and virtual directories, as the client's tree shows them.
import type { ServerVerdict } from '../../core/lint/analysis.js';
import { groupByServer } from '../../core/lint/by-server.js';
import { countFindings, validatorName, verdictSentences } from '../../core/lint/verdict.js';
import type { Finding } from '../../core/rules/finding.js';
import { canonicalUri, fileNameOf } from '../../host/uri.js';
import {
  effectiveRequest,
  serversRequest,
  type EffectiveParams,
  type EffectiveResult,
  type ServerNode,
  type SiteNode,
  type VirtualDirectoryNode,
} from '../../protocol.js';
import { placeOf } from '../convert.js';
import { onCustomRequest } from '../custom-request.js';
import type { Session } from '../session.js';
import type { Snapshot } from '../snapshot.js';

export function nameOf(root: string): string {
  return fileNameOf(root) || root;
}

/** IIS compares configuration paths without case. */
function isAtOrBelow(path: string, candidate: string): boolean {
  const above = path.toLowerCase();
  const below = candidate.toLowerCase();
  return below === above || below.startsWith(`${above}/`);
}

function siteNodes(snapshot: Snapshot, server: ServerVerdict, findings: readonly Finding[]): SiteNode[] {
  const place = (configurationPath: string) => {
    const found = snapshot.project.placeOf({ root: server.root, configurationPath });
    return found && placeOf(snapshot, found);
  };
  const directories = server.termination.virtualDirectories;
  /** A finding belongs to the deepest virtual directory that holds its path. */
  const deepest = (path: string): string | undefined =>
    directories
      .map(({ configurationPath }) => configurationPath)
      .filter((candidate) => isAtOrBelow(candidate, path))
      .sort((a, b) => b.length - a.length)[0];
  const sites = new Map<string, VirtualDirectoryNode[]>();
  for (const { configurationPath, value } of directories) {
    const site = configurationPath.split('/')[0]!;
    const own = findings.filter((finding) => deepest(finding.configurationPath) === configurationPath);
    const node = {
      configurationPath,
      termination: value,
      validator: validatorName(value),
      place: place(configurationPath),
      counts: countFindings(own),
    };
    const known = sites.get(site);
    if (known) known.push(node);
    else sites.set(site, [node]);
  }
  return [...sites].map(([configurationPath, virtualDirectories]) => ({
    configurationPath,
    place: place(configurationPath),
    counts: countFindings(findings.filter((finding) => isAtOrBelow(configurationPath, finding.configurationPath))),
    virtualDirectories,
  }));
}

function serverNodes(snapshot: Snapshot): ServerNode[] {
  const { analysis } = snapshot.project;
  const groups = groupByServer(analysis);
  const verdicts = verdictSentences(analysis);
  return analysis.servers.map((server, index) => {
    const own = groups[index]!.findings;
    const { value, chosenBy, evidence } = server.termination;
    return {
      root: server.root,
      name: nameOf(server.root),
      applicationHost: snapshot.clientUri(server.applicationHost),
      termination: {
        value,
        chosenBy,
        evidence: evidence.flatMap((remark) => {
          const place = placeOf(snapshot, remark);
          return place ? [{ ...place, message: remark.message }] : [];
        }),
      },
      verdict: verdicts.get(server.root)!,
      counts: countFindings(own),
      unknowns: server.unknowns,
      sites: siteNodes(snapshot, server, own),
    };
  });
}

function isEffectiveParams(params: unknown): params is EffectiveParams {
  if (typeof params !== 'object' || params === null) return false;
  return ('uri' in params && 'position' in params) || ('root' in params && 'configurationPath' in params);
}

export function registerServers({ connection, workspace, run }: Session): void {
  onCustomRequest(connection, serversRequest, (_, token) =>
    run(serversRequest, token, [], async () => serverNodes(await workspace.snapshot())),
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
