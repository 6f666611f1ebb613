// What a report says of files that were found and not checked: a line for each, and one for many of the same
// kind.
import type { Analysis } from '../lint/analysis.js';
import { oneLine } from '../text/display.js';
import type { ReportContext } from './context.js';
import { count } from './words.js';

export const notCheckedTitle = 'Not checked';

/** More files than this with one reason are told as a number. */
const shown = 5;

/** `path: why`, sorted; of many files with the same reason the first and how many more. Each is one line. */
export function notCheckedLines({ notChecked = [] }: Analysis, context: ReportContext): string[] {
  const byReason = new Map<string, string[]>();
  for (const { uri, why } of notChecked) {
    const paths = byReason.get(why);
    if (paths) paths.push(oneLine(context.relativePath(uri)));
    else byReason.set(why, [oneLine(context.relativePath(uri))]);
  }
  return [...byReason].flatMap(([why, paths]) => {
    if (paths.length <= shown) return paths.map((path) => `${path}: ${oneLine(why)}`);
    return [`${paths[0]!} and ${count(paths.length - 1, 'more file')}: ${oneLine(why)}`];
  });
}
