// One version of one text file, as a host hands it over.
import type { Range } from './range.js';

/**
 * Where a text comes from that is written inside another file, as the web.config files in a HealthChecker
 * export are.
 */
export interface Containment {
  /** The file that a host has. */
  readonly uri: string;
  /** Where the inner file lies on its server: `C:\\inetpub\\wwwroot\\web.config`. */
  readonly location: string;
  /** The characters of the outer text that stand for a range of the inner one. */
  readonly outer: (range: Range) => Range;
}

/** How the bytes of a file were read. */
export interface SourceEncoding {
  /** `utf-8`, `utf-16le`. */
  readonly name: string;
  /** Some bytes are not valid in it; they are U+FFFD in the text. */
  readonly isLossy: boolean;
}

/**
 * One version of one file. A host that has not seen the file change hands over the same object again, so that
 * what is derived from a file alone (its tree) can be kept in a WeakMap by this object.
 */
export interface SourceFile {
  /** Whatever the host calls the file; hosts with URIs spell the same file always the same way. */
  readonly uri: string;
  /** Without a byte order mark. */
  readonly text: string;
  /** Absent where it is not known. */
  readonly encoding?: SourceEncoding;
  /** Set for a text inside another file; its `uri` is then a name that no host knows. */
  readonly inside?: Containment;
}
