// Tells whether edits of a text have been carried out in a later version of it.
import type { TextEdit } from '../text/edit.js';

/**
 * So many characters before and after an edit are looked for with it at first; more where they are at other
 * places, too.
 */
const leastContext = 40;

/**
 * True when every edit shows in `after`: what it wrote between the characters that stood around it, and no
 * longer what it replaced.
 */
export function areApplied(edits: readonly TextEdit[], before: string, after: string): boolean {
  return edits.every(({ range, newText }) => {
    for (let context = leastContext; ; context *= 2) {
      const head = before.slice(Math.max(0, range.start - context), range.start);
      const tail = before.slice(range.end, range.end + context);
      const replaced = head + before.slice(range.start, range.end) + tail;
      const isOnly = before.indexOf(replaced) === before.lastIndexOf(replaced);
      if (isOnly) return after.includes(head + newText + tail) && !after.includes(replaced);
    }
  });
}
