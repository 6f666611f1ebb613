// Commands: copy the configuration path of a tree item, as appcmd and PowerShell take it, or the appcmd
// command that lists its settings.
import { env, l10n, window } from 'vscode';
import { appcmdRequest } from '../../../server/src/protocol.js';
import type { ServerAccess } from '../base/server-access.js';

function pathOf(of: unknown): string | null {
  if (typeof of !== 'object' || of === null || !('configurationPath' in of)) return null;
  return typeof of.configurationPath === 'string' ? of.configurationPath : null;
}

export async function copyPath(of: unknown): Promise<void> {
  const path = pathOf(of);
  if (path !== null) await env.clipboard.writeText(path);
}

export async function copyAppcmd(server: ServerAccess, of: unknown): Promise<void> {
  const configurationPath = pathOf(of);
  if (configurationPath === null) return;
  const command = await server.client.sendRequest<string | null>(appcmdRequest, { configurationPath });
  if (command === null) {
    void window.showErrorMessage(l10n.t('This path cannot be used in a command prompt.'));
    return;
  }
  await env.clipboard.writeText(command);
  void window.showInformationMessage(l10n.t('Copied. Run it on the server.'));
}
