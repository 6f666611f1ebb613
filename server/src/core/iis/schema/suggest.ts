// Did-you-mean: the known name or value that a mistyped one most likely stands for.
import { editDistance, longestName } from '../../text/nearest.js';
import type { AttributeSchema } from './schema.js';
import { readValue } from './values.js';

/**
 * Characters for each edit: the values of an attribute are few, so that one is recognized from farther away.
 */
const ofValues = 3;

/** Flags beyond this number are not looked at. */
const mostTokens = 100;

/** What is shorter begins too many names. */
const shortestBeginning = 3;

/**
 * The candidate that equals the name but for case, else the nearest by edit distance that begins with the
 * same letter, if it is near: one edit for every four characters, at least one; else the only one that begins
 * with the name. Null when none is. Of equally near ones the first in the candidates' order.
 */
export function suggestName(name: string, candidates: Iterable<string>, perEdit = 4): string | null {
  const wanted = name.toLowerCase();
  const known = [...candidates];
  const sameButCase = known.find((candidate) => candidate.toLowerCase() === wanted);
  if (sameButCase !== undefined) return sameButCase;
  if (name.length > longestName) return null;
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(name.length / perEdit)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= bestDistance || !beginAlike(wanted, candidate)) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance && distance < candidate.length) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? onlyOneBeginning(wanted, known);
}

/**
 * Who mistypes a name rarely mistypes its first letter; another one is another name: `ModSecurity` is not
 * `security`.
 */
function beginAlike(wanted: string, candidate: string): boolean {
  return candidate.toLowerCase().startsWith(wanted.slice(0, 1));
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

/**
 * A valid value that a refused one most likely stands for, in canonical form; null when it cannot be told.
 */
export function suggestValue(attribute: AttributeSchema, raw: string): string | null {
  const names = attribute.names.map(({ name }) => name);
  switch (attribute.type) {
    case 'enum':
      return suggestName(raw.trim(), names, ofValues);
    case 'flags': {
      const tokens = raw.split(/[\s,;|+]+/).filter((token) => token !== '');
      const found = tokens.slice(0, mostTokens).map((token) => suggestName(token, names, ofValues));
      if (found.length === 0 || tokens.length > mostTokens || found.includes(null)) return null;
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
