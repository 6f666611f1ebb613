// Writes characters as XML so that reading them back gives the same characters.
import { illegalRun } from './characters.js';

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Characters that XML has no way to write become U+FFFD. */
function replace(text: string, special: RegExp): string {
  return text.replace(illegalRun, '\ufffd').replace(special, (character) => references[character]!);
}

/** An attribute value as it is written between two `quote`s. */
export function escapeAttribute(value: string, quote: '"' | "'" = '"'): string {
  return replace(value, quote === '"' ? /[&<"\t\n\r]/g : /[&<'\t\n\r]/g);
}

/** Text as it is written between tags. */
export function escapeText(text: string): string {
  return replace(text, /[&<>\r]/g);
}
