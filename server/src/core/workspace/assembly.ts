// What files are put together to: servers, and the files that no server reads.
import type { EvidenceFile } from '../evidence/evidence-file.js';
import type { ConfigurationFile } from '../iis/file.js';
import type { SourceFile } from '../text/source-file.js';
import type { Belonging } from './evidence-owners.js';
import type { HeldServer } from './held-server.js';
import type { Schema } from '../iis/schema/schema.js';
import type { SettingsFile } from '../lint/settings-file.js';

/** A configuration file that no server reads, as far as can be told, with the settings that hold for it. */
export interface UnassignedFile {
  readonly file: ConfigurationFile;
  readonly settings: SettingsFile | null;
  readonly schema: Schema;
}

export interface Assembly {
  readonly servers: readonly HeldServer[];
  readonly unassigned: readonly UnassignedFile[];
  readonly settingsFiles: readonly SettingsFile[];
  /** Files that are not configurations: settings and evidence. */
  readonly plainTexts: ReadonlySet<string>;
  readonly evidence: readonly AssembledEvidence[];
  /** The files that are written inside evidence and read as the configuration of a server. */
  readonly innerFiles: readonly SourceFile[];
}

/** Evidence of one file and what became of each of its readings. */
export interface AssembledEvidence {
  readonly file: EvidenceFile;
  /** One for each reading of the file. */
  readonly belongings: readonly Belonging[];
}
