// Command: show what the language server says of itself.
import type { Session } from '../session.js';

export function showOutput({ output }: Session): Promise<void> {
  output.show(true);
  return Promise.resolve();
}
