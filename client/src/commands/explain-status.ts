// Command: explain a status of a log that is typed in.
import { l10n, window } from 'vscode';
import type { ServerAccess } from '../base/server-access.js';
import type { ExplainedDocuments } from '../views/explained-documents.js';

export async function explainStatus(server: ServerAccess, documents: ExplainedDocuments): Promise<void> {
  const text = await window.showInputBox({
    prompt: l10n.t('Status of the IIS log, Windows code, HTTPERR reason, or rule ID'),
    placeHolder: '403.7',
    validateInput: async (value) =>
      value.trim() === '' || (await server.explain(value)) !== null
        ? null
        : l10n.t("'{0}' is not a known status, reason, or rule.", value.trim()),
  });
  if (text !== undefined && text.trim() !== '') await documents.show(text.trim());
}
