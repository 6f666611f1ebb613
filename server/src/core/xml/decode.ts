// Bytes of a configuration file to text and back, so that a file that is edited keeps its encoding and byte
// order mark.
import { declaredEncoding } from './declaration.js';

/**
 * Turns bytes into text: the host's `TextDecoder`, which core does not have. Bytes that are wrong in the
 * encoding become U+FFFD; a byte order mark is text like any other (`ignoreBOM`); null when the encoding is
 * not known.
 */
export type Decoder = (bytes: Uint8Array, encoding: string) => string | null;

export interface DecodingProblem {
  readonly code: 'binary' | 'invalid-bytes' | 'unknown-encoding' | 'wrong-encoding';
  /** A sentence about the file; the caller says which file. */
  readonly message: string;
  /** Offset of the byte where it shows. */
  readonly offset: number;
}

export interface DecodedText {
  /**
   * Without the byte order mark; '' when the bytes are no text. With a problem it is the best that could be
   * read.
   */
  readonly text: string;
  /** In lower case: `utf-8`, `utf-16le`, `utf-16be`, or what the XML declaration names. */
  readonly encoding: string;
  readonly bom: boolean;
  readonly problem?: DecodingProblem;
}

/** Names under which UTF-8 is declared; ASCII is a part of it. */
const utf8Names = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii', 'unicode-1-1-utf-8']);
const wideNames = new Set(['utf-16', 'utf-16le', 'utf-16be', 'unicode', 'ucs-2', 'iso-10646-ucs-2']);
/** The declaration is at the very start; so many bytes hold it with room to spare. */
const HEAD = 1024;

function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 8192) parts.push(String.fromCharCode(...bytes.subarray(i, i + 8192)));
  return parts.join('');
}

/** Latin-1, in which every byte is the character of its number. */
const latin1Names = new Set(['iso-8859-1', 'iso8859-1', 'iso_8859-1', 'iso_8859-1:1987', 'latin1', 'l1']);
const windows1252Names = new Set(['windows-1252', 'cp1252', 'x-cp1252']);
/**
 * Where windows-1252 differs from Latin-1: the characters of the bytes 0x80 to 0x9f (those not assigned stay
 * as they are).
 */
const windows1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

/**
 * Western European text is read here and not by the decoder: the decoders of Node 20 read windows-1252 as
 * Latin-1, those of browsers Latin-1 as windows-1252, and neither could be written back.
 */
function decodeWestern(bytes: Uint8Array, encoding: string): string | null {
  if (latin1Names.has(encoding)) return latin1(bytes);
  if (!windows1252Names.has(encoding)) return null;
  return latin1(bytes).replace(/[\x80-\x9f]/g, (character) => windows1252[character.charCodeAt(0) - 0x80]!);
}

/**
 * What the first bytes say about the encoding (XML 1.0, appendix F); the declaration is read only when they
 * are silent.
 */
function sniff(bytes: Uint8Array): { encoding: string; bom: number } | null {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', bom: 3 };
  if (a === 0xff && b === 0xfe)
    return c === 0 && d === 0 ? { encoding: 'utf-32le', bom: 4 } : { encoding: 'utf-16le', bom: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', bom: 2 };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { encoding: 'utf-32be', bom: 4 };
  const isFirst = (code: number | undefined) =>
    code === 0x3c || code === 0x20 || code === 9 || code === 10 || code === 13;
  if (isFirst(a) && b === 0 && c !== 0 && d === 0) return { encoding: 'utf-16le', bom: 0 };
  if (a === 0 && isFirst(b) && c === 0 && d !== 0) return { encoding: 'utf-16be', bom: 0 };
  return null;
}

/**
 * The offset of the first byte that is wrong in UTF-8 (an unfinished sequence at the end included); -1 when
 * all are right.
 */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  let i = 0;
  while (i < bytes.length) {
    const lead = bytes[i]!;
    if (lead < 0x80) {
      i++;
      continue;
    }
    const length =
      lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
    if (length === 0 || i + length > bytes.length) return i;
    // The second byte is limited further: no longer forms than needed, no surrogates, nothing beyond
    // U+10FFFF.
    const second = bytes[i + 1]!;
    const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) return i;
    for (let k = 2; k < length; k++) if (bytes[i + k]! >> 6 !== 2) return i;
    i += length;
  }
  return -1;
}

/**
 * Reads the bytes of a configuration file. The byte order mark decides, then the pattern of UTF-16, then the
 * XML declaration, else it is UTF-8. Never throws as long as the decoder does not.
 */
export function decodeText(bytes: Uint8Array, decoder: Decoder): DecodedText {
  const sniffed = sniff(bytes);
  if (sniffed?.encoding.startsWith('utf-32')) {
    const { encoding } = sniffed;
    return unknownEncoding(
      encoding,
      true,
      `The file is encoded in ${encoding}, which IIS cannot read. Save it as UTF-8.`,
    );
  }
  if (sniffed?.encoding.startsWith('utf-16')) return decodeWide(bytes, sniffed.encoding, sniffed.bom, decoder);
  const bom = sniffed !== null;
  const content = bom ? bytes.subarray(sniffed.bom) : bytes;
  const nul = bytes.indexOf(0);
  if (nul !== -1) {
    return {
      text: '',
      encoding: 'utf-8',
      bom,
      problem: { code: 'binary', message: 'The file is not a text file.', offset: nul },
    };
  }
  const declared = bom ? null : declaredEncoding(latin1(bytes.subarray(0, HEAD)));
  const encoding = declared === null ? 'utf-8' : declared.name.toLowerCase();
  if (declared !== null && wideNames.has(encoding)) {
    const message = `The XML declaration says ${declared.name}, but the bytes are not UTF-16. Correct the declaration or the file.`;
    const text = decoder(content, 'utf-8') ?? latin1(content);
    return { text, encoding: 'utf-8', bom, problem: { code: 'wrong-encoding', message, offset: declared.start } };
  }
  if (declared !== null && !utf8Names.has(encoding)) {
    const text = decodeWestern(content, encoding) ?? decoder(content, encoding);
    if (text !== null) return { text, encoding, bom };
    const message = `The XML declaration names the unknown encoding '${declared.name}'.`;
    return {
      text: latin1(content),
      encoding,
      bom,
      problem: { code: 'unknown-encoding', message, offset: declared.start },
    };
  }
  const text = decoder(content, 'utf-8') ?? latin1(content);
  const invalid = text.includes('\ufffd') ? firstInvalidUtf8(content) : -1;
  if (invalid === -1) return { text, encoding: 'utf-8', bom };
  const offset = invalid + bytes.length - content.length;
  const message = `The file is not valid UTF-8 at offset ${offset}. Save it as UTF-8, or declare its encoding in the XML declaration.`;
  return { text, encoding: 'utf-8', bom, problem: { code: 'invalid-bytes', message, offset } };
}

function unknownEncoding(encoding: string, bom: boolean, message: string): DecodedText {
  return { text: '', encoding, bom, problem: { code: 'unknown-encoding', message, offset: 0 } };
}

function decodeWide(bytes: Uint8Array, encoding: string, bom: number, decoder: Decoder): DecodedText {
  const content = bytes.subarray(bom);
  const text = decoder(content, encoding);
  if (text === null)
    return unknownEncoding(encoding, bom > 0, `The file is encoded in ${encoding}, which exchange-cba cannot read.`);
  if (content.length % 2 === 1) {
    const message = 'The file ends in the middle of a character: it was truncated, or it is not UTF-16.';
    return { text, encoding, bom: bom > 0, problem: { code: 'invalid-bytes', message, offset: bytes.length - 1 } };
  }
  return { text, encoding, bom: bom > 0 };
}

/**
 * The bytes of a text in the encoding it was read in. Null when it cannot be written: another encoding than
 * UTF-8, UTF-16 or Western European, a character that the encoding does not have, or half of a surrogate pair
 * in UTF-8.
 */
export function encodeText(text: string, encoding: string, bom: boolean): Uint8Array | null {
  const name = encoding.toLowerCase();
  if (name === 'utf-16le' || name === 'utf-16be') return encodeWide(text, name === 'utf-16be', bom);
  if (utf8Names.has(name)) return encodeUtf8(text, bom);
  const isLatin1 = latin1Names.has(name);
  if (!isLatin1 && !windows1252Names.has(name)) return null;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80 || (code >= (isLatin1 ? 0x80 : 0xa0) && code <= 0xff)) {
      bytes[i] = code;
      continue;
    }
    const index = isLatin1 ? -1 : windows1252.indexOf(text[i]!);
    if (index === -1) return null;
    bytes[i] = 0x80 + index;
  }
  return bytes;
}

function encodeWide(text: string, bigEndian: boolean, bom: boolean): Uint8Array {
  const from = bom ? 1 : 0;
  const view = new DataView(new ArrayBuffer(2 * (text.length + from)));
  if (bom) view.setUint16(0, 0xfeff, !bigEndian);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * (i + from), text.charCodeAt(i), !bigEndian);
  return new Uint8Array(view.buffer);
}

function encodeUtf8(text: string, bom: boolean): Uint8Array | null {
  const bytes = new Uint8Array(3 * text.length + 3);
  let at = 0;
  if (bom) for (const byte of [0xef, 0xbb, 0xbf]) bytes[at++] = byte;
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i)!;
    if (code < 0x80) {
      bytes[at++] = code;
    } else if (code < 0x800) {
      bytes[at++] = 0xc0 | (code >> 6);
      bytes[at++] = 0x80 | (code & 0x3f);
    } else if (code < 0x10000) {
      if (code >= 0xd800 && code <= 0xdfff) return null;
      bytes[at++] = 0xe0 | (code >> 12);
      bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[at++] = 0x80 | (code & 0x3f);
    } else {
      bytes[at++] = 0xf0 | (code >> 18);
      bytes[at++] = 0x80 | ((code >> 12) & 0x3f);
      bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
      bytes[at++] = 0x80 | (code & 0x3f);
      i++;
    }
  }
  return bytes.slice(0, at);
}
