// The checklist of every server of a project, from its sign-in states and its findings.
import type { Checklist } from '../checklist/checklist.js';
import { checklistOf } from '../checklist/checklist-of.js';
import type { Analysis } from '../lint/analysis.js';
import type { CheckedServer } from './assembled-server.js';
import { trimResidents } from './residency.js';

/** `analysis` is that of the servers; what a suppression or a setting suppresses is not in it. */
export function checklistsOf({
  servers,
  analysis,
}: {
  readonly servers: readonly CheckedServer[];
  readonly analysis: Pick<Analysis, 'findings' | 'servers'>;
}): Checklist[] {
  const verdicts = new Map(analysis.servers.map((verdict) => [verdict.root, verdict]));
  return servers.flatMap(({ exchange, root }) => {
    trimResidents();
    if (!exchange) return [];
    const verdict = verdicts.get(root);
    const evidence = Object.values(exchange.settings.facts).flatMap((facts) => facts.map(({ uri }) => uri));
    const files = new Set([...(verdict?.files ?? []), ...evidence]);
    return (
      checklistOf(
        exchange,
        analysis.findings.filter(({ uri }) => files.has(uri)),
      ) ?? []
    );
  });
}
