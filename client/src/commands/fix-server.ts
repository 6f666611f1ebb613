// Command: all fixes of a server, shown before they are made.
import { l10n, window, workspace } from 'vscode';
import { fixServerRequest, type FixServerParams, type FixServerResult } from '../../../server/src/protocol.js';
import { applyWithPreview } from '../base/preview-edit.js';
import type { ServerAccess } from '../base/server-access.js';
import { chosenServer } from './choose-server.js';

export async function fixServer(access: ServerAccess, of: unknown): Promise<void> {
  const server = await chosenServer(access, of, l10n.t('Fix all problems of'));
  if (!server) return;
  const params: FixServerParams = { root: server.root, mode: 'all' };
  const result = await access.client.sendRequest<FixServerResult | null>(fixServerRequest, params);
  if (!result) return;
  for (const problem of result.refused) access.output.info(`${l10n.t('Not fixed')}: ${problem}`);
  if (result.kind === 'problem') {
    void window.showErrorMessage(result.problem);
    return;
  }
  if (result.edits.length === 0) {
    const text = l10n.t('No problem can be fixed automatically. Choose a quick fix on each problem.');
    void window.showInformationMessage(text);
    return;
  }
  const saved = await applyWithPreview(result.edits, l10n.t('Fixes for {0}', server.name));
  if (saved.length === 0) return;
  const names = saved.map((uri) => workspace.asRelativePath(uri)).join(', ');
  void window.showInformationMessage(l10n.t('{0} problems fixed in {1}.', result.solved.length, names));
}
