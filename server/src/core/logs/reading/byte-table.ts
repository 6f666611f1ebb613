// Numbers for byte strings: the same bytes give the same number, and no text is made until it is requested.
import type { ByteSource } from './byte-source.js';
import { byteText } from './byte-text.js';

/** What `add` answers when the table is full. */
export const overflow = -1;

/** Strings that are looked at in search of one; strings made to collide are not kept beyond that. */
const maximumProbes = 512;

/**
 * Numbers in a slot: two hashes, the number of the string increased by 1, and a value that users of it keep.
 */
const slotSize = 4;

/**
 * A hash table of byte strings with a bound, so that memory stays flat whatever the log holds. Two strings
 * are the same when 64 bits of hash are: with as many as fit, that two others share them is less likely than
 * one in a billion.
 */
export class ByteTable {
  readonly #limit: number;
  readonly #maximumBytes: number;
  // What a lookup needs lies side by side, since most of its time is waiting for memory.
  #slots = new Int32Array(256 * slotSize);
  #mask = 255;
  #ends = new Int32Array(128);
  #pool = new Uint8Array(4096);
  #size = 0;
  /** The second hash of the string that was hashed last. */
  #second = 0;

  /** `limit`: how many strings are kept, of 64 bytes on average at most. */
  constructor(limit: number) {
    this.#limit = limit;
    this.#maximumBytes = limit * 64;
  }

  /**
   * The number of `bytes[start, end)`, from 0 upward in the order of arrival; `overflow` when no more are
   * kept.
   */
  add(source: ByteSource, start: number, end: number): number {
    const place = this.place(source, start, end);
    return place === overflow ? overflow : this.idAt(place);
  }

  /**
   * Where `bytes[start, end)` lies until the next string is new; `overflow` when no more are kept.
   */
  place(source: ByteSource, start: number, end: number): number {
    const first = this.#hash(source, start, end);
    const second = this.#second;
    const slots = this.#slots;
    const mask = this.#mask;
    for (let slot = first & mask, probe = 0; probe < maximumProbes; slot = (slot + 1) & mask, probe++) {
      const at = slot * slotSize;
      if (slots[at] === first && slots[at + 1] === second && slots[at + 2] !== 0) return at;
      if (slots[at + 2] === 0) return this.#insert(first, second, source.bytes, start, end);
    }
    return overflow;
  }

  /** The number of the string at a place. */
  idAt(place: number): number {
    return this.#slots[place + 2]! - 1;
  }

  /** What was kept of the string at a place; 0 before. */
  valueAt(place: number): number {
    return this.#slots[place + 3]!;
  }

  keepAt(place: number, value: number): void {
    this.#slots[place + 3] = value;
  }

  /** The text of a number that `add` gave. */
  text(id: number): string {
    return byteText(this.#pool, this.#start(id), this.#ends[id]);
  }

  #start(id: number): number {
    return id === 0 ? 0 : this.#ends[id - 1]!;
  }

  #insert(first: number, second: number, bytes: Uint8Array, start: number, end: number): number {
    const id = this.#size;
    const from = this.#start(id);
    const to = from + end - start;
    if (id >= this.#limit || to > this.#maximumBytes) return overflow;
    if (to > this.#pool.length) {
      const larger = new Uint8Array(Math.max(to, this.#pool.length * 2));
      larger.set(this.#pool);
      this.#pool = larger;
    }
    for (let i = start, k = from; i < end; i++, k++) this.#pool[k] = bytes[i]!;
    if (id >= this.#ends.length) this.#ends = grown(this.#ends);
    this.#ends[id] = to;
    this.#size++;
    if (this.#size * 5 > this.#mask * 4) this.#rehash();
    return fill(this.#slots, this.#mask, first, second, id + 1, 0);
  }

  #rehash(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 2);
    this.#mask = this.#slots.length / slotSize - 1;
    for (let at = 0; at < before.length; at += slotSize) {
      if (before[at + 2] === 0) continue;
      fill(this.#slots, this.#mask, before[at]!, before[at + 1]!, before[at + 2]!, before[at + 3]!);
    }
  }

  /** The first hash; the second one is left in `#second`. */
  #hash({ bytes, words }: ByteSource, start: number, end: number): number {
    let first = end - start;
    let second = ~first;
    let i = start;
    for (; i + 4 <= end; i += 4) {
      const word = words.getInt32(i, true);
      first = Math.imul(((first << 5) | (first >>> 27)) ^ word, 0x9e3779b1);
      second = Math.imul(((second << 13) | (second >>> 19)) ^ word, 0x85ebca6b);
    }
    if (i < end) {
      let word = bytes[i]!;
      if (i + 1 < end) word |= bytes[i + 1]! << 8;
      if (i + 2 < end) word |= bytes[i + 2]! << 16;
      first = Math.imul(((first << 5) | (first >>> 27)) ^ word, 0x9e3779b1);
      second = Math.imul(((second << 13) | (second >>> 19)) ^ word, 0x85ebca6b);
    }
    this.#second = second ^ (second >>> 15);
    first ^= first >>> 15;
    first = Math.imul(first, 0x2c1b3c6d);
    return first ^ (first >>> 13);
  }
}

/** Puts an entry into the next free slot, and says where that is. */
function fill(slots: Int32Array, mask: number, first: number, second: number, number: number, value: number): number {
  let slot = first & mask;
  while (slots[slot * slotSize + 2] !== 0) slot = (slot + 1) & mask;
  const at = slot * slotSize;
  slots[at] = first;
  slots[at + 1] = second;
  slots[at + 2] = number;
  slots[at + 3] = value;
  return at;
}

/** The same numbers with room for as many again. */
export function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
