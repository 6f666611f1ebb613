// The result of judging a set of files: what every report and every editor view is made from.
import type { Termination } from '../exchange/termination.js';
import type { Finding } from '../rules/finding.js';

/** Rule × configuration path, by outcome; findings by severity. */
export interface Summary {
  readonly error: number;
  readonly warning: number;
  readonly information: number;
  readonly hint: number;
  readonly passed: number;
  readonly notApplicable: number;
  readonly unknown: number;
  readonly suppressed: number;
}

export interface ServerVerdict {
  /** The uri of the folder that holds applicationHost.config. */
  readonly root: string;
  /** The uri of applicationHost.config. */
  readonly applicationHost: string;
  readonly termination: Termination;
  /** What could not be known, one sentence each: `Default Web Site/owa: its web.config is not at hand.` */
  readonly unknowns: readonly string[];
}

export interface Analysis {
  readonly servers: readonly ServerVerdict[];
  /** Sorted by uri, range and rule. */
  readonly findings: readonly Finding[];
  readonly summary: Summary;
  /** The text of every file that a finding or its evidence names. */
  readonly texts: ReadonlyMap<string, string>;
  /** Rules that threw: our mistake, never the user's. */
  readonly failures: readonly { readonly rule: string; readonly message: string }[];
}
