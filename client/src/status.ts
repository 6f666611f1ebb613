// The verdict on the server of the current document in the status bar, with what can be done about it one
// click away, and the language status item, which also says whether the language server is busy.
import {
  l10n,
  languages,
  LanguageStatusSeverity,
  StatusBarAlignment,
  window,
  type Disposable,
  type DocumentSelector,
} from 'vscode';
import { State, type BaseLanguageClient } from 'vscode-languageclient';
import type { ServerStatus } from '../../server/src/protocol.js';
import { countWords } from './base/words.js';
import { serverChoicesCommand } from './commands/server-choices.js';

export class Status implements Disposable {
  readonly #item;
  readonly #bar = window.createStatusBarItem('exchangeCba.server', StatusBarAlignment.Left, 10);
  readonly #disposables: { dispose(): unknown }[];
  #latest: ServerStatus | undefined;
  /** Of the last text in front: pages and lists refer to the server that it was about. */
  #uri: string | undefined;
  #isRunning = false;

  constructor(client: BaseLanguageClient, selector: DocumentSelector) {
    this.#item = languages.createLanguageStatusItem('exchangeCba.status', selector);
    this.#item.name = 'Exchange CBA';
    this.#uri = window.activeTextEditor?.document.uri.toString();
    this.#item.command = { command: 'exchangeCba.showOutput', title: l10n.t('Show Output') };
    this.#bar.name = 'Exchange CBA';
    this.#disposables = [
      this.#item,
      this.#bar,
      client.onDidChangeState(({ newState }) => {
        this.#isRunning = newState === State.Running;
        this.#draw(newState === State.Starting);
      }),
      window.onDidChangeActiveTextEditor((editor) => {
        if (editor) this.#uri = editor.document.uri.toString();
        this.#draw(false);
      }),
    ];
    this.#draw(true);
  }

  show(status: ServerStatus): void {
    this.#latest = status;
    this.#isRunning = true;
    this.#draw(false);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #draw(isStarting: boolean): void {
    const item = this.#item;
    const status = this.#latest;
    this.#drawBar(isStarting || !this.#isRunning ? undefined : status);
    item.busy = isStarting || (status?.busy ?? false);
    item.severity = LanguageStatusSeverity.Information;
    item.detail = '';
    if (isStarting || (this.#isRunning && !status)) {
      item.text = l10n.t('Reading configuration …');
      return;
    }
    if (!this.#isRunning || !status) {
      item.text = l10n.t('The language server stopped');
      item.severity = LanguageStatusSeverity.Error;
      return;
    }
    const server = serverOf(status, this.#uri);
    item.text = server ? server.verdict : l10n.t('applicationHost.config not found');
    const details = server ? [server.name] : [];
    const [problem] = status.problems;
    if (problem !== undefined) {
      item.severity = LanguageStatusSeverity.Warning;
      details.push(problem);
    }
    item.detail = details.join(' · ');
  }

  /** Hidden without a server to refer to. */
  #drawBar(status: ServerStatus | undefined): void {
    const server = status && serverOf(status, this.#uri);
    if (!server) {
      this.#bar.hide();
      return;
    }
    const { name, root, verdict, summary, counts } = server;
    const words = countWords(counts) || summary;
    // Shape and words tell it, not color.
    const icon = counts.error > 0 ? 'error' : counts.warning > 0 ? 'warning' : 'pass';
    this.#bar.text = `$(${icon}) ${name}: ${words}`;
    this.#bar.tooltip = verdict;
    this.#bar.accessibilityInformation = { label: `Exchange CBA, ${name}: ${verdict}`, role: 'button' };
    this.#bar.command = {
      command: serverChoicesCommand,
      title: l10n.t('Choose an Action'),
      arguments: [{ root, name }],
    };
    this.#bar.show();
  }
}

/** The server in whose folder a document lies; for web.config files from elsewhere the only one there is. */
function serverOf({ servers }: ServerStatus, uri: string | undefined): ServerStatus['servers'][number] | undefined {
  const above = servers
    .filter(({ root }) => uri?.startsWith(`${root}/`))
    .sort((a, b) => b.root.length - a.root.length)[0];
  return above ?? (servers.length === 1 ? servers[0] : undefined);
}
