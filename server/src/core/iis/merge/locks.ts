// Fine-grained locks: what an element's lock attributes name, and which of them bind a place that writes.
import type { XmlElement } from '../../xml/tree.js';
import type { Contribution } from './contribution.js';
import type { ElementState, Lock, NamedLock } from './state.js';

/**
 * What a lock does to a place. It binds files below its own and nothing in its own file. Whether it binds
 * what a file above says for that path is measured nowhere: then the value is unknown, and nothing is
 * refused.
 */
export type Binding = 'none' | 'refused' | 'unknown';

export function bindingOf(lock: Lock, from: Contribution): Binding {
  if (lock.place.uri === from.uri || lock.level === from.level) return 'none';
  return lock.level < from.level ? 'refused' : 'unknown';
}

/** The lock of these that binds a name most: one that refuses before one whose effect is unknown. */
export function lockOn<T extends Lock>(
  locks: readonly T[],
  from: Contribution,
  covers: (lock: T) => boolean,
): { readonly lock: T; readonly binding: 'refused' | 'unknown' } | null {
  let open: T | null = null;
  for (const lock of locks) {
    if (!covers(lock)) continue;
    const binding = bindingOf(lock, from);
    if (binding === 'refused') return { lock, binding };
    if (binding === 'unknown') open ??= lock;
  }
  return open && { lock: open, binding: 'unknown' };
}

/**
 * Adds what an element locks for the files below. `isItem`: a section or a collection entry, where alone
 * `lockItem` has an effect.
 */
export function readLocks(state: ElementState, element: XmlElement, from: Contribution, isItem: boolean): void {
  for (const attribute of element.attributes) {
    const { name, value } = attribute;
    if (!name.startsWith('lock')) continue;
    const lock: Lock = { place: { uri: from.uri, range: attribute.range }, level: from.level };
    const names = new Set(
      value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    );
    const listed: NamedLock = { ...lock, covers: (item) => names.has('*') || names.has(item) };
    const others: NamedLock = { ...lock, covers: (item) => !names.has(item) };
    if (name === 'lockAttributes') state.attributeLocks = [...state.attributeLocks, listed];
    else if (name === 'lockAllAttributesExcept') state.attributeLocks = [...state.attributeLocks, others];
    else if (name === 'lockElements') state.elementLocks = [...state.elementLocks, listed];
    else if (name === 'lockAllElementsExcept') state.elementLocks = [...state.elementLocks, others];
    else if (name === 'lockItem' && isItem && value.toLowerCase() === 'true') state.itemLock = lock;
  }
}
