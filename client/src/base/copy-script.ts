// Puts a script for the server into the clipboard, and offers the one that takes it back.
import { env, l10n, window } from 'vscode';
import type { ScriptResult } from '../../../server/src/protocol.js';

/** `ask` gives the script or the rollback; null where the files have changed since it was offered. */
export async function copyScript(ask: (rollback: boolean) => Promise<ScriptResult | null>): Promise<void> {
  if (!(await copied(await ask(false)))) return;
  const rollback = l10n.t('Copy Rollback');
  const chosen = await window.showInformationMessage(l10n.t('Copied. Run it on the server.'), rollback);
  if (chosen === rollback && (await copied(await ask(true)))) {
    void window.showInformationMessage(l10n.t('Rollback copied.'));
  }
}

async function copied(result: ScriptResult | null): Promise<boolean> {
  if (result?.kind === 'script') {
    await env.clipboard.writeText(result.text);
    return true;
  }
  void window.showErrorMessage(result?.problem ?? l10n.t('The files have changed since this was offered. Try again.'));
  return false;
}
