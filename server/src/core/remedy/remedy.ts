// A remedy: the wanted end state, stated once. Text edits and scripts are derived from it.
import type { TextEdit } from '../text/edit.js';

export interface Remedy {
  /** Imperative, without a full stop: `Require client certificates`. */
  readonly title: string;
  /** `safe`: one file, one attribute or collection, and no sign-in that works today is taken away. */
  readonly kind: 'safe' | 'review';
  /** True when the finding has several remedies between which only a person can choose. */
  readonly alternative?: boolean;
  readonly changes: readonly Change[];
}

/** What is to be written, and where. */
export interface Target {
  /** `Default Web Site/owa`; '' is the server level. */
  readonly configurationPath: string;
  /** `system.webServer/security/access`. */
  readonly section: string;
  /** Elements below the section, outermost first: `['extendedProtection']`. */
  readonly element?: readonly string[];
  /** The file: the server's applicationHost.config (inside the location of `configurationPath`), or the web.config at that path. */
  readonly commit: 'applicationHost' | 'webConfig';
  /** The uri of the applicationHost.config of the server that is meant; null for a web.config whose server is not known. */
  readonly server: string | null;
  /** The web.config that is to hold it where that is not the one at the path: one further up, with a location for the path. */
  readonly file?: string;
}

/** An attribute is to have a value; null: it is not to be written there at all. */
export interface SettingChange {
  readonly kind: 'setting';
  readonly target: Target;
  readonly attribute: string;
  readonly value: string | null;
}

/** A collection is to hold exactly these entries whatever is inherited: it is written as `<clear />` and the entries. */
export interface CollectionChange {
  readonly kind: 'collection';
  readonly target: Target;
  readonly entries: readonly Readonly<Record<string, string>>[];
}

/** A section is to be open to (or closed for) the web.config files at and below a path. */
export interface OverrideChange {
  readonly kind: 'override';
  readonly target: Target;
  readonly mode: 'Allow' | 'Deny';
}

/** A repair of the text that has no meaning as a setting: a doubled entry, a location path, a misplaced section. */
export interface TextChange {
  readonly kind: 'text';
  readonly uri: string;
  readonly edits: readonly TextEdit[];
  /** The text that the edits are for; with it they are refused for any other text, except one in which they have been carried out. */
  readonly before?: string;
  /** What it does, imperative. */
  readonly description: string;
}

/** Something that no file holds: a Windows feature, a netsh record. */
export interface CommandChange {
  readonly kind: 'command';
  readonly description: string;
  readonly powershell?: string;
  readonly cmd?: string;
}

export type Change = SettingChange | CollectionChange | OverrideChange | TextChange | CommandChange;
