// Three-valued logic, so that what is not known is never treated as false.
import type { Effective } from './effective.js';

export type Truth = 'yes' | 'no' | 'unknown';

export function truth(value: boolean): Truth {
  return value ? 'yes' : 'no';
}

export function not(value: Truth): Truth {
  return value === 'unknown' ? 'unknown' : value === 'yes' ? 'no' : 'yes';
}

/** `no` when any is `no`, whatever the others; otherwise `unknown` when any is. */
export function and(...values: readonly Truth[]): Truth {
  if (values.includes('no')) return 'no';
  return values.includes('unknown') ? 'unknown' : 'yes';
}

/** `yes` when any is `yes`, whatever the others; otherwise `unknown` when any is. */
export function or(...values: readonly Truth[]): Truth {
  if (values.includes('yes')) return 'yes';
  return values.includes('unknown') ? 'unknown' : 'no';
}

/** Whether a predicate holds for an effective value. */
export function holds<T>(effective: Effective<T>, predicate: (value: T) => boolean): Truth {
  return effective.state === 'known' ? truth(predicate(effective.value)) : 'unknown';
}

export function isOn(effective: Effective<boolean>): Truth {
  return holds(effective, (value) => value);
}
