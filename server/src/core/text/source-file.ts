// One version of one text file, as a host hands it over.

/**
 * One version of one file. A host that has not seen the file change hands over the same object again, so that what is
 * derived from a file alone (its tree) can be kept in a WeakMap by this object.
 */
export interface SourceFile {
  /** Whatever the host calls the file; hosts with URIs spell the same file always the same way. */
  readonly uri: string;
  /** Without a byte order mark. */
  readonly text: string;
}
