// Command: all fixes of a server, shown before they are made.
import { l10n, window } from 'vscode';
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
  await applyWithPreview(result.edits, l10n.t('Fixes for {0}', server.name));
}
