// Tables of the names in a log: each distinct raw value is looked at once, and known by a number from then
// on.
import { byteSource, type ByteSource } from '../reading/byte-source.js';
import { ByteTable, grown, overflow } from '../reading/byte-table.js';
import { utf8Bytes } from '../reading/byte-text.js';

/** Stands for a name that a line does not say, or that no table has room for. */
export const none = -1;

/**
 * Numbers for names that are compared in a form of their own, such as accounts without domain and case. The
 * numbers have gaps: other spellings of a name lie in the same table.
 */
export class NameTable {
  readonly #spellings: ByteTable;
  readonly #limit: number;
  readonly #canonicalOf: (raw: string) => string;
  readonly #markOf: (name: string) => number;
  /** Spelling → the name, increased by 1; 0 for one that was not looked at, -1 for one that names nothing. */
  #names = new Int32Array(512);
  #marks = new Uint8Array(512);
  #size = 0;
  #overflowed = false;

  /**
   * `canonicalOf` gives what two spellings share; '' where a raw value names nothing. `markOf` tells once for each name what
   * `mark` is asked for every line: a number below 256.
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
    const spelling = this.#spellings.add(source, start, end);
    if (spelling === overflow) {
      this.#overflowed = true;
      return none;
    }
    const name = this.#nameOf(spelling);
    return name > 0 ? name - 1 : name < 0 ? none : this.#look(spelling);
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
  #look(spelling: number): number {
    const raw = this.#spellings.text(spelling);
    const name = this.#canonicalOf(raw);
    let id = none;
    // The bytes of other texts may be those of another encoding.
    if (name === raw && /^[\0-\x7f]+$/.test(name)) id = spelling;
    else if (name !== '') {
      const bytes = utf8Bytes(name);
      id = this.#spellings.add(byteSource(bytes), 0, bytes.length);
      this.#overflowed ||= id === overflow;
    }
    if (id !== none && this.#nameOf(id) === 0) id = this.#newName(id, name);
    this.#setName(spelling, id === none ? -1 : id + 1);
    return id;
  }

  #newName(id: number, name: string): number {
    if (this.#size >= this.#limit) {
      this.#overflowed = true;
      return none;
    }
    this.#size++;
    this.#setName(id, id + 1);
    this.#marks[id] = this.#markOf(name);
    return id;
  }

  #nameOf(spelling: number): number {
    return spelling < this.#names.length ? this.#names[spelling]! : 0;
  }

  #setName(spelling: number, name: number): void {
    while (spelling >= this.#names.length) {
      this.#names = grown(this.#names);
      const marks = new Uint8Array(this.#names.length);
      marks.set(this.#marks);
      this.#marks = marks;
    }
    this.#names[spelling] = name;
  }
}
