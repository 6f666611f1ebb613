// Command: check the workspace and show the problems.
import { commands, l10n, ProgressLocation, window } from 'vscode';
import type { ServerAccess } from '../base/server-access.js';

export async function checkWorkspace(server: ServerAccess): Promise<void> {
  const { servers } = await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t('Checking configuration …') },
    () => server.settled(),
  );
  if (servers.length === 0) {
    void window.showInformationMessage(
      l10n.t(
        'No applicationHost.config found in this workspace. Open a folder with the configuration files of a server.',
      ),
    );
    return;
  }
  await commands.executeCommand('workbench.actions.view.problems');
  const sentences = servers.map(({ name, verdict }) => l10n.t('{0}: {1}', name, verdict));
  void window.showInformationMessage(sentences.join(' '));
}
