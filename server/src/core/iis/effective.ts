// A value of the effective configuration together with everything that contributed in it.
import type { Place, Range } from '../text/range.js';

/** Where a value comes from. */
export type Origin =
  | { readonly kind: 'schema' }
  | {
      /** `section`: directly below `<configuration>`; `location`: inside a `<location>`. */
      readonly kind: 'section' | 'location';
      readonly uri: string;
      /** The attribute's value, or the element for a collection. */
      readonly range: Range;
      /** The configuration path that the writing place addresses: '' or `Default Web Site/owa`. */
      readonly configurationPath: string;
      /** The `path` of the location tag as written; null outside one. */
      readonly locationPath: string | null;
    };

interface Provenance {
  /** The place that decides. */
  readonly origin: Origin;
  /**
   * Every place that contributed, outermost first, the deciding one last; the schema's default is not in it.
   */
  readonly trail: readonly Origin[];
  /**
   * A fine-grained lock (lockAttributes, lockElements, lockItem) above; a locked section shows in its
   * override mode.
   */
  readonly lockedBy: Place | null;
}

export interface Known<T> extends Provenance {
  readonly state: 'known';
  readonly value: T;
  /** As the file writes it; the schema's default where nothing does. */
  readonly raw: string;
}

export interface Unknown extends Provenance {
  readonly state: 'unknown';
  readonly value: null;
  readonly raw: string | null;
  /** Why it cannot be known, as a clause: `the web.config of "Default Web Site/owa" was not provided`. */
  readonly reason: string;
}

/** Unknown is not false: what reads a value decides what to do without it. */
export type Effective<T> = Known<T> | Unknown;

export function mapEffective<T, U>(effective: Effective<T>, map: (value: T) => U): Effective<U> {
  return effective.state === 'known' ? { ...effective, value: map(effective.value) } : effective;
}
