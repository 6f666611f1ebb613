// Command: start the language server again.
import type { ServerAccess } from '../base/server-access.js';

/** The library ends the process of a server that hangs two seconds after it has given up stopping it. */
const END_OF_PROCESS = 3000;

export async function restartServer({ client, output }: Pick<ServerAccess, 'client' | 'output'>): Promise<void> {
  output.info('Restarting the language server.');
  try {
    await client.stop();
  } catch (error) {
    // A server that hangs is the one that most needs it. Its end must come first: later, the library takes it
    // for that of the new one.
    output.warn(`The language server did not stop: ${error instanceof Error ? error.message : String(error)}`);
    await new Promise((resolve) => setTimeout(resolve, END_OF_PROCESS));
  }
  await client.start();
}
