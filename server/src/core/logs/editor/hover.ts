// What a field of a log line means, as Markdown: statuses, Windows codes, reasons and decoded queries.
import { httperrReason } from '../../status/httperr-reasons.js';
import { httpStatus } from '../../status/http-statuses.js';
import { statusText } from '../../status/status-text.js';
import { parseWin32, win32Code, win32Hex } from '../../status/win32-codes.js';
import { markdownCode, markdownText } from '../../text/markdown-escape.js';
import { activeSyncCode } from '../../status/active-sync-codes.js';
import { readActiveSyncQuery } from '../requests/active-sync-query.js';
import { backEndError } from '../requests/query-reader.js';
import { inferFields } from '../reading/w3c-layout.js';
import { fieldMeaning } from './field-meanings.js';

export interface LogHover {
  readonly markdown: string;
  /** Characters of the line that it is about. */
  readonly start: number;
  readonly end: number;
}

/** The hover at a character of a line; `header` is the `#Fields:` line above it, null where there is none. */
export function logHover(line: string, header: string | null, character: number): LogHover | null {
  if (line.startsWith('#')) return headerHover(line, character);
  const names = header === null ? inferFields(line) : fieldNames(header);
  if (names === null) return null;
  const [index, start, end] = fieldAt(line, character);
  const name = names[index];
  if (name === undefined) return null;
  const value = (field: string): string | undefined => {
    const at = names.findIndex((one) => one.toLowerCase() === field);
    return at < 0 ? undefined : line.split(' ')[at];
  };
  const parts = [
    `**${markdownText(name)}**${meaningOf(name)}`,
    ...details(name.toLowerCase(), line.slice(start, end), value),
  ];
  return { markdown: parts.join('\n\n'), start, end };
}

function headerHover(line: string, character: number): LogHover | null {
  if (!/^#Fields:/i.test(line)) return null;
  const [, start, end] = fieldAt(line, character);
  const name = line.slice(start, end);
  const meaning = meaningOf(name);
  return meaning === '' ? null : { markdown: `**${markdownText(name)}**${meaning}`, start, end };
}

function meaningOf(name: string): string {
  const meaning = fieldMeaning(name);
  return meaning === null ? '' : `: ${meaning}`;
}

function details(name: string, value: string, of: (field: string) => string | undefined): string[] {
  switch (name) {
    case 'sc-status':
    case 'sc-substatus':
      return statusDetails(Number(of('sc-status')), of('sc-substatus'));
    case 'sc-win32-status':
      return win32Details(value);
    case 's-reason': {
      const reason = httperrReason(value);
      return reason === null ? [] : [`${markdownCode(reason.reason)}: ${reason.meaning}.`];
    }
    case 'cs-uri-query':
      return queryDetails(value);
    case 'time-taken':
      return /^\d+$/.test(value) ? [`${Number(value) / 1000} seconds`] : [];
    default:
      return [];
  }
}

function statusDetails(status: number, substatus: string | undefined): string[] {
  const sub = substatus === undefined || !/^\d+$/.test(substatus) ? null : Number(substatus);
  const known = httpStatus(status, sub);
  return known === null ? [] : [`${statusText(status, sub)}: ${known.meaning}.`];
}

function win32Details(value: string): string[] {
  const number = parseWin32(value);
  if (number === null) return [];
  const code = win32Code(number);
  const hex = win32Hex(number);
  return [code === null ? `${hex}: unknown code.` : `${hex} ${markdownCode(code.symbol)}: ${code.meaning}.`];
}

function queryDetails(value: string): string[] {
  const query = readActiveSyncQuery(value);
  const rows: [string, string | null][] = [
    ['Mobile device', query.deviceId],
    ['Device type', query.deviceType],
    ['User', query.user],
    ['Command', query.command],
    ['Protocol', query.version === null ? null : query.version.toFixed(1)],
    ['Policy key', query.policyKey === null ? null : String(query.policyKey)],
    ['Request ID', query.requestId],
  ];
  const lines = rows.flatMap(([name, text]) => (text === null ? [] : [`- ${name}: ${markdownCode(text)}`]));
  const error = query.log === null ? '' : backEndError(query.log);
  if (error !== '') {
    const code = activeSyncCode(/^\d+$/.test(error) ? Number(error) : error);
    lines.push(`- Back end: ${markdownCode(code?.name ?? error)}${code === null ? '' : `, ${code.meaning}`}`);
  }
  if (lines.length === 0) return [];
  return [query.encoded ? 'Decoded from Base64:' : 'ActiveSync query:', lines.join('\n')];
}

/** The names of a `#Fields:` line. */
export function fieldNames(header: string): string[] {
  return header
    .slice('#Fields:'.length)
    .split(/\s+/)
    .filter((name) => name !== '');
}

function fieldAt(line: string, character: number): [index: number, start: number, end: number] {
  const at = Math.min(character, line.length);
  // Before the first character there is none; `lastIndexOf` would look at it all the same.
  const start = at === 0 ? 0 : line.lastIndexOf(' ', at - 1) + 1;
  const next = line.indexOf(' ', at);
  return [line.slice(0, start).split(' ').length - 1, start, next < 0 ? line.length : next];
}
