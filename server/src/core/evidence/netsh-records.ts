// The records of HTTP.SYS in saved `netsh http show sslcert` output, for those who look for nothing else in a file.
import type { SourceFile } from '../text/source-file.js';
import type { Sourced } from './facts.js';
import type { NetshRecord } from './netsh.js';
import { netshRecords } from './netsh-sslcert/read.js';

/** A record and the file that it was saved in. */
export type SslRecord = Sourced<NetshRecord>;

/** The records of saved netsh output in any language; null for a text that is not netsh output. */
export function sslRecordsOf({ uri, text }: SourceFile): readonly SslRecord[] | null {
  const records = netshRecords({ text, isXml: /^\s{0,1000}</.test(text) });
  return records.length === 0 ? null : records.map((record) => ({ ...record, uri }));
}
