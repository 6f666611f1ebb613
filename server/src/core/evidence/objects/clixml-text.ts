// Text inside CliXml: `_xHHHH_` escapes above XML's own references, and a map from the decoded text to the
// written one.
import type { Range } from '../../text/range.js';

const escape = /_x([0-9A-Fa-f]{4})_/g;

/** The text that PowerShell wrote with `_xHHHH_` for control characters (and for `_x` itself). */
export function decodeCliXml(text: string): string {
  return text.includes('_x')
    ? text.replace(escape, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    : text;
}

/** A text that is inside another one, with the offset of each of its characters there. */
export interface EmbeddedText {
  readonly text: string;
  /** The range in the outer text that stands for a range of the inner one. */
  readonly outer: (range: Range) => Range;
}

/**
 * One character as written: a reference, an escape (after references, so its characters may be references
 * too), or itself.
 */
const unit = /&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));|_x([0-9A-Fa-f]{4})_|\r\n?/g;

const named: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Decodes `outer[start, end)`, the content of one scalar, as `decodeCliXml` decodes what the XML tree made of
 * it.
 */
export function embeddedText(outer: string, { start, end }: Range): EmbeddedText {
  const raw = outer.slice(start, end);
  const parts: string[] = [];
  /**
   * Inner and outer offsets where the two go apart: behind each unit that is not as long as what it stands
   * for.
   */
  const inner: number[] = [0];
  const written: number[] = [0];
  let length = 0;
  let done = 0;
  for (const match of raw.matchAll(unit)) {
    const plain = raw.slice(done, match.index);
    const value = standsFor(match);
    parts.push(plain, value);
    length += plain.length;
    inner.push(length);
    written.push(match.index);
    length += value.length;
    done = match.index + match[0].length;
    inner.push(length);
    written.push(done);
  }
  parts.push(raw.slice(done));
  const at = (offset: number): number => {
    let low = 0;
    let high = inner.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (inner[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return start + Math.min(written[low]! + (offset - inner[low]!), raw.length);
  };
  return {
    text: parts.join(''),
    outer: (range) => {
      const from = at(range.start);
      // The end is where the last character ends as written, not where the next one begins to be escaped.
      return { start: from, end: range.end > range.start ? Math.max(from, at(range.end)) : from };
    },
  };
}

function standsFor([all, hexadecimal, decimal, name, escaped]: RegExpMatchArray): string {
  if (escaped !== undefined) return String.fromCharCode(Number.parseInt(escaped, 16));
  if (name !== undefined) return named.get(name)!;
  if (hexadecimal === undefined && decimal === undefined) return '\n';
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : all;
}
