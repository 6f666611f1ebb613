// Commands: the readiness report of a server, and what differs between servers.
import { l10n, window } from 'vscode';
import type { ServerNode } from '../../../server/src/protocol.js';
import type { ServerAccess } from '../base/server-access.js';
import type { ReportPanels } from '../views/report-panel.js';

function rootOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'root' in value && typeof value.root === 'string'
    ? value.root
    : null;
}

interface ServerItem {
  readonly label: string;
  readonly description: string;
  readonly node: ServerNode;
}

/** The servers of the workspace for a list; a message and null where there are none. */
async function serverItems(server: ServerAccess): Promise<ServerItem[] | null> {
  const servers = await server.serverNodes();
  if (servers.length > 0) return servers.map((node) => ({ label: node.name, description: node.verdict, node }));
  void window.showInformationMessage(l10n.t('No server found in this workspace.'));
  return null;
}

export async function readinessReport(server: ServerAccess, reports: ReportPanels, of: unknown): Promise<void> {
  const items = await serverItems(server);
  if (!items) return;
  const root = rootOf(of);
  const known = items.find(({ node }) => node.root === root) ?? (items.length === 1 ? items[0] : undefined);
  const item = known ?? (await window.showQuickPick(items, { placeHolder: l10n.t('Report about') }));
  if (item) await reports.show({ kind: 'readiness', roots: [item.node.root], title: item.label });
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
