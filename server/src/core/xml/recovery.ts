// Decides in a second reading of a text whose tags do not match which end tag belongs to which start tag, by
// name and indentation.
import type { LineIndex } from '../text/line-index.js';
import { indentationBefore } from '../text/lines.js';
import type { ElementNode } from './nodes.js';

/** What the first reading, which goes by names alone, found out about the tags that do not match. */
export interface Mismatches {
  /** Where the elements start that had no end tag. */
  readonly unclosed: ReadonlySet<number>;
  /** The names of the end tags that had no start tag. */
  readonly stray: ReadonlySet<string>;
}

/** How far a tag is indented when it is the first thing on its line; -1 otherwise. */
function indentationAt(text: string, at: number): number {
  return indentationBefore(text, at)?.length ?? -1;
}

/**
 * Follows the open elements of the second reading. Where an element of a name had no end tag, names alone
 * cannot tell which one of several nested ones it was; people indent, so the indentation decides. The caller
 * takes the second reading only when it has no more errors than the first.
 */
export class Recovery {
  readonly #text: string;
  readonly #mismatches: Mismatches;
  /** The indentation of the open elements. */
  readonly #indentation = new Map<ElementNode, number>();
  /** How many open elements of a name were unclosed in the first reading. */
  readonly #unclosed = new Map<string, number>();
  /** How many open elements have a name and an indentation. */
  readonly #places = new Map<string, number>();
  /** The indentation of the first child element of the open elements that have one. */
  readonly #firstChild = new Map<ElementNode, number>();
  #lastTag = -1;
  #lastIndentation = -1;

  constructor(
    text: string,
    readonly lines: LineIndex,
    mismatches: Mismatches,
  ) {
    this.#text = text;
    this.#mismatches = mismatches;
  }

  opened(element: ElementNode): void {
    const indentation = this.#indentationOf(element.start);
    this.#indentation.set(element, indentation);
    this.#count(this.#places, `${indentation} ${element.name}`, 1);
    if (this.#mismatches.unclosed.has(element.start)) this.#count(this.#unclosed, element.name, 1);
  }

  closed(element: ElementNode): void {
    this.#count(this.#places, `${this.#indentation.get(element)!} ${element.name}`, -1);
    this.#indentation.delete(element);
    this.#firstChild.delete(element);
    if (this.#mismatches.unclosed.has(element.start)) this.#count(this.#unclosed, element.name, -1);
  }

  #count(counts: Map<string, number>, key: string, difference: number): void {
    counts.set(key, (counts.get(key) ?? 0) + difference);
  }

  /** True when some open element of this name had no end tag in the first reading. */
  isUnclosed(name: string): boolean {
    return (this.#unclosed.get(name) ?? 0) > 0;
  }

  /**
   * True when a start tag without attributes directly in an element of its name is a mistyped end tag: `<a> …
   * <a>`.
   */
  isMistypedEndTag(open: ElementNode, name: string): boolean {
    return open.name === name && this.isUnclosed(name);
  }

  /** True when the start tag of `name` at `at` shows that the innermost open element has ended before it. */
  endsBefore(open: ElementNode, name: string, at: number): boolean {
    if (open.parent === null || !this.#mismatches.unclosed.has(open.start)) return false;
    const outer = this.#indentation.get(open)!;
    const inner = this.#indentationOf(at);
    if (outer === -1 || inner === -1) return false;
    const first = this.#firstChild.get(open);
    if (first === undefined) {
      if (inner < outer || (inner === outer && name === open.name)) return true;
      this.#firstChild.set(open, inner);
      return false;
    }
    return inner <= outer && first > outer;
  }

  /**
   * Whom the end tag of `name` at `at` closes: `named` the innermost open element of its name, `open` the
   * innermost one although its name is another, `indented` the innermost of its name that is indented as it
   * is, `none` no one.
   */
  meaningOf(open: ElementNode, name: string, at: number, isOpen: boolean): 'named' | 'open' | 'indented' | 'none' {
    const indentation = this.#indentationOf(at);
    const isStray = this.#mismatches.stray.has(name);
    if (open.name !== name && isStray && this.isUnclosed(open.name)) {
      if (
        indentation === this.#indentation.get(open)! &&
        (indentation !== -1 || this.#line(open.start) === this.#line(at))
      )
        return 'open';
    }
    if (!isOpen) return 'none';
    if (indentation === -1) return 'named';
    if (this.isUnclosed(name) && (this.#places.get(`${indentation} ${name}`) ?? 0) > 0) return 'indented';
    const isElsewhere = open.name === name && this.#indentation.get(open) !== indentation;
    return isStray && isElsewhere && (this.#places.get(`${indentation} ${name}`) ?? 0) === 0 ? 'none' : 'named';
  }

  #line(at: number): number {
    return this.lines.positionAt(at).line;
  }

  /** True when the open element is indented as the tag at `at` is. */
  isIndentedAs(element: ElementNode, at: number): boolean {
    return this.#indentation.get(element) === this.#indentationOf(at);
  }

  /** `indentationAt`, remembered for the last tag asked about. */
  #indentationOf(at: number): number {
    if (at !== this.#lastTag) {
      this.#lastTag = at;
      this.#lastIndentation = indentationAt(this.#text, at);
    }
    return this.#lastIndentation;
  }
}
