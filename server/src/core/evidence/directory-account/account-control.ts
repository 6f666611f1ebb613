// What userAccountControl (MS-ADTS 2.2.16) accountExpires (MS-ADA1 2.2), and lockoutTime say of an account.
import type { Placed } from '../../certificate/account.js';

const disabled = 0x2;
/** Every account has one: normal, trust between domains, workstation, server. */
const kinds = 0x200 | 0x800 | 0x1000 | 0x2000;

/** Null for what is not a number, and for one that no account has: its digits may have been cut off. */
export function enabledBy(control: Placed | null): Placed<boolean> | null {
  if (control === null || !/^\d{1,10}$/.test(control.value)) return null;
  const bits = Number(control.value);
  return (bits & kinds) === 0 ? null : { value: (bits & disabled) === 0, range: control.range };
}

/** lockoutTime is 0 for an account that is not locked; null if it cannot be read as a number. */
export function lockedBy(time: Placed | null): Placed<boolean> | null {
  if (time === null || !/^\d{1,19}$/.test(time.value)) return null;
  return { value: Number(time.value) !== 0, range: time.range };
}

/** accountExpires counts 100 nanoseconds since 1601; both values mean that the account never expires. */
const never = new Set(['0', '9223372036854775807']);
const from1601To1970 = 11_644_473_600_000;

/** In milliseconds since 1970, `Infinity` for never; null for what is no such number. */
export function expiresBy(time: Placed | null): Placed<number> | null {
  if (time === null || !/^\d{1,19}$/.test(time.value)) return null;
  const value = never.has(time.value) ? Infinity : Number(time.value) / 10_000 - from1601To1970;
  return { value, range: time.range };
}
