// The effective configuration of a path as a page that follows the files: opens places, compares, and changes
// values where they are set.
import { commands, l10n, Uri, ViewColumn, window, type Disposable, type WebviewPanel } from 'vscode';
import {
  commands as clientCommands,
  effectivePageRequest,
  type CompareWith,
  type EffectivePageParams,
  type EffectivePageResult,
} from '../../../server/src/protocol.js';
import { openRuleCommand } from '../base/command-ids.js';
import { pageOf } from '../base/page.js';
import { pickPath } from '../base/pick-path.js';
import type { ServerAccess } from '../base/server-access.js';
import type { FromEffective, ShownSection, ShownSetting, ToEffective } from '../webview/effective-messages.js';
import { addEntry, changeSetting, moveEntry, removeEntry, resetEntries } from './change-setting.js';
import { effectiveStrings } from './effective-strings.js';

interface Location {
  readonly root: string;
  readonly configurationPath: string;
}

interface Shown extends Location {
  readonly compareWith: CompareWith | null;
  /** In words. */
  readonly comparedWith: string | null;
  /** The last that the page got; its settings tell how values are requested. */
  page: EffectivePageResult | null;
}

const viewType = 'exchangeCba.effective';

const pathTitle = (configurationPath: string): string =>
  configurationPath === '' ? l10n.t('Server level') : configurationPath;

export class EffectivePanels implements Disposable {
  readonly #panels = new Map<WebviewPanel, Shown>();
  readonly #server: ServerAccess;

  constructor(server: ServerAccess) {
    this.#server = server;
  }

  show({ root, configurationPath }: Location): WebviewPanel {
    for (const [panel, shown] of this.#panels) {
      if (shown.root !== root || shown.configurationPath !== configurationPath) continue;
      panel.reveal();
      return panel;
    }
    const folder = Uri.joinPath(this.#server.extensionUri, 'dist/webview');
    const title = pathTitle(configurationPath).split('/').at(-1)!;
    const panel = window.createWebviewPanel(viewType, title, ViewColumn.Active, {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: [folder],
    });
    this.#panels.set(panel, { root, configurationPath, compareWith: null, comparedWith: null, page: null });
    panel.onDidDispose(() => this.#panels.delete(panel));
    panel.webview.onDidReceiveMessage((message: FromEffective) => this.#answer(panel, message));
    panel.webview.html = pageOf(panel.webview, folder, title, 'effective');
    return panel;
  }

  /** Asks what to compare a path of the tree with, and shows it. */
  async compare({ root, configurationPath }: { root: string; configurationPath: string | null }): Promise<void> {
    if (configurationPath === null) return;
    const panel = this.show({ root, configurationPath });
    await this.#draw(panel);
    const shown = this.#panels.get(panel);
    if (shown) await this.#compare(panel, shown);
  }

  /** The files changed. */
  refresh(): void {
    for (const panel of this.#panels.keys()) void this.#draw(panel);
  }

  dispose(): void {
    for (const panel of this.#panels.keys()) panel.dispose();
  }

  async #answer(panel: WebviewPanel, message: FromEffective): Promise<void> {
    const shown = this.#panels.get(panel);
    if (!shown) return;
    switch (message.kind) {
      case 'ready':
        return this.#draw(panel);
      case 'open':
        return commands.executeCommand(clientCommands.openPlace, message.place);
      case 'rule':
        return commands.executeCommand(openRuleCommand, message.rule);
      case 'choosePath': {
        const chosen = await pickPath(this.#server, l10n.t('Show effective configuration of'));
        if (chosen) this.show(chosen);
        return;
      }
      case 'compare':
        return this.#compare(panel, shown);
      case 'stopComparing':
        this.#panels.set(panel, { ...shown, compareWith: null, comparedWith: null });
        return this.#draw(panel);
      case 'changeEntries':
        return this.#changeEntries(shown, message);
      case 'change': {
        const setting = settingOf(shown.page, message.section, message.name);
        if (!setting) return;
        const { section, name, action } = message;
        const { root, configurationPath } = shown;
        const edit = { root, configurationPath, section, name, action };
        return changeSetting({ server: this.#server, form: message.form }, setting, edit);
      }
    }
  }

  async #changeEntries(shown: Shown, message: Extract<FromEffective, { kind: 'changeEntries' }>): Promise<void> {
    const { root, configurationPath, page } = shown;
    const { section, name } = message;
    const where = { root, configurationPath, section, name };
    const way = { server: this.#server, form: message.form };
    switch (message.action) {
      case 'addEntry': {
        const collection = sectionOf(page, section)?.collections.find((one) => one.name === name);
        return collection && addEntry(way, collection, where);
      }
      case 'removeEntry':
        return removeEntry(way, where, message.at, message.entry);
      case 'moveEntry':
        return moveEntry(way, where, message.at, message.entry, message.by);
      case 'resetEntries':
        return resetEntries(way, where);
    }
  }

  async #compare(panel: WebviewPanel, shown: Shown): Promise<void> {
    const delivered = l10n.t('Exchange defaults for this virtual directory');
    const chosen = await pickPath(
      this.#server,
      l10n.t('Compare with'),
      shown.page?.hasDefault ? delivered : undefined,
      shown,
    );
    if (!chosen) return;
    const compared =
      chosen === 'first'
        ? ({ compareWith: { kind: 'default' }, comparedWith: delivered } as const)
        : {
            compareWith: { kind: 'path', root: chosen.root, configurationPath: chosen.configurationPath } as const,
            comparedWith: `${chosen.serverName}: ${pathTitle(chosen.configurationPath)}`,
          };
    this.#panels.set(panel, { ...shown, ...compared });
    await this.#draw(panel);
  }

  async #draw(panel: WebviewPanel): Promise<void> {
    const shown = this.#panels.get(panel);
    if (!shown) return;
    const { root, configurationPath, compareWith, comparedWith } = shown;
    const params: EffectivePageParams = { root, configurationPath, ...(compareWith && { compareWith }) };
    const [page, servers] = await Promise.all([
      this.#server.client.sendRequest<EffectivePageResult | null>(effectivePageRequest, params),
      this.#server.serverNodes(),
    ]);
    const now = this.#panels.get(panel);
    // Closed, or compared with something else in the meantime.
    if (now?.compareWith !== compareWith) return;
    now.page = page;
    const serverName = servers.find((server) => server.root === root)?.name ?? '';
    const message: ToEffective = { kind: 'page', page, serverName, comparedWith, strings: effectiveStrings() };
    await panel.webview.postMessage(message);
  }
}

function sectionOf(page: EffectivePageResult | null, section: string): ShownSection | undefined {
  return page?.features.flatMap(({ sections }) => sections).find((one) => one.section === section);
}

function settingOf(page: EffectivePageResult | null, section: string, name: string): ShownSetting | undefined {
  return sectionOf(page, section)?.settings.find((one) => one.name === name);
}
