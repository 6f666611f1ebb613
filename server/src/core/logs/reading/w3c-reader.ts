// Reads W3C logs: finds the layout, joins lines that a newline in a field cut, and hands over records.
import { byteText } from './byte-text.js';
import { LineSplitter, LineView } from './line-splitter.js';
import { defaultFields, inferFields, w3cLayout, type W3cLayout } from './w3c-layout.js';

/** What a reader hands over; the view is valid only during the call. */
export interface W3cHandler {
  /** A new list of fields: the zero-based line, and null where the file has no header. */
  layout(layout: W3cLayout, line: number | null): void;
  record(view: LineView, layout: W3cLayout): void;
  /** Lines that are no record, the first of them. */
  unreadable(view: LineView, lines: number): void;
}

/** A record joined from more lines, or more bytes, than this is given up. */
const maximumJoined = 16;
const maximumJoinedBytes = 256 * 1024;

/** Null for a header that has no `#Date`. */
export type DateDirective = string | null;

export class W3cReader {
  readonly #handler: W3cHandler;
  readonly #splitter: LineSplitter;
  #layout: W3cLayout | null = null;
  #quoted = false;
  #date: DateDirective = null;
  #held: { readonly view: LineView; lines: number } | null = null;

  constructor(handler: W3cHandler) {
    this.#handler = handler;
    this.#splitter = new LineSplitter((view) => {
      this.#line(view);
    });
  }

  get lines(): number {
    return this.#splitter.lines;
  }

  /** `YYYY-MM-DD` of the last `#Date` directive. */
  get date(): DateDirective {
    return this.#date;
  }

  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
  }

  end(): void {
    this.#splitter.end();
    this.#giveUp();
  }

  #line(view: LineView): void {
    const { bytes, start, end } = view;
    if (start === end) return;
    const first = bytes[start];
    if (first === 35 || (first === 0xef && bytes[start + 3] === 35)) {
      this.#giveUp();
      this.#directive(byteText(bytes, start, end).replace(/^\uFEFF/, ''), view.line);
      return;
    }
    const layout = this.#layout ?? this.#inferred(view);
    if (layout === null || view.hasNul) {
      this.#giveUp();
      this.#handler.unreadable(view, 1);
      return;
    }
    this.#recordLine(layout.quoted || isQuoted(view, layout.stem) ? unquoted(view) : view, layout);
  }

  #recordLine(view: LineView, layout: W3cLayout): void {
    if (this.#held !== null && !startsRecord(view, layout)) {
      this.#join(view, layout);
      return;
    }
    this.#giveUp();
    this.#take(view, layout, 1);
  }

  /** A record, the start of one, or a line that cannot be read. */
  #take(view: LineView, layout: W3cLayout, lines: number): void {
    if (view.fields >= layout.count && isStatus(view, layout.status)) {
      this.#handler.record(view, layout);
    } else if (view.fields < layout.count && startsRecord(view, layout) && lines < maximumJoined) {
      this.#held = { view: copyOf(view), lines };
    } else {
      this.#handler.unreadable(view, lines);
    }
  }

  #join(view: LineView, layout: W3cLayout): void {
    const held = this.#held!;
    this.#held = null;
    const joined = new LineView();
    const before = held.view.end - held.view.start;
    const bytes = new Uint8Array(before + view.end - view.start);
    bytes.set(held.view.bytes.subarray(held.view.start, held.view.end));
    bytes.set(view.bytes.subarray(view.start, view.end), before);
    joined.hold(bytes);
    joined.line = held.view.line;
    this.#take(joined, layout, joined.end > maximumJoinedBytes ? maximumJoined : held.lines + 1);
  }

  #giveUp(): void {
    if (this.#held === null) return;
    this.#handler.unreadable(this.#held.view, this.#held.lines);
    this.#held = null;
  }

  #inferred(view: LineView): W3cLayout | null {
    const names = inferFields(byteText(view.bytes, view.start, view.end));
    if (names === null) return null;
    const usual = defaultFields.split(' ');
    this.#layout = w3cLayout(names.length === usual.length ? usual : names);
    this.#handler.layout(this.#layout, null);
    return this.#layout;
  }

  #directive(text: string, line: number): void {
    const date = /^#(?:Start-)?Date:\s*(\d{4}-\d\d-\d\d)/i.exec(text);
    if (date !== null) this.#date = date[1]!;
    if (/^#Software:.*Advanced Logging/i.test(text)) this.#quoted = true;
    if (!/^#Fields:/i.test(text)) return;
    const names = text
      .slice('#Fields:'.length)
      .split(/\s+/)
      .filter((name) => name !== '');
    this.#layout = w3cLayout(names, this.#quoted);
    this.#handler.layout(this.#layout, line);
  }
}

/** A status is digits, or `-`; a line on which something else is there has shifted fields. */
function isStatus(view: LineView, field: number): boolean {
  if (field < 0) return true;
  const start = view.fieldStart(field);
  const end = view.fieldEnd(field);
  if (end === start + 1 && view.bytes[start] === 45) return true;
  for (let i = start; i < end; i++) if (view.bytes[i]! < 48 || view.bytes[i]! > 57) return false;
  return end > start && end - start <= 4;
}

/**
 * True when the line starts as a record does: with a date, a time, or with whatever where the layout has
 * neither.
 */
function startsRecord(view: LineView, layout: W3cLayout): boolean {
  const { bytes, start, end } = view;
  if (layout.date === 0) return end - start > 10 && bytes[start + 4] === 45 && bytes[start + 7] === 45;
  if (layout.time === 0) return end - start > 8 && bytes[start + 2] === 58 && bytes[start + 5] === 58;
  return true;
}

function copyOf(view: LineView): LineView {
  const copy = new LineView();
  copy.hold(view.bytes.slice(view.start, view.end));
  copy.line = view.line;
  return copy;
}

/** True when the value of a field begins with a double quote; a path never does. */
function isQuoted(view: LineView, field: number): boolean {
  return field >= 0 && field < view.fields && view.bytes[view.fieldStart(field)] === quote;
}

const quote = 34;
const space = 32;
const plus = 43;
const hyphen = 45;

/**
 * Writes the line as IIS itself would: values without the double quotes around them, with `+` for spaces, `-`
 * where nothing is there.
 */
function unquoted(view: LineView): LineView {
  const { bytes, end } = view;
  const plain = new Uint8Array(end - view.start + 1);
  let length = 0;
  for (let at = view.start; at < end; at++) {
    if (bytes[at] !== quote || (at > view.start && bytes[at - 1] !== space)) {
      plain[length++] = bytes[at]!;
      continue;
    }
    const from = length;
    // Two quotes are one of the value; one quote ends it before a space and at the end of the line.
    for (at++; at < end; at++) {
      if (bytes[at] === quote) {
        if (at + 1 === end || bytes[at + 1] === space) break;
        if (bytes[at + 1] === quote) at++;
      }
      plain[length++] = bytes[at] === space ? plus : bytes[at]!;
    }
    if (length === from) plain[length++] = hyphen;
  }
  const written = new LineView();
  written.hold(plain.subarray(0, length));
  written.line = view.line;
  return written;
}
