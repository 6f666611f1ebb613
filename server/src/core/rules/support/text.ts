// Small repairs of text that keep the look of the lines around them.
import type { Range } from '../../text/range.js';

/** The range together with its line when nothing else is on it. */
export function lineOf(text: string, range: Range): Range {
  const before = /(?:\r\n|\r|\n)[ \t]*$/.exec(text.slice(0, range.start));
  const alone = /^[ \t]*(?:\r|\n|$)/.test(text.slice(range.end));
  return before && alone ? { start: before.index, end: range.end } : range;
}

/** The line end and indentation before an offset; '' where something else is before it on its line. */
export function newLineBefore(text: string, offset: number): string {
  return /(?:\r\n|\r|\n)[ \t]*$/.exec(text.slice(0, offset))?.[0] ?? '';
}
