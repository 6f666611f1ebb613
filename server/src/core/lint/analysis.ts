// The result of checking a set of files: what every report and every editor view is made from.
import type { EvidenceKindName } from '../evidence/kind.js';
import type { Termination } from '../exchange/termination.js';
import type { Finding } from '../rules/finding.js';
import type { Place } from '../text/range.js';

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

/** A file of evidence by one kind, and what became of it. */
export interface EvidenceEntry {
  readonly uri: string;
  readonly kind: EvidenceKindName;
  /** The computer that the text names. */
  readonly computer: string | null;
  /**
   * `root` of the server that it was applied to; null for none, for several, and for evidence of the
   * organization.
   */
  readonly server: string | null;
  /** Whether it belongs to a server of the run, or refers to the organization of one. */
  readonly belongs: boolean;
  /** Whether its facts were compared or fed a rule. */
  readonly used: boolean;
  /** A sentence or two; not empty where `used` is false. */
  readonly note: string;
}

/** `target` is relative to `folder`, the uri of the folder whose settings file is to have the entry. */
export interface Binding {
  readonly folder: string;
  readonly configurationPath: string;
  readonly target: string;
}

/** A file that was found and not read; `why` says what it is and how to save it so that it can be read. */
export interface NotChecked {
  readonly uri: string;
  readonly why: string;
  /** What makes it count; absent where an entry of a settings file does not. */
  readonly binding?: Binding;
}

export interface ServerVerdict {
  /** The uri of the folder that holds applicationHost.config. */
  readonly root: string;
  /** The uri of applicationHost.config. */
  readonly applicationHost: string;
  /** The name of the computer; null or absent where nothing tells it. */
  readonly name?: string | null;
  readonly termination: Termination;
  /** What could not be known, one sentence each: `Default Web Site/owa: its web.config is not provided.` */
  readonly unknowns: readonly string[];
  /** The uris of every file that belongs to this server; where absent, what is below `root` does. */
  readonly files?: readonly string[];
  /** What is about this server in files about several. */
  readonly parts?: readonly Place[];
}

/** A finding that is not reported, and who said so. */
export interface SuppressedFinding {
  readonly finding: Finding;
  /** `comment`: in the file itself; `baseline`: known before. */
  readonly by: 'comment' | 'baseline';
  /** What the comment gives as its reason; '' when it gives none. */
  readonly reason: string;
}

export interface Analysis {
  readonly servers: readonly ServerVerdict[];
  /** Sorted by uri, range and rule. */
  readonly findings: readonly Finding[];
  readonly summary: Summary;
  /** Sorted as the findings are. */
  readonly suppressed?: readonly SuppressedFinding[];
  /** The text of every file that a finding or its evidence names. */
  readonly texts: ReadonlyMap<string, string>;
  /** In the order of the files; absent where none was looked for. */
  readonly evidence?: readonly EvidenceEntry[];
  /** Sorted by uri; absent where none was looked for. */
  readonly notChecked?: readonly NotChecked[];
  /** Of a text that is an excerpt: the zero-based number of each of its lines in the whole file. */
  readonly lineNumbers?: ReadonlyMap<string, readonly number[]>;
  /** Rules that threw: our mistake, never the user's. */
  readonly failures: readonly { readonly rule: string; readonly message: string }[];
}
