// All certificates of the workspace, the next to end first: the tree and the calendar file.
import { l10n, MarkdownString, ThemeColor, ThemeIcon, TreeItem, Uri, window, workspace } from 'vscode';
import { surroundings } from './clock.js';
import { calendarOf } from './view-model/calendar.js';
import { certificateHover } from './view-model/hover.js';
import { rowOf } from './view-model/rows.js';
import type { FoundCertificate, WorkspaceCertificates } from './workspace-certificates.js';

/** More than anybody scrolls through. */
const MAXIMUM_ITEMS = 2000;
const ICONS = {
  good: new ThemeIcon('pass', new ThemeColor('charts.green')),
  doubtful: new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground')),
  bad: new ThemeIcon('error', new ThemeColor('problemsErrorIcon.foreground')),
  neutral: new ThemeIcon('circle-outline'),
} as const;

export async function byExpiry(certificates: WorkspaceCertificates): Promise<FoundCertificate[]> {
  const end = ({ certificate }: FoundCertificate): number => certificate.notAfter.ms ?? Infinity;
  return (await certificates.certificates()).sort((a, b) => end(a) - end(b)).slice(0, MAXIMUM_ITEMS);
}

export function expiryItem({ uri, index, entry, certificate }: FoundCertificate): TreeItem {
  const around = surroundings();
  const row = rowOf(entry, index, around);
  const file = workspace.asRelativePath(uri);
  const item = new TreeItem(row.title);
  item.id = `${uri.toString()}#${index}`;
  item.description = [row.state, row.until, file].join(' · ');
  item.iconPath = ICONS[row.tone];
  item.accessibilityInformation = { label: [row.title, row.state, row.until, row.subtitle, file].join(', ') };
  const tooltip = new MarkdownString(certificateHover(certificate, null, around));
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
    void window.showInformationMessage(l10n.t('There is no certificate in this workspace.'));
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
    surroundings(),
  );
  await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  return target;
}
