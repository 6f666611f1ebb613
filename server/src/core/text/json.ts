// A tolerant JSON reader that keeps the range of every value, for messages that point at the place.
import type { Range } from './range.js';

export interface JsonMember {
  readonly name: string;
  /** The name as written, quotes included. */
  readonly nameRange: Range;
  readonly value: JsonValue;
}

export type JsonValue =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[]; readonly range: Range }
  | { readonly kind: 'array'; readonly items: readonly JsonValue[]; readonly range: Range }
  | { readonly kind: 'string'; readonly value: string; readonly range: Range }
  | { readonly kind: 'number'; readonly value: number; readonly range: Range }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly range: Range }
  | { readonly kind: 'null'; readonly range: Range };

export interface JsonProblem {
  readonly message: string;
  readonly range: Range;
}

export interface JsonResult {
  /** What could be read; null when there is no value at all. */
  readonly value: JsonValue | null;
  readonly problems: readonly JsonProblem[];
}

const maximumDepth = 100;

/**
 * Reads JSON; comments and a comma before a closing bracket are allowed, as in other settings files. Never
 * throws.
 */
export function parseJson(text: string): JsonResult {
  return new Reader(text).read();
}

class Reader {
  readonly #text: string;
  readonly #problems: JsonProblem[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): JsonResult {
    if (this.#text.startsWith('\uFEFF')) this.#at = 1;
    this.#skip();
    if (this.#at >= this.#text.length) {
      this.#problem('The value is missing.', 0, 0);
      return { value: null, problems: this.#problems };
    }
    const value = this.#value(0);
    this.#skip();
    if (this.#at < this.#text.length && this.#problems.length === 0) {
      this.#problem('Nothing is allowed after the value.', this.#at, this.#text.length);
    }
    return { value, problems: this.#problems };
  }

  #problem(message: string, start: number, end: number): void {
    this.#problems.push({ message, range: { start, end } });
  }

  /** White space and comments. */
  #skip(): void {
    for (;;) {
      while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
      if (this.#text.startsWith('//', this.#at)) {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.#text.length : end + 1;
      } else if (this.#text.startsWith('/*', this.#at)) {
        const end = this.#text.indexOf('*/', this.#at + 2);
        if (end < 0) {
          this.#problem('The comment is not closed.', this.#at, this.#text.length);
          this.#at = this.#text.length;
        } else this.#at = end + 2;
      } else return;
    }
  }

  #value(depth: number): JsonValue | null {
    const start = this.#at;
    const character = this.#text[start];
    if (character === '{' || character === '[') {
      if (depth >= maximumDepth) {
        this.#problem('The values are nested too deeply.', start, start + 1);
        this.#at = this.#text.length;
        return null;
      }
      return character === '{' ? this.#object(depth) : this.#array(depth);
    }
    if (character === '"') {
      const value = this.#string();
      return { kind: 'string', value, range: { start, end: this.#at } };
    }
    const word = /[^\s,:{}[\]"]*/y;
    word.lastIndex = start;
    const written = word.exec(this.#text)?.[0] ?? '';
    this.#at = start + written.length;
    const range = { start, end: this.#at };
    if (written === 'true' || written === 'false') return { kind: 'boolean', value: written === 'true', range };
    if (written === 'null') return { kind: 'null', range };
    if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(written)) {
      return { kind: 'number', value: Number(written), range };
    }
    if (written === '') this.#problem('A value is expected here.', start, Math.min(start + 1, this.#text.length));
    else this.#problem(`'${shorten(written)}' is not a JSON value; put text in double quotes.`, start, this.#at);
    return null;
  }

  #object(depth: number): JsonValue {
    const start = this.#at++;
    const members: JsonMember[] = [];
    for (;;) {
      this.#skip();
      if (this.#text[this.#at] === '}') {
        this.#at++;
        break;
      }
      if (this.#at >= this.#text.length) {
        this.#problem("The object is not closed with '}'.", start, start + 1);
        break;
      }
      const nameStart = this.#at;
      if (this.#text[nameStart] !== '"') {
        this.#problem('A name in double quotes is expected here.', nameStart, nameStart + 1);
        this.#recover();
        continue;
      }
      const name = this.#string();
      const nameRange = { start: nameStart, end: this.#at };
      this.#skip();
      if (this.#text[this.#at] !== ':') {
        this.#problem("A ':' is missing after the name.", nameStart, nameRange.end);
        this.#recover();
        continue;
      }
      this.#at++;
      this.#skip();
      const value = this.#value(depth + 1);
      if (value) members.push({ name, nameRange, value });
      this.#separator('}');
    }
    return { kind: 'object', members, range: { start, end: this.#at } };
  }

  #array(depth: number): JsonValue {
    const start = this.#at++;
    const items: JsonValue[] = [];
    for (;;) {
      this.#skip();
      if (this.#text[this.#at] === ']') {
        this.#at++;
        break;
      }
      if (this.#at >= this.#text.length) {
        this.#problem("The list is not closed with ']'.", start, start + 1);
        break;
      }
      const value = this.#value(depth + 1);
      if (value) items.push(value);
      this.#separator(']');
    }
    return { kind: 'array', items, range: { start, end: this.#at } };
  }

  /** Behind a member or item: a comma, or the end; anything else is reported and passed over. */
  #separator(close: string): void {
    this.#skip();
    const character = this.#text[this.#at];
    if (character === ',') this.#at++;
    else if (character !== close && character !== undefined) {
      if (character !== '"') this.#problem(`A ',' or '${close}' is expected here.`, this.#at, this.#at + 1);
      else this.#problem("A ',' is missing before this.", this.#at, this.#at + 1);
      if (character !== '"') this.#recover();
    }
  }

  /** To the next comma, quote or closing bracket, at least one character on. */
  #recover(): void {
    if (this.#at < this.#text.length && this.#text[this.#at] !== ',') this.#at++;
    while (this.#at < this.#text.length && !/[,}\]"]/.test(this.#text[this.#at]!)) this.#at++;
    if (this.#text[this.#at] === ',') this.#at++;
  }

  #string(): string {
    const start = this.#at++;
    let result = '';
    for (;;) {
      const character = this.#text[this.#at];
      if (character === undefined || character === '\n' || character === '\r') {
        this.#problem('The closing quote is missing.', start, this.#at);
        return result;
      }
      this.#at++;
      if (character === '"') return result;
      if (character !== '\\') {
        if (character < ' ') this.#problem('A control character must be escaped.', this.#at - 1, this.#at);
        result += character;
        continue;
      }
      result += this.#escape();
    }
  }

  #escape(): string {
    const start = this.#at - 1;
    const character = this.#text[this.#at] ?? '';
    const simple = simpleEscapes.get(character);
    if (simple !== undefined) {
      this.#at++;
      return simple;
    }
    const digits = /^u([0-9a-fA-F]{4})/.exec(this.#text.slice(this.#at, this.#at + 5))?.[1];
    if (digits !== undefined) {
      this.#at += 5;
      return String.fromCharCode(parseInt(digits, 16));
    }
    this.#problem('Write a backslash as \\\\ in JSON.', start, start + 1);
    return '\\';
  }
}

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
