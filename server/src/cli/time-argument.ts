// Times on the command line: ISO 8601; without a zone it is UTC, so that every machine says the same.
import type { Arguments } from './args.js';

const isoTime = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** Milliseconds since 1970; null where the text is not a time. */
export function parseTime(text: string): number | null {
  const match = isoTime.exec(text);
  if (match === null) return null;
  const ms = Date.parse(text.includes('T') && match[1] === undefined ? `${text}Z` : text);
  return Number.isNaN(ms) ? null : ms;
}

/** What is wrong with the time of an option; null where nothing is. */
export function timeProblem(option: string, text: string | undefined): string | null {
  return text === undefined || parseTime(text) !== null
    ? null
    : `--${option} takes a time such as 2026-01-31T12:00:00Z, not '${text}'.`;
}

export const atOption = { name: 'at', value: '<time>', help: 'Check as of this time, in ISO 8601 (default now)' };

/**
 * The time of `--at`, else now, in milliseconds since 1970. A date alone is its noon in UTC, which is that
 * day almost everywhere.
 */
export function timeOf(args: Arguments, host: { now(): number }): number {
  const at = args.value('at');
  return (at === undefined ? null : parseTime(at.includes('T') ? at : `${at}T12:00Z`)) ?? host.now();
}
