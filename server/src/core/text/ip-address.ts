// IP addresses as one spelling, so that two of them can be compared.

/** An IPv6 address in the form of RFC 5952; any other text as it is. */
export function canonicalAddress(text: string): string {
  const groups = groupsOf(text);
  if (!groups) return text;
  let best = -1;
  let bestLength = 1;
  for (let at = 0; at < groups.length; at++) {
    let length = 0;
    while (groups[at + length] === 0) length++;
    if (length > bestLength) [best, bestLength] = [at, length];
  }
  const part = (some: readonly number[]): string => some.map((group) => group.toString(16)).join(':');
  return best < 0 ? part(groups) : `${part(groups.slice(0, best))}::${part(groups.slice(best + bestLength))}`;
}

/** The eight groups of an IPv6 address; null for another text. */
function groupsOf(text: string): readonly number[] | null {
  if (text.length > 45 || !text.includes(':')) return null;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':').flatMap(groupOf)));
  if (!head || [...head, ...(tail ?? [])].some(Number.isNaN)) return null;
  if (!tail) return head.length === 8 ? head : null;
  const zeros = 8 - head.length - tail.length;
  return zeros < 1 ? null : [...head, ...Array<number>(zeros).fill(0), ...tail];
}

/** One group, or the two of a dotted IPv4 address at the end; NaN for anything else. */
function groupOf(text: string, index: number, all: readonly string[]): number[] {
  if (/^[0-9a-f]{1,4}$/i.test(text)) return [Number.parseInt(text, 16)];
  const octets = text.split('.');
  const isIPv4 = octets.length === 4 && octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) < 256);
  if (!isIPv4 || index !== all.length - 1) return [Number.NaN];
  const [a, b, c, d] = octets.map(Number) as [number, number, number, number];
  return [(a << 8) | b, (c << 8) | d];
}
