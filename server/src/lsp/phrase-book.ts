// Looks up English sentences of core in a translation bundle: whole sentences, sentences with values in them,
// and their parts.

/** An English text in the user's language; the text itself where the bundle does not have it. */
export type Say = (english: string) => string;

interface Pattern {
  readonly matches: RegExp;
  readonly names: readonly string[];
  readonly translation: string;
  /** Characters that are not values: the more, the more specific. */
  readonly literal: number;
}

/** Longer texts are data, not sentences. */
const longestSentence = 600;
const mostRemembered = 5000;
/** Values within values: a reason in a sentence, a value in the reason. */
const deepest = 3;
const hole = /\{(\w+)\}/g;

function patternOf(english: string, translation: string): Pattern {
  // `{count}` and `{count2}` are numbers, so that a few words are enough to tell a sentence.
  const parts = english
    .split(/(\{\w+\})/)
    .map((part, index) =>
      index % 2 === 0
        ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
        : /^\{count\d?\}$/.test(part)
          ? '(\\d+)'
          : '([^\\n]+?)',
    );
  return {
    matches: new RegExp(`^${parts.join('')}$`),
    names: [...english.matchAll(hole)].map(([, name]) => name!),
    translation,
    literal: english.replace(hole, '').length,
  };
}

/** The keys of a bundle are English texts; `{name}` or `{0}` in them stands for a value. */
export function phraseBook(translations: Readonly<Record<string, string>> | undefined): Say {
  if (!translations) return (english) => english;
  const exact = new Map(Object.entries(translations));
  const patterns = [...exact]
    .filter(([english]) => english.search(hole) >= 0)
    .map(([english, translation]) => patternOf(english, translation))
    .filter(({ literal }) => literal > 3)
    .sort((a, b) => b.literal - a.literal);
  const remembered = new Map<string, string | null>();

  function lookUp(text: string, depth: number): string | null {
    const known = exact.get(text);
    if (known !== undefined) return known;
    if (text.length > longestSentence || depth > deepest) return null;
    const counted = counts(text, depth);
    if (counted !== null) return counted;
    for (const { matches, names, translation } of patterns) {
      const found = matches.exec(text);
      if (!found) continue;
      const values = new Map(names.map((name, index) => [name, found[index + 1]!]));
      return translation.replace(hole, (written, name: string) => {
        const value = values.get(name);
        return value === undefined ? written : value.includes(' ') ? (translate(value, depth + 1) ?? value) : value;
      });
    }
    return null;
  }

  /** Null where neither the text nor a part of it is in the bundle. */
  function translate(text: string, depth = 0): string | null {
    // What is out of reach deep in a sentence may be found on its own.
    const key = `${depth} ${text}`;
    const before = remembered.get(key);
    if (before !== undefined) return before;
    const result =
      counts(text, depth) ??
      lookUp(text, depth) ??
      withoutPeriod(text, depth) ??
      capitalized(text, depth) ??
      parts(text, depth);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(key, result);
    return result;
  }

  /** `6 errors, 2 warnings`: each count is a phrase, whatever their number. */
  function counts(text: string, depth: number): string | null {
    const list = /^(\d+ [^,.;]+(?:, \d+ [^,.;]+)+)(\.?)$/.exec(text);
    if (!list) return null;
    const pieces = list[1]!.split(', ');
    const translated = pieces.map((piece) => translate(piece, depth + 1));
    if (translated.every((piece) => piece === null)) return null;
    return translated.map((piece, index) => piece ?? pieces[index]!).join(', ') + list[2]!;
  }

  function withoutPeriod(text: string, depth: number): string | null {
    const found = text.endsWith('.') ? lookUp(text.slice(0, -1), depth) : null;
    return found === null ? null : `${found}.`;
  }

  function capitalized(text: string, depth: number): string | null {
    const lower = text.slice(0, 1).toLowerCase() + text.slice(1);
    const found = lower === text ? null : (withoutPeriod(lower, depth) ?? lookUp(lower, depth));
    return found === null ? null : found.slice(0, 1).toUpperCase() + found.slice(1);
  }

  /** States joined by ` · `, sentences after one another, and what follows a value. */
  function parts(text: string, depth: number): string | null {
    if (depth > deepest || text.length > longestSentence) return null;
    for (const separator of [' · ', '. ', ', ']) {
      const pieces = text.split(separator);
      if (pieces.length < 2) continue;
      // What follows the first comma is one phrase: `inherited from the server level, web.config:3`.
      const phrases = separator === ', ' ? [pieces[0]!, pieces.slice(1).join(separator)] : pieces;
      const translated = phrases.map((phrase) => translate(phrase, depth + 1));
      if (translated.some((phrase) => phrase !== null)) {
        return translated.map((phrase, index) => phrase ?? phrases[index]!).join(separator);
      }
    }
    return null;
  }

  return (english) => translate(english) ?? english;
}
