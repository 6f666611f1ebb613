// A remedy: the wanted end state, stated once. Text edits and scripts are derived from it.
import type { TextEdit } from '../text/edit.js';

export interface Remedy {
  /** Imperative, without a full stop: `Require client certificates`. */
  readonly title: string;
  /** `safe`: one file, one attribute or collection, and no sign-in that works today is removed. */
  readonly kind: 'safe' | 'review';
  /**
   * True when only a person can decide: between several remedies, or whether to apply this one. It is never
   * applied unasked.
   */
  readonly alternative?: boolean;
  readonly changes: readonly Change[];
  /** What a person has to know before, one sentence each: whom it shuts out, what no file holds. */
  readonly notes?: readonly string[];
}

/** What is to be written, and where. */
export interface Target {
  /** `Default Web Site/owa`; '' is the server level. */
  readonly configurationPath: string;
  /** `system.webServer/security/access`. */
  readonly section: string;
  /** Elements below the section, outermost first: `['extendedProtection']`. */
  readonly element?: readonly string[];
  /**
   * The file: the server's applicationHost.config (inside the location of `configurationPath`), or the
   * web.config at that path.
   */
  readonly commit: 'applicationHost' | 'webConfig';
  /** The uri of the applicationHost.config of the server that is meant. */
  readonly server: string;
  /**
   * The web.config that is to hold it where that is not the one at the path: one further up, with a location
   * for the path.
   */
  readonly file?: string;
}

/** An attribute is to have a value; null: it is not to be written there at all. */
export interface SettingChange {
  readonly kind: 'setting';
  readonly target: Target;
  readonly attribute: string;
  readonly value: string | null;
  /** It is written even where it is in effect: the same remedy removes what it is in effect by. */
  readonly explicit?: true;
}

/**
 * A collection is to hold exactly these entries whatever is inherited: it is written as `<clear />` and the
 * entries.
 */
export interface CollectionChange {
  readonly kind: 'collection';
  readonly target: Target;
  readonly entries: readonly Readonly<Record<string, string>>[];
  /** As of a setting. */
  readonly explicit?: true;
}

/**
 * What stands of a collection at one place is to change: elements go, and one comes after the others.
 */
export interface EntryChange {
  readonly kind: 'entry';
  readonly target: Target;
  /** `<add …>` or `<remove …>`. */
  readonly write: { readonly name: string; readonly attributes: Readonly<Record<string, string>> } | null;
  /** Where those begin that go; `all` that make up the collection. */
  readonly erase: readonly number[] | 'all';
}

/** A section is to be open to (or closed for) the web.config files at and below a path. */
export interface OverrideChange {
  readonly kind: 'override';
  readonly target: Target;
  readonly mode: 'Allow' | 'Deny';
}

/**
 * A repair of the text that has no meaning as a setting: a doubled entry, a location path, a misplaced
 * section.
 */
export interface TextChange {
  readonly kind: 'text';
  readonly uri: string;
  readonly edits: readonly TextEdit[];
  /**
   * The text that the edits are for; with it they are refused for any other text, except one in which they
   * have been carried out.
   */
  readonly before?: string;
  /** What it does, imperative. */
  readonly description: string;
}

/**
 * Lines of script. A line of cmd is complete in itself and sets the error level when it fails; scripts guard
 * each.
 */
export interface Commands {
  readonly powershell?: string;
  readonly cmd?: string;
  /** Subroutines that lines of `cmd` call; they are once, at the end of a script. */
  readonly cmdSubroutines?: string;
}

/** Something that no file holds: a Windows feature, a netsh record. */
export interface CommandChange extends Commands {
  readonly kind: 'command';
  /** Imperative. */
  readonly description: string;
  /** True for what the other steps of a script need to be there. */
  readonly first?: boolean;
  /** What takes it back. */
  readonly undo?: Commands;
  /** What shows whether it is so. */
  readonly verify?: Commands;
}

export type ParameterValue = boolean | string;

/** What Exchange keeps in Active Directory and no file of IIS holds; only its own cmdlets write it. */
export interface ExchangeChange {
  readonly kind: 'exchange';
  readonly configurationPath: string;
  readonly cmdlet: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** What takes it back: Exchange's defaults, since files do not tell what was there. */
  readonly undo: Readonly<Record<string, ParameterValue>>;
}

export type Change =
  SettingChange | CollectionChange | EntryChange | OverrideChange | TextChange | CommandChange | ExchangeChange;

/** False for a remedy that holds only commands for an administrator: an editor cannot apply it. */
export function changesFiles({ changes }: Remedy): boolean {
  return changes.some(({ kind }) => kind !== 'command' && kind !== 'exchange');
}
