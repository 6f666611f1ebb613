// The one face of core towards editor and command line: a set of files and settings, judged, and what can be asked of it.
import type { CertificateUses } from './certificate-uses.js';
import type { TerminationSetting } from './exchange/termination.js';
import type { Analysis } from './lint/analysis.js';
import type { Remedy } from './remedy/remedy.js';
import type { Finding, Severity } from './rules/finding.js';
import type { FileEdit, TextEdit } from './text/edit.js';
import type { Place, Range } from './text/range.js';

/**
 * One version of one file. A host that has not seen the file change hands over the same object again, so that what is
 * derived from a file alone (its tree) can be kept in a WeakMap by this object.
 */
export interface SourceFile {
  /** Whatever the host calls the file; hosts with URIs spell the same file always the same way. */
  readonly uri: string;
  /** Without a byte order mark. */
  readonly text: string;
}

export interface ProjectSettings {
  readonly termination: TerminationSetting;
  /** Rule id → its severity here; rules that are not named keep their own. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
}

export interface ProjectInput {
  /** Configurations and `.exchange-cba.json` files, in any order. */
  readonly files: readonly SourceFile[];
  /** IIS schema files, built-in tables standing in where there are none. */
  readonly schemas: readonly SourceFile[];
  readonly settings: ProjectSettings;
  /** Settings that are no files but hold like `.exchange-cba.json` files at their uris; nothing is reported of them. */
  readonly standIns?: readonly SourceFile[];
  /** Of what the project wanted: where there surely is no file. What is neither here nor among the files is unknown. */
  readonly missing?: readonly string[];
}

/** Why something cannot be done, in one sentence for the user. */
export interface Refusal {
  readonly problem: string;
}

export interface Hover {
  readonly range: Range;
  readonly markdown: string;
}

export interface CompletionItem {
  readonly label: string;
  readonly kind: 'section' | 'element' | 'attribute' | 'value' | 'closing';
  /** One line beside the label: the type, or the default. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  readonly edit: TextEdit;
  /** `$1`, `$0` in the edit's text are places for the cursor. */
  readonly snippet?: boolean;
  /** Items are shown in the order of the list; set where several belong to one value that is already there. */
  readonly preselect?: boolean;
}

/** An entry of a document's outline. */
export interface DocumentSymbol {
  readonly name: string;
  readonly detail?: string;
  readonly kind: 'site' | 'application' | 'virtualDirectory' | 'location' | 'sectionGroup' | 'section' | 'element';
  readonly range: Range;
  /** Inside `range`. */
  readonly selection: Range;
  /** The configuration path that the entry stands for, where it stands for one. */
  readonly configurationPath?: string;
  readonly children: readonly DocumentSymbol[];
}

/** A line of text above a place in the document; never more than a statement. */
export interface Lens {
  readonly range: Range;
  readonly title: string;
}

export interface Link {
  readonly range: Range;
  readonly target: string;
  readonly tooltip?: string;
}

/** A configuration path of one server. */
export interface ConfigurationLocation {
  /** `root` of the server's verdict. */
  readonly root: string;
  readonly configurationPath: string;
}

/**
 * Files and settings, judged. Immutable: a change of any file makes a new project. Every method is total; a uri that is
 * not among the files gives the neutral answer.
 */
export interface Project {
  readonly analysis: Analysis;
  /** Files that the given ones name (configSource, `.exchange-cba.json`), given or not: the host loads what it can and drops what nothing names any more. */
  readonly wanted: readonly string[];
  hover(uri: string, offset: number): Hover | null;
  completion(uri: string, offset: number): readonly CompletionItem[];
  symbols(uri: string): readonly DocumentSymbol[];
  lenses(uri: string): readonly Lens[];
  links(uri: string): readonly Link[];
  /** The edits that bring all these remedies about together; files that need none are not listed. */
  edits(remedies: readonly Remedy[]): readonly FileEdit[] | Refusal;
  /** The edit that silences the finding for the element that it stands in. */
  suppress(finding: Finding): readonly FileEdit[] | Refusal;
  /** The configuration path that a place in a file speaks of. */
  locationAt(uri: string, offset: number): ConfigurationLocation | null;
  /** Where a configuration path is declared: its `<location>`, application or site. */
  placeOf(location: ConfigurationLocation): Place | null;
  /** Where the servers speak of certificates: bindings, records of HTTP.SYS, mappings of IIS. */
  certificateUses(): CertificateUses<Place>;
  /** The effective configuration of a path with its origins, as Markdown; null for a path that the server does not have. */
  describe(location: ConfigurationLocation): string | null;
}

/** `previous` is the project of the files before a change: what did not change may be taken over from it. */
export type CreateProject = (input: ProjectInput, previous: Project | null) => Project;
