// Makes one prediction of all ways: unknowns that change nothing drop out, equal outcomes join, the likeliest
// comes first.
import type { Assumption, Certainty, Leaf, Outcome, Unknown } from './model.js';
import { certaintyRank, stages, weakest } from './model.js';
import type { Way } from './run.js';

export interface Ranked {
  readonly leaf: Leaf;
  readonly certainty: Certainty;
  /** The conditions of each way that leads there, joined. */
  readonly when: string;
}

export interface RankedWays {
  readonly first: Ranked;
  readonly alternatives: readonly Ranked[];
  /** The unknowns that decide between outcomes, those that separate most first. */
  readonly unknown: readonly { readonly what: Unknown; readonly decides: string; readonly count: number }[];
}

/** Kind, status and substatus: what two predictions have to share to be the same. */
export function labelOf({ kind, status, substatus }: Outcome): string {
  return `${kind} ${status ?? ''}.${substatus ?? ''}`;
}

/** `401.2`, `200`, `no response`. */
export function outcomeText({ kind, status, substatus }: Outcome): string {
  if (kind === 'noResponse') return 'no response';
  if (status === null) return kind === 'passes' ? 'passes' : 'refused';
  return substatus === null || (substatus === 0 && status < 400) ? String(status) : `${status}.${substatus}`;
}

/** A way below which every outcome is the same is one leaf; its assumptions then do not matter. */
function collapse(way: Way, depth: number): Leaf[] {
  if (way.kind === 'leaf') return [way.leaf];
  const groups = way.children.map((child) => collapse(child, depth + 1));
  const all = groups.flat();
  const labels = new Set(all.map(({ end }) => `${labelOf(end.outcome)} ${end.outcome.win32 ?? ''}`));
  if (labels.size > 1) return all;
  const best = all[0]!;
  const certainty = weakest(...all.map((leaf) => leaf.certainty));
  return [{ ...best, certainty, assumptions: best.assumptions.slice(0, depth) }];
}

/** How often reports name a status, from most to least (domain: field frequency). */
const frequency = ['passes', '403.7', '403.16', '401.2', '403.13', '401.1', '413', '500.19', '403.17', '500', '503'];

function frequencyOf(leaf: Leaf): number {
  const text = leaf.end.outcome.kind === 'passes' ? 'passes' : outcomeText(leaf.end.outcome);
  const at = frequency.findIndex((known) => text === known || text === `${known}.0`);
  return at < 0 ? frequency.length : at;
}

function certaintyOf({ certainty, assumptions }: Leaf): Certainty {
  return weakest(certainty, ...assumptions.map((assumption) => assumption.certainty));
}

function deviations({ assumptions }: Leaf): number {
  return assumptions.filter(({ normal }) => !normal).length;
}

export function rankWays(way: Way): RankedWays {
  const leaves = collapse(way, 0).sort(
    (a, b) =>
      certaintyRank(certaintyOf(a)) - certaintyRank(certaintyOf(b)) ||
      deviations(a) - deviations(b) ||
      frequencyOf(a) - frequencyOf(b) ||
      stages.indexOf(a.stage) - stages.indexOf(b.stage),
  );
  const byLabel = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    const label = labelOf(leaf.end.outcome);
    const same = byLabel.get(label);
    if (same) same.push(leaf);
    else byLabel.set(label, [leaf]);
  }
  const ranked = [...byLabel.values()].map((same): Ranked => {
    return { leaf: same[0]!, certainty: certaintyOf(same[0]!), when: whensOf(same).join('; or ') };
  });
  const [first, ...alternatives] = ranked;
  return { first: first!, alternatives, unknown: unknownsOf(leaves) };
}

/** The conditions of the ways, without those that only narrow another one; at most four. */
function whensOf(same: readonly Leaf[]): string[] {
  const conditions = same.map(({ assumptions }) => conditionsOf(assumptions)).filter((all) => all.length > 0);
  const narrower = (a: readonly string[], b: readonly string[]): boolean =>
    b.length < a.length && b.every((one) => a.includes(one));
  const widest = conditions.filter((all) => !conditions.some((other) => narrower(all, other)));
  return [...new Set(widest.map(sentence))].slice(0, 4);
}

/** Only what deviates is worth a condition; a way without deviations is the expected one. */
function conditionsOf(assumptions: readonly Assumption[]): string[] {
  const odd = assumptions.filter(({ normal }) => !normal);
  return (odd.length > 0 ? odd : assumptions.slice(-1)).map(({ when }) => when);
}

function sentence(all: readonly string[]): string {
  return all.length < 3 ? all.join(' and ') : `${all.slice(0, -1).join(', ')}, and ${all.at(-1)!}`;
}

function unknownsOf(leaves: readonly Leaf[]): RankedWays['unknown'] {
  const found = new Map<Unknown, Map<string, Set<string>>>();
  for (const { assumptions, end } of leaves) {
    for (const { unknown, value } of assumptions) {
      if (unknown === null) continue;
      const values = found.get(unknown) ?? new Map<string, Set<string>>();
      found.set(unknown, values);
      const labels = values.get(value) ?? new Set<string>();
      values.set(value, labels);
      labels.add(outcomeText(end.outcome));
    }
  }
  const first = leaves[0] && outcomeText(leaves[0].end.outcome);
  return [...found]
    .map(([what, values]) => {
      const labels = [...new Set([...values.values()].flatMap((set) => [...set]))];
      const odd = oddOf(values, first ?? '');
      const others = odd.length > 0 ? odd : labels.filter((label) => label !== first);
      return { what, decides: `${listed(others)} instead`, count: labels.length };
    })
    .sort((a, b) => b.count - a.count);
}

function listed(labels: readonly string[]): string {
  return labels.length < 3 ? labels.join(' or ') : `${labels.slice(0, -1).join(', ')}, or ${labels.at(-1)!}`;
}

/** What comes out only under the values that do not lead to the first prediction. */
function oddOf(values: ReadonlyMap<string, ReadonlySet<string>>, first: string): string[] {
  const odd = new Set<string>();
  for (const labels of values.values()) if (!labels.has(first)) for (const label of labels) odd.add(label);
  return [...odd];
}
