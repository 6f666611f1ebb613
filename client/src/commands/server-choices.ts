// What can be done with a server, as a list: behind the item of the status bar.
import { commands, l10n, window, type QuickPickItem } from 'vscode';
import type { CommandId } from '../base/command-ids.js';

/** Argument: root and name of the server. */
export const serverChoicesCommand = 'exchangeCba.serverChoices';

interface Choice extends QuickPickItem {
  readonly command: CommandId | 'workbench.actions.view.problems';
}

/** The most asked for first; the titles are those of the commands. */
function choices(): readonly Choice[] {
  return [
    { label: l10n.t('Show Problems'), command: 'workbench.actions.view.problems' },
    { label: l10n.t('Show Readiness Report'), command: 'exchangeCba.readinessReport' },
    { label: l10n.t('Show Effective Configuration'), command: 'exchangeCba.showEffective' },
    { label: l10n.t('Fix All in This Server…'), command: 'exchangeCba.fixServer' },
    { label: l10n.t('Set Up Client Certificates…'), command: 'exchangeCba.setUp' },
    { label: l10n.t('What Would Happen…'), command: 'exchangeCba.simulate' },
    { label: l10n.t('Explain Status…'), command: 'exchangeCba.explainStatus' },
    { label: l10n.t('Compare Servers…'), command: 'exchangeCba.compareServers' },
    { label: l10n.t('Save Baseline…'), command: 'exchangeCba.saveBaseline' },
    { label: l10n.t('Show Output'), command: 'exchangeCba.showOutput' },
  ];
}

export async function serverChoices(of: unknown): Promise<void> {
  if (typeof of !== 'object' || of === null || !('root' in of) || !('name' in of)) return;
  const { root, name } = of;
  const chosen = await window.showQuickPick(choices(), {
    title: String(name),
    placeHolder: l10n.t('Choose an Action'),
  });
  if (!chosen) return;
  // The effective configuration is of a path, which is the cursor's or is picked.
  const isOfPath = chosen.command === 'exchangeCba.showEffective';
  await commands.executeCommand(chosen.command, ...(isOfPath ? [] : [{ root }]));
}
