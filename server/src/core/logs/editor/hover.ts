// What a field of a log line means, as Markdown: statuses, Windows codes, reasons and decoded queries.
import { httperrReason } from '../../status/httperr-reasons.js';
import { httpStatus } from '../../status/http-statuses.js';
import { statusText } from '../../status/status-text.js';
import { parseWin32, win32Code, win32Hex } from '../../status/win32-codes.js';
import { markdownCode, markdownText } from '../../text/markdown-escape.js';
import { activeSyncCode } from '../../status/active-sync-codes.js';
import { readActiveSyncQuery } from '../requests/active-sync-query.js';
import { backEndError } from '../requests/query-reader.js';
import { plainCells, quotedCells, type Cell } from '../reading/cells.js';
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
  const names = header === null ? inferFields(line) : namesIn(header).map(({ value }) => value);
  if (names === null) return null;
  const cells = cellsOf(line, header, names);
  const index = cells.findIndex(({ end }) => character <= end);
  const [cell, name] = [cells[index], names[index]];
  if (cell === undefined || name === undefined || name === '') return null;
  const value = (field: string): string | undefined =>
    cells[names.findIndex((one) => one.toLowerCase() === field)]?.value;
  const parts = [`**${markdownText(name)}**${meaningOf(name)}`, ...details(name.toLowerCase(), cell.value, value)];
  return { markdown: parts.join('\n\n'), start: cell.start, end: cell.end };
}

function headerHover(line: string, character: number): LogHover | null {
  const name = namesIn(line).find(({ start, end }) => start <= character && character <= end);
  const meaning = name === undefined ? '' : meaningOf(name.value);
  if (name === undefined || meaning === '') return null;
  return { markdown: `**${markdownText(name.value)}**${meaning}`, start: name.start, end: name.end };
}

/** The names of a `#Fields:` line; Exchange separates them with commas. None for another line. */
function namesIn(header: string): readonly Cell[] {
  const start = /^#Fields:\s*/i.exec(header)?.[0].length;
  if (start === undefined) return [];
  const rest = header.slice(start);
  const names = hasCommas(header) ? quotedCells(rest, ',') : plainCells(rest).filter(({ value }) => value !== '');
  return names.map((name) => ({ value: name.value.trim(), start: start + name.start, end: start + name.end }));
}

/** True for the header of an HttpProxy log: a comma ends the first name. */
function hasCommas(header: string): boolean {
  return /^#Fields:\s*[^\s,]+,/i.test(header);
}

/** The values of a line, separated as the names of its header are. */
function cellsOf(line: string, header: string | null, names: readonly string[]): readonly Cell[] {
  if (header !== null && hasCommas(header)) return quotedCells(line, ',');
  const cells = plainCells(line);
  const stem = cells[names.findIndex((name) => name.toLowerCase() === 'cs-uri-stem')];
  return stem?.value.startsWith('"') === true ? quotedCells(line, ' ') : cells;
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
    case 'httpstatus':
    case 'backendstatus':
      return statusDetails(Number(value), undefined);
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
