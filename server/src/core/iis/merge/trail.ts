// The places that contributed to a value, from the last one back: going on from what was merged above copies
// nothing, and origins are made for those that somebody asks about.
import type { XmlAttribute, XmlElement } from '../../xml/tree.js';
import type { Origin } from '../effective.js';
import type { Contribution } from './contribution.js';
import { originOf } from './contribution.js';

const none: readonly never[] = [];

export class Trail {
  readonly #before: Trail | null;
  readonly #from: Contribution;
  /** The attribute that was written, or the element that says something of the whole. */
  readonly #written: XmlAttribute | XmlElement;
  #origin: Origin | null = null;

  constructor(before: Trail | null, from: Contribution, written: XmlAttribute | XmlElement) {
    this.#before = before;
    this.#from = from;
    this.#written = written;
  }

  /** The last place. */
  get origin(): Origin {
    const written = this.#written;
    this.#origin ??= originOf(this.#from, 'startTag' in written ? written.startTag : written.valueRange);
    return this.#origin;
  }

  /** All places, outermost first. */
  static origins(last: Trail | null): readonly Origin[] {
    if (last === null) return none;
    const origins: Origin[] = [];
    for (let at: Trail | null = last; at; at = at.#before) origins.push(at.origin);
    return origins.reverse();
  }
}
