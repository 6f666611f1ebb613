// Fetches the text of single lines of a log, for examples and excerpts.
import type { LogSource } from './read-logs.js';
import { byteText } from './reading/byte-text.js';
import { LineSplitter } from './reading/line-splitter.js';

/** Longer lines are cut. */
const maximumLength = 4000;

/** The texts of zero-based lines; a line that is not there any more is missing. Never rejects. */
export async function readLines(source: LogSource, lines: Iterable<number>): Promise<ReadonlyMap<number, string>> {
  const wanted = new Set(lines);
  const texts = new Map<number, string>();
  const splitter = new LineSplitter(({ bytes, start, end, line }) => {
    if (wanted.has(line)) texts.set(line, byteText(bytes, start, Math.min(end, start + maximumLength)));
  });
  try {
    for await (const piece of source.open()) {
      splitter.push(piece);
      if (texts.size === wanted.size) return texts;
    }
    splitter.end();
  } catch {
    // What was read before is what there is.
  }
  return texts;
}
