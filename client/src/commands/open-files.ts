// Commands of tree items: open where the settings of a path are written.
import { commands, Uri } from 'vscode';
import { commands as clientCommands } from '../../../server/src/protocol.js';
import type { ServersItem } from '../views/servers.js';

export async function openLocation({ node }: ServersItem): Promise<void> {
  if ('location' in node) await commands.executeCommand(clientCommands.openPlace, node.location);
}

export async function openWebConfig({ node }: ServersItem): Promise<void> {
  if ('webConfig' in node) await commands.executeCommand(clientCommands.openPlace, node.webConfig);
}

/** Shows the folder of a path, or of a server, in the Explorer. */
export async function openFolder({ node }: ServersItem): Promise<void> {
  const uri = 'applicationHost' in node ? node.applicationHost : node.webConfig?.uri;
  if (uri !== undefined) await commands.executeCommand('revealInExplorer', Uri.parse(uri));
}
