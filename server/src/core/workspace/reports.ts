// The reports that an editor shows: how ready servers are, and what differs between them.
import type { Drift } from '../exchange/drift.js';
import { compareServers } from '../exchange/drift.js';
import type { Analysis } from '../lint/analysis.js';
import { groupByServer } from '../lint/by-server.js';
import { countFindings } from '../lint/verdict.js';
import type { ReportContext } from '../report/context.js';
import { driftCsv, driftHtml, driftMarkdown } from '../report/drift.js';
import { reporters } from '../report/reporters.js';
import type { Place } from '../text/range.js';
import { checklistsOf } from './checklists.js';
import type { CheckedServer } from './assembled-server.js';
import { oneByOne } from './residency.js';
import { ruleInfo } from './rule-info.js';

const driftReporters = { html: driftHtml, markdown: driftMarkdown, csv: driftCsv } as const;

/** The formats of both reports. */
export type EditorReportFormat = keyof typeof driftReporters;

export interface ReportRequest {
  readonly kind: 'readiness' | 'compare';
  readonly format: EditorReportFormat;
  /** The `root` of every server that the report is about, in its order. */
  readonly roots: readonly string[];
  readonly version: string;
  /** The name of a file or folder in the report. */
  readonly nameOf: (uri: string) => string;
  /** The address that opens a place; null for none. */
  readonly href: (place: Place) => string | null;
}

/** Null where a report has nothing to say: an unknown server, fewer than two servers to compare. */
export function reportOf(
  servers: readonly CheckedServer[],
  analysis: Analysis,
  { kind, format, roots, version, nameOf, href }: ReportRequest,
): string | null {
  const chosen = roots.flatMap((root) => servers.find((server) => server.root === root) ?? []);
  if (chosen.length === 0 || chosen.length < roots.length) return null;
  if (kind === 'compare') {
    if (chosen.length < 2) return null;
    const context = {
      version,
      servers: chosen.map(({ root }) => ({
        name: nameOf(root),
        termination: analysis.servers.find((verdict) => verdict.root === root)?.termination.value ?? null,
      })),
      relativePath: nameOf,
      texts: analysis.texts,
      color: false,
      href,
    };
    return driftReporters[format](driftOf(chosen), context);
  }
  const own = ofServers(analysis, new Set(roots));
  const context: ReportContext = {
    version,
    relativePath: nameOf,
    rule: ruleInfo,
    color: false,
    width: null,
    failOn: 'never',
    checklists: checklistsOf({ servers: chosen, analysis: own }),
    href,
  };
  return reporters[format](own, context);
}

/** What differs between servers. */
export function driftOf(servers: readonly CheckedServer[]): Drift {
  return compareServers(oneByOne(servers));
}

/** The part of an analysis that is about these servers. Counts of checks are those of the whole run. */
function ofServers(analysis: Analysis, roots: ReadonlySet<string>): Analysis {
  const groups = groupByServer(analysis);
  const findings = groups.filter(({ root }) => root !== null && roots.has(root)).flatMap((group) => group.findings);
  return {
    ...analysis,
    servers: analysis.servers.filter(({ root }) => roots.has(root)),
    findings,
    summary: { ...analysis.summary, ...countFindings(findings) },
  };
}
