// The places that write one section for one configuration path, as the engine hands them to the merge.
import type { Range } from '../../text/range.js';
import type { XmlElement } from '../../xml/tree.js';
import type { Origin } from '../effective.js';

/** One place that writes a section, in the order of evaluation. */
export interface Contribution {
  readonly element: XmlElement;
  readonly uri: string;
  /**
   * How many files are above the writing file: 0 for applicationHost.config, 1 for the first web.config below
   * it.
   */
  readonly level: number;
  readonly kind: 'section' | 'location';
  /** The configuration path that it addresses. */
  readonly configurationPath: string;
  readonly locationPath: string | null;
  /** Why all that it could say is unknown; null when it can be read. */
  readonly unreadable: string | null;
}

/** A place that may write a section, in a file that is not provided. */
export interface MissingContribution {
  readonly element: null;
  readonly unreadable: string;
}

export function originOf(from: Contribution, range: Range): Origin {
  const { kind, uri, configurationPath, locationPath } = from;
  return { kind, uri, range, configurationPath, locationPath };
}
