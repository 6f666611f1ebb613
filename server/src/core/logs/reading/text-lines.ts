// Lines of a log as text, for kinds that are short enough to be read that way.
import { byteText } from './byte-text.js';
import { LineSplitter } from './line-splitter.js';

/** Calls `take` with each line that is not blank, without a byte order mark; `line` is zero-based. */
export function textLines(take: (text: string, line: number, hasNul: boolean) => void): LineSplitter {
  return new LineSplitter(({ bytes, start, end, line, hasNul }) => {
    const text = byteText(bytes, start, end).replace(/^\uFEFF/, '');
    if (text.trim() !== '') take(text, line, hasNul);
  });
}
