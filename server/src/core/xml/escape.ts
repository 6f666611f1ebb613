// Writes characters as XML so that reading them back gives the same characters.
import { illegalRun } from './characters.js';

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/**
 * An attribute value as it is written between two `quote`s. Characters that XML has no way to write become U+FFFD.
 */
export function escapeAttribute(value: string, quote: '"' | "'" = '"'): string {
  const special = quote === '"' ? /[&<"\t\n\r]/g : /[&<'\t\n\r]/g;
  return value.replace(illegalRun, '\ufffd').replace(special, (character) => references[character]!);
}
