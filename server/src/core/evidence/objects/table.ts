// Objects as Format-Table prints them: names, a line of dashes below them, and one row for each object.
import type { Range } from '../../text/range.js';
import { linesIn, type TextLine } from './lines.js';
import { listValue } from './list-value.js';
import type { EvidenceObject, ObjectProperty } from './model.js';

const rule = /^ {0,40}-{1,200}(?: {1,400}-{1,200}){1,60}\s*$/;
const propertyName = /^[A-Za-z_][\w.()-]*$/;

interface Column extends Range {
  readonly name: string;
}

interface Cell {
  readonly text: string;
  readonly at: number;
}

/**
 * Reads every table of a text. Columns that PowerShell left out for want of room are not there, and a value
 * that goes on in a further row is cut.
 */
export function readTables(text: string): EvidenceObject[] {
  const objects: EvidenceObject[] = [];
  if (!/^ {0,40}-{1,200} {1,400}-/m.test(text)) return objects;
  let columns: readonly Column[] | null = null;
  let above: TextLine | null = null;
  let last: { start: number; cells: readonly Cell[]; cut: Set<number> } | null = null;
  const end = (): void => {
    if (columns && last) objects.push(objectOf(columns, last));
    last = null;
  };
  for (const line of linesIn(text)) {
    if (line.text.trim() === '') {
      end();
      columns = null;
    } else if (rule.test(line.text)) {
      end();
      columns = above === null ? null : columnsOf(above.text, line.text);
    } else if (columns !== null) {
      const cells = cellsOf(line.text, columns);
      const going = last;
      if (cells === null) {
        end();
        columns = null;
      } else if (cells[0]?.text === '' && going) {
        cells.forEach((cell, index) => {
          if (cell.text !== '') going.cut.add(index);
        });
      } else {
        end();
        last = { start: line.start, cells, cut: new Set() };
      }
    }
    above = line;
  }
  end();
  return objects;
}

/** Null where the line above the dashes has no name for each. */
function columnsOf(header: string, dashes: string): Column[] | null {
  const columns = [...dashes.matchAll(/-+/g)].map(({ 0: { length }, index }): Column => {
    return { name: header.slice(index, index + length).trim(), start: index, end: index + length };
  });
  return columns.some(({ name }) => name === '') ? null : columns;
}

/**
 * A value is below its dashes, or reaches from them to the right; numbers and Booleans are at the right and may
 * reach to the left. Null where values cannot be distinguished.
 */
function cellsOf(line: string, columns: readonly Column[]): Cell[] | null {
  const starts: number[] = [];
  for (const [index, { start }] of columns.entries()) {
    const before = index === 0 ? ' ' : (line[start - 1] ?? ' ');
    const from = index === 0 ? 0 : before === ' ' ? start : line.lastIndexOf(' ', start - 1) + 1;
    if (index > 0 && from <= columns[index - 1]!.start) return null;
    starts.push(from);
  }
  return starts.map((from, index) => {
    const raw = line.slice(from, starts[index + 1] ?? line.length);
    return { text: raw.trim(), at: from + raw.length - raw.trimStart().length };
  });
}

function objectOf(
  columns: readonly Column[],
  { start, cells, cut }: { start: number; cells: readonly Cell[]; cut: ReadonlySet<number> },
): EvidenceObject {
  const properties = columns.flatMap(({ name }, index): ObjectProperty[] => {
    const { text, at } = cells[index]!;
    if (!propertyName.test(name)) return [];
    const range = { start: start + at, end: start + at + text.length };
    const value = listValue(text, range, true);
    return [{ name, value: cut.has(index) ? { ...value, isCut: true } : value }];
  });
  const ends = properties.map(({ value }) => value.range.end);
  return { types: [], properties, range: { start: start + cells[0]!.at, end: Math.max(start, ...ends) } };
}
