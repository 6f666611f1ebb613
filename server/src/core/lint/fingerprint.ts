// What a finding is about, in words that stay the same when lines move: for baselines and for SARIF.
import { hash64 } from '../text/hash.js';
import type { Range } from '../text/range.js';
import type { Finding } from '../rules/finding.js';

const longest = 200;

/**
 * The same for one mistake before and after lines were added, moved or indented differently, and different
 * for another rule, file, configuration path, element or value. Two equal mistakes of one file have equal
 * fingerprints: count them.
 * `path` is the file's name as the caller writes it, `text` the file's text (undefined where it is not text).
 */
export function fingerprint(finding: Finding, path: string, text: string | undefined): string {
  const context = text === undefined ? '' : contextOf(text, finding.range);
  return hash64([finding.rule, path, finding.configurationPath, context].join('\n'));
}

/** Fingerprints with the occurrence behind them, so that equal mistakes are distinguished: `…:1`, `…:2`. */
export class FingerprintCounter {
  readonly #seen = new Map<string, number>();

  next(value: string): string {
    const count = (this.#seen.get(value) ?? 0) + 1;
    this.#seen.set(value, count);
    return `${value}:${count}`;
  }
}

/**
 * Inside a tag: the element's name and the text of the range; a range that starts with a tag: that start tag;
 * elsewhere the line. White space is one space.
 */
function contextOf(text: string, range: Range): string {
  const tag = enclosingTag(text, range.start);
  if (tag !== null) {
    if (tag === range.start) return normalise(text.slice(tag, tagEnd(text, tag)));
    const name = /^<[^\s/>]*/.exec(text.slice(tag, tag + longest))?.[0] ?? '';
    return normalise(`${name} ${text.slice(range.start, Math.min(range.end, range.start + longest))}`);
  }
  const lineStart = Math.max(text.lastIndexOf('\n', range.start - 1), text.lastIndexOf('\r', range.start - 1)) + 1;
  const line = /^[^\r\n]*/.exec(text.slice(lineStart, lineStart + longest))?.[0] ?? '';
  return normalise(line);
}

/** Where the tag that holds the offset starts; null when the offset is outside any. */
function enclosingTag(text: string, offset: number): number | null {
  if (text[offset] === '<') return offset;
  const open = text.lastIndexOf('<', offset);
  if (open < 0) return null;
  const close = text.indexOf('>', open);
  return close >= 0 && close < offset ? null : open;
}

function tagEnd(text: string, start: number): number {
  const close = text.indexOf('>', start);
  return Math.min(close < 0 ? text.length : close + 1, start + longest);
}

function normalise(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
