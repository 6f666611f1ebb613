// The time of a line as seconds since 1970, taken from bytes.
import type { LineView } from '../reading/line-splitter.js';
import type { W3cLayout } from '../reading/w3c-layout.js';

/** Remembers the day and the second, which seldom change from line to line. */
export class LogClock {
  /** Seconds since 1970 of the last line; NaN where it had no readable time. */
  time = NaN;
  #day = '';
  #dayStart = NaN;
  /** Bytes 0 to 3, 4 to 7 and 6 to 9 of the last `YYYY-MM-DD`. */
  #year = 0;
  #month = 0;
  #date = 0;
  #secondOfDay = NaN;
  /** Bytes 0 to 3 and 4 to 7 of the last `HH:MM:SS`. */
  #hours = 0;
  #seconds = 0;

  /** Starts a file, so that nothing is taken over from the one before. */
  reset(): void {
    this.#dayStart = NaN;
    this.#year = this.#month = this.#date = 0;
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
    this.time = this.#dayStart + (layout.time >= 0 ? this.#second(view, layout.time) : 0);
    return this.time;
  }

  #readDay(view: LineView, field: number): void {
    const { bytes, words } = view;
    const start = view.fieldStart(field);
    if (view.fieldEnd(field) - start !== 10) {
      this.#dayStart = NaN;
      this.#year = 0;
      return;
    }
    const year = words.getInt32(start, true);
    const month = words.getInt32(start + 4, true);
    const date = words.getInt32(start + 6, true);
    if (year === this.#year && month === this.#month && date === this.#date) return;
    this.#year = year;
    this.#month = month;
    this.#date = date;
    this.#dayStart = dayOf(String.fromCharCode(...bytes.subarray(start, start + 10)));
  }

  #second(view: LineView, field: number): number {
    const { words } = view;
    const start = view.fieldStart(field);
    if (view.fieldEnd(field) - start < 8) return NaN;
    const hours = words.getInt32(start, true);
    const seconds = words.getInt32(start + 4, true);
    if (hours === this.#hours && seconds === this.#seconds) return this.#secondOfDay;
    this.#hours = hours;
    this.#seconds = seconds;
    this.#secondOfDay = secondOfDay(view.bytes, start);
    return this.#secondOfDay;
  }
}

function dayOf(text: string): number {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return NaN;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= 31 && year >= 1970 && year < 2106;
  return isDay ? Date.UTC(year, month - 1, day) / 1000 : NaN;
}

/** Of `HH:MM:SS`; NaN where something else is there. */
function secondOfDay(bytes: Uint8Array, start: number): number {
  if (bytes[start + 2] !== 58 || bytes[start + 5] !== 58) return NaN;
  const hours = twoDigits(bytes, start);
  const minutes = twoDigits(bytes, start + 3);
  const seconds = twoDigits(bytes, start + 6);
  return hours > 23 || minutes > 59 || seconds > 60 ? NaN : hours * 3600 + minutes * 60 + seconds;
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? NaN : tens * 10 + ones;
}

/** `2026-11-28T07:01:02Z`; null for NaN. */
export function isoTime(seconds: number): string | null {
  return Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString().replace('.000Z', 'Z') : null;
}
