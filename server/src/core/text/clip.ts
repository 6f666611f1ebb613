// Texts that are too long for a message.

/** At most so many characters of a text, the rest as `…`. */
export function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
