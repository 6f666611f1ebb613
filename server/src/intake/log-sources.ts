// Finds logs in files and folders and opens them as streams, unpacked.
import { unpacked } from '../adapters/gunzip.js';
import type { LogSource } from '../core/logs/read-logs.js';
import { readFileAt, readHead, type ExcludeTest, type FileQuery, type Host } from '../host/host.js';
import { fileNameOf } from '../host/uri.js';
import { isLogName } from './log-names.js';
import { innerUri, openZip } from './zip.js';

/** Names that a folder search takes for logs; their content decides. */
export const logQuery: FileQuery = { extensions: ['.log', '.log.gz', '.xml'], depth: 40, limit: 20_000 };

/** The logs of a folder and what kept the search from finding more. */
export async function logsIn(
  host: Host,
  folder: string,
  isExcluded?: ExcludeTest,
): Promise<{ uris: readonly string[]; problems: readonly string[] }> {
  const { uris, problems, truncated } = await host.list(folder, logQuery, isExcluded);
  const more = truncated
    ? [`${fileNameOf(folder)} contains more than ${logQuery.limit} files; specify a folder below it.`]
    : [];
  return { uris: uris.filter(isLogName), problems: [...problems, ...more] };
}

/** Bytes that are in memory, as a stream. */
export async function* streamOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/**
 * The logs in a zip archive, below its uri; a clause why it cannot be opened, and null for what is not an
 * archive.
 */
export async function logsInArchive(host: Host, uri: string): Promise<readonly LogSource[] | string | null> {
  const head = await readHead(host, uri, 4);
  if (head.kind !== 'bytes' || !isZip(head.bytes)) return null;
  const whole = head.whole ? head : await readFileAt(host, uri);
  if (whole.kind !== 'bytes') return 'it cannot be read';
  const zip = openZip(whole.bytes, (path) => isLogName(`/${path}`));
  if ('problem' in zip) return zip.problem;
  if (zip.tooLarge.length > 0) return `${zip.tooLarge[0]!} in it is too large to be unpacked in memory`;
  return zip.entries.map(({ path, bytes }) => logInMemory(innerUri(uri, path), bytes));
}

export function logInMemory(uri: string, bytes: Uint8Array): LogSource {
  return { uri, size: bytes.length, open: () => unpacked(streamOf(bytes)) };
}

function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
}

/** A file as a source of lines. */
export function logSource(host: Pick<Host, 'stream'>, uri: string): LogSource {
  return { uri, size: null, open: () => unpacked(host.stream(uri)) };
}
