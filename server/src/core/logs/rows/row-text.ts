// Rows as text that other engines read: a JSON object a line, or CSV with a header.
import { rowColumns, type LogRow } from './row.js';

export type RowFormat = 'ndjson' | 'csv';

export function rowHeader(format: RowFormat): string {
  return format === 'csv' ? `${rowColumns.join(',')}\n` : '';
}

export function rowText(row: LogRow, format: RowFormat): string {
  if (format === 'ndjson') return `${JSON.stringify(row)}\n`;
  return `${rowColumns.map((column) => csvCell(row[column])).join(',')}\n`;
}

/** RFC 4180; a cell that a spreadsheet would take for a formula is quoted with an apostrophe before it. */
function csvCell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = /^[=+@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
