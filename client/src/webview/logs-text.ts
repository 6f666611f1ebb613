// Texts of the log report.

/** Fills `{placeholders}`. */
export function fillText(template: string, data: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(data[name] ?? whole));
}

/** `2026-11-02T06:00:00Z` in the reader's own way of writing times, in UTC as the log has it. */
export function shownTime(iso: string): string {
  if (iso === '') return '';
  const options = { dateStyle: 'short', timeStyle: 'medium', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(undefined, options).format(new Date(iso));
}

/** A row of CSV; a cell that a spreadsheet would take for a formula gets an apostrophe. */
export function csvRow(cells: readonly string[]): string {
  return cells
    .map((cell) => (/^[=+@-]/.test(cell) && cell.length > 1 ? `'${cell}` : cell))
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}

/** A sentence with its times as the reader writes them. */
export function withShownTimes(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, shownTime);
}
