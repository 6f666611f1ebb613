// Command: show what the language server says of itself.
import type { ServerAccess } from '../base/server-access.js';

export function showOutput({ output }: ServerAccess): Promise<void> {
  output.show(true);
  return Promise.resolve();
}
