// Commands: the readiness report of a server, and what differs between servers.
import { l10n, window } from 'vscode';
import type { ServerAccess } from '../base/server-access.js';
import type { ReportPanels } from '../views/report-panel.js';
import { chosenServer, rootOf, serverItems } from './choose-server.js';

export async function readinessReport(server: ServerAccess, reports: ReportPanels, of: unknown): Promise<void> {
  const node = await chosenServer(server, of, l10n.t('Report about'));
  if (node) await reports.show({ kind: 'readiness', roots: [node.root], title: node.name });
}

/** From a server in the tree: with which others; from the palette: which ones. */
export async function compareServers(server: ServerAccess, reports: ReportPanels, of: unknown): Promise<void> {
  const items = await serverItems(server);
  if (!items) return;
  const root = rootOf(of);
  const first = items.find(({ node }) => node.root === root);
  const others = items.filter((item) => item !== first);
  if (items.length < 2) {
    void window.showInformationMessage(l10n.t('This workspace has one server. Open a second one to compare.'));
    return;
  }
  const picked = await window.showQuickPick(others, {
    canPickMany: true,
    placeHolder: first ? l10n.t('Compare {0} with', first.label) : l10n.t('Servers to compare'),
  });
  const chosen = [...(first ? [first] : []), ...(picked ?? [])];
  if (chosen.length < 2) return;
  const title = chosen.map(({ label }) => label).join(' – ');
  await reports.show({ kind: 'compare', roots: chosen.map(({ node }) => node.root), title });
}
