// Command: copy the command whose saved output would tell more about a server.
import { env, l10n, window } from 'vscode';
import type { EvidenceToGet } from '../../../server/src/protocol.js';
import type { ServerAccess } from '../base/server-access.js';
import { chosenServer } from './choose-server.js';

export async function copyEvidenceCommand(access: ServerAccess, of: unknown): Promise<void> {
  const server = await chosenServer(access, of, l10n.t('Server with missing evidence'));
  if (!server) return;
  const missing = await access.evidenceToGet(server.root);
  if (missing.length === 0) {
    void window.showInformationMessage(
      l10n.t('{0}: no evidence is missing that a command could collect.', server.name),
    );
    return;
  }
  const items = missing.map((evidence) => ({
    label: evidence.saveAs,
    description: placeOf(evidence),
    detail: evidence.why,
    evidence,
  }));
  const picked = await window.showQuickPick(items, {
    placeHolder: l10n.t('Evidence to save'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked) return;
  const { command, saveAs } = picked.evidence;
  await env.clipboard.writeText(command);
  void window.showInformationMessage(
    l10n.t('Command copied. Run it in PowerShell, and save the result as {0} in the folder of the server.', saveAs),
  );
}

function placeOf({ runOn }: EvidenceToGet): string {
  switch (runOn) {
    case 'exchange':
      return l10n.t('on the Exchange server');
    case 'dc':
      return l10n.t('on a domain controller');
    case 'anyDomainMember':
      return l10n.t('on any computer of the domain');
    case 'client':
      return l10n.t('on a client');
    case 'person':
      return '';
  }
}
