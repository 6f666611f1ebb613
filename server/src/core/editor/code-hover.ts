// Hover on a Windows code that is written out in any file, as in a comment or in the message of an event.
import { win32Code } from '../status/win32-codes.js';
import { markdownCode } from '../text/markdown-escape.js';
import type { Hover } from './answers.js';

/** So far from the offset a code is looked for. */
const reach = 12;

/**
 * An HRESULT or a status of SSPI, hexadecimal or signed; null where there is none that is known. Plain numbers
 * are not taken for codes.
 */
export function codeHover(text: string, offset: number): Hover | null {
  const from = Math.max(0, offset - reach);
  for (const { 0: written, index } of text.slice(from, offset + reach).matchAll(/\b0x[0-9a-f]{8}\b|-2\d{9}\b/gi)) {
    const range = { start: from + index, end: from + index + written.length };
    const code = range.start <= offset && offset <= range.end ? win32Code(Number(written)) : null;
    if (code) return { range, markdown: `**${written}**: ${code.meaning} (${markdownCode(code.symbol)}).` };
  }
  return null;
}
