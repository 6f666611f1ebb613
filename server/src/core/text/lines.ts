// What the lines of a text look like: their ends and their indentation.

export type LineEnding = '\r\n' | '\n' | '\r';

/**
 * The line end that most lines have; CRLF, as Windows writes its configuration, when there is only one line.
 */
export function lineEndingOf(text: string): LineEnding {
  let crlf = 0;
  let lf = 0;
  let cr = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) {
      lf++;
    } else if (code === 13) {
      if (text.charCodeAt(i + 1) === 10) {
        crlf++;
        i++;
      } else {
        cr++;
      }
    }
  }
  if (crlf >= lf && crlf >= cr) return '\r\n';
  return lf >= cr ? '\n' : '\r';
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

/** The spaces and tabs before `offset` when nothing else is before it on its line; null otherwise. */
export function indentationBefore(text: string, offset: number): string | null {
  let start = offset;
  while (start > 0 && isBlank(text.charCodeAt(start - 1))) start--;
  const isFirst =
    start === 0 || isLineEnd(text.charCodeAt(start - 1)) || (start === 1 && text.charCodeAt(0) === 0xfeff);
  return isFirst ? text.slice(start, offset) : null;
}

/**
 * The offset after the line end that follows `offset`, when only blanks are between; -1 otherwise. The end of
 * the text is a line end.
 */
export function lineEndAfter(text: string, offset: number): number {
  let end = offset;
  while (isBlank(text.charCodeAt(end))) end++;
  if (end >= text.length) return text.length;
  if (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10) return end + 2;
  return isLineEnd(text.charCodeAt(end)) ? end + 1 : -1;
}

/** True when a line end is in `text[start, end)`. */
export function spansLines(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (isLineEnd(text.charCodeAt(i))) return true;
  return false;
}
