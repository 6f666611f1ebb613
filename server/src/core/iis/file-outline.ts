// Where a file writes its sections, and which of them an earlier version writes alike.
//
// Nothing here is a part of a tree; offsets refer to the text that is stored with them.
import type { ConfigurationFile, LocationTag } from './file.js';
import type { Schema } from './schema/schema.js';
import { TextChange } from '../text/text-change.js';

/** A section where it stands. */
interface Writing {
  readonly section: string;
  /** Relative to the level of the file. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** The start tag of the location around it; empty and at its own start without one. */
  readonly tagStart: number;
  readonly tagEnd: number;
}

const outlines = new WeakMap<ConfigurationFile, FileOutline>();

export class FileOutline {
  readonly uri: string;
  readonly text: string;
  /** Null where a mistake in the file may change what any part of its text means. */
  readonly #writings: readonly Writing[] | null;
  readonly #declaring: readonly { readonly start: number; readonly end: number }[];
  /** Indexes of the writings. */
  #byStart: ReadonlyMap<number, number> | null = null;
  /** By index of a section, 1 where `#schema` finds nothing wrong with what it writes. */
  readonly #fine: Uint8Array;
  #schema: Schema | null = null;

  /** Made once: it is compared with the version before, and left to the next. */
  static of(file: ConfigurationFile): FileOutline {
    let outline = outlines.get(file);
    if (!outline) outlines.set(file, (outline = new FileOutline(file)));
    return outline;
  }

  private constructor({ uri, document, configuration, sections, misspelt }: ConfigurationFile) {
    this.uri = uri;
    this.text = document.text;
    const isPlain = configuration !== null && document.errors.length === 0 && misspelt.length === 0;
    this.#writings = isPlain
      ? sections.map(({ section, element: { range }, location }): Writing => {
          const { start, end } = range;
          return { section, path: location?.path ?? '', start, end, ...tagOf(location, start) };
        })
      : null;
    this.#fine = new Uint8Array(sections.length);
    const below = configuration?.children ?? [];
    this.#declaring = below.flatMap((child) =>
      child.kind === 'element' && child.name.toLowerCase() === 'configsections' ? child.range : [],
    );
  }

  /** Whether nothing is wrong by this schema with what a section of the file writes, as far as is known. */
  isFine(index: number, schema: Schema): boolean {
    return this.#schema === schema && this.#fine[index] === 1;
  }

  /** Nothing is wrong by this schema with what a section of the file writes. */
  markFine(index: number, schema: Schema): void {
    if (this.#schema !== schema) this.#fine.fill(0);
    this.#schema = schema;
    this.#fine[index] = 1;
  }

  /**
   * The sections that a later version of the file, or this one, writes and the other does not write alike; null
   * where the declarations changed, or where that cannot be told. What is fine and written alike is fine there.
   */
  changedPlaces(later: FileOutline): readonly Pick<Writing, 'section' | 'path'>[] | null {
    if (!this.#writings || !later.#writings || this.#declaring.length !== later.#declaring.length) return null;
    const change = new TextChange(this.text, later.text);
    const isDeclaredAlike = later.#declaring.every((range, at) => {
      const before = this.#declaring[at]!;
      return (
        change.before(range.start, range.end) === before.start && range.end - range.start === before.end - before.start
      );
    });
    if (!isDeclaredAlike) return null;
    const writings = this.#writings;
    this.#byStart ??= new Map(writings.map(({ start }, index) => [start, index]));
    const isFound = new Uint8Array(writings.length);
    const changed: Writing[] = [];
    for (const [at, now] of later.#writings.entries()) {
      const index = this.#byStart.get(change.before(now.start, now.end));
      if (index !== undefined && isAlike(writings[index]!, now, change)) {
        isFound[index] = 1;
        if (this.#schema && this.isFine(index, this.#schema)) later.markFine(at, this.#schema);
      } else changed.push(now);
    }
    for (const [index, before] of writings.entries()) if (isFound[index] === 0) changed.push(before);
    return changed;
  }
}

function tagOf(location: LocationTag | null, start: number): Pick<Writing, 'tagStart' | 'tagEnd'> {
  if (!location) return { tagStart: start, tagEnd: start };
  const { startTag } = location.element;
  return { tagStart: startTag.start, tagEnd: startTag.end };
}

/** The same text in the same location: both texts are well-formed, so that the same text is the same element. */
function isAlike(before: Writing, now: Writing, change: TextChange): boolean {
  return (
    before.section === now.section &&
    before.path === now.path &&
    before.end - before.start === now.end - now.start &&
    before.tagEnd - before.tagStart === now.tagEnd - now.tagStart &&
    change.before(now.tagStart, now.tagEnd) === before.tagStart
  );
}
