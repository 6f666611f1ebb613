// The view Diagnosis: what is proven, excluded, and open, and the one next thing to get; made from the files
// alone.
import {
  EventEmitter,
  l10n,
  Range,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  type Disposable,
  type TreeDataProvider,
} from 'vscode';
import { diagnosisRequest, type DiagnosisEntry, type DiagnosisResult } from '../../../server/src/protocol.js';
import type { ServerAccess } from '../base/server-access.js';

type Place = DiagnosisEntry['places'][number];

type DiagnosisItem =
  | { readonly kind: 'state' | 'question' }
  | { readonly kind: 'group'; readonly name: GroupName }
  | { readonly kind: 'entry'; readonly name: GroupName; readonly entry: DiagnosisEntry }
  | { readonly kind: 'place'; readonly place: Place };

const groups = ['proven', 'open', 'hidden', 'excluded', 'observed'] as const;

type GroupName = (typeof groups)[number];

const stateIcons: Readonly<Record<DiagnosisResult['state'], string>> = {
  evidence: 'search',
  proven: 'error',
  handedOver: 'organization',
  healthy: 'pass',
  contradiction: 'warning',
};

const groupIcons: Readonly<Record<GroupName, string>> = {
  proven: 'error',
  open: 'circle-large-outline',
  hidden: 'circle-slash',
  excluded: 'check',
  observed: 'output',
};

function groupLabel(name: GroupName): string {
  switch (name) {
    case 'proven':
      return l10n.t('Proven');
    case 'open':
      return l10n.t('Possible causes');
    case 'hidden':
      return l10n.t('Not reached yet');
    case 'excluded':
      return l10n.t('Excluded causes');
    case 'observed':
      return l10n.t('In the logs');
  }
}

function openAt(item: TreeItem, { uri, range: { start, end } }: Place): void {
  const selection = new Range(start.line, start.character, end.line, end.character);
  item.command = { command: 'vscode.open', title: l10n.t('Open'), arguments: [Uri.parse(uri), { selection }] };
}

export class DiagnosisView implements TreeDataProvider<DiagnosisItem>, Disposable {
  readonly #changed = new EventEmitter<undefined>();
  readonly #server: ServerAccess;
  readonly #view: Disposable;
  #result: DiagnosisResult | null = null;
  #asked: Promise<DiagnosisResult | null> | undefined;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(server: ServerAccess) {
    this.#server = server;
    this.#view = window.createTreeView('exchangeCba.diagnosis', { treeDataProvider: this });
  }

  /** The files may have changed: what they say is asked again when the view is looked at. */
  refresh(): void {
    this.#asked = undefined;
    this.#changed.fire(undefined);
  }

  /** Null without a workspace. */
  async result(): Promise<DiagnosisResult | null> {
    this.#asked ??= this.#server.client.sendRequest<DiagnosisResult | null>(diagnosisRequest);
    return (this.#result = await this.#asked);
  }

  async getChildren(item?: DiagnosisItem): Promise<DiagnosisItem[]> {
    const result = item ? this.#result : await this.result();
    if (!result) return [];
    if (!item) {
      return [
        { kind: 'state' },
        ...(result.next ? ([{ kind: 'question' }] as const) : []),
        ...groups.filter((name) => result[name].length > 0).map((name) => ({ kind: 'group', name }) as const),
      ];
    }
    if (item.kind === 'group') return result[item.name].map((entry) => ({ kind: 'entry', name: item.name, entry }));
    return item.kind === 'entry' ? item.entry.places.map((place) => ({ kind: 'place', place })) : [];
  }

  getTreeItem(item: DiagnosisItem): TreeItem {
    switch (item.kind) {
      case 'state':
        return this.#stateItem();
      case 'question':
        return this.#questionItem();
      case 'group': {
        const isFirst = item.name === 'proven' || item.name === 'open';
        const state = isFirst ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
        const found = new TreeItem(groupLabel(item.name), state);
        found.iconPath = new ThemeIcon(groupIcons[item.name]);
        found.description = String(this.#result?.[item.name].length ?? 0);
        return found;
      }
      case 'entry': {
        const { title, message, places } = item.entry;
        const hasChildren = places.length > 1;
        const state = hasChildren ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
        const found = new TreeItem(title, state);
        found.description = message;
        found.tooltip = [title, message].filter((text) => text !== '').join('\n');
        if (places.length === 1) openAt(found, places[0]!);
        return found;
      }
      case 'place': {
        const { uri, range, message } = item.place;
        const found = new TreeItem(message);
        found.description = `${Uri.parse(uri).path.split('/').at(-1) ?? ''}:${range.start.line + 1}`;
        openAt(found, item.place);
        return found;
      }
    }
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }

  #stateItem(): TreeItem {
    const { state, headline, message } = this.#result!;
    const item = new TreeItem(headline);
    item.description = message;
    item.tooltip = `${headline}: ${message}`;
    item.iconPath = new ThemeIcon(stateIcons[state]);
    item.accessibilityInformation = { label: `${headline}: ${message}` };
    return item;
  }

  #questionItem(): TreeItem {
    const { why, where, command, saveAs } = this.#result!.next!;
    // In a narrow view the beginning is all that shows.
    const label = command === '' ? l10n.t('Next: {0}', why) : l10n.t('Next: save {0}', saveAs);
    const item = new TreeItem(label);
    if (command !== '') item.description = why;
    item.accessibilityInformation = { label: command === '' ? label : `${label}, ${why}` };
    item.tooltip = command === '' ? why : `${why}\n\n${where}:\n${command}\n\n${l10n.t('Save as {0}', saveAs)}`;
    item.iconPath = new ThemeIcon('arrow-right');
    item.contextValue = command === '' ? 'question' : 'question command';
    return item;
  }
}
