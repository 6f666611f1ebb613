// PEM blocks (RFC 7468) in any text, with the exact places of their lines, and the attributes that OpenSSL
// writes before them.
import { fromBase64 } from '../bytes.js';
import type { Range } from '../../text/range.js';

export interface PemBlock {
  /** What is between BEGIN and the dashes: `CERTIFICATE`, `X509 CRL`, … */
  readonly label: string;
  /**
   * From the first dash to the last; to the end of the Base64 when the last line is missing. UTF-16 offsets
   * into the text.
   */
  readonly range: Range;
  readonly beginLine: Range;
  /** Header lines and Base64. */
  readonly body: Range;
  /** The Base64 alone. */
  readonly base64: Range;
  readonly bytes: Uint8Array;
  readonly problems: readonly PemProblem[];
  /** What is between its lines besides line breaks; null for nothing (`undecorated`). */
  readonly decoration: string | null;
  /** `Proc-Type: 4,ENCRYPTED` is in its header. */
  readonly encrypted: boolean;
  /** From OpenSSL's bag attributes before the block. */
  readonly friendlyName: string | null;
  /** Lower-case hexadecimal. */
  readonly localKeyId: string | null;
}

export interface PemProblem {
  readonly range: Range;
  readonly message: string;
}

const BEGIN = '-----BEGIN ';
const DASHES = '-----';
/** RFC 7468 §3: printable characters without hyphen-minus; the length is ours. */
const LABEL = /^[!-,.-~](?:[ !-,.-~]{0,126}[!-,.-~])?$/;
const HEADER_LINE = /^[A-Za-z][A-Za-z0-9-]*:/;

/** All blocks, in order. Text between them is anything. */
export function readPem(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  let after = 0;
  for (let begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, after)) {
    const labelEnd = text.indexOf(DASHES, begin + BEGIN.length);
    const label = labelEnd < 0 || labelEnd - begin > 200 ? '' : text.slice(begin + BEGIN.length, labelEnd);
    if (!LABEL.test(label)) {
      after = begin + BEGIN.length;
      continue;
    }
    const block = readBlock(
      text,
      begin,
      labelEnd + DASHES.length,
      label,
      text.slice(Math.max(after, begin - 4096), begin),
    );
    blocks.push(block);
    after = block.range.end;
  }
  return blocks;
}

function readBlock(text: string, begin: number, bodyStart: number, label: string, before: string): PemBlock {
  const problems: PemProblem[] = [];
  const decoration = decorationOf(text, begin, bodyStart);
  let dashes = text.indexOf(DASHES, bodyStart);
  // A removed line of a patch has one more.
  while (dashes >= 0 && text[dashes + DASHES.length] === '-') dashes++;
  const footer = `-----END ${label}-----`;
  let bodyEnd = dashes;
  let end: number;
  if (dashes >= 0 && text.startsWith(footer, dashes)) {
    end = dashes + footer.length;
  } else {
    if (dashes >= 0 && text.startsWith('-----END', dashes)) {
      end = endOfLine(text, dashes);
      problems.push({
        range: { start: dashes, end },
        message: `The block begins with ${BEGIN}${label}----- and must end with ${footer}.`,
      });
    } else {
      if (bodyEnd < 0) bodyEnd = base64End(text, bodyStart, decoration);
      end = bodyEnd;
      problems.push({ range: { start: begin, end: bodyStart }, message: `${footer} is missing.` });
    }
  }
  const body = undecorated(text.slice(bodyStart, bodyEnd), decoration);
  const header = headerEnd(body, 0, body.length);
  const { bytes, problem } = fromBase64(body, header);
  if (problem !== null) {
    const start = bodyStart + problem.offset;
    problems.push({ range: { start, end: Math.min(start + 1, bodyEnd) }, message: problem.message });
  }
  return {
    label,
    range: { start: begin, end },
    beginLine: { start: begin, end: bodyStart },
    body: { start: bodyStart, end: bodyEnd },
    base64: { start: bodyStart + header, end: bodyEnd },
    bytes,
    problems,
    decoration,
    encrypted: /^[ \t]*Proc-Type:.*ENCRYPTED/m.test(body.slice(0, header)),
    ...bagAttributes(before),
  };
}

/**
 * How the text around a block goes through it: `\\n` for line breaks of a string literal, otherwise what
 * every line begins with.
 */
function decorationOf(text: string, begin: number, bodyStart: number): string | null {
  if (/^\\[rn]/.test(text.slice(bodyStart, bodyStart + 2))) return '\\n';
  const before = /[^\r\n]*$/.exec(text.slice(Math.max(0, begin - 40), begin))![0];
  const prefix = before.trim();
  if (prefix === '' || before.length === 40) return null;
  const next = /^[ \t]*(?:\r\n|\r|\n)[ \t]*/.exec(text.slice(bodyStart, bodyStart + 200));
  return next !== null && text.startsWith(prefix, bodyStart + next[0].length) ? prefix : null;
}

/** The body with blanks for what decorates it, in the same length. */
function undecorated(body: string, decoration: string | null): string {
  const blanks = (match: string): string => ' '.repeat(match.length);
  if (decoration === null) return body;
  if (decoration === '\\n') return body.replace(/\\[rnt]/g, blanks).replaceAll('\\/', ' /');
  const prefix = decoration.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return body.replace(
    new RegExp(`(^|[\\r\\n])([ \\t]*)(${prefix})`, 'g'),
    (_, lead: string, space: string, found: string) => lead + space + blanks(found),
  );
}

function endOfLine(text: string, from: number): number {
  for (let i = from; i < text.length; i++) if (text[i] === '\n' || text[i] === '\r') return i;
  return text.length;
}

/** Where the Base64 of a block without a last line ends. */
function base64End(text: string, from: number, decoration: string | null): number {
  // A cut-off block is looked at as far as any certificate goes.
  const body = undecorated(decoration === null ? text.slice(from) : text.slice(from, from + 100_000), decoration);
  let end = 0;
  while (end < body.length && /[A-Za-z0-9+/=\s]/.test(body[end]!)) end++;
  return from + end;
}

/** After the header lines of RFC 1421 (`Name: value`, continued by indented lines, ended by a blank line). */
function headerEnd(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (text[at] === '\n' || text[at] === '\r' || text[at] === ' ' || text[at] === '\t')) at++;
  if (!HEADER_LINE.test(text.slice(at, Math.min(end, at + 80)))) return start;
  const blank = /(?:\r\n|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r)/g;
  blank.lastIndex = at;
  const match = blank.exec(text);
  return match === null || match.index >= end ? at : match.index + match[0].length;
}

/** What `openssl pkcs12` prints above a block. Only the lines since the previous block are looked at. */
function bagAttributes(before: string): { friendlyName: string | null; localKeyId: string | null } {
  const bag = before.lastIndexOf('Bag Attributes');
  if (bag < 0) return { friendlyName: null, localKeyId: null };
  const lines = before.slice(bag);
  const friendlyName = /^[ \t]*friendlyName:[ \t]*(.*?)[ \t]*\r?$/m.exec(lines)?.[1] ?? null;
  const localKeyId =
    /^[ \t]*localKeyID:[ \t]*([0-9A-Fa-f ]+?)[ \t]*\r?$/m.exec(lines)?.[1]?.replaceAll(' ', '').toLowerCase() ?? null;
  return { friendlyName, localKeyId };
}

/**
 * The position of every so-many-th Base64 digit of a block, made once per block: a bundle may be one block of
 * many megabytes.
 */
const STEP = 1024;
interface Steps {
  readonly text: string;
  /** The Base64, undecorated. */
  readonly body: string;
  readonly positions: readonly number[];
}
const steps = new WeakMap<Range, Steps>();

/** Where in the text the Base64 digits of a byte stand; the end of the Base64 for bytes beyond it. */
export function rangeOfByte(text: string, base64: Range, byte: number, decoration: string | null = null): Range {
  const digit = Math.floor((byte * 4) / 3);
  const { body, positions } = digitSteps(text, base64, decoration);
  const step = Math.min(Math.floor(digit / STEP), positions.length - 1);
  let left = digit - step * STEP;
  for (let i = positions[step] ?? body.length; i < body.length; i++) {
    if (isBlank(body.charCodeAt(i))) continue;
    if (left-- === 0) return { start: base64.start + i, end: Math.min(base64.start + i + 2, base64.end) };
  }
  return { start: base64.end, end: base64.end };
}

function digitSteps(text: string, base64: Range, decoration: string | null): Steps {
  const known = steps.get(base64);
  if (known?.text === text) return known;
  const body = undecorated(text.slice(base64.start, base64.end), decoration);
  const positions: number[] = [];
  let digits = 0;
  for (let i = 0; i < body.length; i++) {
    if (isBlank(body.charCodeAt(i))) continue;
    if (digits++ % STEP === 0) positions.push(i);
  }
  const made = { text, body, positions };
  steps.set(base64, made);
  return made;
}

function isBlank(code: number): boolean {
  return code === 10 || code === 13 || code === 32 || code === 9;
}
