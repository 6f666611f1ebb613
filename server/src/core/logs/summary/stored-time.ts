// Times as whole numbers of 32 bits, from 1970 to 2106: half as large as other numbers, and compared as fast.

/** Stands for no time; less than every other. */
export const noTime = -(2 ** 31);

/** `seconds`: since 1970, or NaN. */
export function storedTime(seconds: number): number {
  return seconds > 0 && seconds < 2 ** 32 ? (seconds - 2 ** 31) | 0 : noTime;
}

/** Seconds since 1970, NaN for no time. */
export function timeOf(stored: number): number {
  return stored === noTime ? NaN : stored + 2 ** 31;
}

/** The earlier of two times, whichever of them is known. */
export function earlierTime(a: number, b: number): number {
  return a === noTime || (b !== noTime && b < a) ? b : a;
}
