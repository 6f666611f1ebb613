// Which findings belong to which server.
import type { Finding } from '../rules/finding.js';
import { contains } from '../text/range.js';
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
  const owners = new Map<string, number[]>();
  analysis.servers.forEach((server, index) => {
    for (const uri of new Set([server.applicationHost, ...(server.files ?? [])])) {
      const others = owners.get(uri);
      if (others) others.push(index);
      else owners.set(uri, [index]);
    }
  });
  const isAbout = (index: number, { uri, range }: Finding): boolean =>
    analysis.servers[index]!.parts?.some((part) => part.uri === uri && contains(part.range, range)) === true;
  for (const finding of analysis.findings) {
    const several = owners.get(finding.uri) ?? [];
    const index = several.find((one) => isAbout(one, finding)) ?? several.at(-1);
    const owner = index === undefined ? deepestBelow(groups, finding.uri) : groups[index]!.findings;
    (owner ?? rest).push(finding);
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
