// The lines of a text with their places and indentation.

export interface TextLine {
  /** Without the line end. */
  readonly text: string;
  /** Offset of the first character. */
  readonly start: number;
  /** How many blanks and tabs it starts with. */
  readonly indent: number;
}

const line = /[^\r\n]*(?:\r\n|\r|\n|$)/y;

/** Every line, blank ones included. */
export function* linesIn(text: string): Generator<TextLine> {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    line.lastIndex = start;
    const whole = line.exec(text)![0];
    const content = whole.replace(/[\r\n]+$/, '');
    const indent = content.length - content.trimStart().length;
    yield { text: content, start, indent };
    start += Math.max(whole.length, 1);
    line.lastIndex = start;
  }
}
