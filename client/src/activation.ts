// The first stage: waits until there is something to do. On XML that is not ours nothing else is loaded.
import { commands, window, workspace, l10n, type Disposable, type ExtensionContext, type TextDocument } from 'vscode';
import { globOfName, isServedFileName } from '../../server/src/served-files.js';
import { commandIds, type CommandId } from './commands/ids.js';

/** What the first stage knows of the second. */
export interface StartedSession extends Disposable {
  run(command: CommandId, args: readonly unknown[]): Promise<unknown>;
  stop(): Promise<void>;
}

function isServed({ uri }: TextDocument): boolean {
  return isServedFileName(uri.path.slice(uri.path.lastIndexOf('/') + 1));
}

export class Activation {
  readonly #load: () => Promise<StartedSession>;
  readonly #context: ExtensionContext;
  readonly #waiting: Disposable[] = [];
  #session: Promise<StartedSession> | undefined;

  constructor(context: ExtensionContext, load: () => Promise<StartedSession>) {
    this.#context = context;
    this.#load = load;
    for (const id of commandIds) {
      context.subscriptions.push(
        commands.registerCommand(id, async (...args: unknown[]) => (await this.#start()).run(id, args)),
      );
    }
    if (workspace.textDocuments.some(isServed)) this.#startUnasked();
    else void this.#wait();
  }

  async stop(): Promise<void> {
    const session = await this.#session?.catch(() => undefined);
    await session?.stop();
  }

  /** Until a document of ours opens, or the workspace turns out to hold a server. */
  async #wait(): Promise<void> {
    this.#waiting.push(
      workspace.onDidOpenTextDocument((document) => {
        if (isServed(document)) this.#startUnasked();
      }),
    );
    this.#context.subscriptions.push(...this.#waiting);
    const [found] = await workspace.findFiles(globOfName('applicationHost.config'), '**/node_modules/**', 1);
    if (found) this.#startUnasked();
  }

  #startUnasked(): void {
    this.#start().catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      void window.showErrorMessage(l10n.t('Exchange CBA could not start: {0}', reason));
    });
  }

  #start(): Promise<StartedSession> {
    for (const waiting of this.#waiting.splice(0)) waiting.dispose();
    this.#session ??= this.#load().then(
      (session) => {
        this.#context.subscriptions.push(session);
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
