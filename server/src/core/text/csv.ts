// CSV that spreadsheets and other engines read.
import { oneLine } from './display.js';

export type CsvValue = string | number | boolean | null;

/** A row of RFC 4180, with its line end. */
export function csvRow(cells: readonly CsvValue[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

/**
 * A cell on one line: control characters, line ends, and direction marks are shown as text. An apostrophe
 * comes before what a spreadsheet would take for a formula.
 */
function csvCell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const line = oneLine(value);
  const text = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(line.trimStart()) ? `'${line}` : line;
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
