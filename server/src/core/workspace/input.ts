// What a project is made from: files, schema files and settings.
import type { TerminationSetting } from '../exchange/termination.js';
import type { KnownFindings } from '../lint/baseline.js';
import type { Severity } from '../rules/finding.js';
import type { SourceFile } from '../text/source-file.js';

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
  /**
   * Settings that are no files but hold like `.exchange-cba.json` files at their uris; nothing is reported of
   * them.
   */
  readonly optionSettings?: readonly SourceFile[];
  /**
   * Of what the project wanted: where there surely is not a file. What is neither here nor among the files is
   * unknown.
   */
  readonly missing?: readonly string[];
  /**
   * Folders that paths in settings files within them may not leave; elsewhere it is the folder of the
   * settings file.
   */
  readonly borders?: readonly string[];
  /** Findings that were there before and are not reported. */
  readonly known?: KnownFindings;
  /** Archives that the host opened: the files in them have names below theirs. */
  readonly archives?: readonly string[];
  /** Certificates and logs, which are read without the project. */
  readonly apart?: readonly string[];
  /** Files that the host recognized and did not read, such as event logs in binary form. */
  readonly notRead?: readonly NotRead[];
}

export interface NotRead {
  readonly uri: string;
  /** What it is and how to save it so that it can be read. */
  readonly why: string;
  /** Evidence gets a finding of its own; a log does not. */
  readonly isEvidence: boolean;
}
