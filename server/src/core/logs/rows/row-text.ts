// Rows as text that other engines read: a JSON object a line, or CSV with a header.
import { csvRow } from '../../text/csv.js';
import { rowColumns, type LogRow } from './row.js';

export type RowFormat = 'ndjson' | 'csv';

export function rowHeader(format: RowFormat): string {
  return format === 'csv' ? csvRow(rowColumns) : '';
}

export function rowText(row: LogRow, format: RowFormat): string {
  if (format === 'ndjson') return `${JSON.stringify(row)}\n`;
  return csvRow(rowColumns.map((column) => row[column]));
}
