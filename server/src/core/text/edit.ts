// Replacements of ranges in one text, applied together or rejected.
import type { Range } from './range.js';

/** Replaces `range` of the text before all edits by `newText`. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** The edits of one file. */
export interface FileEdit {
  readonly uri: string;
  readonly edits: readonly TextEdit[];
}

/** Sorts edits by place; null when two of them overlap. Insertions at one place keep their order. */
export function sortEdits(edits: readonly TextEdit[]): readonly TextEdit[] | null {
  const sorted = edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.range.start - b.edit.range.start || a.edit.range.end - b.edit.range.end || a.index - b.index)
    .map(({ edit }) => edit);
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i]!.range.start < sorted[i - 1]!.range.end) return null;
  }
  return sorted;
}

/**
 * The text after all edits. Throws when edits overlap or leave the text: callers combine edits with
 * `sortEdits` first.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = sortEdits(edits);
  if (!sorted) throw new Error('Edits overlap.');
  let result = '';
  let at = 0;
  for (const { range, newText } of sorted) {
    if (range.start < at || range.end > text.length) throw new Error('An edit lies outside the text.');
    result += text.slice(at, range.start) + newText;
    at = range.end;
  }
  return result + text.slice(at);
}
