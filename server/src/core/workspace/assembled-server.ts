// A server as its files and its evidence make it, and as a check sees it.
import type { PlacedReading } from '../evidence/evidence-file.js';
import type { SourcedFacts } from '../evidence/sourced.js';
import type { ExchangeServer } from '../exchange/virtual-directory.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import type { SettingsFile } from '../lint/settings-file.js';

/**
 * `configuration`, `exported`, and all that is reached through them may be created again with the next question.
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

/** A server with what is known of it as an Exchange server. */
export interface CheckedServer extends AssembledServer {
  readonly exchange: ExchangeServer | null;
}
