// Which server a command is about: the one of the tree item, the only one, or one that is picked.
import { l10n, window, type QuickPickItem } from 'vscode';
import type { ServerNode } from '../../../server/src/protocol.js';
import type { ServerAccess } from '../base/server-access.js';

export interface ServerItem extends QuickPickItem {
  readonly label: string;
  readonly description: string;
  readonly node: ServerNode;
}

/** The root that an item of the tree stands for; null for anything else. */
export function rootOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'root' in value && typeof value.root === 'string'
    ? value.root
    : null;
}

/** The servers of the workspace for a list; a message and null where there are none. */
export async function serverItems(access: ServerAccess): Promise<readonly ServerItem[] | null> {
  const servers = await access.serverNodes();
  if (servers.length > 0) return servers.map((node) => ({ label: node.name, description: node.verdict, node }));
  void window.showInformationMessage(l10n.t('No server found in this workspace.'));
  return null;
}

/** Undefined where there is none or nothing was picked. */
export async function chosenServer(
  access: ServerAccess,
  of: unknown,
  placeHolder: string,
): Promise<ServerNode | undefined> {
  const items = await serverItems(access);
  if (!items) return undefined;
  const root = rootOf(of);
  const known = items.find(({ node }) => node.root === root) ?? (items.length === 1 ? items[0] : undefined);
  return (known ?? (await window.showQuickPick(items, { placeHolder, matchOnDescription: true })))?.node;
}
