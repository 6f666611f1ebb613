// Commands for someone who has no files open yet: open a server's files, open the sample, read how to collect
// the files.
import { commands, l10n, Uri, window, workspace, type ExtensionContext } from 'vscode';

export const gettingStartedCommands = [
  'exchangeCba.openServerFiles',
  'exchangeCba.openSample',
  'exchangeCba.howToCollect',
] as const;

async function openServerFiles(): Promise<void> {
  const [folder] =
    (await window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      openLabel: l10n.t('Open'),
      title: l10n.t('Folder with the files of a server'),
    })) ?? [];
  if (!folder) return;
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) await commands.executeCommand('vscode.openFolder', folder);
  else workspace.updateWorkspaceFolders(folders.length, 0, { uri: folder });
}

/** The sample is copied, so that it can be changed. */
async function openSample({ extensionUri, globalStorageUri }: ExtensionContext): Promise<void> {
  const target = Uri.joinPath(globalStorageUri, 'sample');
  await workspace.fs.copy(Uri.joinPath(extensionUri, 'samples'), target, { overwrite: true });
  await commands.executeCommand('vscode.openFolder', target, { forceNewWindow: true });
}

export function registerGettingStarted(context: ExtensionContext): void {
  const [open, sample, collect] = gettingStartedCommands;
  context.subscriptions.push(
    commands.registerCommand(open, openServerFiles),
    commands.registerCommand(sample, () => openSample(context)),
    commands.registerCommand(collect, () =>
      commands.executeCommand('markdown.showPreview', Uri.joinPath(context.extensionUri, 'docs/collecting.md')),
    ),
  );
}
