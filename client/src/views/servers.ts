// The tree of servers, as IIS Manager shows them: sites, bindings, applications, folders, application pools,
// with their findings, and the evidence and logs of the server.
import {
  commands,
  EventEmitter,
  l10n,
  MarkdownString,
  Range,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  workspace,
  type Disposable,
  type TreeDataProvider,
} from 'vscode';
import { innerScheme } from '../../../server/src/protocol.js';
import type { Counts, NotChecked, PathNode, ProtocolPlace, ServerNode } from '../../../server/src/protocol.js';
import type { ServerAccess } from '../base/server-access.js';
import { countWords } from '../base/words.js';

/** What the tree holds; `root` and `configurationPath` are what commands on it take. */
export type ServersItem =
  | { readonly kind: 'server'; readonly root: string; readonly configurationPath: ''; readonly node: ServerNode }
  | {
      readonly kind: PathNode['kind'];
      readonly root: string;
      /** Null for what is not a path. */
      readonly configurationPath: string | null;
      readonly node: PathNode;
    };

/** Below the servers: what was found and not checked. Commands on a file take its `uri`. */
export type NotCheckedItem =
  | { readonly kind: 'notChecked'; readonly files: readonly NotChecked[] }
  | ({ readonly kind: 'notCheckedFile' } & NotChecked);

/** So many files are listed; what they are is the same for most of them. */
const mostFiles = 200;

/** True while nodes without findings are hidden; menus read it. */
const filterKey = 'exchangeCba.onlyFindings';

const icons: Readonly<Record<ServersItem['kind'], string>> = {
  server: 'server',
  site: 'globe',
  binding: 'plug',
  application: 'window',
  virtualDirectory: 'file-symlink-directory',
  folder: 'folder',
  applicationPools: 'layers',
  applicationPool: 'server-process',
  evidence: 'references',
  evidenceFile: 'file',
  logs: 'graph',
  logFolder: 'folder',
  logFile: 'output',
};

function iconOf(kind: ServersItem['kind'], { error, warning }: Counts): ThemeIcon {
  // Shape and words show problems; the tree is readable without color.
  if (kind === 'server' || kind === 'site' || kind === 'applicationPools' || kind === 'evidence') {
    return new ThemeIcon(icons[kind]);
  }
  return new ThemeIcon(error > 0 ? 'error' : warning > 0 ? 'warning' : icons[kind]);
}

const hasFindings = ({ error, warning, information, hint }: Counts): boolean =>
  error + warning + information + hint > 0;

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
  // VS Code writes blanks that do not break, so lines would break inside words.
  tooltip.value = tooltip.value.replaceAll('&nbsp;', ' ');
  return tooltip;
}

const savedKinds: ReadonlySet<ServersItem['kind']> = new Set(['evidenceFile', 'logFolder', 'logFile']);

/** The file or folder of a node that the Explorer can show; undefined where there is none. */
export function fileOf(item: ServersItem): Uri | undefined {
  const { kind } = item;
  const uri =
    kind === 'server'
      ? item.node.applicationHost
      : (item.node.webConfig?.uri ?? (savedKinds.has(kind) ? item.node.place?.uri : undefined));
  const parsed = uri === undefined ? undefined : Uri.parse(uri);
  // What is in an archive is not in the Explorer.
  return parsed?.scheme === innerScheme ? undefined : parsed;
}

/** Menus ask for the kind, and for what there is to open: a path, its location, its web.config. */
function contextOf(item: ServersItem): string {
  const { kind, configurationPath, node } = item;
  const has = [
    configurationPath === null ? '' : ' path',
    'location' in node ? ' location' : '',
    fileOf(item) ? ' folder' : '',
    'webConfig' in node ? ' webConfig' : '',
    kind === 'logs' || ((kind === 'logFolder' || kind === 'logFile') && fileOf(item)) ? ' analyze' : '',
  ];
  return kind + has.join('');
}

function labelOf({ kind, node }: ServersItem): string {
  if (kind === 'server') return node.name;
  if (kind === 'evidence') return l10n.t('Evidence');
  if (kind === 'logs') return l10n.t('Logs');
  return kind === 'applicationPools' ? l10n.t('Application Pools') : node.label;
}

/** What is beside the label, most important first. */
function wordsOf(item: ServersItem): string[] {
  const { node } = item;
  const words =
    item.kind === 'server'
      ? [item.node.verdict]
      : [item.node.validator ?? '', countWords(node.counts), item.node.detail];
  return words.filter((word) => word !== '');
}

function treeItem(item: ServersItem, hasChildren: boolean): TreeItem {
  const { kind, node, configurationPath, root } = item;
  const label = labelOf(item);
  const state = !hasChildren
    ? TreeItemCollapsibleState.None
    : kind === 'server' || (kind === 'site' && hasFindings(node.counts))
      ? TreeItemCollapsibleState.Expanded
      : TreeItemCollapsibleState.Collapsed;
  const result = new TreeItem(label, state);
  // Logs of one name are in several folders.
  const own = kind === 'logFile' || kind === 'logFolder' ? node.place?.uri : undefined;
  result.id = JSON.stringify([root, kind, configurationPath ?? own ?? label]);
  result.contextValue = contextOf(item);
  result.iconPath = iconOf(kind, node.counts);
  const words = wordsOf(item);
  result.description = words.join(' · ');
  result.accessibilityInformation = { label: [label, ...words].join(', ') };
  if (kind === 'server') {
    result.tooltip = serverTooltip(node);
    const start = { line: 0, character: 0 };
    openPlace(result, { uri: node.applicationHost, range: { start, end: start } });
  } else {
    result.tooltip = [configurationPath ?? label, ...words].join('\n');
    if (kind !== 'logFolder') openPlace(result, node.place);
  }
  return result;
}

function notCheckedItem(item: NotCheckedItem): TreeItem {
  if (item.kind === 'notChecked') {
    const result = new TreeItem(l10n.t('Not Checked'), TreeItemCollapsibleState.Collapsed);
    result.id = item.kind;
    result.contextValue = item.kind;
    result.iconPath = new ThemeIcon('question');
    result.description = String(item.files.length);
    return result;
  }
  const uri = Uri.parse(item.uri);
  const label = workspace.asRelativePath(uri);
  const result = new TreeItem(label, TreeItemCollapsibleState.None);
  result.id = `${item.kind} ${item.uri}`;
  result.contextValue = item.canBeChecked ? 'notCheckedFile checkable' : item.kind;
  result.resourceUri = uri;
  result.description = item.why;
  result.tooltip = `${label}\n${item.why}`;
  result.accessibilityInformation = { label: `${label}, ${item.why}` };
  result.command = { command: 'vscode.open', title: l10n.t('Open'), arguments: [uri] };
  return result;
}

type AnyItem = ServersItem | NotCheckedItem;

const isNotChecked = (item: AnyItem): item is NotCheckedItem =>
  item.kind === 'notChecked' || item.kind === 'notCheckedFile';

export class ServersView implements TreeDataProvider<AnyItem>, Disposable {
  readonly #changed = new EventEmitter<undefined>();
  readonly #server: ServerAccess;
  readonly #view: Disposable;
  #onlyFindings = false;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(server: ServerAccess) {
    this.#server = server;
    this.#view = window.createTreeView('exchangeCba.servers', { treeDataProvider: this, showCollapseAll: true });
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  async showOnlyFindings(only: boolean): Promise<void> {
    this.#onlyFindings = only;
    await commands.executeCommand('setContext', filterKey, only);
    this.refresh();
  }

  getTreeItem(item: AnyItem): TreeItem {
    return isNotChecked(item) ? notCheckedItem(item) : treeItem(item, this.#childrenOf(item).length > 0);
  }

  async getChildren(item?: AnyItem): Promise<AnyItem[]> {
    if (item?.kind === 'notChecked') {
      return item.files.slice(0, mostFiles).map((file) => ({ kind: 'notCheckedFile', ...file }));
    }
    if (item) return isNotChecked(item) ? [] : this.#childrenOf(item);
    const servers = await this.#server.serverNodes();
    const files = this.#onlyFindings ? [] : await this.#server.notChecked();
    return [
      ...servers.map((node): AnyItem => ({ kind: 'server', root: node.root, configurationPath: '', node })),
      ...(files.length > 0 ? [{ kind: 'notChecked', files } as const] : []),
    ];
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }

  #childrenOf({ root, node }: ServersItem): ServersItem[] {
    return node.children
      .filter(({ counts }) => !this.#onlyFindings || hasFindings(counts))
      .map((child) => ({ kind: child.kind, root, configurationPath: child.configurationPath, node: child }));
  }
}
