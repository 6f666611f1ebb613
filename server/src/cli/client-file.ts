// Reads the file of a client's certificate, with its password where it has one.
import { forgeDigests } from '../adapters/digests.js';
import { pkcs12Crypto } from '../adapters/pkcs12.js';
import { openPkcs12, readCertificateFile, type NamedCertificateFile } from '../core/face/certificates.js';
import { decodeText } from '../host/decode.js';
import type { Arguments } from './args.js';
import type { CommandHost, Output } from './console.js';

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
  for (const password of [...(await passwords(args, host)), null]) {
    const opened = await openPkcs12(file.locked, password, pkcs12Crypto, forgeDigests);
    if (opened.state === 'open') return { uri, file: opened.file };
  }
  out.warn(`exchange-cba: ${path} needs a password: --password-file or EXCHANGE_CBA_PASSWORD.`);
  return null;
}

async function passwords(args: Arguments, host: CommandHost): Promise<string[]> {
  const path = args.value('password-file');
  const result = path === undefined ? null : await host.read(host.uriOf(path));
  const text = result?.kind === 'bytes' ? decodeText(result.bytes) : null;
  const lines = text?.kind === 'text' ? text.text.split(/\r?\n/) : [];
  return [...lines, host.environment('EXCHANGE_CBA_PASSWORD') ?? ''].filter((line) => line !== '');
}
