// The time of a line as seconds since 1970, taken from bytes.
import type { LineView } from '../reading/line-splitter.js';
import type { W3cLayout } from '../reading/w3c-layout.js';

/** Remembers the day, which seldom changes from line to line. */
export class LogClock {
  /** Seconds since 1970 of the last line; NaN where it had no readable time. */
  time = NaN;
  #day = '';
  #dayBytes = new Uint8Array(10);
  #dayStart = NaN;

  /** Starts a file, so that nothing is taken over from the one before. */
  reset(): void {
    this.#dayStart = NaN;
    this.#dayBytes.fill(0);
    this.#day = '';
    this.time = NaN;
  }

  /** Reads date and time of a line; `date` is that of `#Date`, for layouts without a date. */
  read(view: LineView, layout: W3cLayout, date: string | null): number {
    if (layout.date >= 0) this.#readDay(view, layout.date);
    else if (date !== null && date !== this.#day) {
      this.#day = date;
      this.#dayStart = dayOf(date);
    }
    this.time = this.#dayStart + (layout.time >= 0 ? secondsAt(view, layout.time) : 0);
    return this.time;
  }

  #readDay(view: LineView, field: number): void {
    const { bytes } = view;
    const start = view.fieldStart(field);
    const known = this.#dayBytes;
    for (let i = 9; i >= 0; i--) {
      if (bytes[start + i] === known[i]) continue;
      for (let k = 0; k < 10; k++) known[k] = bytes[start + k] ?? 0;
      this.#dayStart = view.fieldEnd(field) - start === 10 ? dayOf(String.fromCharCode(...known)) : NaN;
      return;
    }
  }
}

function dayOf(text: string): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return NaN;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month < 1 || month > 12 || day < 1 || day > 31 ? NaN : Date.UTC(year, month - 1, day) / 1000;
}

function secondsAt(view: LineView, field: number): number {
  const { bytes } = view;
  const start = view.fieldStart(field);
  if (view.fieldEnd(field) - start < 8 || bytes[start + 2] !== 58 || bytes[start + 5] !== 58) return NaN;
  const two = (at: number): number => {
    const tens = bytes[at]! - 48;
    const ones = bytes[at + 1]! - 48;
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? NaN : tens * 10 + ones;
  };
  const hours = two(start);
  const minutes = two(start + 3);
  const seconds = two(start + 6);
  return hours > 23 || minutes > 59 || seconds > 60 ? NaN : hours * 3600 + minutes * 60 + seconds;
}

/** `2026-11-28T07:01:02Z`; null for NaN. */
export function isoTime(seconds: number): string | null {
  return Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString().replace('.000Z', 'Z') : null;
}
