// One place's directives on a collection: what they do to the entries and to their order.
import type { CollectionSchema } from '../schema/schema.js';
import type { XmlElement } from '../../xml/tree.js';
import { PartIndex } from './part-index.js';
import type { Contribution } from './contribution.js';
import { keysOf, writtenKeys } from './keys.js';
import type { CollectionState, ElementState } from './state.js';

/**
 * Entries that are added are after the inherited ones, or before them where the schema says
 * `mergeAppend="false"`, in their own order. An inherited entry that is removed and added again keeps its
 * inherited place (measured on IIS 10 for modules and handlers).
 */
export class CollectionEdit {
  readonly state: CollectionState;
  readonly #schema: CollectionSchema;
  readonly #orderIsMeasured: boolean;
  #inherited: readonly ElementState[];
  /** Inherited entries that were removed, with what was added again in their place. */
  #replaced = new Map<ElementState, ElementState | null>();
  /** The inherited places by what is in them again, and by the keys of what was removed from them. */
  #placeOf = new Map<ElementState, ElementState>();
  #gaps = new Map<string, ElementState>();
  #fresh = new Set<ElementState>();
  #parts: PartIndex | null = null;
  #locked: readonly ElementState[] | null = null;

  constructor(state: CollectionState, schema: CollectionSchema, orderIsMeasured: boolean) {
    this.state = state;
    this.#schema = schema;
    this.#orderIsMeasured = orderIsMeasured;
    this.#inherited = state.entries;
  }

  /** The entries as they are now, in their order. */
  entries(): readonly ElementState[] {
    const { mergeAppend } = this.#schema;
    const entries: ElementState[] = mergeAppend ? [] : [...this.#fresh];
    for (const entry of this.#inherited) {
      const replaced = this.#replaced.size > 0 ? this.#replaced.get(entry) : undefined;
      if (replaced !== null) entries.push(replaced ?? entry);
    }
    if (mergeAppend) for (const entry of this.#fresh) entries.push(entry);
    return entries;
  }

  /** The inherited entries with `lockItem` that are still there. */
  locked(): readonly ElementState[] {
    this.#locked = (this.#locked ?? this.#inherited).filter(
      (entry) => entry.itemLock !== null && !this.#replaced.has(entry),
    );
    return this.#locked;
  }

  finish(): void {
    this.state.entries = this.entries();
  }

  clear(): void {
    this.#reset();
    this.state.byKey.clear();
    this.state.reason = null;
    this.state.orderIsInferred = false;
  }

  forget(reason: string, from: Contribution, element: XmlElement): void {
    this.#reset();
    this.state.forget(reason, from, element);
  }

  /**
   * The entries that a `remove` names: by its unique key, by all combined keys, or by some of them (measured
   * on IIS 10). Null where it has no key.
   */
  named(directive: XmlElement): readonly ElementState[] | null {
    const { entry: schema } = this.#schema;
    const written = writtenKeys(schema, directive);
    if (written.length === 0) return null;
    const unique = written.find(({ key }) => key.isUniqueKey);
    const tuple = written.map(({ value }) => value).join('\n');
    const isWhole = written.length === keysOf(schema).length;
    if (!unique && !isWhole) {
      this.#parts ??= new PartIndex(this.entries());
      return this.#parts.find(
        written.map(({ key }) => key),
        tuple,
        (entry) => this.#isThere(entry),
      );
    }
    const found = this.state.byKey.get(unique ? `${unique.key.name}=${unique.value}` : tuple);
    return found ? [found] : [];
  }

  remove(entry: ElementState): void {
    for (const key of entry.keys) this.state.byKey.delete(key);
    if (this.#fresh.delete(entry)) return;
    const place = this.#placeOf.get(entry) ?? entry;
    this.#replaced.set(place, null);
    for (const key of entry.keys) this.#gaps.set(key, place);
  }

  add(entry: ElementState): void {
    for (const key of entry.keys) this.state.byKey.set(key, entry);
    this.#parts?.add(entry);
    const place = entry.keys.map((key) => this.#gaps.get(key)).find((gap) => gap && this.#replaced.get(gap) === null);
    if (!place) {
      this.#fresh.add(entry);
      return;
    }
    this.#replaced.set(place, entry);
    this.#placeOf.set(entry, place);
    if (!this.#orderIsMeasured) this.state.orderIsInferred = true;
  }

  #isThere(entry: ElementState): boolean {
    return entry.keys.some((key) => this.state.byKey.get(key) === entry);
  }

  #reset(): void {
    this.#inherited = [];
    this.#replaced = new Map();
    this.#placeOf = new Map();
    this.#gaps = new Map();
    this.#fresh = new Set();
    this.#parts = null;
    this.#locked = [];
  }
}
