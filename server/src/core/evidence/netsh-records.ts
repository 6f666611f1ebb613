// The records of HTTP.SYS in saved `netsh http show sslcert` output, read once per version of a file.
import type { SourceFile } from '../text/source-file.js';
import type { NetshRecord } from './netsh.js';
import { readNetshSslCertificates } from './netsh.js';

/** A record and the file that it was saved in. */
export interface SslRecord extends NetshRecord {
  readonly uri: string;
}

const records = new WeakMap<SourceFile, readonly SslRecord[] | null>();

/** The records of saved netsh output; null for a text that is none. */
export function sslRecordsOf(source: SourceFile): readonly SslRecord[] | null {
  const known = records.get(source);
  if (known !== undefined) return known;
  // What begins as markup or JSON is a configuration or settings, whatever its values say.
  const found = /^\s*[<{]/.test(source.text) ? [] : readNetshSslCertificates(source.text);
  const result = found.length === 0 ? null : found.map((record) => ({ ...record, uri: source.uri }));
  records.set(source, result);
  return result;
}
