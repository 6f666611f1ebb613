// Collects the errors of one text, each once, with the words that they share.
import { LineIndex } from '../text/line-index.js';
import type { XmlError } from './tree.js';

/** Names and characters in messages are cut, so that a message stays a sentence whatever the text holds. */
export function clip(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

export class ErrorList {
  readonly #text: string;
  readonly #errors: XmlError[] = [];
  #lines: LineIndex | null = null;

  /** `lines`, if known already, saves reading the text again. */
  constructor(text: string, lines: LineIndex | null = null) {
    this.#text = text;
    this.#lines = lines;
  }

  add(code: string, start: number, end: number, message: string, related?: XmlError['related']): void {
    const range = { start, end };
    this.#errors.push(related === undefined ? { code, message, range } : { code, message, range, related });
  }

  get lines(): LineIndex {
    return (this.#lines ??= new LineIndex(this.#text));
  }

  /** The line of an offset as people count. */
  line(offset: number): number {
    return this.lines.positionAt(offset).line + 1;
  }

  /** The errors in the order of their ranges; of those that start at one place the shorter first. */
  sorted(): readonly XmlError[] {
    return this.#errors.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  }
}
