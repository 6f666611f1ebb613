// Hovers as Markdown in which what comes from certificates stays text.
import { showable } from '../../../../server/src/core/certificate/showable.js';

/**
 * ASCII punctuation means something in Markdown and, with entities, in the HTML that it may hold; escaped it
 * means itself.
 */
export function escapeMarkdown(text: string, limit = 300): string {
  return showable(text, limit)
    .replace(/[\\`*_{}[\]()#+\-.!|~>:@/$^"'=,;?%]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/^ +| +$/g, (spaces) => '&nbsp;'.repeat(spaces.length));
}

/** A span of code; backticks in it become a longer fence's content. */
export function codeSpan(text: string, limit = 300): string {
  const shown = showable(text, limit);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || shown.startsWith(' ') || shown.endsWith(' ') ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}
