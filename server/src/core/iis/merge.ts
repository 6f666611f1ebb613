// Merges what several places write for one section into one effective element, by the section's schema.
import type { EffectiveElement } from './effective-element.js';
import type { Contribution, MissingContribution } from './merge/contribution.js';
import { MergedElement } from './merge/merged-element.js';
import { Merger } from './merge/merger.js';
import { ElementState } from './merge/state.js';
import type { Rejection } from './rejection.js';
import type { ElementSchema } from './schema/schema.js';

export interface Merged {
  readonly element: EffectiveElement;
  readonly rejections: readonly Rejection[];
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
  return { element: new MergedElement(state), rejections: merger.rejections, state };
}
