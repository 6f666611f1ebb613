// A server whose model is made from its files when it is requested, and dropped when others need the memory.
import type { PlacedReading } from '../evidence/evidence-file.js';
import type { SourcedFacts } from '../evidence/sourced.js';
import type { PeerRow } from '../exchange/peers.js';
import { peerRowOf } from '../exchange/peer-row.js';
import { siteRoles } from '../exchange/layout.js';
import { exchangeServerOf } from '../exchange/server.js';
import type { ExchangeServer, ExchangeSettings } from '../exchange/virtual-directory.js';
import { ServerConfiguration } from '../iis/configuration.js';
import { configurationOf, leaveTree, pinTree, unpinTree } from '../iis/documents.js';
import type { RejectionMemory } from '../iis/rejected-places.js';
import { folderOf } from '../iis/paths.js';
import type { Schema } from '../iis/schema/schema.js';
import type { SettingsFile } from '../lint/settings-file.js';
import type { SourceFile } from '../text/source-file.js';
import type { AssembledServer } from './assembled-server.js';
import type { Resident } from './residency.js';
import { use } from './residency.js';

/** What a server is made from. */
export interface ServerSources {
  readonly root: string;
  readonly host: SourceFile;
  readonly webConfigs: readonly SourceFile[];
  readonly mapped: ReadonlyMap<string, string>;
  /** Files that a configSource may name; none where nothing has one. */
  readonly others: readonly SourceFile[];
  readonly missing: readonly string[];
  readonly schema: Schema;
  /** A HealthChecker export beside the files: the applicationHost.config in it, then its web.config files. */
  readonly exported: readonly SourceFile[];
}

interface Model {
  readonly configuration: ServerConfiguration;
  readonly exported: ServerConfiguration | null;
  exchange: { readonly settings: ExchangeSettings; readonly server: ExchangeServer | null } | null;
}

/** What is kept of a model that is dropped. */
interface Summary {
  readonly files: ReadonlySet<string>;
  readonly isLegacy: boolean;
}

export class HeldServer implements AssembledServer, Resident {
  readonly sources: ServerSources;
  readonly settings: SettingsFile | null;
  readonly name: string | null;
  readonly readings: readonly PlacedReading[];
  readonly facts: SourcedFacts;
  readonly size: number;
  #model: Model | null = null;
  /** Another version is used, so that this one keeps no tree from being forgotten. */
  #isLeft = false;
  /** How many checks go on with its model. */
  #holds = 0;
  #summary: Summary | null = null;
  #row: PeerRow | null | undefined;
  readonly #memory: RejectionMemory;

  /** `before` is an earlier version of the server, of which nothing but what it left is kept. */
  constructor(
    sources: ServerSources,
    from: Pick<AssembledServer, 'settings' | 'name' | 'readings' | 'facts'>,
    before: HeldServer | null = null,
  ) {
    this.sources = sources;
    const left = before ? before.#memory : null;
    this.#memory = { before: left?.own ?? left?.before ?? null, own: null };
    this.settings = from.settings;
    this.name = from.name;
    this.readings = from.readings;
    this.facts = from.facts;
    this.size = this.#texts().reduce((sum, { text }) => sum + text.length, 0);
  }

  get root(): string {
    return this.sources.root;
  }

  get hostUri(): string {
    return this.sources.host.uri;
  }

  get files(): ReadonlySet<string> {
    return this.#summarized().files;
  }

  /** A site of a legacy Exchange is among its sites. */
  get isLegacy(): boolean {
    return this.#summarized().isLegacy;
  }

  get configuration(): ServerConfiguration {
    return this.#get().configuration;
  }

  get exported(): ServerConfiguration | null {
    return this.sources.exported.length === 0 ? null : this.#get().exported;
  }

  /** The server as one of Exchange; null where it is none. The settings of one run are one object. */
  exchange(settings: ExchangeSettings): ExchangeServer | null {
    const model = this.#get();
    if (model.exchange?.settings !== settings)
      model.exchange = { settings, server: exchangeServerOf(model.configuration, settings) };
    return model.exchange.server;
  }

  /** What it is compared with others by; worked out once. Null where it is no server of Exchange. */
  peerRow(settings: ExchangeSettings): PeerRow | null {
    if (this.#row === undefined) {
      const server = this.exchange(settings);
      this.#row = server && peerRowOf(server);
    }
    return this.#row;
  }

  get isHeld(): boolean {
    return this.#holds > 0;
  }

  /** Keeps model and trees, also where others need the memory or another version is used, until it is let go. */
  hold(): void {
    this.#holds++;
    for (const source of this.#texts()) pinTree(source);
  }

  letGo(): void {
    this.#holds--;
    for (const source of this.#texts()) leaveTree(source);
  }

  release(): void {
    if (!this.#model) return;
    this.#model = null;
    this.#memory.own = null;
    for (const source of this.#texts()) unpinTree(source);
  }

  leave(): void {
    if (!this.#model || this.#isLeft) return;
    this.#isLeft = true;
    for (const source of this.#texts()) leaveTree(source);
  }

  #get(): Model {
    use(this);
    if (this.#isLeft) {
      this.#isLeft = false;
      for (const source of this.#texts()) pinTree(source);
    }
    this.#model ??= this.#made();
    return this.#model;
  }

  #made(): Model {
    for (const source of this.#texts()) pinTree(source);
    const { host, webConfigs, mapped, root, exported } = this.sources;
    const [inner, ...innerConfigs] = exported;
    return {
      configuration: this.#configuration(host, root, webConfigs, mapped, this.#memory),
      exported: inner ? this.#configuration(inner, folderOf(inner.uri), innerConfigs, new Map()) : null,
      exchange: null,
    };
  }

  #configuration(
    host: SourceFile,
    root: string,
    webConfigs: readonly SourceFile[],
    mapped: ReadonlyMap<string, string>,
    memory: RejectionMemory = { before: null, own: null },
  ): ServerConfiguration {
    const applicationHost = configurationOf(host, 'applicationHost');
    const { others, missing, schema } = this.sources;
    return new ServerConfiguration({
      root,
      applicationHost,
      webConfigs: webConfigs.map((file) => configurationOf(file, 'webConfig', applicationHost.declarations)),
      mapped,
      sources: others.map((file) => configurationOf(file, 'other')),
      missingSources: missing,
      schema,
      memory,
    });
  }

  #summarized(): Summary {
    if (!this.#summary) {
      const { applicationHost, placedFiles, sites } = this.configuration;
      const read = [applicationHost, ...placedFiles.keys()].map(({ uri }) => uri);
      this.#summary = { files: new Set(read), isLegacy: siteRoles(sites).legacy !== null };
    }
    return this.#summary;
  }

  #texts(): readonly SourceFile[] {
    const { host, webConfigs, others, exported } = this.sources;
    return [host, ...webConfigs, ...others, ...exported];
  }
}
