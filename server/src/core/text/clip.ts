// Texts that are too long for a message.

/** At most so many characters of a text, the rest as `…`; a quotation that ends with the text is closed. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = text.slice(0, Math.max(0, length - 2));
  const isOpen = text.endsWith("'") && kept.split("'").length % 2 === 0;
  return isOpen ? `${kept}…'` : `${text.slice(0, length - 1)}…`;
}
