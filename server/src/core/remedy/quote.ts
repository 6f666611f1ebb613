// Puts names from files into scripts so that no shell ever takes a part of them for code.

/**
 * What no script can hold in one line: control characters, line separators among them, and halves of
 * characters.
 */
const unwritable =
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** True for a text that can be in a script. */
export function isWritable(text: string): boolean {
  return !unwritable.test(text);
}

/**
 * A PowerShell string in single quotes, in which nothing is expanded. What is not ASCII is written by its
 * code: Windows PowerShell reads a script without a byte order mark in the machine's code page, and takes
 * typographic quotes for `'`.
 */
export function powershellString(text: string): string {
  const parts = text.match(/[\u0000-\u007f]+|[^\u0000-\u007f]/g) ?? [''];
  const pieces = parts.map((part) => {
    const code = part.charCodeAt(0);
    if (!(code > 127)) return `'${part.replaceAll("'", "''")}'`;
    return `[char]0x${code.toString(16).toUpperCase().padStart(4, '0')}`;
  });
  if (pieces.length === 1 && pieces[0]!.startsWith("'")) return pieces[0]!;
  return `(${["''", ...pieces].join(' + ')})`;
}

/** A boolean, number or text as a PowerShell expression. */
export function powershellValue(value: string | boolean): string {
  if (typeof value === 'boolean') return value ? '$true' : '$false';
  if (value === 'true' || value === 'false') return `$${value}`;
  return /^\d{1,10}$/.test(value) ? value : powershellString(value);
}

/**
 * One argument on a line of a cmd script, as the C runtime reads it back. Quotation marks protect everything
 * but `%`, which is doubled; an argument that itself holds a quotation mark is protected by carets instead,
 * since cmd would take it for the end.
 */
export function cmdArgument(text: string): string {
  const escaped = text.replace(
    /(\\*)("|$)/g,
    (_, slashes: string, quote: string) => slashes + slashes + (quote && '\\"'),
  );
  const percents = escaped.replaceAll('%', '%%');
  if (!text.includes('"')) return `"${percents}"`;
  return `^"${percents.replace(/[()^"<>&|!]/g, '^$&')}^"`;
}

/** A text behind `echo` in a cmd script. */
export function cmdEcho(text: string): string {
  return text.replaceAll('%', '%%').replace(/[()^"<>&|]/g, '^$&');
}

/** A text for a comment of either kind of script: what could end or continue one is left out. */
export function commentText(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').replace(/[%^&|<>"`]/g, '_');
}
