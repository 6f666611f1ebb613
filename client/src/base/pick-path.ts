// Lets a person pick one of the configuration paths of all servers.
import { l10n, QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import type { PathNode } from '../../../server/src/protocol.js';
import type { ServerAccess } from './server-access.js';

export interface PickedPath {
  readonly root: string;
  readonly configurationPath: string;
  readonly serverName: string;
}

interface PathItem extends QuickPickItem {
  readonly value: PickedPath | 'first';
}

/** Every path of a server in the order of its tree. */
function pathsOf(nodes: readonly PathNode[]): string[] {
  return nodes.flatMap(({ configurationPath, children }) => [
    ...(configurationPath === null ? [] : [configurationPath]),
    ...pathsOf(children),
  ]);
}

/**
 * Undefined where there is none or nothing was picked. `first` is the label of one more choice, above the
 * paths; `but` is left out.
 */
export async function pickPath(server: ServerAccess, placeHolder: string): Promise<PickedPath | undefined>;
export async function pickPath(
  server: ServerAccess,
  placeHolder: string,
  first: string | undefined,
  but: { readonly root: string; readonly configurationPath: string },
): Promise<PickedPath | 'first' | undefined>;
export async function pickPath(
  server: ServerAccess,
  placeHolder: string,
  first?: string,
  but?: { readonly root: string; readonly configurationPath: string },
): Promise<PickedPath | 'first' | undefined> {
  const servers = await server.serverNodes();
  const items = servers.flatMap(({ root, name, children }): PathItem[] =>
    ['', ...pathsOf(children)]
      .filter((configurationPath) => but?.root !== root || but.configurationPath !== configurationPath)
      .map((configurationPath) => ({
        label: configurationPath === '' ? l10n.t('Server level') : configurationPath,
        value: { root, configurationPath, serverName: name },
        ...(servers.length > 1 ? { description: name } : {}),
      })),
  );
  if (servers.length === 0) {
    void window.showInformationMessage(l10n.t('No server found in this workspace.'));
    return undefined;
  }
  const above: readonly PathItem[] =
    first === undefined
      ? []
      : [
          { label: first, value: 'first' },
          { label: l10n.t('Paths'), kind: QuickPickItemKind.Separator, value: 'first' },
        ];
  return (await window.showQuickPick([...above, ...items], { placeHolder, matchOnDescription: true }))?.value;
}
