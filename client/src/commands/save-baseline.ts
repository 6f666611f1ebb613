// Command: records the findings of now as known, in the file that `check --baseline` reads as well.
import { l10n, Uri, window, workspace } from 'vscode';
import { baselineRequest } from '../../../server/src/protocol.js';
import type { ServerAccess } from '../base/server-access.js';

export async function saveBaseline(server: ServerAccess): Promise<void> {
  const [folder] = workspace.workspaceFolders ?? [];
  if (!folder) {
    void window.showInformationMessage(l10n.t('Open a folder first.'));
    return;
  }
  const target = await window.showSaveDialog({
    title: l10n.t('Save Baseline'),
    defaultUri: Uri.joinPath(folder.uri, 'exchange-cba-baseline.json'),
    filters: { JSON: ['json'] },
  });
  if (!target) return;
  const text = await server.client.sendRequest<string | null>(baselineRequest, { uri: target.toString() });
  if (text === null) return;
  await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  const inside = `${folder.uri.path}/`;
  const name = target.path.startsWith(inside) ? target.path.slice(inside.length) : target.toString();
  await workspace.getConfiguration('exchangeCba').update('baseline', name);
  const message = l10n.t('Known problems are hidden from now on. To see them, clear the setting exchangeCba.baseline.');
  void window.showInformationMessage(message);
}
