// Baselines: the findings that were there before, so that only new ones are reported.
import { parseJson, type JsonValue } from '../text/json.js';
import type { Range } from '../text/range.js';
import type { Finding } from '../rules/finding.js';
import type { Analysis, SuppressedFinding } from './analysis.js';
import { countFindings } from './verdict.js';
import { fingerprint } from './fingerprint.js';

/**
 * How many findings of one fingerprint were known. Rule, path and configuration path are for the reader of
 * the file.
 */
export interface BaselineEntry {
  readonly rule: string;
  readonly path: string;
  readonly configurationPath: string;
  readonly fingerprint: string;
  readonly count: number;
}

export interface Baseline {
  readonly entries: readonly BaselineEntry[];
}

export interface BaselineContext {
  /** The file's path as the baseline writes it: relative to the baseline's folder, with `/`. */
  relativePath(uri: string): string;
  readonly texts: ReadonlyMap<string, string>;
}

/** A baseline, and how it calls a file: relative to its own folder, with `/`. */
export interface KnownFindings {
  readonly baseline: Baseline;
  readonly relativePath: (uri: string) => string;
}

export interface BaselineProblem {
  readonly message: string;
  readonly range: Range;
}

/** The file that records these findings; the same findings give the same bytes. */
export function writeBaseline(findings: readonly Finding[], context: BaselineContext): string {
  const entries = new Map<string, BaselineEntry>();
  for (const finding of findings) {
    const path = context.relativePath(finding.uri);
    const key = fingerprint(finding, path, context.texts.get(finding.uri));
    const count = (entries.get(key)?.count ?? 0) + 1;
    entries.set(key, {
      rule: finding.rule,
      path,
      configurationPath: finding.configurationPath,
      fingerprint: key,
      count,
    });
  }
  const sorted = [...entries.values()].sort(
    (a, b) => compare(a.path, b.path) || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint),
  );
  return `${JSON.stringify({ tool: 'exchange-cba', baseline: 1, findings: sorted }, null, 2)}\n`;
}

/** Reads a baseline; null with problems when the text is not one. */
export function readBaseline(text: string): { baseline: Baseline | null; problems: readonly BaselineProblem[] } {
  const { value, problems } = parseJson(text);
  if (problems.length > 0 || value === null) return { baseline: null, problems };
  const findings = member(value, 'findings');
  const version = member(value, 'baseline');
  if (version?.kind !== 'number' || findings?.kind !== 'array') {
    return {
      baseline: null,
      problems: [{ message: 'This file is not an exchange-cba baseline.', range: value.range }],
    };
  }
  if (version.value !== 1) {
    const message = `Baseline version ${version.value} is not supported; create it again with --create-baseline.`;
    return { baseline: null, problems: [{ message, range: version.range }] };
  }
  const entries: BaselineEntry[] = [];
  for (const item of findings.items) {
    const entry = entryOf(item);
    if (!entry) {
      return { baseline: null, problems: [{ message: 'This is not a baseline entry.', range: item.range }] };
    }
    entries.push(entry);
  }
  return { baseline: { entries }, problems: [] };
}

interface BaselineResult {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** Entries, with how many of each, that match nothing any more. */
  readonly gone: readonly BaselineEntry[];
}

/** Removes the findings that the baseline knows, as many of each as it counts. */
export function applyBaseline(
  findings: readonly Finding[],
  baseline: Baseline,
  context: BaselineContext,
): BaselineResult {
  const left = new Map<string, number>();
  for (const entry of baseline.entries) {
    left.set(entry.fingerprint, (left.get(entry.fingerprint) ?? 0) + entry.count);
  }
  const remaining: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of findings) {
    const key = fingerprint(finding, context.relativePath(finding.uri), context.texts.get(finding.uri));
    const count = left.get(key) ?? 0;
    if (count > 0) {
      left.set(key, count - 1);
      suppressed.push({ finding, by: 'baseline', reason: '' });
    } else remaining.push(finding);
  }
  const gone: BaselineEntry[] = [];
  for (const entry of baseline.entries) {
    const count = Math.min(entry.count, left.get(entry.fingerprint) ?? 0);
    if (count === 0) continue;
    left.set(entry.fingerprint, (left.get(entry.fingerprint) ?? 0) - count);
    gone.push({ ...entry, count });
  }
  return { findings: remaining, suppressed, gone };
}

/** The analysis without the findings that are known, and how many known ones are there no more. */
export function withoutKnown(
  analysis: Analysis,
  { baseline, relativePath }: KnownFindings,
): { readonly analysis: Analysis; readonly gone: number } {
  const { findings, suppressed, gone } = applyBaseline(analysis.findings, baseline, {
    relativePath,
    texts: analysis.texts,
  });
  return {
    analysis: {
      ...analysis,
      findings,
      suppressed: [...(analysis.suppressed ?? []), ...suppressed],
      summary: {
        ...analysis.summary,
        ...countFindings(findings),
        suppressed: analysis.summary.suppressed + suppressed.length,
      },
    },
    gone: gone.reduce((sum, entry) => sum + entry.count, 0),
  };
}

function entryOf(item: JsonValue): BaselineEntry | null {
  const text = (name: string): string | null => {
    const value = member(item, name);
    return value?.kind === 'string' ? value.value : null;
  };
  const count = member(item, 'count');
  const rule = text('rule');
  const key = text('fingerprint');
  if (rule === null || key === null || count?.kind !== 'number' || !Number.isInteger(count.value) || count.value < 1) {
    return null;
  }
  return {
    rule,
    path: text('path') ?? '',
    configurationPath: text('configurationPath') ?? '',
    fingerprint: key,
    count: count.value,
  };
}

function member(value: JsonValue, name: string): JsonValue | undefined {
  return value.kind === 'object' ? value.members.find((candidate) => candidate.name === name)?.value : undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
