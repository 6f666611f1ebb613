// Merges what several places write for one section into one effective element, by the section's schema.
import type { Effective, Origin } from './effective.js';
import type { Contribution, MissingContribution } from './merge/contribution.js';
import { MergedElement } from './merge/effective-element.js';
import { Merger } from './merge/merger.js';
import { ElementState } from './merge/state.js';
import type { Refusal } from './refusal.js';
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

export interface Merged {
  readonly element: EffectiveElement;
  readonly refusals: readonly Refusal[];
  /** What was merged, to go on from for a path below; never changed. */
  readonly state: ElementState;
}

/** Merges a section's contributions, outermost first, on top of what was merged before (`from`). */
export function mergeSection(
  section: string,
  schema: ElementSchema,
  contributions: readonly (Contribution | MissingContribution)[],
  from: ElementState | null = null,
): Merged {
  const merger = new Merger(section);
  const state = from ? from.ownedBy(merger) : new ElementState(schema, null, merger);
  for (const contribution of contributions) merger.apply(state, contribution);
  return { element: new MergedElement(state), refusals: merger.refusals, state };
}
