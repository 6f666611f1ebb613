// The causes behind statuses, as `explain` and `diagnose` name them.
//
// Ranked as reports name them (domain/13 §13.6); there are no statistics, so no percentages are shown.
import type { Cause, Shown } from './causes/cause.js';
import { certificateCauses } from './causes/certificate.js';
import { requestCauses } from './causes/request.js';
import { signInCauses } from './causes/sign-in.js';

export type { Cause, Shown } from './causes/cause.js';

/** In the order of their frequency within a status. */
export const causes: readonly Cause[] = [...certificateCauses, ...signInCauses, ...requestCauses];

const byId = new Map(causes.map((cause) => [cause.id, cause]));

export function causeOf(id: string): Cause | undefined {
  return byId.get(id);
}

/** How well a cause fits a status: 0 where it does not, more where substatus and code are its own. */
export function fit(cause: Cause, { status, substatus, win32 }: Shown): number {
  const scores = cause.shows.map((shown) => {
    if (shown.status !== status) return 0;
    if (shown.substatus !== null && substatus !== null && shown.substatus !== substatus) return 0;
    if (win32 !== null && win32 > 0xffff && shown.win32 !== null) return shown.win32 === win32 ? 4 : 0;
    return shown.substatus === substatus ? 2 : 1;
  });
  return Math.max(0, ...scores);
}

/** A code of Windows that is none of any cause of the status tells nothing. */
export function withKnownCode(shown: Shown): Shown {
  const { status, substatus, win32 } = shown;
  if (win32 === null) return shown;
  const isKnown = causes.some(({ shows }) =>
    shows.some(
      (one) =>
        one.status === status &&
        (one.substatus === null || substatus === null || one.substatus === substatus) &&
        (one.win32 === win32 || (one.win32 === null && isOfConfiguration(status))),
    ),
  );
  return isKnown ? shown : { ...shown, win32: null };
}

/** The codes of a configuration that IIS rejects are its own, one for each fault. */
function isOfConfiguration(status: number): boolean {
  return status >= 500;
}

/** The causes of a status: those whose code it is first, then as often as reports name them. */
export function causesOf(shown: Shown): Cause[] {
  const order = new Map(causes.map((cause, index) => [cause, index]));
  const isOwn = ({ shows }: Cause): boolean =>
    shows.some(
      ({ status, substatus, win32 }) =>
        status === shown.status &&
        (substatus === null || shown.substatus === null || substatus === shown.substatus) &&
        win32 !== null &&
        win32 === shown.win32,
    );
  // A code that some causes have for their own belongs to no other cause.
  const only = shown.win32 !== null && causes.some(isOwn);
  const fits = new Map(causes.map((cause) => [cause, only && !isOwn(cause) ? 0 : fit(cause, shown)]));
  return causes
    .filter((cause) => fits.get(cause)! > 0)
    .sort((a, b) => fits.get(b)! - fits.get(a)! || order.get(a)! - order.get(b)!);
}
