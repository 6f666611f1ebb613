// Command of a quick fix: copies a fix as a script for the server.
import { env, l10n, window, type QuickPickItem } from 'vscode';
import {
  fixScriptRequest,
  type CopyFixArgument,
  type FixScriptParams,
  type ScriptResult,
} from '../../../server/src/protocol.js';
import type { ServerAccess } from '../base/server-access.js';

interface Form extends QuickPickItem {
  readonly form: FixScriptParams['form'];
  readonly rollback: boolean;
}

function isArgument(value: unknown): value is CopyFixArgument {
  return (
    typeof value === 'object' &&
    value !== null &&
    'generation' in value &&
    'finding' in value &&
    'titles' in value &&
    Array.isArray(value.titles)
  );
}

function forms(): readonly Form[] {
  return [
    { form: 'powershell', rollback: false, label: l10n.t('PowerShell script') },
    { form: 'ems', rollback: false, label: l10n.t('Exchange Management Shell script') },
    { form: 'appcmd', rollback: false, label: l10n.t('appcmd script') },
    { form: 'powershell', rollback: true, label: l10n.t('PowerShell script, rollback') },
    { form: 'ems', rollback: true, label: l10n.t('Exchange Management Shell script, rollback') },
    { form: 'appcmd', rollback: true, label: l10n.t('appcmd script, rollback') },
  ];
}

async function chosenRemedy(titles: readonly string[]): Promise<number> {
  if (titles.length === 1) return 0;
  const items = titles.map((label, index) => ({ label, index }));
  const picked = await window.showQuickPick(items, { placeHolder: l10n.t('Which fix?') });
  return picked?.index ?? -1;
}

export async function copyFix(access: ServerAccess, argument: unknown): Promise<void> {
  if (!isArgument(argument)) return;
  const { generation, finding, titles } = argument;
  const remedy = await chosenRemedy(titles);
  if (remedy < 0) return;
  const picked = await window.showQuickPick(forms(), { placeHolder: l10n.t('Copy as') });
  if (!picked) return;
  const params: FixScriptParams = { generation, finding, remedy, form: picked.form, rollback: picked.rollback };
  const result = await access.client.sendRequest<ScriptResult | null>(fixScriptRequest, params);
  if (result?.kind === 'script') {
    await env.clipboard.writeText(result.text);
    void window.showInformationMessage(l10n.t('Copied. Run it on the server.'));
    return;
  }
  const text = result?.problem ?? l10n.t('The files have changed since this was offered. Try again.');
  void window.showErrorMessage(text);
}
