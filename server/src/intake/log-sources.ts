// Finds logs in files and folders and opens them as streams, unpacked.
import { unpacked } from '../adapters/gunzip.js';
import type { LogSource } from '../core/logs/read-logs.js';
import type { ExcludeTest, FileQuery, Host } from '../host/host.js';
import { fileNameOf } from '../host/uri.js';
import { isLogName } from './log-names.js';

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
    ? [`${fileNameOf(folder)} holds more than ${logQuery.limit} files; name a folder below it.`]
    : [];
  return { uris: uris.filter(isLogName), problems: [...problems, ...more] };
}

/** A file as a source of lines. */
export function logSource(host: Pick<Host, 'stream'>, uri: string): LogSource {
  return { uri, size: null, open: () => unpacked(host.stream(uri)) };
}
