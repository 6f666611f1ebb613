// What a report says of files that were found and not checked, and of evidence that counts in part or not at all: a
// line for each, and one for many of the same kind.
import type { Analysis, NotChecked } from '../lint/analysis.js';
import { oneLine } from '../text/display.js';
import type { ReportContext } from './context.js';
import { count } from './words.js';

export const notCheckedTitle = 'Not checked';

/** More files than this with one reason are told as a number. */
const shown = 5;

export function notCheckedFiles({ notChecked = [], evidence = [] }: Analysis): readonly NotChecked[] {
  return [...notChecked, ...evidence.filter(({ note }) => note !== '').map(({ uri, note }) => ({ uri, why: note }))];
}

/** `path: why`, sorted; of many files with the same reason the first and how many more. Each is one line. */
export function notCheckedLines(analysis: Analysis, context: ReportContext): string[] {
  const byReason = new Map<string, string[]>();
  for (const { uri, why } of notCheckedFiles(analysis)) {
    const paths = byReason.get(why);
    if (paths) paths.push(oneLine(context.relativePath(uri)));
    else byReason.set(why, [oneLine(context.relativePath(uri))]);
  }
  return [...byReason].flatMap(([why, paths]) => {
    if (paths.length <= shown) return paths.map((path) => `${path}: ${oneLine(why)}`);
    return [`${paths[0]!} and ${count(paths.length - 1, 'more file')}: ${oneLine(why)}`];
  });
}
