// Finds the end of a document type declaration without reading anything of what it declares.

/** Where a quote, comment or instruction that opens at `at` ends; the end of the text when it does not. */
function skipPast(text: string, ending: string, at: number): number {
  const found = text.indexOf(ending, at);
  return found === -1 ? text.length : found + ending.length;
}

/**
 * The offset after the `<!DOCTYPE … [ … ]>` that starts at `start`, quotes, comments and instructions in its
 * internal subset respected. When it does not end, it is taken to end with its first `>`, or with its first
 * line.
 */
export function skipDoctype(text: string, start: number): number {
  let inSubset = false;
  let at = start + 9;
  while (at < text.length) {
    const character = text[at]!;
    if (character === '>' && !inSubset) return at + 1;
    if (character === '<' && !inSubset) break;
    if (character === '[') inSubset = true;
    if (character === ']') inSubset = false;
    if (character === '"' || character === "'") at = skipPast(text, character, at + 1);
    else if (text.startsWith('<!--', at)) at = skipPast(text, '-->', at + 4);
    else if (text.startsWith('<?', at)) at = skipPast(text, '?>', at + 2);
    else at++;
  }
  for (at = start + 9; at < text.length; at++) {
    if (text[at] === '>') return at + 1;
    if (text[at] === '\n' || text[at] === '\r') return at;
  }
  return text.length;
}
