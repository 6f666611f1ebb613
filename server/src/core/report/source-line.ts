// The line of a text on which a range starts, as reports show it: without the secrets that are in it.
import type { LineIndex } from '../text/line-index.js';
import type { Range } from '../text/range.js';

export interface SourceLine {
  /** Zero-based. */
  readonly line: number;
  readonly text: string;
  /**
   * The part of `text` that the range covers; of a range over several lines up to the last visible character.
   */
  readonly start: number;
  readonly end: number;
  /** Zero-based: the line on which the range ends. */
  readonly lastLine: number;
}

export function sourceLine(index: LineIndex, range: Range): SourceLine {
  const from = index.positionAt(range.start);
  const to = index.positionAt(Math.max(range.start, range.end));
  const { written, masked } = maskedLine(index, from.line);
  const start = Math.min(from.character, written.length);
  const end = to.line > from.line ? Math.max(written.trimEnd().length, start) : Math.min(to.character, written.length);
  return { line: from.line, text: masked.text, start: masked.at(start), end: masked.at(end), lastLine: to.line };
}

const mask = '********';

/**
 * Attributes whose values are no one's business: passwords, keys, and connection strings, which hold both.
 */
const secretAttribute =
  /\b(?:[\w.-]*(?:password|pwd|passphrase|secret)|validationKey|decryptionKey|sessionKey|connectionString)\s*=\s*(?:"([^"]*)("|$)|'([^']*)('|$))/dgi;

/** `<add key="SmtpPassword" value="…" />` of application settings. */
const secretSetting =
  /\b(?:key|name)\s*=\s*["'][^"']*(?:password|pwd|secret|apikey|token)[^"']*["'][^<>]*?\bvalue\s*=\s*(?:"([^"]*)("|$)|'([^']*)('|$))/dgi;

interface MaskedLine {
  readonly line: number;
  readonly written: string;
  readonly masked: ReturnType<typeof maskSecrets>;
}

/** The last line of each text: a whole file can be one line, and every finding in it is on that line. */
const lastLines = new WeakMap<LineIndex, MaskedLine>();

function maskedLine(index: LineIndex, line: number): MaskedLine {
  const last = lastLines.get(index);
  if (last?.line === line) return last;
  const written = index.lineText(line);
  const now = { line, written, masked: maskSecrets(written) };
  lastLines.set(index, now);
  return now;
}

/** Where a secret is in the text, and how far what follows it moves. */
interface Secret {
  readonly from: number;
  readonly to: number;
  readonly movedBefore: number;
}

/**
 * The text with secrets replaced, and where its offsets went. What is encrypted (`[enc:…`) is not a secret.
 */
export function maskSecrets(text: string): { readonly text: string; at(offset: number): number } {
  const secrets: Secret[] = [];
  const parts: string[] = [];
  let copied = 0;
  let moved = 0;
  for (const [from, to] of secretSpans(text)) {
    parts.push(text.slice(copied, from), mask);
    secrets.push({ from, to, movedBefore: moved });
    copied = to;
    moved += mask.length - (to - from);
  }
  parts.push(text.slice(copied));
  return {
    text: parts.join(''),
    at: (offset) => {
      const last = lastBefore(secrets, offset);
      if (!last) return offset;
      const { from, to, movedBefore } = last;
      // Inside a secret every offset is its end, so that nothing is told about its length.
      if (offset < to) return from + movedBefore + mask.length;
      return offset + movedBefore + mask.length - (to - from);
    },
  };
}

/** In their order, none of them inside another. */
function secretSpans(text: string): [number, number][] {
  const found: [number, number][] = [];
  for (const pattern of [secretAttribute, secretSetting]) {
    for (const match of text.matchAll(pattern)) {
      const span = match.indices?.[1] ?? match.indices?.[3];
      if (span && span[0] !== span[1] && !text.startsWith('[enc:', span[0])) found.push([span[0], span[1]]);
    }
  }
  found.sort((a, b) => a[0] - b[0]);
  let end = 0;
  return found.filter(([from, to]) => {
    if (from < end) return false;
    end = to;
    return true;
  });
}

/** The last secret that starts before the offset. */
function lastBefore(secrets: readonly Secret[], offset: number): Secret | undefined {
  let low = 0;
  let high = secrets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (secrets[middle]!.from < offset) low = middle + 1;
    else high = middle;
  }
  return secrets[low - 1];
}
