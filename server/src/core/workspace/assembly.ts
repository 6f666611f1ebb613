// What files are put together to: servers, and the files that no server reads.
import type { EvidenceFile, PlacedReading } from '../evidence/evidence-file.js';
import type { SourcedFacts } from '../evidence/sourced.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import type { ConfigurationFile } from '../iis/file.js';
import type { SourceFile } from '../text/source-file.js';
import type { Belonging } from './evidence-owners.js';
import type { HeldServer } from './held-server.js';
import type { Schema } from '../iis/schema/schema.js';
import type { SettingsFile } from '../lint/settings-file.js';

/**
 * `configuration`, `exported`, and all that is reached through them may be made anew with the next question.
 */
export interface AssembledServer {
  /** The folder that stands for the server, and the uri of its applicationHost.config. */
  readonly root: string;
  readonly hostUri: string;
  /** The uris of the configuration files that it reads. */
  readonly files: ReadonlySet<string>;
  readonly configuration: ServerConfiguration;
  /** The settings file of the nearest folder at or above the server's, if any. */
  readonly settings: SettingsFile | null;
  /** The name of the computer; null where nothing tells it. */
  readonly name: string | null;
  /** The evidence that belongs to this server. */
  readonly readings: readonly PlacedReading[];
  /** What the evidence says. */
  readonly facts: SourcedFacts;
  /** What a HealthChecker export beside the files has as this server's configuration. */
  readonly exported: ServerConfiguration | null;
}

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
