// An entry of a collection as text.
import type { EffectiveEntry } from '../iis/effective-element.js';

const mostText = 300;

/** What a secret is shown as: it stays in its file. */
export const hidden = '********';

/** The attributes of an entry that something writes. */
export function entryText({ element }: EffectiveEntry): string {
  const words: string[] = [];
  for (const [name, value] of element.attributes) {
    if (value.origin.kind === 'schema') continue;
    const isSecret = element.schema.attributes.get(name)?.encrypted === true;
    const text = value.state === 'unknown' ? '?' : isSecret && value.value !== '' ? hidden : value.value;
    words.push(`${name}="${text}"`);
  }
  return clipped(words.join(' '));
}

export function clipped(text: string): string {
  return text.length > mostText ? `${text.slice(0, mostText - 1)}…` : text;
}
