// Reads cmd scripts back as cmd.exe and the C runtime would: percent signs, quotation marks, carets,
// operators, arguments. For tests.

export interface CmdCommand {
  /** The program (or cmd's own command) and its arguments, quotation marks resolved. */
  readonly argv: readonly string[];
  /** The `if` in front of it, as written; '' without one. */
  readonly condition: string;
  /** As written, after percent signs and carets are resolved. */
  readonly raw: string;
}

export interface CmdScript {
  readonly lines: readonly (readonly CmdCommand[])[];
  readonly labels: readonly string[];
}

/**
 * Throws on what cmd.exe would take apart differently than its author meant: an open quotation mark, a lone
 * percent sign.
 */
export function readCmd(text: string): CmdScript {
  const lines: CmdCommand[][] = [];
  const labels: string[] = [];
  for (const line of text.split('\r\n')) {
    if (/[\r\n]/.test(line)) throw new Error('A line does not end with CRLF.');
    const trimmed = line.trimStart();
    if (trimmed === '' || /^rem( |$)/i.test(trimmed)) {
      // `rem` does not end at an operator, but a caret at its end joins the next line to it, and percent
      // signs are looked at.
      if (trimmed.endsWith('^') || trimmed.includes('%')) throw new Error(`A comment goes on: ${line}`);
      continue;
    }
    if (trimmed.startsWith(':')) {
      labels.push(trimmed.slice(1).trim());
      continue;
    }
    lines.push(split(trimmed));
  }
  return { lines, labels };
}

interface Character {
  readonly value: string;
  /** It does not act: it is in quotation marks or behind a caret. */
  readonly literal: boolean;
}

/**
 * Percent signs first, wherever they stand: `%%` is one, `%NAME%`, `%~1` and `%%A` are what is put in by cmd.
 */
function expand(line: string): string {
  return line.replace(
    /%%([A-Z])(?![A-Za-z])|%%|%~?\d|%[A-Z][A-Z0-9_]*(?::[^%]*)?%|%/gi,
    (match: string, loop?: string) => {
      if (match === '%') throw new Error(`A lone percent sign: ${line}`);
      if (loop !== undefined && /\bfor \/f\b/i.test(line)) return `\uE000${loop}`;
      if (match.startsWith('%%')) return loop === undefined ? '%' : `%${loop}`;
      return `\uE000${match.slice(1, match.endsWith('%') ? -1 : undefined)}\uE000`;
    },
  );
}

function split(line: string): CmdCommand[] {
  const characters: Character[] = [];
  let quoted = false;
  const text = expand(line);
  for (let at = 0; at < text.length; at++) {
    const value = text[at]!;
    if (value === '"') quoted = !quoted;
    if (!quoted && value === '^') {
      if (at + 1 === text.length) throw new Error(`The line goes on: ${line}`);
      characters.push({ value: text[++at]!, literal: true });
    } else characters.push({ value, literal: quoted || value === '"' });
  }
  if (quoted) throw new Error(`A quotation mark is open: ${line}`);
  const commands: CmdCommand[] = [];
  let current = '';
  const flush = (): void => {
    if (current.trim() !== '') commands.push(command(current.trim()));
    current = '';
  };
  for (const [at, { value, literal }] of characters.entries()) {
    if (!literal && value === '&') {
      // `1>&2` is a redirection.
      if (characters[at - 1]?.value === '>') current += value;
      else flush();
    } else if (!literal && value === '|') throw new Error(`A pipe: ${line}`);
    else current += value;
  }
  flush();
  return commands;
}

function command(raw: string): CmdCommand {
  const match = /^@?((?:if(?: \/i)?(?: not)? (?:defined \S+|exist "[^"]*"|"[^"]*"=="[^"]*") )*)(.*)$/i.exec(raw)!;
  // What `echo` prints is not a list of arguments.
  const echo = /^(echo\.?)(?: (.*))?$/is.exec(match[2]!);
  return { argv: echo ? [echo[1]!, echo[2] ?? ''] : argumentsOf(match[2]!), condition: match[1]!.trim(), raw };
}

/** As the C runtime splits a command line: backslashes count only before a quotation mark. */
export function argumentsOf(line: string): string[] {
  const result: string[] = [];
  let current: string | null = null;
  let quoted = false;
  for (let at = 0; at < line.length;) {
    const slashes = /^\\*/.exec(line.slice(at))![0].length;
    if (slashes > 0) {
      at += slashes;
      if (line[at] === '"') {
        current = (current ?? '') + '\\'.repeat(Math.floor(slashes / 2));
        if (slashes % 2 === 1) {
          current += '"';
          at++;
        }
      } else current = (current ?? '') + '\\'.repeat(slashes);
      continue;
    }
    const character = line[at++]!;
    if (character === '"') {
      quoted = !quoted;
      current ??= '';
    } else if (!quoted && (character === ' ' || character === '\t')) {
      if (current !== null) result.push(current);
      current = null;
    } else current = (current ?? '') + character;
  }
  if (quoted) throw new Error(`A quotation mark is open: ${line}`);
  if (current !== null) result.push(current);
  return result;
}

/** The calls of appcmd that change something, in order, as arguments behind the program. */
export function appcmdCalls(text: string): readonly (readonly string[])[] {
  return readCmd(text)
    .lines.flat()
    .filter(({ argv }) => argv[0]?.includes('APPCMD') && argv[1] !== 'list')
    .map(({ argv, condition }) => {
      if (condition !== 'if not defined WHATIF') throw new Error(`Not guarded: ${argv.join(' ')}`);
      return argv.slice(1);
    });
}
