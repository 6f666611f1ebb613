// A value as Format-List prints it: a scalar, or members between braces, possibly cut off with `...`.
import type { Range } from '../../text/range.js';
import type { ObjectValue } from './model.js';

const cutEnd = /(?:\.\.\.|…)$/;

/**
 * `{a, b, c, d...}` has more members than are printed ($FormatEnumerationLimit); a scalar that ends in `…`
 * was cut to the width of the window. `isExact`: the text is what is at `range`, so that members have places
 * of their own.
 */
export function listValue(text: string, range: Range, isExact: boolean): ObjectValue {
  if (!text.startsWith('{') || !text.endsWith('}')) {
    const isCut = cutEnd.test(text);
    return { text, range, items: null, object: null, isCut };
  }
  const inner = text.slice(1, -1);
  const isCut = cutEnd.test(inner.trimEnd());
  const items: ObjectValue[] = [];
  let at = 0;
  for (const part of inner.split(', ')) {
    const value = part.trim();
    const from = range.start + 1 + at + (part.length - part.trimStart().length);
    at += part.length + 2;
    const isLast = at > inner.length;
    if (value === '') continue;
    const place = isExact ? { start: from, end: from + value.length } : range;
    items.push({ text: value, range: place, items: null, object: null, isCut: isLast && isCut });
  }
  return { text, range, items, object: null, isCut };
}
