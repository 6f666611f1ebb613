// Command: show the effective configuration of a tree item, of the place under the cursor, or of a path that
// is picked.
import { l10n, window, type QuickPickItem } from 'vscode';
import type { EffectiveResult, PathNode } from '../../../server/src/protocol.js';
import type { ServerAccess } from '../base/server-access.js';
import type { EffectiveDocuments } from '../views/effective-documents.js';

interface LocationItem extends QuickPickItem {
  readonly root: string;
  readonly configurationPath: string;
}

function isLocation(value: unknown): value is { root: string; configurationPath: string } {
  return typeof value === 'object' && value !== null && 'root' in value && 'configurationPath' in value;
}

async function underCursor(server: ServerAccess): Promise<EffectiveResult | null> {
  const editor = window.activeTextEditor;
  if (!editor) return null;
  const { line, character } = editor.selection.active;
  return server.effectiveConfiguration({ uri: editor.document.uri.toString(), position: { line, character } });
}

/** Every path of a server in the order of its tree. */
function pathsOf(nodes: readonly PathNode[]): string[] {
  return nodes.flatMap(({ configurationPath, children }) => [
    ...(configurationPath === null ? [] : [configurationPath]),
    ...pathsOf(children),
  ]);
}

async function picked(server: ServerAccess): Promise<EffectiveResult | null> {
  const servers = await server.serverNodes();
  const items = servers.flatMap(({ root, name, children }): LocationItem[] =>
    pathsOf(children).map((configurationPath) => ({
      label: configurationPath,
      root,
      configurationPath,
      ...(servers.length > 1 ? { description: name } : {}),
    })),
  );
  if (items.length === 0) {
    void window.showInformationMessage(l10n.t('No server found in this workspace.'));
    return null;
  }
  const item = await window.showQuickPick(items, {
    placeHolder: l10n.t('Show effective configuration of'),
    matchOnDescription: true,
  });
  return item ? server.effectiveConfiguration({ root: item.root, configurationPath: item.configurationPath }) : null;
}

export async function showEffective(server: ServerAccess, documents: EffectiveDocuments, of: unknown): Promise<void> {
  const result = isLocation(of)
    ? await server.effectiveConfiguration({ root: of.root, configurationPath: of.configurationPath })
    : ((await underCursor(server)) ?? (await picked(server)));
  if (result) await documents.show(result);
}
