// Makes damaged variants of an input, the same for the same seed.

/** Numbers in [0, 1) that a seed decides (the generator mulberry32, public domain). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * What readers stumble over: ends of structures, lengths, control characters, half of a surrogate pair in
 * UTF-8.
 */
const morsels: readonly string[] = [
  '<', '>', '</', '/>', '<!--', '-->', '<![CDATA[', ']]>', '&', '&#0;', '&lt;', '"', "'", '=', '{', '}', '[', ']', ',',
  '\u0000', '\ufeff', '\r', '\n', '\t', ' ', '::', '..', '\\', '%', '-----BEGIN CERTIFICATE-----', '__proto__', '\u00ff',
  '#Fields: ', '999999999999999999999', '-1', 'NaN', '\ud83d',
]; // prettier-ignore

/** Longer inputs find nothing that shorter ones do not. */
const longest = 200_000;

/** One variant of `input`, sometimes with a part of `other` in it. */
export function mutate(input: Uint8Array, other: Uint8Array, next: () => number): Uint8Array {
  let bytes = Array.from(input.subarray(0, longest));
  const pick = (limit: number): number => Math.floor(next() * limit);
  for (let count = 1 + pick(4); count > 0; count--) {
    const at = pick(bytes.length + 1);
    switch (pick(7)) {
      case 0:
        if (at < bytes.length) bytes[at] = pick(256);
        break;
      case 1:
        bytes.splice(at, 1 + pick(40));
        break;
      case 2:
        bytes.splice(at, 0, ...new TextEncoder().encode(morsels[pick(morsels.length)]));
        break;
      case 3:
        bytes = bytes.slice(0, at);
        break;
      case 4:
        bytes.splice(at, 0, ...bytes.slice(at, at + pick(200)));
        break;
      case 5:
        bytes.splice(at, 0, ...other.subarray(pick(other.length), pick(other.length)).subarray(0, 400));
        break;
      case 6:
        if (at < bytes.length) bytes[at] = bytes[at]! ^ (1 << pick(8));
        break;
    }
  }
  return Uint8Array.from(bytes);
}
