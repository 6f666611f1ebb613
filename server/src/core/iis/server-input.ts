// What a server's configuration is made from.
import type { ConfigurationFile } from './file.js';
import type { Schema } from './schema/schema.js';

/** The files and settings that decide what is effective on a server, and what IIS rejects. */
export interface ServerFiles {
  readonly applicationHost: ConfigurationFile;
  /** The web.config files that may belong to the server. */
  readonly webConfigs: readonly ConfigurationFile[];
  /** Configuration path → uri of a folder or file, as the administrator states it. */
  readonly mapped: ReadonlyMap<string, string>;
  /** Files that a configSource may name. */
  readonly sources: readonly ConfigurationFile[];
  /** Uris that a configSource may name at which there surely is not a file. */
  readonly missingSources?: readonly string[];
  readonly schema: Schema;
}
