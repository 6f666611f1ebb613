// Finds the strings of altSecurityIdentities in any text, whatever escapes their brackets: nothing, XML and
// HTML, or JSON.
import type { Range } from '../../text/range.js';
import { parseAltSecurityIdentity } from './alt-security-identities.js';
import type { AltSecurityIdentity } from './alt-security-identities.js';

export interface IdentityInText {
  /** In the text as it is written. */
  readonly range: Range;
  /** Of the string without its escapes. */
  readonly identity: AltSecurityIdentity;
}

/** The first bracket tells how the whole string is escaped. */
const START =
  /X509:(<|&lt;|&#0*60;|&#x0*3c;|\\u003c|\\x3c)(?:I|SR|SKI|SHA1-PUKEY|SID|S|RFC822)(?:>|&gt;|&#0*62;|&#x0*3e;|\\u003e|\\x3e)/gi;
/** Longer ones are cut off. */
const MAXIMUM_LENGTH = 4096;

type Escaping = 'none' | 'markup' | 'json';

/**
 * Where mapping strings stand, in order. One ends at its line, at a quote, at a tag, or where the next one
 * begins.
 */
export function findAltSecurityIdentities(text: string): IdentityInText[] {
  const found: IdentityInText[] = [];
  const starts = new RegExp(START);
  for (let match = starts.exec(text); match !== null; match = starts.exec(text)) {
    const bracket = match[1]!;
    const escaping = bracket === '<' ? 'none' : bracket.startsWith('&') ? 'markup' : 'json';
    const { value, end } = readValue(text, match.index, match[0].length, escaping);
    found.push({ range: { start: match.index, end }, identity: parseAltSecurityIdentity(value) });
    starts.lastIndex = end;
  }
  return found;
}

/**
 * The string that starts there, without its escapes and without what belongs to the text around it; the first
 * `least` units are of it.
 */
function readValue(text: string, start: number, least: number, escaping: Escaping): { value: string; end: number } {
  let value = '';
  /** Where in the text each unit of `value` ends. */
  const ends: number[] = [];
  let quoted = false;
  const limit = Math.min(text.length, start + MAXIMUM_LENGTH);
  for (let at = start; at < limit;) {
    const { character, length } = characterAt(text, at, escaping);
    if (at >= start + least) {
      if (character === '\n' || character === '\r' || endsAtTag(text, at, escaping)) break;
      // In `O="Contoso, Ltd."` the quotes belong to the name; where they are doubled they close and open
      // again.
      if (character === '"' && (length > 1 || escaping === 'none')) {
        if (!quoted && !(/[="]$/.test(value) && closes(text, at + length, escaping))) break;
        quoted = !quoted;
      } else if (character === '"' || (character === "'" && !quoted)) break;
      else if (!quoted && startsAt(text, at)) break;
    }
    value += character;
    at += length;
    while (ends.length < value.length) ends.push(at);
  }
  const trimmed = value.replace(/[\s,;]+$/, '');
  return { value: trimmed, end: ends[trimmed.length - 1]! };
}

/** A quote that opens a value has one that closes it before the line ends. */
function closes(text: string, from: number, escaping: Escaping): boolean {
  const quote = escaping === 'none' ? '"' : escaping === 'markup' ? '&quot;' : '\\"';
  const rest = text.slice(from, from + MAXIMUM_LENGTH);
  const found = rest.indexOf(quote);
  return found >= 0 && !/[\r\n]/.test(rest.slice(0, found));
}

/** Markup goes on with a raw bracket; elsewhere only a closing tag is told from `<SR>`. */
function endsAtTag(text: string, at: number, escaping: Escaping): boolean {
  return text[at] === '<' && (escaping === 'markup' || text[at + 1] === '/');
}

function startsAt(text: string, at: number): boolean {
  if (text[at] !== 'X' && text[at] !== 'x') return false;
  const next = new RegExp(START.source, 'iy');
  next.lastIndex = at;
  return next.test(text);
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** One character and how much of the text it takes. What is not an escape stands for itself. */
function characterAt(text: string, at: number, escaping: Escaping): { character: string; length: number } {
  const plain = { character: text[at]!, length: 1 };
  if (escaping === 'markup' && text[at] === '&') {
    const match = /^&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));/.exec(text.slice(at, at + 12));
    if (match === null) return plain;
    const code = match[2] === undefined ? Number.parseInt(match[3] ?? '', 16) : Number(match[2]);
    return { character: match[1] === undefined ? characterOf(code) : ENTITIES[match[1]]!, length: match[0].length };
  }
  if (escaping === 'json' && text[at] === '\\') {
    const match = /^\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(["\\/]))/.exec(text.slice(at, at + 6));
    if (match === null) return plain;
    const character = match[3] ?? String.fromCharCode(Number.parseInt((match[1] ?? match[2])!, 16));
    return { character, length: match[0].length };
  }
  return plain;
}

function characterOf(code: number): string {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : '\ufffd';
}
