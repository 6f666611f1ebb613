// Tables of the names in a log: each distinct raw value is looked at once, and known by a number from then on.
import { ByteTable, overflow } from '../reading/byte-table.js';
import { utf8Bytes } from '../reading/byte-text.js';

/** Stands for a name that a line does not say, or that no table has room for. */
export const none = -1;

/** Numbers for names that are compared in a form of their own, such as accounts without domain and case. */
export class NameTable {
  readonly #raw: ByteTable;
  readonly #canonical: number[] = [];
  readonly #ids = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #limit: number;
  readonly #canonicalOf: (raw: string) => string;
  #overflowed = false;

  /** `canonicalOf` gives what two spellings share; '' where a raw value names nothing. */
  constructor(limit: number, canonicalOf: (raw: string) => string) {
    this.#raw = new ByteTable(false, limit * 2);
    this.#limit = limit;
    this.#canonicalOf = canonicalOf;
  }

  /** How many distinct names there are. */
  get size(): number {
    return this.#names.length;
  }

  /** True when there were more names than fit. */
  get overflowed(): boolean {
    return this.#overflowed;
  }

  add(bytes: Uint8Array, start: number, end: number): number {
    const raw = this.#raw.add(bytes, start, end);
    if (raw === overflow) {
      this.#overflowed = true;
      return none;
    }
    if (raw === this.#canonical.length) this.#canonical.push(this.#canonicalId(this.#raw.text(raw)));
    return this.#canonical[raw]!;
  }

  /** As `add`, of a text. */
  addText(text: string): number {
    const bytes = utf8Bytes(text);
    return this.add(bytes, 0, bytes.length);
  }

  name(id: number): string {
    return this.#names[id]!;
  }

  #canonicalId(raw: string): number {
    const name = this.#canonicalOf(raw);
    if (name === '') return none;
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    if (this.#names.length >= this.#limit) {
      this.#overflowed = true;
      return none;
    }
    this.#ids.set(name, this.#names.length);
    return this.#names.push(name) - 1;
  }
}
