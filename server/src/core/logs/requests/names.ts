// Tables of the names in a log: each distinct raw value is looked at once, and known by a number from then
// on.
import { byteSource, type ByteSource } from '../reading/byte-source.js';
import { ByteTable, overflow } from '../reading/byte-table.js';
import { utf8Bytes } from '../reading/byte-text.js';

/** Stands for a name that a line does not say, or that no table has room for. */
export const none = -1;

/**
 * Numbers for names that are compared in a form of their own, such as accounts without domain and case. The
 * numbers have gaps: other spellings of a name are in the same table.
 */
export class NameTable {
  /** Each keeps its name, increased by 1; 0 where it was not looked at, -1 where it names nothing. */
  readonly #spellings: ByteTable;
  readonly #limit: number;
  readonly #canonicalOf: (raw: string) => string;
  readonly #markOf: (name: string) => number;
  #marks = new Uint8Array(512);
  #size = 0;
  #overflowed = false;

  /**
   * `canonicalOf` gives what two spellings share; '' where a raw value names nothing. `markOf` tells once for
   * each name what
   * `mark` is requested every line: a number below 256.
   */
  constructor(limit: number, canonicalOf: (raw: string) => string, markOf: (name: string) => number = () => 0) {
    this.#spellings = new ByteTable(limit * 2);
    this.#limit = limit;
    this.#canonicalOf = canonicalOf;
    this.#markOf = markOf;
  }

  /** How many distinct names there are. */
  get size(): number {
    return this.#size;
  }

  /** True when there were more names than fit. */
  get overflowed(): boolean {
    return this.#overflowed;
  }

  add(source: ByteSource, start: number, end: number): number {
    const spellings = this.#spellings;
    const place = spellings.place(source, start, end);
    if (place === overflow) {
      this.#overflowed = true;
      return none;
    }
    const name = spellings.valueAt(place);
    return name > 0 ? name - 1 : name < 0 ? none : this.#look(spellings.idAt(place), source, start, end);
  }

  /** As `add`, of a text. */
  addText(text: string): number {
    const bytes = utf8Bytes(text);
    return this.add(byteSource(bytes), 0, bytes.length);
  }

  name(id: number): string {
    return this.#spellings.text(id);
  }

  /** What `markOf` said of a name; 0 for `none`. */
  mark(id: number): number {
    return id === none ? 0 : this.#marks[id]!;
  }

  /** The name behind a spelling that was not met before. */
  #look(spelling: number, source: ByteSource, start: number, end: number): number {
    const spellings = this.#spellings;
    const raw = spellings.text(spelling);
    const name = this.#canonicalOf(raw);
    let id = none;
    // The bytes of other texts may be those of another encoding.
    if (name === raw && /^[\0-\x7f]+$/.test(name)) id = this.#newName(spelling, name);
    else if (name !== '') {
      const bytes = utf8Bytes(name);
      id = this.#nameAt(spellings.place(byteSource(bytes), 0, bytes.length), name);
    }
    spellings.keepAt(spellings.place(source, start, end), id === none ? -1 : id + 1);
    return id;
  }

  /** The number of a name that is at a place. */
  #nameAt(place: number, name: string): number {
    if (place === overflow) {
      this.#overflowed = true;
      return none;
    }
    const known = this.#spellings.valueAt(place);
    if (known > 0) return known - 1;
    const id = this.#newName(this.#spellings.idAt(place), name);
    this.#spellings.keepAt(place, id === none ? -1 : id + 1);
    return id;
  }

  #newName(id: number, name: string): number {
    if (this.#size >= this.#limit) {
      this.#overflowed = true;
      return none;
    }
    this.#size++;
    while (id >= this.#marks.length) {
      const marks = new Uint8Array(this.#marks.length * 2);
      marks.set(this.#marks);
      this.#marks = marks;
    }
    this.#marks[id] = this.#markOf(name);
    return id;
  }
}
