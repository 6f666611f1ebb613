// The command `lsp`: the language server on standard input and output.
import type { CommandSpec } from './command-spec.js';
import type { CommandHost, Output } from './console.js';
import { withArguments } from './usage.js';

export const lspSpec: CommandSpec = {
  name: 'lsp',
  parameters: '',
  minimum: 0,
  maximum: 0,
  summary: 'Start the language server on standard input and output',
  isInteractive: true,
  options: [{ name: 'stdio', help: 'Accepted because many editors pass it; it changes nothing' }],
};

export function runLsp(args: readonly string[], host: CommandHost, out: Output): Promise<number> {
  return withArguments(
    lspSpec,
    args,
    host,
    out,
    () => null,
    () => host.serveLanguage(),
  );
}
