// Logs of tests as sources, from text, bytes and folders.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { readLogs, type LogSource, type ReadOptions } from '../../server/src/core/logs/read-logs.js';
import type { LogSummary } from '../../server/src/core/logs/summary/summary.js';
import { unpacked } from '../../server/src/adapters/gunzip.js';

/** A source that gives its content in pieces of `size` bytes. */
export function logSourceOf(uri: string, content: string | Uint8Array, size = 65_536): LogSource {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { uri, size: bytes.length, open: () => unpacked(pieces(bytes, size)) };
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

/** Every file of a folder, or the file itself. */
export function logSourcesIn(file: string): LogSource[] {
  if (!statSync(file).isDirectory()) return [logSourceOf(`file://${file}`, readFileSync(file))];
  return readdirSync(file)
    .sort()
    .flatMap((name) => logSourcesIn(path.join(file, name)));
}

/** What logs say, given by name and text. */
export function summaryOfLogs(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: ReadOptions = {},
  size?: number,
): Promise<LogSummary> {
  return readLogs(
    Object.entries(files).map(([name, content]) => logSourceOf(`file:///logs/${name}`, content, size)),
    options,
  );
}

export const w3cHeader =
  '#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n#Date: 2026-11-02 06:00:00\r\n' +
  '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\r\n';

/** A line of the default layout about ActiveSync. */
export function activeSyncLine(
  parts: Partial<
    Record<'time' | 'server' | 'method' | 'stem' | 'query' | 'user' | 'client' | 'agent' | 'status', string>
  >,
): string {
  const query = parts.query ?? 'Cmd=Sync&User=alice&DeviceId=APPL1&DeviceType=iPhone';
  return (
    `2026-11-02 ${parts.time ?? '06:00:00'} ${parts.server ?? '10.1.1.11'} ${parts.method ?? 'POST'} ` +
    `${parts.stem ?? '/Microsoft-Server-ActiveSync/default.eas'} ${query} 443 ${parts.user ?? '-'} ` +
    `${parts.client ?? '198.51.100.7'} ${parts.agent ?? 'Apple-iPhone15C2/2107.102'} - ${parts.status ?? '200 0 0'} 31\r\n`
  );
}
