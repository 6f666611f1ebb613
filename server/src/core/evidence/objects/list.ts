// Objects as Format-List prints them: `Name : value` lines with the colons of one object below each other.
import type { Range } from '../../text/range.js';
import type { EvidenceObject, ObjectProperty, ObjectValue } from './model.js';
import { linesIn, type TextLine } from './lines.js';
import { listValue } from './list-value.js';

/** A property name as PowerShell prints it: one word, which no Windows translates. */
const propertyName = /^[A-Za-z_][\w.()-]*$/;

interface Open {
  /** Column of the colon; those of one object are below each other unless a mail has lost blanks. */
  colon: number;
  /** Of the names. */
  readonly indent: number;
  readonly properties: ObjectProperty[];
  readonly start: number;
  end: number;
  /** Of the value that may go on in further lines. */
  name: string;
  parts: string[];
  from: number;
  to: number;
}

/**
 * Reads every object of a text; prompts, tables and prose between them are passed over. A line that starts
 * below the value of the one before continues it. Objects of one property are not read: any sentence with a
 * colon would be one.
 */
export function readList(text: string): EvidenceObject[] {
  const objects: EvidenceObject[] = [];
  let current: Open | null = null;
  let wasBlank = false;
  const endValue = (open: Open): void => {
    const value = valueFrom(open.parts, { start: open.from, end: open.to }, text);
    open.properties.push({ name: open.name, value });
    open.end = open.to;
  };
  const endObject = (open: Open): void => {
    endValue(open);
    if (open.properties.length > 1) {
      objects.push({ types: [], properties: open.properties, range: { start: open.start, end: open.end } });
    }
  };
  for (const line of linesIn(text)) {
    if (line.text.trim() === '') {
      wasBlank = true;
      continue;
    }
    const field = fieldOf(line);
    if (field && current && !wasBlank && (field.colon === current.colon || line.indent === current.indent)) {
      endValue(current);
      Object.assign(current, startOf(field, line), { colon: field.colon });
    } else if (current && line.indent > current.colon) {
      current.parts.push(line.text.trim());
      current.to = line.start + line.text.trimEnd().length;
    } else {
      if (current) endObject(current);
      current = field && openedBy(field, line);
    }
    wasBlank = false;
  }
  if (current) endObject(current);
  return objects;
}

function openedBy(field: Field, line: TextLine): Open {
  const { indent, start } = line;
  const value = startOf(field, line);
  return { colon: field.colon, indent, properties: [], start: start + indent, end: start, ...value };
}

interface Field {
  readonly name: string;
  readonly colon: number;
}

function fieldOf({ text, indent }: TextLine): Field | null {
  const colon = text.indexOf(' :', indent) + 1;
  if (colon === 0 || (colon + 1 < text.length && text[colon + 1] !== ' ')) return null;
  const name = text.slice(indent, colon).trimEnd();
  return propertyName.test(name) ? { name, colon } : null;
}

function startOf({ name, colon }: Field, { text, start }: TextLine): Pick<Open, 'name' | 'parts' | 'from' | 'to'> {
  const raw = text.slice(colon + 1);
  const value = raw.trim();
  const from = start + colon + 1 + (raw.length - raw.trimStart().length);
  return { name, parts: [value], from, to: from + value.length };
}

function valueFrom(parts: readonly string[], range: Range, text: string): ObjectValue {
  // A value of one line keeps exact places of its members; one that was wrapped has one place for all.
  return parts.length === 1 ? listValue(text.slice(range.start, range.end), range, true) : wrapped(parts, range);
}

/**
 * Long values go on below; `{` at the start tells a list, whose members PowerShell breaks between or inside.
 */
function wrapped(parts: readonly string[], range: Range): ObjectValue {
  const isList = parts[0]!.startsWith('{');
  return listValue(parts.join(isList ? ' ' : '\n'), range, false);
}
