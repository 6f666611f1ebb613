// The door to the streams: nothing that a file is called or holds becomes a control character, a line, or a
// command.
import { oneLine } from '../core/text/display.js';

/** What GitHub Actions and Azure Pipelines take for a command at the start of a line, on either stream. */
const command = /^\s*(?:::|##)/;

/** One line for standard error. */
export function warningLine(text: string): string {
  const line = oneLine(text);
  return command.test(line) ? `exchange-cba: ${line}` : line;
}

/** A path as reports for people show it: on one line, and never the start of a command. */
export function displayPath(path: string): string {
  const line = oneLine(path);
  return command.test(line) ? `./${line}` : line;
}

/** Characters that JSON may hold as they are and that a terminal would obey. */
const obeyed = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** JSON with those characters escaped: the same value, fit for a terminal. */
export function safeJson(json: string): string {
  return json.replace(obeyed, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What begins a report's own lines where they look like commands: annotations, headings. */
const ownLines: Readonly<Partial<Record<string, RegExp>>> = {
  github: /^::(?:error|warning|notice) \w+=/,
  markdown: /^#{2,6} /,
};

/** Results in a format as they may leave; text, diffs and scripts are made safe where they are made. */
export function safeResult(text: string, format: string | undefined): string {
  if (format === undefined) return text;
  if (['json', 'ndjson', 'sarif'].includes(format)) return safeJson(text);
  const isLines = ['csv', 'github', 'html', 'junit', 'markdown'].includes(format);
  return isLines ? safeLines(text, ownLines[format] ?? null) : text;
}

/**
 * A report of lines: what a value brings along is shown, and no line of it is a command. `own` begins the
 * report's own commands.
 */
export function safeLines(report: string, own: RegExp | null): string {
  return report
    .split('\n')
    .map((line) => {
      const shown = oneLine(line.replaceAll('\t', '    '));
      return command.test(shown) && !own?.test(shown) ? `./${shown.trimStart()}` : shown;
    })
    .join('\n');
}
