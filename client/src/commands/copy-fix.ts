// Command of a quick fix: copies a fix as a script for the server.
import { l10n, window, type QuickPickItem } from 'vscode';
import {
  fixScriptRequest,
  type CopyFixArgument,
  type FixScriptParams,
  type ScriptResult,
} from '../../../server/src/protocol.js';
import { copyScript } from '../base/copy-script.js';
import type { ServerAccess } from '../base/server-access.js';

interface Form extends QuickPickItem {
  readonly form: FixScriptParams['form'];
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
    { form: 'powershell', label: l10n.t('PowerShell script') },
    { form: 'ems', label: l10n.t('Exchange Management Shell script') },
    { form: 'appcmd', label: l10n.t('appcmd script') },
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
  const { form } = picked;
  await copyScript((rollback) => {
    const params: FixScriptParams = { generation, finding, remedy, form, rollback };
    return access.client.sendRequest<ScriptResult | null>(fixScriptRequest, params);
  });
}
