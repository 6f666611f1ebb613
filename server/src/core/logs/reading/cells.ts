// The values of a line of text with their places: between separators, with or without double quotes.

export interface Cell {
  /** Without the quotes around it; two quotes inside are one. */
  readonly value: string;
  /** Characters of the line, with the quotes. */
  readonly start: number;
  readonly end: number;
}

/** The values between spaces; double quotes are part of the value. */
export function plainCells(line: string): Cell[] {
  let start = 0;
  return line.split(' ').map((value) => {
    const end = start + value.length;
    const cell = { value, start, end };
    start = end + 1;
    return cell;
  });
}

/**
 * The values between commas (RFC 4180) or spaces (IIS Advanced Logging), where a value in double quotes may hold the
 * separator; a quote that is not closed lasts to the end of the line.
 */
export function quotedCells(line: string, separator: ',' | ' '): Cell[] {
  const cells: Cell[] = [];
  for (let start = 0; start <= line.length;) {
    const quoted = line[start] === '"' ? quotedValue(line, start) : null;
    const next = line.indexOf(separator, quoted?.end ?? start);
    const end = next < 0 ? line.length : next;
    cells.push({ value: quoted?.value ?? line.slice(start, end), start, end });
    start = end + 1;
  }
  return cells;
}

/** What lies between the quote at `start` and the one that closes it; `end` is behind that one. */
function quotedValue(line: string, start: number): { readonly value: string; readonly end: number } {
  let value = '';
  let at = start + 1;
  for (;;) {
    const quote = line.indexOf('"', at);
    if (quote < 0) return { value: value + line.slice(at), end: line.length };
    value += line.slice(at, quote);
    at = quote + 1;
    if (line[at] !== '"') return { value, end: at };
    value += '"';
    at++;
  }
}
