// Short ways to say what a stage decides, and the outcomes that stages share.
import type { Effective } from '../iis/effective.js';
import type { Note } from '../text/range.js';
import type { Certainty, End, Fork, Option, Outcome, Pass, Progress, Skip, Unknown } from './model.js';

export function pass(
  message: string,
  certainty: Certainty = 'certain',
  because: readonly Note[] = [],
  progress: Partial<Progress> = {},
): Pass {
  return { kind: 'pass', message, certainty, because, progress };
}

export function skip(message: string): Skip {
  return { kind: 'skipped', message, because: [] };
}

export function end(
  cause: string | null,
  outcome: Outcome,
  certainty: Certainty,
  message: string,
  because: readonly Note[],
  rules: readonly string[] = [],
): End {
  return { kind: 'end', cause, outcome, certainty, message, because, rules };
}

export function fork(
  unknown: Unknown | null,
  message: string,
  options: readonly Option[],
  because: readonly Note[] = [],
  fact?: string,
): Fork {
  return { kind: 'fork', unknown, message, options, because, ...(fact === undefined ? {} : { fact }) };
}

/** An assumption under which nothing is wrong. */
export function normal(when: string, certainty: Certainty = 'possible', value = 'yes'): Option {
  return { value, when, certainty, normal: true };
}

/** An assumption under which something deviates. */
export function deviation(when: string, certainty: Certainty = 'possible', value = 'no'): Option {
  return { value, when, certainty, normal: false };
}

const nothing = { substatus: null, win32: null, challenges: [], user: null } as const;

export const noResponse: Outcome = { ...nothing, kind: 'noResponse', status: null, logged: 'none' };

export function refused(
  status: number,
  substatus: number | null,
  win32: number | null,
  logged: Outcome['logged'] = 'w3c',
): Outcome {
  return { kind: 'refused', status, substatus, win32, logged, challenges: [], user: null };
}

/** 401.2 by the core of IIS; with a method that the caller may answer it is the normal first leg. */
export function unauthorized(challenges: readonly string[], mayAnswer = challenges.length > 0): Outcome {
  const kind = mayAnswer ? 'challenged' : 'refused';
  return { kind, status: 401, substatus: 2, win32: 5, logged: 'w3c', challenges, user: null };
}

export function passes(status: number | null, user: string | null): Outcome {
  const substatus = status === null ? null : 0;
  return { kind: 'passes', status, substatus, win32: substatus, logged: 'w3c', challenges: [], user };
}

/** The place that decides a value, with what it says; none where the schema does. */
export function placeOf({ origin }: Effective<unknown>, message: string): readonly Note[] {
  return origin.kind === 'schema' ? [] : [{ uri: origin.uri, range: origin.range, message }];
}

export const codes = {
  accessDenied: 5,
  notSupported: 50,
  notSupportedResult: 0x8007_0032,
  locked: 0x8007_0021,
  invalidData: 0x8007_000d,
  alreadyExists: 0x8007_00b7,
  expired: 0x800b_0101,
  untrustedRoot: 0x800b_0109,
  chaining: 0x800b_010a,
  wrongUsage: 0x800b_0110,
  untrustedCa: 0x800b_0112,
  revoked: 0x8009_2010,
  noRevocationCheck: 0x8009_2012,
  revocationOffline: 0x8009_2013,
  logonDenied: 0x8009_030c,
  wrongPrincipal: 0x8009_0322,
  timeSkew: 0x8009_0324,
  badBindings: 0x8009_0346,
} as const;
