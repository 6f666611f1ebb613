// The effective configuration of a path as plain data, for a page in an editor: the features of IIS Manager,
// and every value with the places that set it. `P` is how places are told: by offsets in core, by lines
// outside.
import type { Place } from '../text/range.js';

/** A place that says something about a value. */
export interface PageOrigin<P> {
  /** Null for the default of IIS. */
  readonly place: P | null;
  /** `web.config:12`; '' for the default of IIS. */
  readonly label: string;
  /** The path that the place speaks of; '' is the server level. */
  readonly configurationPath: string;
  /** What is written there. */
  readonly text: string;
}

export interface PageFinding<P> {
  readonly severity: string;
  readonly rule: string;
  readonly message: string;
  readonly place: P;
}

/** A value beside the one of what the page is compared with. */
export interface Compared {
  /** Null where it is unknown or not there. */
  readonly other: string | null;
  readonly differs: boolean;
}

export interface PageSetting<P> {
  /** Below the section: `enabled`, `extendedProtection/tokenChecking`. */
  readonly name: string;
  readonly type: string;
  /** The values that the schema has names for; of flags any of them. */
  readonly names: readonly string[];
  /** Null when it is unknown. */
  readonly value: string | null;
  /** Why it is unknown; else ''. */
  readonly reason: string;
  readonly origin: PageOrigin<P>;
  /** Every place that has a say, the default of IIS first, the one that decides last. */
  readonly trail: readonly PageOrigin<P>[];
  readonly lockedBy: PageOrigin<P> | null;
  /** Whether something at this very path sets it. */
  readonly isHere: boolean;
  /** False for what is kept secret, which is neither shown nor asked for. */
  readonly editable: boolean;
  readonly findings: readonly PageFinding<P>[];
  readonly compared: Compared | null;
}

export interface PageEntry<P> {
  /** The attributes that are written, `name="x" value="y"`. */
  readonly text: string;
  readonly origin: PageOrigin<P>;
  readonly findings: readonly PageFinding<P>[];
  /** Missing in what the page is compared with. */
  readonly onlyHere: boolean;
  /** Whether it can be removed at this path. */
  readonly removable: boolean;
}

/** An attribute that a new entry can have. */
export interface EntryField {
  readonly name: string;
  readonly type: string;
  /** Values that are allowed, or likely where it is a text. */
  readonly names: readonly string[];
}

export interface PageCollection<P> {
  /** '' for a section that is a collection itself. */
  readonly name: string;
  /** Null when they are unknown. */
  readonly entries: readonly PageEntry<P>[] | null;
  /** Entries that are not listed. */
  readonly more: number;
  readonly reason: string;
  /** Whether something at this very path adds, removes, or clears entries. */
  readonly isHere: boolean;
  /** Whether the order of the entries decides something, and can be changed. */
  readonly isOrdered: boolean;
  /** What a new entry needs; none where entries cannot be added. */
  readonly fields: readonly EntryField[];
  readonly differs: boolean;
  /** Entries that only what the page is compared with has. */
  readonly onlyThere: readonly string[];
}

export interface PageSection<P> {
  readonly section: string;
  /** Whether a web.config at the path may set it, and the place that says so. */
  readonly delegation: 'Allow' | 'Deny' | 'Unknown';
  readonly by: PageOrigin<P> | null;
  readonly settings: readonly PageSetting<P>[];
  readonly collections: readonly PageCollection<P>[];
  /** Of the section as a whole. */
  readonly findings: readonly PageFinding<P>[];
}

export interface PageFeature<P> {
  readonly title: string;
  readonly sections: readonly PageSection<P>[];
}

export interface EffectivePage<P = Place> {
  readonly root: string;
  /** '' is the server level. */
  readonly configurationPath: string;
  readonly features: readonly PageFeature<P>[];
  /** About the path, and not about a value or section of it. */
  readonly findings: readonly PageFinding<P>[];
  /** Whether it is known what Exchange is delivered with at the path. */
  readonly hasDefault: boolean;
  /** False where what it was to be compared with is not there. */
  readonly isCompared: boolean;
}

/** What a page is compared with: another path, or what Exchange is delivered with at this one. */
export type CompareWith =
  { readonly kind: 'default' } | { readonly kind: 'path'; readonly root: string; readonly configurationPath: string };

/** Which value of which path is to be changed, and how. */
export interface SettingEdit {
  readonly root: string;
  readonly configurationPath: string;
  readonly section: string;
  /** As in `PageSetting`. */
  readonly name: string;
  /** `edit`: where it is set. `override`: at this path. `reset`: nothing at this path sets it any more. */
  readonly action: 'edit' | 'override' | 'reset';
  /** Null for `reset`. */
  readonly value: string | null;
}

/** How the entries of a collection of a path are to be changed; all at this path. */
export type EntryEdit = {
  readonly root: string;
  readonly configurationPath: string;
  readonly section: string;
  /** As in `PageCollection`. */
  readonly name: string;
} & (
  | { readonly action: 'addEntry'; readonly attributes: Readonly<Record<string, string>> }
  /** `entry` is its text on the page, by which a list that has changed is noticed. */
  | { readonly action: 'removeEntry'; readonly at: number; readonly entry: string }
  /** Up or down by one. */
  | { readonly action: 'moveEntry'; readonly at: number; readonly entry: string; readonly by: -1 | 1 }
  | { readonly action: 'resetEntries' }
);

/** A change that a person makes on the page. */
export type PageEdit = SettingEdit | EntryEdit;
