// An element of the effective configuration, as it is read.
import type { Effective, Origin } from './effective.js';
import type { ElementSchema } from './schema/schema.js';

/** An element of the effective configuration: all attributes and elements of its schema. */
export interface EffectiveElement {
  readonly schema: ElementSchema;
  readonly attributes: ReadonlyMap<string, Effective<string>>;
  readonly elements: ReadonlyMap<string, EffectiveElement>;
  /** In their effective order; null for an element that is not a collection. */
  readonly entries: Effective<readonly EffectiveEntry[]> | null;
  /**
   * True where an entry was removed and added again in a collection whose order after that was measured for
   * others only.
   */
  readonly orderIsInferred: boolean;
}

export interface EffectiveEntry {
  /** The key attributes' values, joined by `, `; '' for an entry without a key. */
  readonly key: string;
  readonly element: EffectiveElement;
  readonly origin: Origin;
}
