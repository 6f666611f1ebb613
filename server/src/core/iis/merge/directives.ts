// What `add`, `remove` and `clear` of one place do to a collection, and which of them IIS refuses.
import type { Place, Range } from '../../text/range.js';
import type { XmlElement } from '../../xml/tree.js';
import { meantAttribute, misnamedReason } from '../names.js';
import type { Rejection } from '../rejection.js';
import type { CollectionSchema } from '../schema/schema.js';
import type { CollectionEdit } from './collection-edit.js';
import type { Contribution } from './contribution.js';
import { indexKeys, keyText, keyValue, keysOf } from './keys.js';
import { requiredOf } from '../schema/resolve.js';
import type { Binding } from './locks.js';
import { bindingOf, lockOn } from './locks.js';
import { ElementState } from './state.js';
import { Trail } from './trail.js';

export function isDirective(collection: CollectionSchema, name: string): boolean {
  return collection.addElements.includes(name) || name === collection.removeElement || name === collection.clearElement;
}

/** What entries need of the merge of the section. */
export interface SectionMerge {
  /** What IIS refuses so far. */
  readonly rejections: Rejection[];
  /** `isItem`: the element is the section or an entry of a collection. */
  element(state: ElementState, element: XmlElement, from: Contribution, isItem: boolean): void;
  /** Why what a lock covers is unknown; reports what IIS refuses because of it. */
  locked(
    kind: 'locked-attribute' | 'locked-element' | 'locked-item',
    name: string,
    element: XmlElement,
    range: Range,
    place: Place,
    binding: Binding,
    from: Contribution,
  ): string;
  at(from: Contribution, range: Range): Pick<Rejection, 'uri' | 'range' | 'configurationPath' | 'section'>;
}

export class Directives {
  readonly #merger: SectionMerge;

  constructor(merger: SectionMerge) {
    this.#merger = merger;
  }

  apply(edit: CollectionEdit, collection: CollectionSchema, element: XmlElement, from: Contribution): void {
    if (element.name === collection.clearElement) this.#clear(edit, element, from);
    else if (element.name === collection.removeElement) this.#remove(edit, collection, element, from);
    else this.#add(edit, collection, element, from);
  }

  #clear(edit: CollectionEdit, element: XmlElement, from: Contribution): void {
    const { state } = edit;
    const bound = lockOn(
      edit.locked().map((entry) => ({ ...entry.itemLock!, entry })),
      from,
      () => true,
    )?.lock.entry;
    if (bound) {
      state.reason = this.#locked(bound, element, from);
      return;
    }
    edit.clear();
    state.note(from, element);
  }

  #remove(edit: CollectionEdit, collection: CollectionSchema, element: XmlElement, from: Contribution): void {
    const { state } = edit;
    const misnamed = misnamedKey(collection, element);
    const named = misnamed === null ? edit.named(element) : null;
    if (named === null || hasMoreThanKeys(collection, element)) {
      edit.forget(misnamed ?? `IIS rejects a <${element.name}> that does not consist of keys`, from, element);
      return;
    }
    const [found, second] = named;
    if (second) {
      edit.forget(`which of several entries a <${element.name}> means is unknown`, from, element);
      return;
    }
    if (found?.itemLock && bindingOf(found.itemLock, from) !== 'none') {
      state.reason = this.#locked(found, element, from);
      return;
    }
    if (found) edit.remove(found);
    state.note(from, element);
  }

  #add(edit: CollectionEdit, collection: CollectionSchema, element: XmlElement, from: Contribution): void {
    const { state } = edit;
    const entry = this.#entry(collection, element, from);
    const { keys } = entry;
    const misnamed = entry.misnamed.size > 0 && keysOf(entry.schema).find(({ name }) => entry.misnamed.has(name));
    if (misnamed) {
      edit.forget(entry.misnamed.get(misnamed.name)!, from, element);
      return;
    }
    const missing = missingOf(entry, collection.defaultElement !== null);
    if (missing) {
      state.reason = `IIS rejects a <${element.name}> without ${missing}`;
      state.note(from, element);
      return;
    }
    const twin = collection.allowDuplicates ? undefined : keys.map((key) => state.byKey.get(key)).find(Boolean);
    if (twin && state.possiblyRemoved.has(twin)) {
      for (const key of keys) state.byKey.set(key, entry);
    } else if (twin) {
      this.#rejectDuplicate(element, twin, entry, from);
      state.reason = 'IIS rejects a duplicate entry';
    } else {
      edit.add(entry);
    }
    state.note(from, element);
  }

  #entry(collection: CollectionSchema, element: XmlElement, from: Contribution): ElementState {
    const schema = collection.otherEntries?.get(element.name) ?? collection.entry;
    const entry = new ElementState(schema, null, this.#merger);
    entry.element = element;
    entry.place = new Trail(null, from, element);
    this.#merger.element(entry, element, from, true);
    entry.keys = indexKeys(entry);
    return entry;
  }

  #locked(entry: ElementState, element: XmlElement, from: Contribution): string {
    const { place } = entry.itemLock!;
    const range = element.attributes.length === 0 ? element.nameRange : element.startTag;
    const binding = bindingOf(entry.itemLock!, from);
    return this.#merger.locked('locked-item', keyText(entry), element, range, place, binding, from);
  }

  #rejectDuplicate(element: XmlElement, first: ElementState, entry: ElementState, from: Contribution): void {
    const { origin } = first;
    const combined = keysOf(entry.schema).filter(({ isCombinedKey }) => isCombinedKey);
    const unique = keysOf(entry.schema).filter((key) => key.isUniqueKey && entry.attributes.has(key.name));
    // Of several unique keys the one that both entries have; combined keys count together, empty ones
    // included.
    const shared = unique.find((key) => keyValue(key, entry).toLowerCase() === keyValue(key, first).toLowerCase());
    const keys = shared ? [shared] : combined.length > 0 ? combined : unique;
    this.#merger.rejections.push({
      kind: 'duplicate-entry',
      directive: element.name,
      keys: keys.map((attribute) => ({ attribute: attribute.name, value: keyValue(attribute, entry) })),
      first:
        origin.kind === 'schema'
          ? null
          : { uri: origin.uri, range: origin.range, message: 'The same entry is already set here.' },
      firstElement: first.element,
      firstIsLocked: first.itemLock !== null,
      inherited:
        origin.kind !== 'schema' &&
        (origin.uri !== from.uri || origin.configurationPath.toLowerCase() !== from.configurationPath.toLowerCase()),
      element,
      ...this.#merger.at(from, element.startTag),
    });
  }
}

/**
 * The required attribute that an entry lacks; null where it lacks none. What another element may give as a
 * default is not missing.
 */
function missingOf({ schema, attributes }: ElementState, hasDefaults: boolean): string | null {
  const required = hasDefaults ? keysOf(schema) : requiredOf(schema);
  return required.find(({ name, required: isRequired }) => isRequired && !attributes.has(name))?.name ?? null;
}

/** Why the key of a `remove` is unknown, where another name stands for it. */
function misnamedKey(collection: CollectionSchema, directive: XmlElement): string | null {
  for (const attribute of directive.attributes) {
    if (collection.entry.attributes.has(attribute.name)) continue;
    const found = meantAttribute(collection.entry, directive, attribute);
    if (found && keysOf(collection.entry).some(({ name }) => name === found.name))
      return misnamedReason(attribute.name, found);
  }
  return null;
}

/** True for a `remove` with attributes of the entry that are no keys. */
function hasMoreThanKeys({ entry }: CollectionSchema, directive: XmlElement): boolean {
  const keys = keysOf(entry);
  return directive.attributes.some(({ name }) => {
    const schema = entry.attributes.get(name);
    return schema !== undefined && !keys.includes(schema);
  });
}
