// Scans one start tag with its attributes, and goes on sensibly where a quote, a value or the `>` is missing.
import { isNameStartAt, isSpace, skipNameCharacters, skipSpace } from './characters.js';
import { clip, type ErrorList } from './errors.js';
import { Names } from './names.js';
import { AttributeNode, noAttributes } from './nodes.js';
import { decode } from './references.js';

/** From this many attributes on a set finds duplicates; below, comparing is faster. */
const MANY = 8;

/** What may be after the closing quote of a value (the end of the text, NaN, included). */
function mayFollowValue(code: number): boolean {
  return isSpace(code) || code === 62 || code === 47 || Number.isNaN(code);
}

/** Scans start tags one after the other; the fields tell about the last one. */
export class StartTagScanner {
  readonly #text: string;
  readonly #errors: ErrorList;
  readonly #names: Names;
  /** The attributes of the tag while it is scanned: copied, the lists come out no larger than needed. */
  readonly #scratch: AttributeNode[] = [];
  name = '';
  nameEnd = 0;
  /** After `>`; where the `>` is missing, after the last attribute or the name. */
  end = 0;
  /** Where scanning of the text goes on: `end`, or the `<` or end of the text met before `>`. */
  next = 0;
  closed = false;
  selfClosing = false;
  attributes: readonly AttributeNode[] = noAttributes;

  constructor(text: string, errors: ErrorList) {
    this.#text = text;
    this.#errors = errors;
    this.#names = new Names(text);
  }

  /** Scans the tag whose `<` is at `open`; a name starts after it. */
  scan(open: number): void {
    const text = this.#text;
    const nameEnd = skipNameCharacters(text, open + 1);
    this.nameEnd = nameEnd;
    this.name = this.#names.at(open + 1, nameEnd);
    this.closed = this.selfClosing = false;
    const attributes = this.#scratch;
    attributes.length = 0;
    let names: Set<string> | null = null;
    let contentEnd = nameEnd;
    let at = nameEnd;
    for (;;) {
      let code = text.charCodeAt(at);
      const from = at;
      while (isSpace(code)) code = text.charCodeAt(++at);
      if (code === 62) {
        this.closed = true;
        this.end = this.next = at + 1;
        break;
      }
      if (code === 47 && text.charCodeAt(at + 1) === 62) {
        this.closed = this.selfClosing = true;
        this.end = this.next = at + 2;
        break;
      }
      if (code === 60 || at >= text.length) {
        this.selfClosing = false;
        this.end = contentEnd;
        this.next = at;
        break;
      }
      if (code === 47 && this.#slashBeforeEnd(at)) {
        at = contentEnd = at + 1;
        this.selfClosing = true;
        continue;
      }
      if (!isNameStartAt(text, at)) {
        at = contentEnd = this.#unexpected(at, open, nameEnd);
        continue;
      }
      if (from === at && at > nameEnd) this.#missingSpace(at);
      const attribute = this.#attribute(at);
      if (attributes.length === MANY) names = new Set(attributes.map(({ name }) => name));
      if (names === null ? attributes.some(({ name }) => name === attribute.name) : names.has(attribute.name)) {
        this.#duplicate(attribute, attributes);
      }
      names?.add(attribute.name);
      attributes.push(attribute);
      at = contentEnd = attribute.end;
    }
    this.attributes = attributes.length === 0 ? noAttributes : attributes.slice();
  }

  /** True at a `/` after which only white space is before the end of the tag, or of what there is of it. */
  #slashBeforeEnd(at: number): boolean {
    const end = skipSpace(this.#text, at + 1);
    const code = this.#text.charCodeAt(end);
    if (code === 62) {
      this.#errors.add('unexpected-characters', at, end + 1, `No space is allowed between '/' and '>'.`);
      return true;
    }
    return code === 60 || end === this.#text.length;
  }

  #missingSpace(at: number): void {
    const name = this.#text.slice(at, skipNameCharacters(this.#text, at));
    this.#errors.add('missing-space', at, at + name.length, `A space is missing before '${clip(name)}'.`);
  }

  #duplicate(attribute: AttributeNode, attributes: readonly AttributeNode[]): void {
    // With thousands of duplicates a search for each would be quadratic: the line is told for the first
    // hundred attributes.
    const first = attributes.slice(0, 100).find(({ name }) => name === attribute.name);
    const where = first === undefined ? '' : ` in line ${this.#errors.line(first.start)}`;
    const { start, name } = attribute;
    const message = `The attribute '${clip(name)}' is already set on this element${where}. Remove one of them.`;
    const related = first && { range: first.range, message: 'It is first set here.' };
    this.#errors.add('duplicate-attribute', start, start + name.length, message, related);
  }

  /** Reports and skips what can neither be an attribute nor end the tag. */
  #unexpected(at: number, open: number, nameEnd: number): number {
    const text = this.#text;
    let end = at + 1;
    while (end < text.length && !isSpace(text.charCodeAt(end)) && !'<>/'.includes(text[end]!)) end++;
    const what = clip(text.slice(at, end));
    const tag = clip(text.slice(open + 1, nameEnd));
    const message =
      what === '/'
        ? `'/' must be followed by '>' in the tag <${tag}>.`
        : `'${what}' is not allowed here in the tag <${tag}>.`;
    this.#errors.add('unexpected-characters', at, end, message);
    return end;
  }

  /** The attribute whose name starts at `start`. */
  #attribute(start: number): AttributeNode {
    const text = this.#text;
    const nameEnd = skipNameCharacters(text, start);
    const name = this.#names.at(start, nameEnd);
    let at = nameEnd;
    if (text.charCodeAt(at) !== 61) at = skipSpace(text, at);
    if (text.charCodeAt(at) !== 61) {
      this.#errors.add(
        'attribute-without-value',
        start,
        nameEnd,
        `The attribute '${clip(name)}' has no value: write ${clip(name)}="…".`,
      );
      return new AttributeNode(name, start, '', nameEnd, nameEnd, nameEnd, null);
    }
    const afterEquals = ++at;
    let quote = text.charCodeAt(at);
    if (quote !== 34 && quote !== 39) {
      at = skipSpace(text, at);
      quote = text.charCodeAt(at);
      if (quote !== 34 && quote !== 39) return this.#unquoted(name, start, afterEquals, at);
    }
    const valueStart = ++at;
    let plain = true;
    for (; ; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) break;
      if (code < 32 || code === 38 || code > 0xd7ff) plain = false;
      else if (code === 60) return this.#brokenValue(name, start, valueStart, at, quote);
      else if (at >= text.length) return this.#brokenValue(name, start, valueStart, -1, quote);
    }
    if (!mayFollowValue(text.charCodeAt(at + 1))) {
      const stop = this.#valueBeforeNextAttribute(valueStart, at);
      if (stop !== -1) return this.#unclosed(name, start, valueStart, stop, quote);
    }
    const value = plain ? this.#names.at(valueStart, at) : decode(text, valueStart, at, true, this.#errors);
    return new AttributeNode(name, start, value, valueStart, at, at + 1, quote === 34 ? '"' : "'");
  }

  /**
   * `a="1 b="2"`: the quote found is the opening one of the next attribute when what is before it is a name
   * and `=`.
   * Returns where the value ends then, -1 otherwise.
   */
  #valueBeforeNextAttribute(valueStart: number, quoteAt: number): number {
    const text = this.#text;
    let at = quoteAt - 1;
    while (at > valueStart && isSpace(text.charCodeAt(at))) at--;
    if (text[at] !== '=') return -1;
    at--;
    while (at > valueStart && isSpace(text.charCodeAt(at))) at--;
    const nameEnd = at + 1;
    while (at > valueStart && !isSpace(text.charCodeAt(at)) && text[at] !== '=') at--;
    if (!isSpace(text.charCodeAt(at)) || !isNameStartAt(text, at + 1)) return -1;
    return skipNameCharacters(text, at + 1) === nameEnd ? at : -1;
  }

  /**
   * A value in which `<` (at `less`) or the end of the text (`less` is -1) comes before the closing quote.
   */
  #brokenValue(name: string, start: number, valueStart: number, less: number, quote: number): AttributeNode {
    const text = this.#text;
    if (less !== -1) {
      const close = this.#quoteOnSameLine(less, quote);
      if (close !== -1) {
        for (let at = less; at !== -1 && at < close; at = text.indexOf('<', at + 1)) {
          this.#errors.add(
            'less-than-in-value',
            at,
            at + 1,
            `'<' must be written as &lt; in the value of '${clip(name)}'.`,
          );
        }
        const value = decode(text, valueStart, close, true, this.#errors);
        return new AttributeNode(name, start, value, valueStart, close, close + 1, quote === 34 ? '"' : "'");
      }
    }
    const limit = less === -1 ? text.length : less;
    let stop = valueStart;
    while (stop < limit && !'>\r\n'.includes(text[stop]!)) stop++;
    if (text[stop] === '>' && stop > valueStart && text[stop - 1] === '/') stop--;
    return this.#unclosed(name, start, valueStart, stop, quote);
  }

  /**
   * The closing quote of a value with `<` in it, if it is on the line of that `<` and does not open another
   * value; -1 otherwise.
   */
  #quoteOnSameLine(less: number, quote: number): number {
    const text = this.#text;
    for (let at = less; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || code === 13) return -1;
      if (code !== quote) continue;
      let before = at - 1;
      while (isSpace(text.charCodeAt(before))) before--;
      return text[before] !== '=' && mayFollowValue(text.charCodeAt(at + 1)) ? at : -1;
    }
    return -1;
  }

  /**
   * The attribute whose closing quote is missing; its value ends at `stop`, white space before it excluded.
   */
  #unclosed(name: string, start: number, valueStart: number, stop: number, quote: number): AttributeNode {
    const text = this.#text;
    let end = stop;
    while (end > valueStart && isSpace(text.charCodeAt(end - 1))) end--;
    this.#errors.add(
      'unclosed-quote',
      valueStart - 1,
      end,
      `The closing quote of the value of '${clip(name)}' is missing.`,
    );
    const value = decode(text, valueStart, end, true, this.#errors);
    return new AttributeNode(name, start, value, valueStart, end, end, quote === 34 ? '"' : "'");
  }

  /** The attribute after whose `=` no quote stands: its value starts at `at`, if there is one. */
  #unquoted(name: string, start: number, afterEquals: number, at: number): AttributeNode {
    const text = this.#text;
    let end = at;
    while (end < text.length && !isSpace(text.charCodeAt(end)) && !'<>"\'='.includes(text[end]!)) end++;
    if (text[end] === '>' && end > at && text[end - 1] === '/') end--;
    const isNextAttribute = text[skipSpace(text, end)] === '=' && isNameStartAt(text, at);
    if (end === at || isNextAttribute) {
      this.#errors.add(
        'missing-value',
        start,
        afterEquals,
        `The value of '${clip(name)}' is missing: write ${clip(name)}="…".`,
      );
      return new AttributeNode(name, start, '', afterEquals, afterEquals, afterEquals, null);
    }
    let close = end;
    while (close < text.length && !'\r\n<>="\''.includes(text[close]!)) close++;
    if (text[close] === '"' || text[close] === "'") {
      this.#errors.add('unquoted-value', at, close, `The opening quote of the value of '${clip(name)}' is missing.`);
      const value = decode(text, at, close, true, this.#errors);
      return new AttributeNode(name, start, value, at, close, close + 1, null);
    }
    this.#errors.add('unquoted-value', at, end, `The value of '${clip(name)}' must be in quotes.`);
    const value = decode(text, at, end, true, this.#errors);
    return new AttributeNode(name, start, value, at, end, end, null);
  }
}
