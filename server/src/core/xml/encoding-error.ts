// What the bytes of a configuration say against its text: a declaration of another encoding, and bytes that are not
// valid. Both are fatal in XML 1.0 (4.3.3).
import type { SourceFile } from '../text/source-file.js';
import { declaredEncoding } from './declaration.js';
import type { XmlError } from './tree.js';

/** Names of UTF-16, which can be declared in no text that is read byte by byte. */
const wideName = /^utf-16|^unicode$|ucs-2$/i;

/**
 * The error of a text whose encoding is known; null without one. A text in UTF-16 is none, whatever it declares: so
 * are copies that Windows PowerShell made of files in UTF-8.
 */
export function encodingError({ text, encoding }: SourceFile): XmlError | null {
  if (!encoding || encoding.name.startsWith('utf-16')) return null;
  const declared = declaredEncoding(text);
  if (declared && wideName.test(declared.name)) {
    const { start, end } = declared;
    const message = `The XML declaration says ${declared.name}, but the file is ${encoding.name}.`;
    return { code: 'wrong-encoding', message, range: { start, end } };
  }
  const at = encoding.isLossy ? text.indexOf('\ufffd') : -1;
  if (at === -1) return null;
  const message = `This byte is not valid ${encoding.name}.`;
  return { code: 'invalid-bytes', message, range: { start: at, end: at + 1 } };
}
