// Reads the file of a client's certificate, with its password where it has one.
import { forgeDigests } from '../adapters/digests.js';
import { readCertificateFile, type NamedCertificateFile } from '../core/face/certificates.js';
import type { Arguments } from './args.js';
import type { CommandHost, Output } from './console.js';
import { openWith, readPasswords } from './passwords.js';

/** Null after a line on standard error that says why it cannot be read. */
export async function readClientFile(
  path: string,
  args: Arguments,
  host: CommandHost,
  out: Output,
): Promise<NamedCertificateFile | null> {
  const uri = host.uriOf(path);
  const result = path === '-' ? await host.readStandardInput() : await host.read(uri);
  if (result.kind !== 'bytes') {
    out.warn(`exchange-cba: ${path}: ${result.kind === 'missing' ? 'file not found' : result.reason}.`);
    return null;
  }
  const file = readCertificateFile(result.bytes, forgeDigests);
  if (file.locked === null) return { uri, file };
  const tried = await readPasswords(args, host, out);
  if (!tried) return null;
  const opened = await openWith(tried, file.locked);
  if (!('message' in opened)) return { uri, file: opened };
  out.warn(`exchange-cba: ${path}: ${opened.message}`);
  return null;
}
