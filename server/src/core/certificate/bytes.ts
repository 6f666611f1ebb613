// Bytes to text and back without the host's help: hexadecimal, Base64, UTF-8, UTF-16, Latin-1.

const HEX: readonly string[] = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal without separators of `bytes[start, end)`. */
export function toHex(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = '';
  for (let i = start; i < end; i++) text += HEX[bytes[i]!]!;
  return text;
}

/**
 * The bytes of hexadecimal text in which spaces, colons and hyphens are ignored; null when it is not
 * hexadecimal of whole bytes.
 */
export function fromHex(text: string): Uint8Array | null {
  const digits = text.replace(/[\s:-]/g, '');
  if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) return null;
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** Each byte as the character of the same number. */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  if (end - start < 64) {
    let text = '';
    for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]!);
    return text;
  }
  let text = '';
  for (let i = start; i < end; i += 8192) {
    text += String.fromCharCode.apply(null, bytes.subarray(i, Math.min(i + 8192, end)) as unknown as number[]);
  }
  return text;
}

/** UTF-8 decoded; what is not UTF-8 (overlong forms and surrogates included) becomes U+FFFD. */
export function utf8(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let ascii = start;
  while (ascii < end && bytes[ascii]! < 0x80) ascii++;
  let text = latin1(bytes, start, ascii);
  let units: number[] = [];
  for (let i = ascii; i < end;) {
    const first = bytes[i]!;
    const length =
      first < 0x80
        ? 1
        : first >= 0xc2 && first < 0xe0
          ? 2
          : first >= 0xe0 && first < 0xf0
            ? 3
            : first >= 0xf0 && first < 0xf5
              ? 4
              : 0;
    let code = length === 1 ? first : length === 2 ? first & 0x1f : length === 3 ? first & 0x0f : first & 0x07;
    let taken = 1;
    while (taken < length && i + taken < end && (bytes[i + taken]! & 0xc0) === 0x80) {
      code = code * 64 + (bytes[i + taken]! & 0x3f);
      taken++;
    }
    const wellFormed =
      length > 0 &&
      taken === length &&
      !(length === 3 && (code < 0x800 || (code >= 0xd800 && code < 0xe000))) &&
      !(length === 4 && (code < 0x10000 || code > 0x10ffff));
    if (!wellFormed) units.push(0xfffd);
    else if (code < 0x10000) units.push(code);
    else units.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
    i += taken;
    if (units.length > 4096) {
      text += String.fromCharCode.apply(null, units);
      units = [];
    }
  }
  return units.length === 0 ? text : text + String.fromCharCode.apply(null, units);
}

/** UTF-16 decoded; an odd last byte is left out. */
export function utf16(bytes: Uint8Array, littleEndian: boolean, start = 0, end = bytes.length): string {
  const low = littleEndian ? 0 : 1;
  let text = '';
  let units: number[] = [];
  for (let i = start; i + 1 < end; i += 2) {
    units.push(bytes[i + low]! | (bytes[i + 1 - low]! << 8));
    if (units.length === 4096) {
      text += String.fromCharCode.apply(null, units);
      units = [];
    }
  }
  return text + String.fromCharCode.apply(null, units);
}

/**
 * The text of a file: by its byte order mark, which is kept out of the text; UTF-16 without one by its zeros;
 * otherwise UTF-8.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16(bytes, true, 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return utf16(bytes, false, 2);
  const [a, b, c, d] = bytes;
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return utf16(bytes, true);
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return utf16(bytes, false);
  return utf8(bytes, bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE64_VALUE = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i++) BASE64_VALUE[BASE64.charCodeAt(i)] = i;
for (const blank of [9, 10, 11, 12, 13, 32]) BASE64_VALUE[blank] = -2;

export interface Base64Result {
  /** What could be decoded up to the first mistake. */
  readonly bytes: Uint8Array;
  /** The first mistake; `offset` counts UTF-16 units of the text that was given. */
  readonly problem: { readonly offset: number; readonly message: string } | null;
}

/** Decodes the Base64 in `text[start, end)`; white space is ignored, and padding may be missing. */
export function fromBase64(text: string, start = 0, end = text.length): Base64Result {
  const bytes = new Uint8Array(Math.ceil(((end - start) * 3) / 4));
  let length = 0;
  let group = 0;
  let digits = 0;
  let padding = 0;
  let problem: Base64Result['problem'] = null;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? BASE64_VALUE[code]! : -1;
    if (value >= 0 && padding === 0) {
      group = (group << 6) | value;
      if (++digits === 4) {
        bytes[length++] = (group >> 16) & 0xff;
        bytes[length++] = (group >> 8) & 0xff;
        bytes[length++] = group & 0xff;
        group = 0;
        digits = 0;
      }
    } else if (value === -2) {
      continue;
    } else if (code === 61 && digits + padding >= 2 && digits + padding < 4) {
      padding++;
    } else {
      problem = { offset: i, message: value >= 0 ? 'Base64 goes on after its padding.' : 'Not a Base64 character.' };
      break;
    }
  }
  if (problem === null && digits === 1) problem = { offset: end, message: 'Base64 ends in the middle of a byte.' };
  if (problem === null && padding > 0 && digits + padding !== 4)
    problem = { offset: end, message: 'Base64 padding is incomplete.' };
  if (digits >= 2) bytes[length++] = (digits === 2 ? group >> 4 : group >> 10) & 0xff;
  if (digits === 3) bytes[length++] = (group >> 2) & 0xff;
  return { bytes: bytes.subarray(0, length), problem };
}

/** Base64 without line breaks. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += BASE64[group >> 18]! + BASE64[(group >> 12) & 63]!;
    text += i + 1 < bytes.length ? BASE64[(group >> 6) & 63]! : '=';
    text += i + 2 < bytes.length ? BASE64[group & 63]! : '=';
  }
  return text;
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
