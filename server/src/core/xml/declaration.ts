// Checks the XML declaration, `<?xml version="1.0" encoding="utf-8"?>`, and reads what it says.
import { isSpace, skipNameCharacters, skipSpace } from './characters.js';
import { clip, type ErrorList } from './errors.js';

const expected = {
  version: /^1\.[0-9]+$/,
  encoding: /^[A-Za-z][A-Za-z0-9._-]*$/,
  standalone: /^(?:yes|no)$/,
} as const;
const order = ['version', 'encoding', 'standalone'];
const sample = '<?xml version="1.0" encoding="utf-8"?>';

/**
 * Reports what is wrong with the declaration whose contents (after `<?xml`, before `?>`) are `text[start,
 * end)`. Production 23: version, then encoding, then standalone, of which only the version must be there.
 */
export function checkDeclaration(text: string, start: number, end: number, errors: ErrorList): void {
  const wrong = (from: number, to: number, message: string) => {
    errors.add('bad-xml-declaration', from, to, `${message} An XML declaration looks like ${sample}.`);
  };
  let last = -1;
  let at = start;
  for (;;) {
    const from = skipSpace(text, at);
    if (from >= end) break;
    const nameEnd = skipNameCharacters(text, from);
    const name = text.slice(from, nameEnd);
    const rank = order.indexOf(name);
    if (nameEnd === from) {
      wrong(from, end, `'${clip(text.slice(from, end))}' is not allowed here.`);
      return;
    }
    if (from === at) wrong(from, nameEnd, `A space is missing before '${clip(name)}'.`);
    if (rank === -1) wrong(from, nameEnd, `'${clip(name)}' is not allowed in an XML declaration.`);
    else if (rank <= last) wrong(from, nameEnd, `'${name}' is in the wrong place.`);
    else if (last === -1 && rank > 0) wrong(from, nameEnd, `The version is missing before '${name}'.`);
    last = Math.max(last, rank);
    const equals = skipSpace(text, nameEnd);
    const quoteAt = skipSpace(text, equals + 1);
    const quote = text[quoteAt];
    if (equals >= end || text[equals] !== '=' || quoteAt >= end || (quote !== '"' && quote !== "'")) {
      wrong(from, nameEnd, `'${clip(name)}' needs a value in quotes.`);
      return;
    }
    const close = text.indexOf(quote, quoteAt + 1);
    if (close === -1 || close >= end) {
      wrong(quoteAt, end, `The closing quote of '${clip(name)}' is missing.`);
      return;
    }
    const value = text.slice(quoteAt + 1, close);
    if (rank !== -1 && !expected[name as keyof typeof expected].test(value)) {
      wrong(quoteAt + 1, close, `'${clip(value)}' is not a valid value of '${name}'.`);
    }
    at = close + 1;
  }
  if (last === -1) wrong(start, end, 'The version is missing.');
}

/**
 * The encoding named by the declaration at the start of `head` (a text or the Latin-1 view of bytes); null
 * when none is.
 */
export function declaredEncoding(
  head: string,
): { readonly name: string; readonly start: number; readonly end: number } | null {
  const open = head.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (!head.startsWith('<?xml', open) || !isSpace(head.charCodeAt(open + 5))) return null;
  const close = head.indexOf('?>', open);
  const match = /\sencoding\s*=\s*(["'])([A-Za-z][A-Za-z0-9._-]*)\1/.exec(
    head.slice(0, close === -1 ? undefined : close),
  );
  if (match === null) return null;
  const name = match[2]!;
  const end = match.index + match[0].length - 1;
  return { name, start: end - name.length, end };
}
