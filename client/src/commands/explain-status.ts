// Command: explain a status of a log that is typed in.
import { l10n, window } from 'vscode';
import type { Session } from '../session.js';

export async function explainStatus(session: Session): Promise<void> {
  const text = await window.showInputBox({
    prompt: l10n.t('Status of the IIS log, Windows code, HTTPERR reason, or rule ID'),
    placeHolder: '403.7',
    validateInput: async (value) =>
      value.trim() === '' || (await session.explain(value)) !== null
        ? null
        : l10n.t("'{0}' is not a known status, reason, or rule.", value.trim()),
  });
  if (text !== undefined && text.trim() !== '') await session.explained.show(text.trim());
}
