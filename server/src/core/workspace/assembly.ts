// What files are put together to: servers, and the files that no server reads.
import type { SslRecord } from '../evidence/netsh-records.js';
import type { ServerConfiguration, ServerInput } from '../iis/configuration.js';
import type { ConfigurationFile } from '../iis/file.js';
import type { Schema } from '../iis/schema/schema.js';
import type { SettingsFile } from '../lint/settings-file.js';

export interface AssembledServer {
  readonly configuration: ServerConfiguration;
  /** The settings file of the nearest folder at or above the server's, if any. */
  readonly settings: SettingsFile | null;
  /** Of the netsh output that was saved nearer to this server than to any other. */
  readonly sslRecords: readonly SslRecord[];
  /** What `configuration` was made from. */
  readonly input: ServerInput;
}

/** A configuration file that no server reads, as far as can be told, with the settings that hold for it. */
export interface LoneFile {
  readonly file: ConfigurationFile;
  readonly settings: SettingsFile | null;
  readonly schema: Schema;
}

export interface Assembly {
  readonly servers: readonly AssembledServer[];
  readonly lone: readonly LoneFile[];
  readonly settingsFiles: readonly SettingsFile[];
  /** Files that are no XML: settings and netsh output. */
  readonly plainTexts: ReadonlySet<string>;
}
