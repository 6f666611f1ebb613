// Thumbprints in texts: 40 hexadecimal digits, in pairs or not, with what Windows copies along.

export interface Thumbprint {
  /** Lower-case hexadecimal. */
  readonly sha1: string;
  readonly start: number;
  readonly end: number;
  /** The line says that it is a certificate's. */
  readonly named: boolean;
}

const DIGITS = /(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[ :]?){19}[0-9A-Fa-f]{2}(?![0-9A-Fa-f])/g;
const NAMED = /certhash|certificate ?hash|thumbprint|fingerabdruck|zertifikathash/i;

/** The thumbprint at a character of a line; null where there is none. */
export function thumbprintAt(line: string, character: number): Thumbprint | null {
  // Far away digits have nothing to do with the place that is requested.
  const from = Math.max(0, character - 200);
  const near = line.slice(from, character + 200);
  for (const match of near.matchAll(DIGITS)) {
    const start = from + match.index;
    const end = start + match[0].length;
    if (character < start || character > end) continue;
    return { sha1: match[0].replaceAll(/[ :]/g, '').toLowerCase(), start, end, named: NAMED.test(near) };
  }
  return null;
}
