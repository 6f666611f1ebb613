// What userAccountControl says of an account (MS-ADTS 2.2.16).
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
