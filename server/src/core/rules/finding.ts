// What a rule reports, and what every view of the product shows.
import type { Range, Note, Within } from '../text/range.js';
import type { Remedy } from '../remedy/remedy.js';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Finding {
  /** `<group>/<name>`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly uri: string;
  /** The narrowest range that has to change. */
  readonly range: Range;
  /** Set where the finding is in a file inside the file of `uri`. */
  readonly within?: Within;
  /** `Site/path` that the verdict is about; '' for the server level or a file as a whole. */
  readonly configurationPath: string;
  /** Every other place that made it true, outermost first. */
  readonly evidence: readonly Note[];
  readonly remedies: readonly Remedy[];
}
