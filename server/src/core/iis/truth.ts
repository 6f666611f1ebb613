// Three-valued logic, so that what is not known is never treated as false.
import type { Effective } from './effective.js';

export type Truth = 'yes' | 'no' | 'unknown';

export function truth(value: boolean): Truth {
  return value ? 'yes' : 'no';
}

export function not(value: Truth): Truth {
  return value === 'unknown' ? 'unknown' : value === 'yes' ? 'no' : 'yes';
}

/** What is worked out only where those before it do not decide. */
export type LazyTruth = Truth | (() => Truth);

/** `no` when any is `no`, whatever the others; otherwise `unknown` when any is. */
export function and(...values: readonly LazyTruth[]): Truth {
  return combined(values, 'no', 'yes');
}

/** `yes` when any is `yes`, whatever the others; otherwise `unknown` when any is. */
export function or(...values: readonly LazyTruth[]): Truth {
  return combined(values, 'yes', 'no');
}

function combined(values: readonly LazyTruth[], decisive: Truth, otherwise: Truth): Truth {
  let result = otherwise;
  for (const each of values) {
    const value = typeof each === 'function' ? each() : each;
    if (value === decisive) return value;
    if (value === 'unknown') result = value;
  }
  return result;
}

/** Whether a predicate holds for an effective value. */
export function holds<T>(effective: Effective<T>, predicate: (value: T) => boolean): Truth {
  return effective.state === 'known' ? truth(predicate(effective.value)) : 'unknown';
}

export function isOn(effective: Effective<boolean>): Truth {
  return holds(effective, (value) => value);
}
