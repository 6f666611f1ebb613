// Did-you-mean: the known name or value that a mistyped one most likely stands for.
import type { AttributeSchema } from './schema.js';
import { readValue } from './values.js';

/** Longer names are compared without regard to case only: no name of the schema comes near. */
const longest = 100;

/** Characters for each edit: the values of an attribute are few, so that one is recognized from farther away. */
const ofValues = 3;

/** What is shorter begins too many names. */
const shortestBeginning = 3;

/**
 * The candidate that equals the name but for case, else the nearest by edit distance that begins with the same letter, if it is
 * near: one edit for every four characters, at least one; else the only one that begins with the name. Null when none is. Of
 * equally near ones the first in the candidates' order.
 */
export function suggestName(name: string, candidates: Iterable<string>, perEdit = 4): string | null {
  const wanted = name.toLowerCase();
  const known = [...candidates];
  const sameButCase = known.find((candidate) => candidate.toLowerCase() === wanted);
  if (sameButCase !== undefined) return sameButCase;
  if (name.length > longest) return null;
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(name.length / perEdit)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= bestDistance || !beginAlike(wanted, candidate)) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < bestDistance && distance < candidate.length) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? onlyOneBeginning(wanted, known);
}

/** Who mistypes a name rarely mistypes its first letter; another one is another name: `ModSecurity` is not `security`. */
function beginAlike(wanted: string, candidate: string): boolean {
  return wanted[0] === candidate[0]?.toLowerCase();
}

/** `SslRequire` → `SslRequireCert`. */
function onlyOneBeginning(wanted: string, candidates: readonly string[]): string | null {
  if (wanted.length < shortestBeginning) return null;
  const longer = candidates.filter((candidate) => candidate.toLowerCase().startsWith(wanted));
  return longer.length === 1 ? longer[0]! : null;
}

/** True when two names differ and would be the same without regard to case. */
export function differsInCaseOnly(a: string, b: string): boolean {
  return a !== b && a.toLowerCase() === b.toLowerCase();
}

/** A valid value that a refused one most likely stands for, in canonical form; null when there is no telling. */
export function suggestValue(attribute: AttributeSchema, raw: string): string | null {
  const names = attribute.names.map(({ name }) => name);
  switch (attribute.type) {
    case 'enum':
      return suggestName(raw.trim(), names, ofValues);
    case 'flags': {
      const tokens = raw.split(/[\s,;|+]+/).filter((token) => token !== '');
      const found = tokens.slice(0, longest).map((token) => suggestName(token, names, ofValues));
      if (found.length === 0 || tokens.length > longest || found.includes(null)) return null;
      const reading = readValue(attribute, found.join(','));
      return reading.ok ? reading.canonical : null;
    }
    case 'bool':
      return booleans.get(raw.trim().toLowerCase()) ?? suggestName(raw.trim(), ['true', 'false'], ofValues);
    case 'uint':
    case 'int':
    case 'int64':
      return nearestInRange(attribute, raw.trim());
    case 'string':
    case 'timeSpan':
      return null;
  }
}

const booleans: ReadonlyMap<string, string> = new Map([
  ['1', 'true'],
  ['yes', 'true'],
  ['on', 'true'],
  ['0', 'false'],
  ['no', 'false'],
  ['off', 'false'],
]);

function nearestInRange(attribute: AttributeSchema, text: string): string | null {
  const { validation } = attribute;
  if (validation?.kind !== 'integerRange' || validation.exclude || !/^-?\d{1,20}$/.test(text)) return null;
  return String(Math.min(Math.max(Number(text), validation.min), validation.max));
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one text to the other. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(last[j - 1]! + (same ? 0 : 1), last[j]! + 1, row[j - 1]! + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row.push(cost);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
