// The instructions of this product in comments: which kinds there are, and the rules that they can name.
import type { CompletionItem } from '../answers.js';
import type { XmlComment } from '../../xml/tree.js';
import type { Place } from './place.js';

/** A rule as far as a list shows it. */
export interface NamedRule {
  readonly id: string;
  readonly title: string;
}

const instructions: readonly (readonly [string, string])[] = [
  ['exchange-cba-disable-next-line', 'Suppresses rules for the next element.'],
  ['exchange-cba-disable-file', 'Suppresses rules for the whole file.'],
];

export function suppressionItems(
  comment: XmlComment,
  { document, offset }: Place,
  rules: readonly NamedRule[],
): CompletionItem[] {
  const before = document.text.slice(comment.range.start + '<!--'.length, offset);
  const named = /^\s*exchange-cba-disable-(?:next-line|file)\s+(?:[\w/-]+[\s,]+)*([\w/-]*)$/.exec(before);
  if (named) {
    const range = { start: offset - named[1]!.length, end: offset };
    return rules.map(({ id, title }) => ({ label: id, kind: 'value', detail: title, edit: { range, newText: id } }));
  }
  const begun = /^\s*([\w-]*)$/.exec(before);
  if (!begun) return [];
  const range = { start: offset - begun[1]!.length, end: offset };
  return instructions.map(([label, documentation]) => ({
    label,
    kind: 'value',
    documentation,
    suggest: true,
    edit: { range, newText: `${label} ` },
  }));
}
