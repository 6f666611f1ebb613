// What the page of the effective configuration and the extension say to each other.
import type { EffectivePage } from '../../../server/src/core/report/effective-page.js';

/** Zero-based, as in LSP. */
export interface ShownPlace {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

export type ShownPage = EffectivePage<ShownPlace>;
export type ShownSection = ShownPage['features'][number]['sections'][number];
export type ShownSetting = ShownSection['settings'][number];
export type ShownCollection = ShownSection['collections'][number];
export type ShownOrigin = ShownSetting['origin'];
export type ShownFinding = ShownPage['findings'][number];

/** The page's own words in the user's language. */
export type EffectiveStrings = Readonly<
  Record<
    | 'title' | 'server' | 'serverLevel' | 'anotherPath' | 'search' | 'onlySet' | 'onlyDifferences' | 'compare' | 'stopComparing' | 'comparedWith' | 'noDifferences'
    | 'setting' | 'value' | 'setIn' | 'actions' | 'unknown' | 'notSet' | 'byDefault' | 'here' | 'inherited' | 'inheritedServer' | 'showTrail' | 'lockedBy'
    | 'delegationAllow' | 'delegationAllowBy' | 'delegationDeny' | 'delegationDenyBy' | 'delegationUnknown' | 'edit' | 'editHint' | 'override' | 'overrideHint' | 'reset' | 'resetHint'
    | 'entries' | 'addEntry' | 'removeEntry' | 'removeEntryHint' | 'moveUp' | 'moveUpHint' | 'moveDown' | 'moveDownHint' | 'resetEntries' | 'noEntries' | 'more' | 'onlyHere' | 'onlyThere' | 'otherOrder' | 'findings' | 'shown' | 'nothingFound' | 'countSet' | 'countFindings' | 'countFinding' | 'countDifferences' | 'countDifference'
    | 'changes' | 'asFiles' | 'asPowershell' | 'asEms' | 'asAppcmd' | 'error' | 'warning' | 'information' | 'hint' | 'rule' | 'gone' | 'comparedGone',
    string
  >
>; // prettier-ignore

/** What comes of a change: a preview of the files, or a script for the server in the clipboard. */
export const changeForms = ['files', 'powershell', 'ems', 'appcmd'] as const;

export type ChangeForm = (typeof changeForms)[number];

export interface ToEffective {
  readonly kind: 'page';
  /** Null where the path is no longer there. */
  readonly page: ShownPage | null;
  readonly serverName: string;
  /** What it is compared with, in words; null for nothing. */
  readonly comparedWith: string | null;
  readonly strings: EffectiveStrings;
}

/** Which value or list is to be changed, and how. */
export type Change = {
  readonly section: string;
  readonly name: string;
} & (
  | { readonly kind: 'change'; readonly action: 'edit' | 'override' | 'reset' }
  | { readonly kind: 'changeEntries'; readonly action: 'addEntry' | 'resetEntries' }
  | {
      readonly kind: 'changeEntries';
      readonly action: 'moveEntry';
      readonly at: number;
      readonly entry: string;
      readonly by: -1 | 1;
    }
  | { readonly kind: 'changeEntries'; readonly action: 'removeEntry'; readonly at: number; readonly entry: string }
);

/** What the parts of the page say, which know nothing of scripts. */
export type Said =
  | { readonly kind: 'ready' }
  | { readonly kind: 'open'; readonly place: ShownPlace }
  | { readonly kind: 'rule'; readonly rule: string }
  | { readonly kind: 'compare' | 'stopComparing' | 'choosePath' }
  | Change;

export type FromEffective = Exclude<Said, Change> | (Change & { readonly form: ChangeForm });
