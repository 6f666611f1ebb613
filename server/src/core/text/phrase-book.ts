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
  /** It begins with words and a colon. */
  readonly label: boolean;
}

/** Longer texts are data, not sentences. */
const longestSentence = 600;
const mostRemembered = 5000;
/** Values within values: a reason in a sentence, a value in the reason. */
const deepest = 3;
/** A pattern without a label and with fewer characters fits sentences that it does not mean. */
const isVague = ({ label, literal }: Pattern): boolean => !label && literal < 15;
/** Words in a row are no name or number; half a sentence in another language is worse than none. */
const isProse = (value: string): boolean => /\b[a-z]{2,} [a-z]{2,}\b/.test(value);
/** What joins phrases; each is a key of the bundle. */
const joint = /(, and | and |; or |, or | or |, )/;
/** Phrases and what joins them. */
const mostJoined = 15;
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
    label: /^[^{]+: \{/.test(english),
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
    for (const pattern of patterns) {
      const { matches, names, translation } = pattern;
      const found = matches.exec(text);
      if (!found) continue;
      const values = new Map(names.map((name, index) => [name, found[index + 1]!]));
      if (isVague(pattern) && found.slice(1).some((value) => isProse(value) && complete(value, depth + 1) === null))
        continue;
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
    const result = counts(text, depth) ?? complete(text, depth) ?? parts(text, depth);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(key, result);
    return result;
  }

  /** Null where a part of it is not in the bundle. */
  function complete(text: string, depth: number): string | null {
    return lookUp(text, depth) ?? withoutPeriod(text, depth) ?? capitalized(text, depth) ?? joined(text, depth);
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

  /** `it is late and it rains`: phrases of the bundle that are joined; the longest phrase is taken first. */
  function joined(text: string, depth: number): string | null {
    if (depth > deepest || text.length > longestSentence) return null;
    const pieces = text.split(joint);
    if (pieces.length < 3 || pieces.length > mostJoined) return null;
    let said = '';
    for (let from = 0; from < pieces.length;) {
      let to = pieces.length;
      let phrase: string | null = null;
      for (; to > from && phrase === null; to -= 2) {
        const piece = pieces.slice(from, to).join('');
        if (piece === text) continue;
        phrase = /[a-z]/i.test(piece) ? (lookUp(piece, depth + 1) ?? capitalized(piece, depth + 1)) : piece;
      }
      if (phrase === null) return null;
      from = to + 3;
      said += phrase + (exact.get(pieces[from - 1] ?? '') ?? pieces[from - 1] ?? '');
    }
    return said;
  }

  /** Sentences after one another, of which several may be one phrase; null where none is in the bundle. */
  function sentences(text: string, depth: number): string | null {
    const pieces = text.split(/(?<=\.) /);
    if (pieces.length < 2 || pieces.length > mostJoined) return null;
    const said: string[] = [];
    let isFound = false;
    for (let from = 0; from < pieces.length;) {
      let to = pieces.length;
      let phrase: string | null = null;
      for (; to > from && phrase === null; to--) {
        const piece = pieces.slice(from, to).join(' ');
        if (piece !== text) phrase = to > from + 1 ? complete(piece, depth + 1) : translate(piece, depth + 1);
      }
      isFound ||= phrase !== null;
      said.push(phrase ?? pieces[from]!);
      from = to + 1;
    }
    return isFound ? said.join(' ') : null;
  }

  /** States joined by ` · `, sentences, and what follows a value. */
  function parts(text: string, depth: number): string | null {
    if (depth > deepest || text.length > longestSentence) return null;
    for (const separator of [' · ', '. ', ', ']) {
      if (separator === '. ') {
        const all = sentences(text, depth);
        if (all !== null) return all;
        continue;
      }
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
