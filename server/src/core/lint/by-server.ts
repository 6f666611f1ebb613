// Which findings belong to which server.
import type { Finding } from '../rules/finding.js';
import type { Analysis } from './analysis.js';

/** The findings of one server, or those of files that belong to none. */
export interface FindingGroup {
  readonly root: string | null;
  readonly findings: readonly Finding[];
}

/** Findings by server, in the order of `analysis.servers`; the last group is of files without a server. */
export function groupByServer(analysis: Analysis): FindingGroup[] {
  const groups = analysis.servers.map(({ root }) => ({ root, findings: [] as Finding[] }));
  const rest: Finding[] = [];
  const owners = new Map<string, Finding[]>();
  analysis.servers.forEach((server, index) => {
    for (const uri of [server.applicationHost, ...(server.files ?? [])]) owners.set(uri, groups[index]!.findings);
  });
  for (const finding of analysis.findings) {
    const owner = owners.get(finding.uri) ?? deepestBelow(groups, finding.uri) ?? rest;
    owner.push(finding);
  }
  return [...groups, ...(rest.length > 0 ? [{ root: null, findings: rest }] : [])];
}

function deepestBelow(
  groups: readonly { readonly root: string; readonly findings: Finding[] }[],
  uri: string,
): Finding[] | null {
  let best: { readonly root: string; readonly findings: Finding[] } | null = null;
  for (const group of groups) {
    const folder = group.root.endsWith('/') ? group.root : `${group.root}/`;
    if (uri.startsWith(folder) && group.root.length > (best?.root.length ?? -1)) best = group;
  }
  return best?.findings ?? null;
}
