// Numbers for byte strings: the same bytes give the same number, and no text is made until it is asked for.
import type { ByteSource } from './byte-source.js';
import { wordsOf } from './byte-source.js';
import { byteText } from './byte-text.js';

/** What `add` answers when the table is full. */
export const overflow = -1;

/** Strings that are looked at in search of one; strings made to collide are not kept beyond that. */
const maximumProbes = 512;

/** Numbers in a slot: hash, start and length in the pool, and the number of the string increased by 1. */
const slotSize = 4;

/** A hash table of byte strings with a bound, so that memory stays flat whatever the log holds. */
export class ByteTable {
  readonly #limit: number;
  readonly #maximumBytes: number;
  // What a lookup needs lies side by side, since most of its time is waiting for memory.
  #slots = new Int32Array(256 * slotSize);
  #mask = 255;
  #ends = new Int32Array(128);
  #pool = new Uint8Array(4096);
  #poolWords = wordsOf(this.#pool);
  #size = 0;

  /** `limit`: how many strings are kept, of 64 bytes on average at most. */
  constructor(limit: number) {
    this.#limit = limit;
    this.#maximumBytes = limit * 64;
  }

  get size(): number {
    return this.#size;
  }

  /**
   * The number of `bytes[start, end)`, from 0 upward in the order of arrival; `overflow` when no more are
   * kept.
   */
  add(source: ByteSource, start: number, end: number): number {
    const hash = hashOf(source, start, end);
    const slots = this.#slots;
    const mask = this.#mask;
    for (let slot = hash & mask, probe = 0; probe < maximumProbes; slot = (slot + 1) & mask, probe++) {
      const at = slot * slotSize;
      const id = slots[at + 3]! - 1;
      if (id < 0) return this.#insert(at, hash, source.bytes, start, end);
      if (slots[at] !== hash || slots[at + 2] !== end - start) continue;
      if (this.#equals(slots[at + 1]!, source, start, end)) return id;
    }
    return overflow;
  }

  /** The text of a number that `add` gave. */
  text(id: number): string {
    return byteText(this.#pool, this.#start(id), this.#ends[id]);
  }

  #start(id: number): number {
    return id === 0 ? 0 : this.#ends[id - 1]!;
  }

  #equals(from: number, { bytes, words }: ByteSource, start: number, end: number): boolean {
    const poolWords = this.#poolWords;
    let i = start;
    let k = from;
    for (; i + 4 <= end; i += 4, k += 4) if (words.getInt32(i, true) !== poolWords.getInt32(k, true)) return false;
    for (; i < end; i++, k++) if (bytes[i] !== this.#pool[k]) return false;
    return true;
  }

  #insert(at: number, hash: number, bytes: Uint8Array, start: number, end: number): number {
    const id = this.#size;
    const from = this.#start(id);
    const to = from + end - start;
    if (id >= this.#limit || to > this.#maximumBytes) return overflow;
    if (to > this.#pool.length) {
      const larger = new Uint8Array(Math.max(to, this.#pool.length * 2));
      larger.set(this.#pool);
      this.#pool = larger;
      this.#poolWords = wordsOf(larger);
    }
    for (let i = start, k = from; i < end; i++, k++) this.#pool[k] = bytes[i]!;
    if (id >= this.#ends.length) this.#ends = grown(this.#ends);
    this.#ends[id] = to;
    this.#size++;
    fill(this.#slots, at, hash, from, to - from, id + 1);
    if (this.#size * 5 > this.#mask * 4) this.#rehash();
    return id;
  }

  #rehash(): void {
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 2);
    this.#mask = this.#slots.length / slotSize - 1;
    for (let from = 0; from < before.length; from += slotSize) {
      if (before[from + 3] === 0) continue;
      let slot = before[from]! & this.#mask;
      while (this.#slots[slot * slotSize + 3] !== 0) slot = (slot + 1) & this.#mask;
      fill(this.#slots, slot * slotSize, before[from]!, before[from + 1]!, before[from + 2]!, before[from + 3]!);
    }
  }
}

function fill(slots: Int32Array, at: number, hash: number, start: number, length: number, number: number): void {
  slots[at] = hash;
  slots[at + 1] = start;
  slots[at + 2] = length;
  slots[at + 3] = number;
}

function hashOf({ bytes, words }: ByteSource, start: number, end: number): number {
  let hash = end - start;
  let i = start;
  for (; i + 4 <= end; i += 4) hash = mixed(hash, words.getInt32(i, true));
  for (; i < end; i++) hash = mixed(hash, bytes[i]!);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}

function mixed(hash: number, word: number): number {
  return Math.imul(((hash << 5) | (hash >>> 27)) ^ word, 0x9e3779b1);
}

/** The same numbers with room for as many again. */
export function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
