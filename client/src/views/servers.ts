// The tree of servers: each with its verdict, its sites, their virtual directories, and who validates client certificates there.
import {
  EventEmitter,
  l10n,
  MarkdownString,
  Range,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  type Disposable,
  type TreeDataProvider,
} from 'vscode';
import type {
  Counts,
  ProtocolPlace,
  ServerNode,
  SiteNode,
  VirtualDirectoryNode,
} from '../../../server/src/protocol.js';
import type { Session } from '../session.js';
import { countWords } from '../words.js';

/** What the tree holds; `root` and `configurationPath` are what commands on it take. */
export type ServersItem =
  | { readonly kind: 'server'; readonly root: string; readonly configurationPath: ''; readonly node: ServerNode }
  | { readonly kind: 'site'; readonly root: string; readonly configurationPath: string; readonly node: SiteNode }
  | {
      readonly kind: 'virtualDirectory';
      readonly root: string;
      readonly configurationPath: string;
      readonly node: VirtualDirectoryNode;
    };

function iconOf(kind: ServersItem['kind'], { error, warning }: Counts): ThemeIcon {
  // Shape and words show problems; the tree is readable without color.
  if (kind === 'virtualDirectory') return new ThemeIcon(error > 0 ? 'error' : warning > 0 ? 'warning' : 'pass');
  return new ThemeIcon(kind === 'server' ? 'server' : 'globe');
}

function openPlace(item: TreeItem, place: ProtocolPlace | null): void {
  if (!place) return;
  const { start, end } = place.range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  item.command = { command: 'vscode.open', title: l10n.t('Open'), arguments: [Uri.parse(place.uri), { selection }] };
}

function serverTooltip({ name, verdict, termination, unknowns }: ServerNode): MarkdownString {
  const tooltip = new MarkdownString();
  tooltip.appendText(`${name}: ${verdict}`);
  for (const { message } of termination.evidence) tooltip.appendMarkdown('\n\n- ').appendText(message);
  if (unknowns.length > 0) {
    tooltip.appendMarkdown('\n\n').appendText(l10n.t('To check on the server:'));
    for (const unknown of unknowns) tooltip.appendMarkdown('\n\n- ').appendText(unknown);
  }
  return tooltip;
}

function treeItem({ kind, node, configurationPath, root }: ServersItem): TreeItem {
  const isServer = kind === 'server';
  const label = isServer
    ? node.name
    : kind === 'site'
      ? configurationPath
      : configurationPath.slice(configurationPath.indexOf('/') + 1);
  const state =
    kind === 'virtualDirectory'
      ? TreeItemCollapsibleState.None
      : isServer
        ? TreeItemCollapsibleState.Expanded
        : TreeItemCollapsibleState.Collapsed;
  const item = new TreeItem(label, state);
  item.id = JSON.stringify([root, kind, configurationPath]);
  item.contextValue = kind;
  item.iconPath = iconOf(kind, node.counts);
  const words = [isServer ? node.verdict : countWords(node.counts)];
  if (kind === 'virtualDirectory') words.unshift(node.validator);
  const said = words.filter((word) => word !== '');
  item.description = said.join(' · ');
  item.accessibilityInformation = { label: [label, ...said].join(', ') };
  if (isServer) {
    item.tooltip = serverTooltip(node);
    openPlace(item, {
      uri: node.applicationHost,
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    });
  } else {
    item.tooltip = [configurationPath, ...said].join('\n');
    openPlace(item, node.place);
  }
  return item;
}

function childrenOf(item: ServersItem): ServersItem[] {
  const { root } = item;
  switch (item.kind) {
    case 'server':
      return item.node.sites.map((node) => ({ kind: 'site', root, configurationPath: node.configurationPath, node }));
    case 'site':
      return item.node.virtualDirectories.map((node) => ({
        kind: 'virtualDirectory',
        root,
        configurationPath: node.configurationPath,
        node,
      }));
    case 'virtualDirectory':
      return [];
  }
}

export class ServersView implements TreeDataProvider<ServersItem>, Disposable {
  readonly #changed = new EventEmitter<undefined>();
  readonly #session: Session;
  readonly #view: Disposable;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(session: Session) {
    this.#session = session;
    this.#view = window.createTreeView('exchangeCba.servers', { treeDataProvider: this, showCollapseAll: true });
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  getTreeItem(item: ServersItem): TreeItem {
    return treeItem(item);
  }

  async getChildren(item?: ServersItem): Promise<ServersItem[]> {
    if (item) return childrenOf(item);
    const servers = await this.#session.serverNodes();
    return servers.map((node) => ({ kind: 'server', root: node.root, configurationPath: '', node }));
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }
}
