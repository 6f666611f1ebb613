// Reads the one file that an option names, and says where in it something is wrong.
import { LineIndex } from '../core/text/line-index.js';
import type { Range } from '../core/text/range.js';
import { decodeText } from '../host/decode.js';
import type { CommandHost, Output } from './console.js';
import { relativeName } from './names.js';

export interface NamedText {
  readonly uri: string;
  readonly text: string;
}

/** Null after a line on standard error that says why it cannot be read. */
export async function readNamedText(path: string, host: CommandHost, out: Output): Promise<NamedText | null> {
  const uri = host.uriOf(path);
  const result = await host.read(uri);
  const decoded = result.kind === 'bytes' ? decodeText(result.bytes) : result;
  if (decoded.kind === 'text') return { uri, text: decoded.text };
  const reason = decoded.kind === 'missing' ? 'it does not exist' : decoded.reason;
  out.warn(`exchange-cba: ${relativeName(host.workingFolder, uri)} cannot be read: ${reason}.`);
  return null;
}

/** One line on standard error per problem, with its place. */
export function reportProblems(
  { uri, text }: NamedText,
  problems: readonly { readonly message: string; readonly range: Range }[],
  host: CommandHost,
  out: Output,
): void {
  const index = new LineIndex(text);
  const name = relativeName(host.workingFolder, uri);
  for (const { message, range } of problems) {
    const { line, character } = index.positionAt(range.start);
    out.warn(`exchange-cba: ${name}:${line + 1}:${character + 1}: ${message}`);
  }
}
