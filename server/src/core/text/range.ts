// Ranges of text as half-open intervals of UTF-16 offsets: the one way in which core refers to places.

/** A half-open interval `[start, end)` of UTF-16 code unit offsets into one text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * A range in a named text. `uri` is whatever the host calls the file; core compares it and never opens it.
 */
export interface Place {
  readonly uri: string;
  readonly range: Range;
}

/** The place in a file that is written inside another one, where `Place` is that of the outer file. */
export interface Within {
  /** Where the inner file lies on its server: `C:\\inetpub\\wwwroot\\web.config`. */
  readonly path: string;
  /** Zero-based, in the inner file. */
  readonly line: number;
  readonly character: number;
}

/** A place together with a sentence about it. */
export interface Note extends Place {
  readonly message: string;
  readonly within?: Within;
}

/**
 * True when the two ranges share at least one offset, or one is empty and lies inside or at the edge of the
 * other.
 */
export function touches(a: Range, b: Range): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** True when `inner` lies inside `outer`, edges included. */
export function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
