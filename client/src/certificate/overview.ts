// All certificates of the workspace, the next to end first, and the files that no one could read: the tree
// and the calendar file.
import {
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  workspace,
} from 'vscode';
import { EXPIRY_WARNING_DAYS, validityAt } from '../../../server/src/core/certificate/meaning/validity.js';
import { showable } from '../../../server/src/core/certificate/showable.js';
import { pageContext } from './clock.js';
import { calendarOf } from './view-model/calendar.js';
import { certificateHover } from './view-model/hover.js';
import { escapeMarkdown } from './view-model/markdown.js';
import { rowOf } from './view-model/rows.js';
import { noticeOf } from './view-model/notices.js';
import type { FoundCertificate, UnreadFile, WorkspaceCertificates } from './workspace-certificates.js';

/** More than anyone scrolls through; how many are left out is said. */
const MAXIMUM_ITEMS = 2000;
const ICONS = {
  good: new ThemeIcon('pass', new ThemeColor('charts.green')),
  doubtful: new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground')),
  bad: new ThemeIcon('error', new ThemeColor('problemsErrorIcon.foreground')),
  neutral: new ThemeIcon('circle-outline'),
} as const;

/** Longer groups are folded until someone looks into them. */
const MAXIMUM_UNFOLDED = 20;

/** What ends in the same stretch of time. */
export interface ExpiryGroup {
  readonly stretch: 'expired' | 'soon' | 'later';
  readonly found: readonly FoundCertificate[];
}

/** The files whose certificates are in no other group. */
export interface UnreadGroup {
  readonly unread: readonly UnreadFile[];
}

/** What the tree leaves out. */
export interface Omission {
  readonly omitted: string;
}

export type ExpiryNode = ExpiryGroup | UnreadGroup | FoundCertificate | UnreadFile | Omission;

/** The next to end first; one that a file holds several times is there once. */
export async function byExpiry(certificates: WorkspaceCertificates): Promise<FoundCertificate[]> {
  const end = ({ certificate }: FoundCertificate): number => certificate.notAfter.ms ?? Infinity;
  const seen = new Set<string>();
  const each = (await certificates.certificates()).filter(({ uri, certificate }) => {
    const key = `${uri.toString()} ${certificate.sha256}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return each.sort((a, b) => end(a) - end(b));
}

/** The groups that have members; without groups when all would be in one. */
export async function expiryNodes(certificates: WorkspaceCertificates, of?: ExpiryNode): Promise<ExpiryNode[]> {
  if (of !== undefined) return membersOf(of);
  const found = await byExpiry(certificates);
  const { unread, cut } = await certificates.all();
  const { now } = pageContext();
  const stretches: Readonly<Record<ExpiryGroup['stretch'], FoundCertificate[]>> = { expired: [], soon: [], later: [] };
  for (const each of found.slice(0, MAXIMUM_ITEMS)) stretches[stretchOf(each, now)].push(each);
  const groups: (ExpiryGroup | UnreadGroup)[] = (['expired', 'soon', 'later'] as const)
    .map((stretch) => ({ stretch, found: stretches[stretch] }))
    .filter((group) => group.found.length > 0);
  if (unread.length > 0) groups.push({ unread: unread.slice(0, MAXIMUM_ITEMS) });
  const left = found.length - MAXIMUM_ITEMS;
  return [
    ...(groups.length < 2 ? groups.flatMap(membersOf) : groups),
    ...(left > 0 ? [{ omitted: l10n.t('{0} more certificates, which expire later, are not listed.', left) }] : []),
    ...(cut ? [{ omitted: l10n.t('There are more files than are examined.') }] : []),
  ];
}

function membersOf(node: ExpiryNode): ExpiryNode[] {
  if ('stretch' in node) return [...node.found];
  return 'unread' in node ? [...node.unread] : [];
}

function stretchOf({ certificate }: FoundCertificate, now: number): ExpiryGroup['stretch'] {
  const { state } = validityAt(certificate, now);
  if (state === 'expired') return 'expired';
  return state === 'expiring' ? 'soon' : 'later';
}

export function expiryItem(node: ExpiryNode): TreeItem {
  if ('stretch' in node) return groupItem(node);
  if ('unread' in node) return unreadGroupItem(node);
  if ('why' in node) return unreadItem(node);
  return 'omitted' in node ? omissionItem(node) : certificateItem(node);
}

function groupItem({ stretch, found }: ExpiryGroup): TreeItem {
  const folded = stretch !== 'soon' && found.length > MAXIMUM_UNFOLDED;
  const item = new TreeItem(
    stretchWords(stretch),
    folded ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.Expanded,
  );
  item.id = stretch;
  item.description = String(found.length);
  return item;
}

function stretchWords(stretch: ExpiryGroup['stretch']): string {
  switch (stretch) {
    case 'expired':
      return l10n.t('Expired');
    case 'soon':
      return l10n.t('Expire within {days} days', { days: EXPIRY_WARNING_DAYS });
    case 'later':
      return l10n.t('Expire later');
  }
}

function unreadGroupItem({ unread }: UnreadGroup): TreeItem {
  const title = l10n.t('Not read');
  const item = new TreeItem(title, TreeItemCollapsibleState.Collapsed);
  item.id = 'unread';
  item.description = String(unread.length);
  item.tooltip = l10n.t('The certificates in these files are not listed.');
  // Otherwise a screen reader is told the tooltip alone.
  item.accessibilityInformation = { label: `${title}, ${unread.length}` };
  return item;
}

function unreadItem({ uri, why }: UnreadFile): TreeItem {
  const file = showable(workspace.asRelativePath(uri), 300);
  const [reason, ...more] = reasonWords(why);
  const item = new TreeItem(file);
  item.id = uri.toString();
  item.description = reason;
  item.iconPath = new ThemeIcon(why.kind === 'needsPassword' ? 'lock' : 'question');
  item.accessibilityInformation = { label: [file, reason].join(', ') };
  item.tooltip = [file, reason, ...more].join('\n');
  item.contextValue = 'unreadCertificateFile';
  item.command = { command: 'exchangeCba.openCertificate', title: l10n.t('Open as certificate'), arguments: [uri] };
  return item;
}

/** In short, and whatever else is known. */
function reasonWords(why: UnreadFile['why']): [string, ...string[]] {
  if (why.kind === 'large') return [l10n.t('Large; read when opened')];
  if (why.kind === 'needsPassword') return [l10n.t('PKCS#12; not opened yet')];
  const { headline, text } = noticeOf(why, pageContext());
  return [headline, text];
}

function omissionItem({ omitted }: Omission): TreeItem {
  const item = new TreeItem(omitted);
  item.iconPath = new ThemeIcon('info');
  return item;
}

function certificateItem({ uri, index, entry, certificate }: FoundCertificate): TreeItem {
  const around = pageContext();
  const row = rowOf(entry, index, around);
  const file = showable(workspace.asRelativePath(uri), 300);
  const item = new TreeItem(row.title);
  item.id = `${uri.toString()}#${index}`;
  item.description = [row.state, row.until, file].join(' · ');
  item.iconPath = ICONS[row.tone];
  item.accessibilityInformation = { label: [row.title, row.state, row.until, row.subtitle, file].join(', ') };
  const tooltip = new MarkdownString(`${certificateHover(certificate, null, around)}\n\n${escapeMarkdown(file)}`);
  tooltip.isTrusted = false;
  item.tooltip = tooltip;
  item.contextValue = 'certificate';
  item.command = {
    command: 'exchangeCba.openCertificate',
    title: l10n.t('Open as certificate'),
    arguments: [uri, index],
  };
  return item;
}

/** Asks where to, and writes the calendar there. */
export async function exportCalendar(certificates: WorkspaceCertificates, to?: Uri): Promise<Uri | undefined> {
  const found = await byExpiry(certificates);
  if (found.length === 0) {
    void window.showInformationMessage(l10n.t('This workspace contains no certificate.'));
    return undefined;
  }
  const [folder] = workspace.workspaceFolders ?? [];
  const target =
    to ??
    (await window.showSaveDialog({
      ...(folder ? { defaultUri: Uri.joinPath(folder.uri, 'certificates.ics') } : {}),
      filters: { iCalendar: ['ics'] },
      title: l10n.t('Export expiry dates as a calendar'),
    }));
  if (!target) return undefined;
  const text = calendarOf(
    found.map(({ certificate, uri }) => ({ certificate, file: workspace.asRelativePath(uri) })),
    pageContext(),
  );
  await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  const { unread } = await certificates.all();
  if (unread.length > 0)
    void window.showWarningMessage(
      l10n.t('Certificates of {0} files could not be read and are not in the calendar.', unread.length),
    );
  return target;
}
