// Dates, bytes and hexadecimal as people read them.
import type { Time } from '../../../../server/src/core/certificate/model.js';
import { showable } from '../../../../server/src/core/certificate/showable.js';
import type { PageContext } from './words.js';

/** A moment in UTC, in which certificates count; as it is written when it is not a date. */
export function momentWords({ raw, ms }: Time, { language }: PageContext): string {
  return ms === null ? showable(raw, 40) : `${momentFormat(language).format(ms)} UTC`;
}

export function dayWords(ms: number, { language }: PageContext): string {
  return dayFormat(language).format(ms);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function momentFormat(language: string): Intl.DateTimeFormat {
  return format(`m${language}`, language, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });
}

function dayFormat(language: string): Intl.DateTimeFormat {
  return format(`d${language}`, language, { dateStyle: 'medium', timeZone: 'UTC' });
}

function format(key: string, language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  let found = formats.get(key);
  if (found === undefined) {
    found = create(language, options);
    formats.set(key, found);
  }
  return found;
}

function create(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(language, options);
  } catch {
    return new Intl.DateTimeFormat('en', options);
  }
}

/** `a1b2c3` as `A1 B2 C3`. */
export function spaced(hex: string): string {
  return hex.toUpperCase().replace(/..(?=.)/g, '$& ');
}

/** `RSA 2048`, `EC P-256`. */
export function keyWords({
  algorithm,
  bits,
  curve,
}: {
  readonly algorithm: string | null;
  readonly bits: number | null;
  readonly curve: string | null;
}): string {
  return showable([algorithm ?? '?', curve ?? bits].filter((part) => part !== null).join(' '), 100);
}
