// Unified diffs of two texts, in the form that `git apply` and `patch` take, and the same as edits.
import type { TextEdit } from './edit.js';

/**
 * More differing lines than this are shown as one replaced block: the shortest script is not worth its
 * memory.
 */
const maximumEdits = 3000;

interface Step {
  readonly kind: 'same' | 'old' | 'new';
  /** Index of the line in its text; of `same` in the old one. */
  readonly line: number;
}

/**
 * The unified diff that turns `before` into `after`; '' when they are equal. Lines end with LF and keep a CR
 * before it, so that line ends survive. `path` is relative, with `/`.
 */
export function unifiedDiff(path: string, before: string, after: string, context = 3): string {
  if (before === after) return '';
  const oldLines = splitLines(before);
  const newLines = splitLines(after);
  const steps = script(oldLines, newLines);
  const parts = [`--- ${headerName('a', path)}\n`, `+++ ${headerName('b', path)}\n`];
  for (const [from, to] of hunks(steps, context)) parts.push(hunk(steps, from, to, oldLines, newLines));
  return parts.join('');
}

/** The replacements of whole lines that turn `before` into `after`, as few as the diff has blocks. */
export function lineEdits(before: string, after: string): readonly TextEdit[] {
  const oldLines = splitLines(before);
  const newLines = splitLines(after);
  const edits: TextEdit[] = [];
  let at = 0;
  let block: { start: number; newText: string } | null = null;
  const close = (): void => {
    if (block) edits.push({ range: { start: block.start, end: at }, newText: block.newText });
    block = null;
  };
  for (const { kind, line } of before === after ? [] : script(oldLines, newLines)) {
    if (kind === 'same') close();
    else block ??= { start: at, newText: '' };
    if (kind === 'new') block!.newText += newLines[line]!;
    else at += oldLines[line]!.length;
  }
  close();
  return edits;
}

/** Lines with their ends; the last one has none where the text does not end with LF. */
function splitLines(text: string): string[] {
  const lines: string[] = [];
  let at = 0;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline + 1;
    lines.push(text.slice(at, end));
    at = end;
  }
  return lines;
}

/** Spaces need a tab behind the name, other unusual characters git's quotes. */
function headerName(side: 'a' | 'b', path: string): string {
  const name = `${side}/${path}`;

  if (/["\\\u0000-\u001f\u007f]/.test(name)) {
    const quoted = name.replace(/["\\\u0000-\u001f\u007f]/g, (character) =>
      character === '"' || character === '\\'
        ? `\\${character}`
        : `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
    );
    return `"${quoted}"`;
  }
  return name.includes(' ') ? `${name}\t` : name;
}

function script(oldLines: readonly string[], newLines: readonly string[]): Step[] {
  let prefix = 0;
  while (prefix < oldLines.length && prefix < newLines.length && oldLines[prefix] === newLines[prefix]) prefix++;
  let oldEnd = oldLines.length;
  let newEnd = newLines.length;
  while (oldEnd > prefix && newEnd > prefix && oldLines[oldEnd - 1] === newLines[newEnd - 1]) {
    oldEnd--;
    newEnd--;
  }
  const steps: Step[] = [];
  for (let line = 0; line < prefix; line++) steps.push({ kind: 'same', line });
  for (const step of middle(oldLines, newLines, prefix, oldEnd, newEnd)) steps.push(step);
  for (let line = oldEnd; line < oldLines.length; line++) steps.push({ kind: 'same', line });
  return steps;
}

/**
 * Myers' greedy algorithm ("An O(ND) Difference Algorithm and Its Variations", 1986) on what prefix and
 * suffix leave.
 */
function middle(a: readonly string[], b: readonly string[], start: number, aEnd: number, bEnd: number): Step[] {
  const n = aEnd - start;
  const m = bEnd - start;
  const limit = Math.min(n + m, maximumEdits);
  const offset = limit + 1;
  const furthest = new Int32Array(2 * limit + 3);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= limit; edits++) {
    trace.push(furthest.slice(offset - edits - 1, offset + edits + 2));
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down =
        diagonal === -edits ||
        (diagonal !== edits && furthest[offset + diagonal - 1]! < furthest[offset + diagonal + 1]!);
      let x = down ? furthest[offset + diagonal + 1]! : furthest[offset + diagonal - 1]! + 1;
      while (x < n && x - diagonal < m && a[start + x] === b[start + x - diagonal]) x++;
      furthest[offset + diagonal] = x;
      if (x >= n && x - diagonal >= m) return walkBack(trace, start, n, m);
    }
  }
  const replaced: Step[] = [];
  for (let line = start; line < aEnd; line++) replaced.push({ kind: 'old', line });
  for (let line = start; line < bEnd; line++) replaced.push({ kind: 'new', line });
  return replaced;
}

function walkBack(trace: readonly Int32Array[], start: number, n: number, m: number): Step[] {
  const steps: Step[] = [];
  let x = n;
  let y = m;
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const furthest = trace[edits]!;
    const at = (diagonal: number): number => furthest[diagonal + edits + 1]!;
    const diagonal = x - y;
    const down = diagonal === -edits || (diagonal !== edits && at(diagonal - 1) < at(diagonal + 1));
    const previousX = edits === 0 ? 0 : down ? at(diagonal + 1) : at(diagonal - 1);
    const previousY = edits === 0 ? 0 : previousX - (down ? diagonal + 1 : diagonal - 1);
    while (x > previousX && y > previousY) {
      x--;
      y--;
      steps.push({ kind: 'same', line: start + x });
    }
    if (edits === 0) break;
    if (down) steps.push({ kind: 'new', line: start + --y });
    else steps.push({ kind: 'old', line: start + --x });
  }
  return steps.reverse();
}

/** Ranges of steps, each with its context, that share no step. */
function hunks(steps: readonly Step[], context: number): (readonly [number, number])[] {
  const result: [number, number][] = [];
  steps.forEach((step, index) => {
    if (step.kind === 'same') return;
    const from = Math.max(0, index - context);
    const to = Math.min(steps.length, index + context + 1);
    const last = result.at(-1);
    if (last && from <= last[1]) last[1] = to;
    else result.push([from, to]);
  });
  return result;
}

function hunk(
  steps: readonly Step[],
  from: number,
  to: number,
  oldLines: readonly string[],
  newLines: readonly string[],
): string {
  const before = steps.slice(0, from);
  const body = steps.slice(from, to);
  const oldStart = before.filter(({ kind }) => kind !== 'new').length;
  const newStart = before.filter(({ kind }) => kind !== 'old').length;
  const oldCount = body.filter(({ kind }) => kind !== 'new').length;
  const newCount = body.filter(({ kind }) => kind !== 'old').length;
  const lines = orderedByBlock(body).map(({ kind, line }) => {
    const text = kind === 'new' ? newLines[line]! : oldLines[line]!;
    const marked = (kind === 'same' ? ' ' : kind === 'old' ? '-' : '+') + text;
    return marked.endsWith('\n') ? marked : `${marked}\n\\ No newline at end of file\n`;
  });
  return `@@ -${span(oldStart, oldCount)} +${span(newStart, newCount)} @@\n${lines.join('')}`;
}

/** Within one block of changes the old lines come first, as everyone expects to read them. */
function orderedByBlock(steps: readonly Step[]): Step[] {
  const result: Step[] = [];
  let added: Step[] = [];
  for (const step of steps) {
    if (step.kind === 'new') {
      added.push(step);
      continue;
    }
    if (step.kind === 'same' && added.length > 0) {
      for (const line of added) result.push(line);
      added = [];
    }
    result.push(step);
  }
  return result.concat(added);
}

/** An empty side names the line before it. */
function span(start: number, count: number): string {
  if (count === 0) return `${start},0`;
  return count === 1 ? `${start + 1}` : `${start + 1},${count}`;
}
