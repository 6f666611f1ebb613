// What IIS would refuse to load: found while merging, reported by rules.
import type { Range, Note } from '../text/range.js';
import type { XmlElement } from '../xml/tree.js';
import type { ValueProblem } from './schema/value-reading.js';

interface RejectionBase {
  readonly uri: string;
  /** The narrowest range that is refused. */
  readonly range: Range;
  /** The configuration path at which it is refused; of a file read at several paths the first. */
  readonly configurationPath: string;
  readonly section: string;
}

export interface LockedSection extends RejectionBase {
  readonly kind: 'locked-section';
  readonly element: XmlElement;
  /** The declaration or location that locks it; null for what IIS ships. */
  readonly lock: Note | null;
}

interface LockedPart<K> extends RejectionBase {
  readonly kind: K;
  /** The element that touches what is locked, or whose attribute does. */
  readonly element: XmlElement;
  readonly name: string;
  readonly lock: Note;
}

/** lockAttributes / lockElements / lockItem of a file above. */
export type LockedItem = LockedPart<'locked-attribute'> | LockedPart<'locked-element'> | LockedPart<'locked-item'>;

export interface DuplicateEntry extends RejectionBase {
  readonly kind: 'duplicate-entry';
  /** The element that is refused; its parent is the collection's. */
  readonly element: XmlElement;
  /** The directive's name, usually `add`. */
  readonly directive: string;
  /** The key attributes and their values. */
  readonly keys: readonly { readonly attribute: string; readonly value: string }[];
  /** The entry that was there first, with the element that adds it. */
  readonly first: Note | null;
  readonly firstElement: XmlElement | null;
  /** The first entry has `lockItem="true"`, so it can neither be removed nor replaced. */
  readonly firstIsLocked: boolean;
  /** True when the first is at an outer level or file, so that `<clear />` or `<remove>` is the way. */
  readonly inherited: boolean;
}

export interface InvalidValue extends RejectionBase {
  readonly kind: 'invalid-value';
  readonly attribute: string;
  readonly value: string;
  readonly problem: ValueProblem;
}

export interface DuplicateSection extends RejectionBase {
  readonly kind: 'duplicate-section';
  readonly element: XmlElement;
  /** The section's element that is there first. */
  readonly firstElement: XmlElement;
  readonly first: Note;
}

export type Rejection = LockedSection | LockedItem | DuplicateEntry | InvalidValue | DuplicateSection;
