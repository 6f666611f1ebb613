// The first stage of activation: waits until there is work. For unrelated XML files, nothing else is loaded.
import {
  commands,
  EventEmitter,
  l10n,
  window,
  workspace,
  type Disposable,
  type Event,
  type ExtensionContext,
  type TextDocument,
} from 'vscode';
import { applicationHostGlob, isServedFileName } from '../../server/src/served-files.js';
import type { ProtocolCertificateUses, ServerNode, ServerStatus } from '../../server/src/protocol.js';
import type { UsesSource } from './certificate/uses.js';
import { commandIds, openRuleCommand, type CommandId } from './base/command-ids.js';
import { registerGettingStarted } from './commands/getting-started.js';
import { openRule } from './commands/open-rule.js';
import { logLanguage } from './base/log-language.js';
import { isRealDocument } from './base/real-document.js';

/** What the first stage knows of the second. */
export interface StartedSession extends Disposable {
  settled(): Promise<ServerStatus>;
  serverNodes(): Promise<readonly ServerNode[]>;
  run(command: CommandId, args: readonly unknown[]): Promise<unknown>;
  stop(): Promise<void>;
  certificateUses(): Promise<ProtocolCertificateUses>;
  readonly onDidCheck: Event<void>;
}

/** What other extensions and the tests may ask of this one. */
export interface ExtensionApi {
  /** Whether the second stage has been loaded. */
  readonly isStarted: boolean;
  /**
   * Starts what has not been started, and resolves when every file is read and checked; rejects when the
   * server stops and stays away.
   */
  settled(): Promise<ServerStatus>;
  /** The servers of the workspace as the tree shows them. */
  servers(): Promise<readonly ServerNode[]>;
}

function isServed(document: TextDocument): boolean {
  const { uri, languageId } = document;
  const isOurs = languageId === logLanguage || isServedFileName(uri.path.slice(uri.path.lastIndexOf('/') + 1));
  return isOurs && isRealDocument(document);
}

export class Activation implements UsesSource {
  readonly #load: () => Promise<StartedSession>;
  readonly #context: ExtensionContext;
  readonly #waiting: Disposable[] = [];
  readonly #checked = new EventEmitter<void>();
  #session: Promise<StartedSession> | undefined;

  constructor(context: ExtensionContext, load: () => Promise<StartedSession>) {
    this.#context = context;
    this.#load = load;
    context.subscriptions.push(
      this.#checked,
      commands.registerCommand(openRuleCommand, (rule: unknown) => openRule(context.extensionUri, rule)),
      ...commandIds.map((id) =>
        commands.registerCommand(id, async (...args: unknown[]) => (await this.#start()).run(id, args)),
      ),
    );
    registerGettingStarted(context);
    this.#listen();
    if (workspace.textDocuments.some(isServed)) this.#startUnasked();
    else if (workspace.workspaceFolders !== undefined) void this.#search();
  }

  get api(): ExtensionApi {
    const isStarted = (): boolean => this.#session !== undefined;
    return {
      get isStarted() {
        return isStarted();
      },
      settled: async () => (await this.#start()).settled(),
      servers: async () => (await this.#start()).serverNodes(),
    };
  }

  /** Null as long as nothing has started the language server. */
  async certificateUses(): Promise<ProtocolCertificateUses | null> {
    return (await this.#session)?.certificateUses() ?? null;
  }

  get onDidCheck(): Event<void> {
    return this.#checked.event;
  }

  async stop(): Promise<void> {
    const session = await this.#session?.catch(() => undefined);
    await session?.stop();
  }

  /** A document of ours that opens starts the session, unless one has been started. */
  #listen(): void {
    this.#waiting.push(
      workspace.onDidOpenTextDocument((document) => {
        if (isServed(document)) this.#startUnasked();
      }),
    );
    this.#context.subscriptions.push(...this.#waiting);
  }

  /** The workspace may turn out to hold a server. */
  async #search(): Promise<void> {
    try {
      const [found] = await workspace.findFiles(applicationHostGlob, '**/node_modules/**', 1);
      if (found) this.#startUnasked();
    } catch {
      // A workspace that cannot be searched is served once a document of ours opens.
    }
  }

  #startUnasked(): void {
    // Who started it is told when it fails.
    if (this.#session) return;
    this.#start().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      void window.showErrorMessage(l10n.t('Exchange CBA could not start: {0}', reason));
    });
  }

  #start(): Promise<StartedSession> {
    this.#session ??= this.#load().then(
      (session) => {
        for (const waiting of this.#waiting.splice(0)) waiting.dispose();
        this.#context.subscriptions.push(
          session,
          session.onDidCheck(() => {
            this.#checked.fire();
          }),
        );
        return session;
      },
      (error: unknown) => {
        // The next command or document tries again.
        this.#session = undefined;
        throw error;
      },
    );
    return this.#session;
  }
}
