// Rows as text that other engines read: a JSON object a line, or CSV with a header.
import { oneLine } from '../../text/display.js';
import { rowColumns, type LogRow } from './row.js';

export type RowFormat = 'ndjson' | 'csv';

export function rowHeader(format: RowFormat): string {
  return format === 'csv' ? `${rowColumns.join(',')}\n` : '';
}

export function rowText(row: LogRow, format: RowFormat): string {
  if (format === 'ndjson') return `${JSON.stringify(row)}\n`;
  return `${rowColumns.map((column) => csvCell(row[column])).join(',')}\n`;
}

/**
 * RFC 4180 on one line: control characters, line ends, and direction marks are shown as text. An apostrophe
 * comes before what a spreadsheet would take for a formula.
 */
function csvCell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const line = oneLine(value);
  const text = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(line.trimStart()) ? `'${line}` : line;
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
