// Numbers for byte strings: the same bytes give the same number, and no text is made until it is asked for.
import { byteText } from './byte-text.js';

const isLower = (byte: number): boolean => byte >= 97 && byte <= 122;

/** What `add` answers when the table is full. */
export const overflow = -1;

/** A hash table of byte strings with a bound, so that memory stays flat whatever the log holds. */
export class ByteTable {
  readonly #fold: boolean;
  readonly #limit: number;
  readonly #maximumBytes: number;
  #slots = new Int32Array(1024);
  #mask = 1023;
  #hashes = new Int32Array(512);
  #ends = new Int32Array(512);
  #pool = new Uint8Array(16_384);
  #size = 0;

  /** `fold`: lower-case ASCII letters count as their upper case. `limit`: how many strings are kept. */
  constructor(fold: boolean, limit: number) {
    this.#fold = fold;
    this.#limit = limit;
    this.#maximumBytes = limit * 256;
  }

  get size(): number {
    return this.#size;
  }

  /** The number of `bytes[start, end)`, from 0 upward in the order of arrival; `overflow` when no more are kept. */
  add(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const slots = this.#slots;
    const hashes = this.#hashes;
    const mask = this.#mask;
    let slot = hash & mask;
    for (;;) {
      const entry = slots[slot]!;
      if (entry === 0) return this.#insert(slot, hash, bytes, start, end);
      if (hashes[entry - 1] === hash && this.#equals(entry - 1, bytes, start, end)) return entry - 1;
      slot = (slot + 1) & mask;
    }
  }

  /** The text of a number that `add` gave. */
  text(id: number): string {
    return byteText(this.#pool, id === 0 ? 0 : this.#ends[id - 1]!, this.#ends[id]);
  }

  #equals(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = id === 0 ? 0 : this.#ends[id - 1]!;
    if (this.#ends[id]! - from !== end - start) return false;
    const pool = this.#pool;
    const fold = this.#fold;
    for (let i = start, k = from; i < end; i++, k++) {
      const byte = bytes[i]!;
      if (pool[k] !== byte && !(fold && isLower(byte) && pool[k] === byte - 32)) return false;
    }
    return true;
  }

  #insert(slot: number, hash: number, bytes: Uint8Array, start: number, end: number): number {
    const from = this.#size === 0 ? 0 : this.#ends[this.#size - 1]!;
    const to = from + end - start;
    if (this.#size >= this.#limit || to > this.#maximumBytes) return overflow;
    if (to > this.#pool.length) {
      const larger = new Uint8Array(Math.max(to, this.#pool.length * 2));
      larger.set(this.#pool);
      this.#pool = larger;
    }
    for (let i = start, k = from; i < end; i++, k++) {
      const byte = bytes[i]!;
      this.#pool[k] = this.#fold && isLower(byte) ? byte - 32 : byte;
    }
    const id = this.#size++;
    if (id >= this.#hashes.length) {
      this.#hashes = grown(this.#hashes);
      this.#ends = grown(this.#ends);
    }
    this.#hashes[id] = hash;
    this.#ends[id] = to;
    this.#slots[slot] = id + 1;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    this.#mask = this.#slots.length - 1;
    for (let id = 0; id < this.#size; id++) {
      let slot = this.#hashes[id]! & this.#mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = id + 1;
    }
  }
}

/** Of the length and at most 24 bytes of both ends, where names differ; upper and lower case give the same. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = (0x811c9dc5 ^ (end - start)) | 0;
  const head = Math.min(end, start + 12);
  for (let i = start; i < head; i++) hash = Math.imul(hash ^ (bytes[i]! & 0xdf), 0x01000193);
  for (let i = Math.max(head, end - 12); i < end; i++) hash = Math.imul(hash ^ (bytes[i]! & 0xdf), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
