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
  const written = index.lineText(from.line);
  const start = Math.min(from.character, written.length);
  const end = to.line > from.line ? Math.max(written.trimEnd().length, start) : Math.min(to.character, written.length);
  const masked = maskSecrets(written);
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

/**
 * The text with secrets replaced, and where its offsets went. What is encrypted (`[enc:…`) is not a secret.
 */
export function maskSecrets(text: string): { readonly text: string; at(offset: number): number } {
  const secrets: [number, number][] = [];
  for (const pattern of [secretAttribute, secretSetting]) {
    for (const match of text.matchAll(pattern)) {
      const span = match.indices?.[1] ?? match.indices?.[3];
      if (!span || span[0] === span[1] || text.startsWith('[enc:', span[0])) continue;
      if (!secrets.some(([from, to]) => span[0] < to && from < span[1])) secrets.push([span[0], span[1]]);
    }
  }
  secrets.sort((a, b) => a[0] - b[0]);
  let result = '';
  let copied = 0;
  for (const [from, to] of secrets) {
    result += text.slice(copied, from) + mask;
    copied = to;
  }
  result += text.slice(copied);
  return {
    text: result,
    at: (offset) => {
      let moved = 0;
      for (const [from, to] of secrets) {
        if (offset <= from) break;
        // Inside a secret every offset is its end, so that nothing is told about its length.
        if (offset < to) return from + moved + mask.length;
        moved += mask.length - (to - from);
      }
      return offset + moved;
    },
  };
}
