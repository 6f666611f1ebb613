// Decodes text and attribute values as XML says, and reports what is wrong with their references and
// characters.
import { illegalRun, isCharacter, isNameStartAt, skipNameCharacters } from './characters.js';
import { clip, type ErrorList } from './errors.js';

const predefined: Readonly<Record<string, string | undefined>> = {
  __proto__: null as never,
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** Reports every run of characters in `text[start, end)` that XML does not allow. */
export function checkCharacters(text: string, start: number, end: number, errors: ErrorList): void {
  for (const match of text.slice(start, end).matchAll(illegalRun)) {
    const at = start + match.index;
    const code = text.codePointAt(at)!;
    const what =
      code >= 0xd800 && code <= 0xdfff
        ? 'Half of a character (of a surrogate pair)'
        : `The character U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    errors.add('illegal-character', at, at + match[0].length, `${what} is not allowed in XML.`);
  }
}

/**
 * Reads the reference at `&`; returns what it stands for (itself when it is wrong) and the offset after it.
 */
function readReference(text: string, at: number, end: number, errors: ErrorList): [string, number] {
  const wrong = (code: string, stop: number, message: string): [string, number] => {
    errors.add(code, at, stop, message);
    return [text.slice(at, stop), stop];
  };
  if (text[at + 1] === '#') {
    const hexadecimal = text[at + 2] === 'x';
    const from = at + (hexadecimal ? 3 : 2);
    let stop = from;
    while (stop < end && (hexadecimal ? /[0-9a-fA-F]/ : /[0-9]/).test(text[stop]!)) stop++;
    const written = clip(text.slice(at, stop));
    if (stop === from || text[stop] !== ';' || stop >= end) {
      return wrong(
        'bad-character-reference',
        stop,
        `'${written}' is not a complete character reference such as &#160;.`,
      );
    }
    const code = Number.parseInt(text.slice(from, stop), hexadecimal ? 16 : 10);
    if (!isCharacter(code)) {
      return wrong('bad-character-reference', stop + 1, `'${written};' refers to a character that XML does not allow.`);
    }
    return [String.fromCodePoint(code), stop + 1];
  }
  if (!isNameStartAt(text, at + 1)) {
    return wrong('unescaped-ampersand', at + 1, `'&' must be written as &amp; here.`);
  }
  const stop = skipNameCharacters(text, at + 1);
  const name = text.slice(at + 1, stop);
  if (text[stop] !== ';' || stop >= end) {
    return name in predefined
      ? wrong('unfinished-reference', stop, `The ';' after '&${name}' is missing.`)
      : wrong('unescaped-ampersand', at + 1, `'&' must be written as &amp; here.`);
  }
  const value = predefined[name];
  if (value !== undefined) return [value, stop + 1];
  return wrong(
    'undefined-entity',
    stop + 1,
    `'&${clip(name)};' is not defined: only &amp; &lt; &gt; &quot; &apos; and character references such as &#160; are.`,
  );
}

/**
 * The text of `text[start, end)` with references replaced and line ends normalised; in an attribute value
 * every white space character becomes a space, as XML 1.0 §3.3.3 says of values without a type. Wrong
 * references stay as written.
 */
export function decode(text: string, start: number, end: number, isValue: boolean, errors: ErrorList): string {
  checkCharacters(text, start, end, errors);
  const normalise = (raw: string) => (isValue ? raw.replace(/\r\n|[\r\n\t]/g, ' ') : raw.replace(/\r\n?/g, '\n'));
  const raw = text.slice(start, end);
  let at = raw.indexOf('&');
  if (at === -1) return normalise(raw);
  const parts: string[] = [];
  let done = 0;
  while (at !== -1) {
    parts.push(normalise(raw.slice(done, at)));
    const [value, stop] = readReference(text, start + at, end, errors);
    parts.push(value);
    done = stop - start;
    at = raw.indexOf('&', done);
  }
  parts.push(normalise(raw.slice(done)));
  return parts.join('');
}
