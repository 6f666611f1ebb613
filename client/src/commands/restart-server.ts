// Command: start the language server anew.
import type { Session } from '../session.js';

export async function restartServer({ client, output }: Session): Promise<void> {
  output.info('The language server is restarted.');
  await client.stop();
  await client.start();
}
