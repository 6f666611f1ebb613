// Text as a terminal shows it: how many columns a character takes, and nothing in it that a terminal would
// obey.

/** One character as it is shown, with its columns and where it is in the text. */
export interface Cell {
  readonly text: string;
  readonly columns: number;
  /** UTF-16 offset in the line. */
  readonly offset: number;
}

const tabWidth = 4;

/** The cells of one line. Tabs become spaces up to the next stop; control characters are shown as `\x1b`. */
export function cells(line: string): Cell[] {
  const result: Cell[] = [];
  let column = 0;
  for (let offset = 0; offset < line.length;) {
    const code = line.codePointAt(offset)!;
    const length = code > 0xffff ? 2 : 1;
    const cell = cellOf(line.slice(offset, offset + length), code, column, offset);
    result.push(cell);
    column += cell.columns;
    offset += length;
  }
  return result;
}

function cellOf(text: string, code: number, column: number, offset: number): Cell {
  if (code === 9) {
    const columns = tabWidth - (column % tabWidth);
    return { text: ' '.repeat(columns), columns, offset };
  }
  if (isHidden(code)) {
    const shown = escapeOf(code);
    return { text: shown, columns: shown.length, offset };
  }
  return { text, columns: columnsOf(code), offset };
}

/**
 * Text for a terminal or log on one line: control characters, line ends and direction marks are shown, not
 * obeyed.
 */
export function oneLine(text: string): string {
  let result = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code === 9 || code === 10 || code === 13) result += ' ';
    else result += isHidden(code) ? escapeOf(code) : character;
  }
  return result;
}

/** Columns that a text takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character.codePointAt(0)!);
  return width;
}

/** Controls, lone surrogates, and what changes the direction of the text around it. */
function isHidden(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code <= 0x9f) ||
    (code >= 0xd800 && code <= 0xdfff) ||
    code === 0x2028 ||
    code === 0x2029 ||
    (code >= 0x200e && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069) ||
    code === 0xfeff
  );
}

function escapeOf(code: number): string {
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** Ranges of code points that take two columns (East Asian Wide and Fullwidth, and emoji). */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23ec],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2648, 0x2653],
  [0x26aa, 0x26ab],
  [0x26bd, 0x26be],
  [0x26c4, 0x26c5],
  [0x2705, 0x2705],
  [0x270a, 0x270b],
  [0x2728, 0x2728],
  [0x274c, 0x274c],
  [0x2753, 0x2755],
  [0x2757, 0x2757],
  [0x2795, 0x2797],
  [0x2b1b, 0x2b1c],
  [0x2b50, 0x2b50],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f004, 0x1f004],
  [0x1f0cf, 0x1f0cf],
  [0x1f18e, 0x1f18e],
  [0x1f191, 0x1f19a],
  [0x1f200, 0x1f320],
  [0x1f32d, 0x1f64f],
  [0x1f680, 0x1f6fc],
  [0x1f7e0, 0x1f7eb],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];

function columnsOf(code: number): number {
  if (code < 0x300) return 1;
  if (isZeroWidth(code)) return 0;
  return wide.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

/** Combining marks and joiners. */
function isZeroWidth(code: number): boolean {
  return (
    code === 0x200b ||
    code === 0x200c ||
    code === 0x200d ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    (code >= 0xe0100 && code <= 0xe01ef) ||
    /^\p{M}$/u.test(String.fromCodePoint(code))
  );
}

/** Breaks a text at spaces into lines of at most `width` columns; a longer word is alone. Null: one line. */
export function wrap(text: string, width: number | null): string[] {
  if (width === null || displayWidth(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
