// Compares effective elements: whether what was in force in one state is in force in another.
import type { EffectiveElement } from '../iis/effective-element.js';

/** False when any value or list in the element is unknown. */
export function isKnown(element: EffectiveElement | null): boolean {
  if (!element) return true;
  return (
    [...element.attributes.values()].every(({ state }) => state === 'known') &&
    element.entries?.state !== 'unknown' &&
    [...element.elements.values()].every(isKnown)
  );
}

/** Whether everything that is known of `before` holds in `after` as well. */
export function isKept(before: EffectiveElement | null, after: EffectiveElement | null): boolean {
  if (!before) return true;
  if (!after) return false;
  for (const [name, value] of before.attributes) {
    if (value.state === 'known' && after.attributes.get(name)?.value !== value.value) return false;
  }
  if (before.entries?.state === 'known') {
    const { entries } = after;
    if (entries?.state !== 'known' || entries.value.length !== before.entries.value.length) return false;
    const isSame = before.entries.value.every((entry, at) => {
      const other = entries.value[at]!;
      return other.key === entry.key && isKept(entry.element, other.element);
    });
    if (!isSame) return false;
  }
  return [...before.elements].every(([name, element]) => isKept(element, after.elements.get(name) ?? null));
}
