// A server as one run checks it: as one of Exchange, by the settings that hold in the run.
import { agreed } from '../text/agreed.js';
import { computerKey } from '../evidence/kind.js';
import { noSourcedFacts } from '../evidence/sourced.js';
import { noPeers, Peers } from '../exchange/peers.js';
import { exchangeServerOf } from '../exchange/server.js';
import type { ExchangeServer, ExchangeSettings } from '../exchange/virtual-directory.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import type { AssembledServer } from './assembled-server.js';
import type { CheckedServer } from './assembled-server.js';
import type { HeldServer } from './held-server.js';
import type { ProjectSettings } from './input.js';
import { RunAnswers, type WholeRun } from './run-answers.js';

/** The servers of a run, and what they share: complete when the last one was added. */
export class Run {
  readonly servers: RunServer[] = [];
  /** Plain data: what refers to it keeps no server in memory. */
  readonly shared = { peers: new Peers(), legacyInRun: false };
  readonly #settings: ProjectSettings;

  constructor(settings: ProjectSettings) {
    this.#settings = settings;
  }

  /** Its servers; those that an earlier run has made of the same ones, where both share the same. */
  serversAfter(before: Run | null, known: readonly RunServer[]): readonly RunServer[] {
    const { legacyInRun, peers } = this.shared;
    const isSame = before?.shared.legacyInRun === legacyInRun && before.shared.peers.signature === peers.signature;
    const made = new Map(isSame ? known.map((server) => [server.assembled, server] as const) : []);
    return this.servers.map((server) => made.get(server.assembled) ?? server);
  }

  /** To be called while the model of the server is in memory. */
  add(assembled: HeldServer): void {
    const server = runServer(assembled, terminationOf(assembled, this.#settings), this.shared);
    const row = assembled.peerRow(server.known);
    if (row) this.shared.peers.add(row, keyOf(assembled));
    if (server.known.termination === 'legacy' || assembled.isLegacy) this.shared.legacyInRun = true;
    this.servers.push(server);
  }
}

const keyOf = ({ name }: AssembledServer): string | null => (name === null ? null : computerKey(name));

/** What the caller says wins over the server's own file; `auto` says nothing. */
function terminationOf(server: AssembledServer, settings: ProjectSettings): ProjectSettings['termination'] {
  return settings.termination === 'auto' ? (server.settings?.settings.termination ?? 'auto') : settings.termination;
}

export interface RunServer extends CheckedServer {
  readonly assembled: HeldServer;
  readonly known: ExchangeSettings;
  /** What it asked about its run. */
  readonly answers: RunAnswers;
}

/** Its properties are its own, so that a copy of it has them too. */
function runServer(assembled: HeldServer, termination: ExchangeSettings['termination'], run: WholeRun): RunServer {
  const answers = new RunAnswers(run, keyOf(assembled));
  const known: ExchangeSettings = {
    termination,
    windowsServer:
      assembled.settings?.settings.windowsServer ?? agreed(assembled.facts.windows.map(({ version }) => version)),
    get legacyInRun() {
      return answers.legacyInRun;
    },
    peers: answers,
    facts: assembled.facts,
    get exported() {
      return exportedServerOf(assembled);
    },
  };
  const { root, hostUri, settings, name, readings, facts } = assembled;
  return {
    assembled,
    known,
    answers,
    root,
    hostUri,
    settings,
    name,
    readings,
    facts,
    get files() {
      return assembled.files;
    },
    get configuration() {
      return assembled.configuration;
    },
    get exported() {
      return assembled.exported;
    },
    get exchange() {
      return assembled.exchange(known);
    },
  };
}

const ofExports = new WeakMap<ServerConfiguration, ExchangeServer | null>();

/** The server as an export describes it, once for each model of it. */
function exportedServerOf({ exported }: AssembledServer): ExchangeServer | null {
  if (!exported) return null;
  let server = ofExports.get(exported);
  if (server === undefined) {
    server = exchangeServerOf(exported, {
      termination: 'auto',
      windowsServer: null,
      legacyInRun: false,
      peers: noPeers,
      facts: noSourcedFacts,
      exported: null,
    });
    ofExports.set(exported, server);
  }
  return server;
}
