// Commands of tree items: open where the settings of a path are written.
import { commands } from 'vscode';
import { commands as clientCommands } from '../../../server/src/protocol.js';
import { fileOf, type ServersItem } from '../views/servers.js';

export async function openLocation({ node }: ServersItem): Promise<void> {
  if ('location' in node) await commands.executeCommand(clientCommands.openPlace, node.location);
}

export async function openWebConfig({ node }: ServersItem): Promise<void> {
  if ('webConfig' in node) await commands.executeCommand(clientCommands.openPlace, node.webConfig);
}

/** Shows the folder of a path, of a server, or of saved files in the Explorer. */
export async function openFolder(item: ServersItem): Promise<void> {
  const uri = fileOf(item);
  if (uri) await commands.executeCommand('revealInExplorer', uri);
}
