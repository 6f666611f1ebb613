// Bytes to text and back: byte order marks, UTF-16, and the encoding that an XML declaration names.
import { declaredEncoding } from '../core/xml/declaration.js';

export interface DecodedText {
  readonly kind: 'text';
  /** Without a byte order mark. */
  readonly text: string;
  /** As TextDecoder names it: `utf-8`, `utf-16le`. */
  readonly encoding: string;
  readonly byteOrderMark: boolean;
  /**
   * True when some bytes mean nothing in that encoding; the text has U+FFFD there and must not be written
   * back.
   */
  readonly lossy: boolean;
}

/** `reason` is a clause: `it is binary`. */
export type Decoded = DecodedText | { readonly kind: 'unreadable'; readonly reason: string };

const marks: readonly { readonly bytes: readonly number[]; readonly encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe, 0, 0], encoding: 'utf-32le' },
  { bytes: [0, 0, 0xfe, 0xff], encoding: 'utf-32be' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

function isAscii(byte: number | undefined): boolean {
  return byte !== undefined && byte > 0 && byte < 0x80;
}

/** XML 1.0, appendix F: what the first bytes and the declaration tell. */
function encodingOf(bytes: Uint8Array): string {
  // ASCII characters in two bytes each, as tickets keep what Windows PowerShell wrote.
  if (isAscii(bytes[0]) && bytes[1] === 0 && isAscii(bytes[2]) && bytes[3] === 0) return 'utf-16le';
  if (bytes[0] === 0 && bytes[1] === 0x3c) return 'utf-16be';
  let head = '';
  for (const byte of bytes.subarray(0, 256)) head += String.fromCharCode(byte);
  const declared = declaredEncoding(head)?.name.toLowerCase() ?? 'utf-8';
  // The declaration could not be read byte by byte if it told the truth.
  return declared.startsWith('utf-16') || declared === 'unicode' ? 'utf-8' : declared;
}

/** The text of a file that ought to be XML or JSON. */
export function decodeText(bytes: Uint8Array): Decoded {
  const mark = marks.find((candidate) => startsWith(bytes, candidate.bytes));
  const encoding = mark?.encoding ?? encodingOf(bytes);
  let decoder;
  try {
    decoder = new TextDecoder(encoding, { ignoreBOM: true });
  } catch {
    return { kind: 'unreadable', reason: `its encoding '${encoding}' is not supported` };
  }
  const text = decoder.decode(mark ? bytes.subarray(mark.bytes.length) : bytes);
  if (text.includes('\0')) return { kind: 'unreadable', reason: 'it is binary' };
  const lossy = text.includes('\ufffd') && !isFaithful(bytes, decoder.encoding);
  return { kind: 'text', text, encoding: decoder.encoding, byteOrderMark: mark !== undefined, lossy };
}

/** False when bytes were replaced; a file may also hold the replacement character itself. */
function isFaithful(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The bytes of a text in the form that it was read in; null for an encoding that is only read. */
export function encodeText(text: string, form: Pick<DecodedText, 'encoding' | 'byteOrderMark'>): Uint8Array | null {
  if (form.encoding === 'utf-8') return new TextEncoder().encode(form.byteOrderMark ? `\ufeff${text}` : text);
  if (form.encoding !== 'utf-16le' && form.encoding !== 'utf-16be') return null;
  const marked = form.byteOrderMark ? `\ufeff${text}` : text;
  const bytes = new Uint8Array(marked.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < marked.length; i++) view.setUint16(i * 2, marked.charCodeAt(i), form.encoding === 'utf-16le');
  return bytes;
}
