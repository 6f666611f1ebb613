// Command: show the effective configuration of a tree item, of the place under the cursor, or of a path that
// is picked.
import { l10n, window } from 'vscode';
import { pickPath } from '../base/pick-path.js';
import type { ServerAccess } from '../base/server-access.js';
import type { EffectivePanels } from '../views/effective-panels.js';

interface Location {
  readonly root: string;
  readonly configurationPath: string;
}

function isLocation(value: unknown): value is Location {
  return typeof value === 'object' && value !== null && 'root' in value && 'configurationPath' in value;
}

async function underCursor(server: ServerAccess): Promise<Location | null> {
  const editor = window.activeTextEditor;
  if (!editor) return null;
  const { line, character } = editor.selection.active;
  return server.effectiveConfiguration({ uri: editor.document.uri.toString(), position: { line, character } });
}

export async function showEffective(server: ServerAccess, pages: EffectivePanels, of: unknown): Promise<void> {
  const location = isLocation(of)
    ? of
    : ((await underCursor(server)) ?? (await pickPath(server, l10n.t('Show effective configuration of'))));
  if (location) pages.show(location);
}
