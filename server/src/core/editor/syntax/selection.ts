// What "expand selection" selects, and what is marked or edited together with a tag or a value.
import type { Range } from '../../text/range.js';
import { contains } from '../../text/range.js';
import type { XmlDocument, XmlElement } from '../../xml/tree.js';
import { descendantElements, spotAt } from '../../xml/walk.js';

/** The ranges around an offset, innermost first, each inside the next. */
export function selectionRanges(document: XmlDocument, offset: number): Range[] {
  const { element, attribute, node } = spotAt(document, offset);
  const ranges: Range[] = [];
  const add = (range: Range): void => {
    const last = ranges.at(-1);
    const isAround = range.start <= offset && offset <= range.end;
    const isLarger = last === undefined || range.start < last.start || range.end > last.end;
    if (isAround && isLarger && (last === undefined || contains(range, last))) ranges.push(range);
  };
  if (attribute) for (const range of [attribute.valueRange, attribute.range]) add(range);
  if (node && node.kind !== 'element') add(node.range);
  for (let at = element; at; at = at.parent) {
    add(at.nameRange);
    add(at.startTag);
    if (at.endTag) {
      add(at.endTag);
      add({ start: at.startTag.end, end: at.endTag.start });
    }
    add(at.range);
  }
  add({ start: 0, end: document.text.length });
  return ranges;
}

/** The names of a start tag and its end tag, where the offset is at one of them; null elsewhere. */
export function tagNames(document: XmlDocument, offset: number): readonly [Range, Range] | null {
  const { element } = spotAt(document, offset);
  for (const candidate of [element, element?.parent ?? null]) {
    const names = candidate && namesOf(document, candidate);
    if (names?.some(({ start, end }) => start <= offset && offset <= end)) return names;
  }
  return null;
}

function namesOf(document: XmlDocument, { name, nameRange, endTag }: XmlElement): readonly [Range, Range] | null {
  if (!endTag || document.text.slice(endTag.start, endTag.start + 2 + name.length) !== `</${name}`) return null;
  const start = endTag.start + 2;
  return [nameRange, { start, end: start + name.length }];
}

/**
 * The places that belong together with the one at an offset: both names of a tag, or all equal values of an
 * attribute.
 */
export function highlights(document: XmlDocument, offset: number): readonly Range[] {
  const { attribute, part } = spotAt(document, offset);
  if (attribute && part === 'attributeValue') {
    const same: Range[] = [];
    for (const { attributes } of descendantElements(document)) {
      for (const { name, value, valueRange } of attributes) {
        if (name === attribute.name && value === attribute.value) same.push(valueRange);
      }
    }
    return same;
  }
  return tagNames(document, offset) ?? [];
}
