// Reads a log of the generator's layout byte by byte and answers the two questions that DuckDB is asked, and
// nothing else: what one thread of JavaScript needs at least. It knows where each field is, copes with nothing
// unusual, and keeps no cause, so it is a floor, not a rival.
import { closeSync, openSync, readSync } from 'node:fs';

const chunkBytes = 1 << 20;
const longestLine = 1 << 16;
const stem = Uint8Array.from('/microsoft-server-activesync', (character) => character.charCodeAt(0));
const field = { time: 1, stem: 4, query: 5, status: 11, substatus: 12, win32: 13 } as const;
const maximumDevices = 1 << 14;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sixBits = new Uint8Array(256).fill(255);
for (let value = 0; value < alphabet.length; value++) sixBits[alphabet.charCodeAt(value)] = value;

/** How many mobile devices and how many combinations of status, substatus and Win32 status there are. */
export interface Scanned {
  readonly devices: number;
  readonly statuses: number;
}

/** Scans a log of at most 16,384 devices. */
export function scan(file: string): Scanned {
  const scanner = new Scanner();
  const bytes = new Uint8Array(longestLine + chunkBytes);
  const from = openSync(file, 'r');
  let kept = 0;
  for (let read = readSync(from, bytes, 0, chunkBytes, null); read > 0;) {
    const end = kept + read;
    const rest = scanner.lines(bytes, end);
    bytes.copyWithin(0, rest, end);
    kept = end - rest;
    read = readSync(from, bytes, kept, chunkBytes, null);
  }
  closeSync(from);
  return { devices: scanner.devices, statuses: scanner.statuses.size };
}

class Scanner {
  devices = 0;
  readonly statuses = new Map<number, number>();
  readonly #starts = new Int32Array(64);
  /** Two hashes and a number for each slot. */
  readonly #slots = new Int32Array(4 * 2 * maximumDevices);
  readonly #failures = new Int32Array(maximumDevices + 1);
  readonly #firstFailure = new Int32Array(maximumDevices + 1);
  readonly #lastSuccess = new Int32Array(maximumDevices + 1);
  readonly #decoded = new Uint8Array(256);

  /** Scans the whole lines of `bytes[0, end)`; returns where the rest starts. */
  lines(bytes: Uint8Array, end: number): number {
    const starts = this.#starts;
    for (let start = 0; ;) {
      let fields = 1;
      let at = start;
      starts[0] = start;
      for (; at < end; at++) {
        const byte = bytes[at]!;
        if (byte > 32) continue;
        if (byte === 32) starts[fields++] = at + 1;
        else if (byte === 10) break;
      }
      if (at >= end) return start;
      if (bytes[start] !== 35 && isActiveSync(bytes, starts[field.stem]!)) this.#request(bytes);
      start = at + 1;
    }
  }

  #request(bytes: Uint8Array): void {
    const starts = this.#starts;
    const numberOf = (which: number): number => numberAt(bytes, starts[which]!);
    const status = numberOf(field.status);
    const key = (status * 100 + numberOf(field.substatus)) * 2 ** 32 + numberOf(field.win32);
    this.statuses.set(key, (this.statuses.get(key) ?? 0) + 1);
    const time = starts[field.time]!;
    const seconds = 3600 * numberAt(bytes, time) + 60 * numberAt(bytes, time + 3) + numberAt(bytes, time + 6);
    const device = this.#device(bytes, starts[field.query]!, starts[field.query + 1]! - 1);
    if (status < 400) this.#lastSuccess[device] = seconds;
    else if (this.#failures[device]!++ === 0) this.#firstFailure[device] = seconds;
  }

  #device(bytes: Uint8Array, start: number, end: number): number {
    for (let at = start; at + 9 < end; at++) {
      if (bytes[at] !== 68 || bytes[at + 6] !== 73 || bytes[at + 8] !== 61) continue;
      let to = at + 9;
      while (to < end && bytes[to] !== 38) to++;
      return this.#numberOf(bytes, at + 9, to);
    }
    const decoded = this.#decoded;
    let length = 0;
    let group = 0;
    let bits = 0;
    for (let at = start; at < end && length < 255; at++) {
      const isEscaped = bytes[at] === 37;
      const value = isEscaped ? 62 : sixBits[bytes[at]!]!;
      if (isEscaped) at += 2;
      if (value === 255) break;
      group = (group << 6) | value;
      bits += 6;
      if (bits >= 8) decoded[length++] = group >> (bits -= 8);
    }
    return this.#numberOf(decoded, 5, 5 + decoded[4]!);
  }

  /** From 1 upward, by the bytes without case. */
  #numberOf(bytes: Uint8Array, start: number, end: number): number {
    let first = end - start;
    let second = ~first;
    for (let at = start; at < end; at++) {
      const byte = bytes[at]! > 96 ? bytes[at]! & 95 : bytes[at]!;
      first = Math.imul(first ^ byte, 0x9e3779b1);
      second = (Math.imul(second, 31) + byte) | 0;
    }
    const slots = this.#slots;
    const mask = 2 * maximumDevices - 1;
    for (let slot = (first ^ (first >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const at = 4 * slot;
      if (slots[at] === first && slots[at + 1] === second && slots[at + 2] !== 0) return slots[at + 2]!;
      if (slots[at + 2] !== 0) continue;
      slots[at] = first;
      slots[at + 1] = second;
      return (slots[at + 2] = ++this.devices);
    }
  }
}

function isActiveSync(bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < stem.length; i++) {
    const byte = bytes[start + i]!;
    if ((byte > 64 && byte < 91 ? byte | 32 : byte) !== stem[i]) return false;
  }
  return true;
}

/** The unsigned value of a number of 32 bits, up to what is no digit. */
function numberAt(bytes: Uint8Array, start: number): number {
  const isNegative = bytes[start] === 45;
  let value = 0;
  for (let at = isNegative ? start + 1 : start; bytes[at]! >= 48 && bytes[at]! <= 57; at++) {
    value = 10 * value + bytes[at]! - 48;
  }
  return isNegative ? -value >>> 0 : value;
}
