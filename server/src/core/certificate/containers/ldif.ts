// LDIF as `ldifde` and `ldapsearch` write it (RFC 2849): certificates, revocation lists and mapping strings
// of directory objects.
import { fromBase64, utf8 } from '../bytes.js';
import type { Range } from '../../text/range.js';

export interface LdifValue {
  /** The attribute in lower case, options such as `;binary` taken off: `usercertificate`. */
  readonly attribute: string;
  /** The object that it belongs to; '' before the first `dn:`. */
  readonly dn: string;
  /** The value's text with its continuation lines; UTF-16 offsets. */
  readonly range: Range;
  readonly bytes: Uint8Array | null;
  /** The value as text when it is not Base64. */
  readonly text: string | null;
  readonly problem: { readonly offset: number; readonly message: string } | null;
}

const CERTIFICATE_ATTRIBUTES = new Set([
  'usercertificate',
  'cacertificate',
  'certificaterevocationlist',
  'authorityrevocationlist',
  'deltarevocationlist',
]);
const WANTED = new Set([...CERTIFICATE_ATTRIBUTES, 'altsecurityidentities']);
const LINE = /^\ufeff?([A-Za-z][A-Za-z0-9-]*|[0-9.]+)((?:;[A-Za-z0-9-]+)*)(::?)[ ]*/;

/** True when a line names an object and another one carries a certificate or a mapping. */
export function looksLikeLdif(text: string): boolean {
  return (
    /^\ufeff?dn::? ?\S/im.test(text) &&
    /^(?:userCertificate|cACertificate|certificateRevocationList|authorityRevocationList|deltaRevocationList|altSecurityIdentities)(?:;binary)?::? ?\S/im.test(
      text,
    )
  );
}

export function isCertificateAttribute(attribute: string): boolean {
  return CERTIFICATE_ATTRIBUTES.has(attribute);
}

/** The values of the wanted attributes (in lower case), in order. */
export function readLdif(text: string, wanted: ReadonlySet<string> = WANTED): LdifValue[] {
  const values: LdifValue[] = [];
  let dn = '';
  for (const line of logicalLines(text)) {
    const match = LINE.exec(line.text.slice(0, 300));
    if (match === null) continue;
    const attribute = match[1]!.toLowerCase();
    const base64 = match[3] === '::';
    const start = line.start + match[0].length;
    if (attribute === 'dn') {
      const value = line.text.slice(match[0].length);
      dn = base64 ? utf8(fromBase64(value).bytes) : value;
    } else if (wanted.has(attribute)) {
      const range = { start, end: line.end };
      if (base64) {
        const { bytes, problem } = fromBase64(text, start, line.end);
        values.push({
          attribute,
          dn,
          range,
          bytes,
          text: CERTIFICATE_ATTRIBUTES.has(attribute) ? null : utf8(bytes),
          problem,
        });
      } else {
        values.push({ attribute, dn, range, bytes: null, text: line.text.slice(match[0].length), problem: null });
      }
    }
  }
  return values;
}

/** Lines with their continuations (which begin with one space) folded in; comments left out. */
function* logicalLines(
  text: string,
): Generator<{ readonly text: string; readonly start: number; readonly end: number }> {
  let start = 0;
  while (start < text.length) {
    let end = lineEnd(text, start);
    const parts = [text.slice(start, end)];
    let next = afterBreak(text, end);
    while (next < text.length && text[next] === ' ') {
      end = lineEnd(text, next);
      parts.push(text.slice(next + 1, end));
      next = afterBreak(text, end);
    }
    if (!parts[0]!.startsWith('#')) yield { text: parts.join(''), start, end };
    start = next;
  }
}

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from);
  if (feed < 0) return text.length;
  return text[feed - 1] === '\r' ? feed - 1 : feed;
}

function afterBreak(text: string, end: number): number {
  return text[end] === '\r' ? end + 2 : end + 1;
}
