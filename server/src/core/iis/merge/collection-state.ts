// The entries of a collection as merged so far, with what is not known of them.
import type { Origin } from '../effective.js';
import type { ElementState } from './state.js';

const none: ReadonlySet<ElementState> = new Set();

export class CollectionState {
  /** The merge that may change this state. */
  readonly owner: object;
  entries: readonly ElementState[];
  /** The entries by their keys: what IIS takes for the same entry. */
  readonly byKey: Map<string, ElementState>;
  /**
   * Entries that something unreadable may have removed, unless they are locked: none of them is doubled for
   * certain.
   */
  possiblyRemoved: ReadonlySet<ElementState>;
  /** Why the entries are unknown; null where they are known. */
  reason: string | null;
  readonly trail: Origin[];
  /** An entry was removed and added again where its place in the order is inferred, not measured. */
  orderIsInferred: boolean;

  constructor(owner: object, reason: string | null, from: CollectionState | null = null) {
    this.owner = owner;
    this.reason = reason;
    this.entries = from?.entries ?? [];
    this.byKey = new Map(from?.byKey);
    this.possiblyRemoved = from?.possiblyRemoved ?? none;
    this.trail = [...(from?.trail ?? [])];
    this.orderIsInferred = from?.orderIsInferred ?? false;
  }

  /** A collection without entries; one object stands for all whose entries are known. */
  static empty(owner: object, reason: string | null): CollectionState {
    return reason === null ? emptyState : new CollectionState(owner, reason);
  }

  /** This state, or a copy of it that `owner` may change. */
  ownedBy(owner: object): CollectionState {
    return this.owner === owner ? this : new CollectionState(owner, this.reason, this);
  }

  /**
   * The entries become unknown until they are cleared: any of them may be gone, so none is doubled or locked
   * for certain.
   */
  forget(reason: string, origin: Origin): void {
    this.reason = reason;
    this.trail.push(origin);
    this.entries = [];
    this.byKey.clear();
  }

  blur(reason: string, origin: Origin | null): void {
    this.reason = reason;
    if (origin) this.trail.push(origin);
    if (this.entries.length > 0) this.possiblyRemoved = new Set([...this.possiblyRemoved, ...this.entries]);
  }
}

const emptyState = new CollectionState({}, null);
