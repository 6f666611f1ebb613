// By what serial numbers are the same.

/** Its value: `hex`, the octets of a DER INTEGER, without those that only repeat the sign. */
export function serialKey(hex: string): string {
  return hex.replace(/^(?:00(?=[0-7]))+|^(?:ff(?=[89a-f]))+/, '');
}
