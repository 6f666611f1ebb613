// Bytes of an object to ranges of the text that it is in.
import type { Range } from '../text/range.js';
import type { Span } from './der/element.js';
import { rangeOfByte } from './containers/pem.js';
import type { EntryPlace } from './file.js';

/**
 * The Base64 that holds a span of the object's bytes; the first line of the block for no span; the start of a
 * binary file.
 */
export function rangeOfSpan(text: string | null, place: EntryPlace, span: Span | null): Range {
  if (text === null || place.kind === 'bytes') return { start: 0, end: 0 };
  if (span === null) return firstLine(text, place.range);
  const first = rangeOfByte(text, place.base64, place.offset + span.start, place.decoration);
  const last = rangeOfByte(text, place.base64, place.offset + Math.max(span.start, span.end - 1), place.decoration);
  return { start: first.start, end: last.end };
}

function firstLine(text: string, range: Range): Range {
  const line = /[\r\n]/.exec(text.slice(range.start, Math.min(range.end, range.start + 4096)));
  return { start: range.start, end: line === null ? range.end : range.start + line.index };
}
