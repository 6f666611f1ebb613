// Remedies, or the way back from them, as a unified diff of the files that they change.
import { applyEdits } from '../text/edit.js';
import { unifiedDiff } from '../text/diff.js';
import type { FileEdit } from '../text/edit.js';
import { commentText } from './quote.js';
import type { RemedyContext } from './edits.js';

/**
 * `pathOf` gives a file's path as it is shown; a file that does not change is not in it. With `rollback` it
 * leads back; `notes` are before the diff, where `patch` passes over them.
 */
export function remedyDiff(
  edits: readonly FileEdit[],
  context: RemedyContext,
  pathOf: (uri: string) => string,
  rollback: boolean,
  notes: readonly string[] = [],
): string {
  const head = edits.length === 0 || rollback ? '' : notes.map((note) => `# ${commentText(note)}\n`).join('');
  const body = edits
    .map(({ uri, edits: own }) => {
      const before = context.files.get(uri)!.text;
      const after = applyEdits(before, own);
      return rollback ? unifiedDiff(pathOf(uri), after, before) : unifiedDiff(pathOf(uri), before, after);
    })
    .join('');
  return head + body;
}
