// What has been merged so far for one element and its collection, whose entries are elements again. A merge
// changes only the states it owns; it copies a shared state before it writes.
import type { Place } from '../../text/range.js';
import type { XmlElement } from '../../xml/tree.js';
import type { Origin } from '../effective.js';
import type { ElementSchema } from '../schema/schema.js';
import type { Contribution } from './contribution.js';
import { KeyIndex } from './key-index.js';
import { Trail } from './trail.js';

/** What is written for one attribute; never changed, only replaced. */
export interface AttributeState {
  readonly raw: string;
  /** The canonical value; null where it is unknown. */
  readonly value: string | null;
  /** Why it is unknown; '' where it is known. */
  readonly reason: string;
  /** Null where nothing contributed. */
  readonly trail: Trail | null;
}

/** A fine-grained lock with the level of its file (see `Contribution.level`). */
export interface Lock {
  readonly place: Place;
  readonly level: number;
}

export interface NamedLock extends Lock {
  covers(name: string): boolean;
}

const nothing: ReadonlyMap<string, never> = new Map<string, never>();
const none: readonly never[] = [];

export const schemaDefault: Origin = { kind: 'schema' };

export class ElementState {
  readonly schema: ElementSchema;
  /** The merge that may change this state. */
  readonly owner: object;
  /** Made when something is written: most elements of a server are empty. */
  #attributes: Map<string, AttributeState> | null = null;
  #elements: Map<string, ElementState> | null = null;
  /** Why attributes that nothing wrote since are unknown. */
  unknownBecause: string | null;
  attributeLocks: readonly NamedLock[] = none;
  elementLocks: readonly NamedLock[] = none;
  /** `lockItem`, which means something on sections and collection entries only. */
  itemLock: Lock | null = null;
  /** Attributes that another name stands for, with why they are unknown. */
  misnamed: ReadonlyMap<string, string> = nothing;
  /** Of an entry: the element that adds it, where that is, and what it is found by. */
  element: XmlElement | null = null;
  place: Trail | null = null;
  keys: readonly string[] = none;
  #collection: CollectionState;

  constructor(schema: ElementSchema, unknownBecause: string | null, owner: object, from: ElementState | null = null) {
    this.schema = schema;
    this.unknownBecause = unknownBecause;
    this.owner = owner;
    this.#collection = from ? from.#collection : CollectionState.empty(owner, unknownBecause);
    if (!from) return;
    if (from.#attributes) this.#attributes = new Map(from.#attributes);
    if (from.#elements) this.#elements = new Map(from.#elements);
    this.attributeLocks = from.attributeLocks;
    this.elementLocks = from.elementLocks;
    this.itemLock = from.itemLock;
    this.misnamed = from.misnamed;
  }

  get attributes(): ReadonlyMap<string, AttributeState> {
    return this.#attributes ?? nothing;
  }

  get elements(): ReadonlyMap<string, ElementState> {
    return this.#elements ?? nothing;
  }

  setAttribute(name: string, state: AttributeState): void {
    (this.#attributes ??= new Map()).set(name, state);
  }

  get collection(): CollectionState {
    return this.#collection;
  }

  /** This state, or a copy of it that `owner` may change. */
  ownedBy(owner: object): ElementState {
    return this.owner === owner ? this : new ElementState(this.schema, this.unknownBecause, owner, this);
  }

  /** The collection, to be changed by the owner. */
  ownCollection(): CollectionState {
    return (this.#collection = this.#collection.ownedBy(this.owner));
  }

  /** The child element, to be changed by the owner. */
  child(schema: ElementSchema): ElementState {
    const known = this.#elements?.get(schema.name);
    const child = known?.ownedBy(this.owner) ?? new ElementState(schema, this.unknownBecause, this.owner);
    if (child !== known) (this.#elements ??= new Map()).set(schema.name, child);
    return child;
  }

  /** Of an entry: where it is added. */
  get origin(): Origin {
    return this.place?.origin ?? schemaDefault;
  }

  /**
   * Everything becomes unknown for this reason until a later place says otherwise; `element` of `from` made it
   * so, where it is known what did.
   */
  markUnknown(reason: string, from: Contribution | null, element: XmlElement | null): void {
    this.unknownBecause = reason;
    this.ownCollection().markUnknown(reason, from, element);
    for (const [name, state] of this.attributes) {
      const trail = from && element ? new Trail(state.trail, from, element) : state.trail;
      this.setAttribute(name, { raw: state.raw, value: null, reason, trail });
    }
    for (const { schema } of [...this.elements.values()]) this.child(schema).markUnknown(reason, from, element);
  }
}

const noEntries: ReadonlySet<ElementState> = new Set();

/** The entries of a collection as merged so far, with what is not known of them. */
export class CollectionState {
  /** The merge that may change this state. */
  readonly owner: object;
  entries: readonly ElementState[];
  /** The entries by their keys: what IIS takes for the same entry. */
  readonly byKey: KeyIndex<ElementState>;
  /**
   * Entries that something unreadable may have removed, unless they are locked: none of them is doubled for
   * certain.
   */
  possiblyRemoved: ReadonlySet<ElementState>;
  /** Why the entries are unknown; null where they are known. */
  reason: string | null;
  trail: Trail | null;
  /** An entry was removed and added again where its place in the order is inferred, not measured. */
  orderIsInferred: boolean;

  constructor(owner: object, reason: string | null, from: CollectionState | null = null) {
    this.owner = owner;
    this.reason = reason;
    this.entries = from?.entries ?? [];
    this.byKey = from?.byKey.copy() ?? new KeyIndex<ElementState>();
    this.possiblyRemoved = from?.possiblyRemoved ?? noEntries;
    this.trail = from?.trail ?? null;
    this.orderIsInferred = from?.orderIsInferred ?? false;
  }

  /** A collection without entries; one object stands for all whose entries are known. */
  static empty(owner: object, reason: string | null): CollectionState {
    return reason === null ? emptyCollection : new CollectionState(owner, reason);
  }

  /** This state, or a copy of it that `owner` may change. */
  ownedBy(owner: object): CollectionState {
    return this.owner === owner ? this : new CollectionState(owner, this.reason, this);
  }

  /**
   * The entries become unknown until they are cleared: any of them may be gone, so none is doubled or locked
   * for certain.
   */
  forget(reason: string, from: Contribution, element: XmlElement): void {
    this.reason = reason;
    this.note(from, element);
    this.entries = [];
    this.byKey.clear();
  }

  markUnknown(reason: string, from: Contribution | null, element: XmlElement | null): void {
    this.reason = reason;
    if (from && element) this.note(from, element);
    if (this.entries.length > 0) this.possiblyRemoved = new Set([...this.possiblyRemoved, ...this.entries]);
  }

  /** Adds a place to those that contributed. */
  note(from: Contribution, element: XmlElement): void {
    this.trail = new Trail(this.trail, from, element);
  }
}

const emptyCollection = new CollectionState({}, null);
