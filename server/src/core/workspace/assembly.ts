// What files are put together to: servers, and the files that no server reads.
import type { EvidenceFile, PlacedReading } from '../evidence/evidence-file.js';
import type { SourcedFacts } from '../evidence/sourced.js';
import type { ServerConfiguration, ServerInput } from '../iis/configuration.js';
import type { ConfigurationFile } from '../iis/file.js';
import type { SourceFile } from '../text/source-file.js';
import type { Belonging } from './evidence-owners.js';
import type { Schema } from '../iis/schema/schema.js';
import type { SettingsFile } from '../lint/settings-file.js';

export interface AssembledServer {
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
  /** What `configuration` was made from. */
  readonly input: ServerInput;
}

/** A configuration file that no server reads, as far as can be told, with the settings that hold for it. */
export interface UnassignedFile {
  readonly file: ConfigurationFile;
  readonly settings: SettingsFile | null;
  readonly schema: Schema;
}

export interface Assembly {
  readonly servers: readonly AssembledServer[];
  readonly unassigned: readonly UnassignedFile[];
  readonly settingsFiles: readonly SettingsFile[];
  /** Files that are not configurations: settings and evidence. */
  readonly plainTexts: ReadonlySet<string>;
  readonly evidence: readonly AssembledEvidence[];
  /** The files that are written inside evidence and read as the configuration of a server. */
  readonly innerFiles: readonly SourceFile[];
  /** The uris of further servers that would not fit in memory. */
  readonly overLimit: readonly string[];
}

/** Evidence of one file and what became of each of its readings. */
export interface AssembledEvidence {
  readonly file: EvidenceFile;
  /** One for each reading of the file. */
  readonly belongings: readonly Belonging[];
}
