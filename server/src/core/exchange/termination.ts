// Where the client certificate ends: at Exchange, at a device in front of it, on a legacy server, or nowhere.
import type { Note, Place } from '../text/range.js';

export type TerminationKind = 'exchange' | 'device' | 'legacy' | 'none';

/** `auto` decides from evidence; anything else is what the administrator says. */
export type TerminationSetting = TerminationKind | 'auto';

export interface Termination {
  readonly value: TerminationKind;
  readonly chosenBy: 'evidence' | 'setting';
  /** The settings that made it so, outermost first; empty for `none`. */
  readonly evidence: readonly Note[];
  readonly virtualDirectories: readonly DirectoryTermination[];
}

/** Of one virtual directory. */
export interface DirectoryTermination {
  readonly configurationPath: string;
  readonly value: TerminationKind;
  /** Where the path is configured. */
  readonly place: Place;
  /** The setting that decides; null if no file contains it. */
  readonly decidedAt: Place | null;
}
