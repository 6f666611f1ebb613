// The passwords that a run has for PKCS#12 files, and what opening a file with them gives.
import { forgeDigests } from '../adapters/digests.js';
import { pkcs12Crypto } from '../adapters/pkcs12.js';
import { openPkcs12, type CertificateFile, type Password, type Pkcs12Opened } from '../core/face/certificates.js';
import { decodeText } from '../host/decode.js';
import type { Arguments } from './args.js';
import type { CommandHost, Output } from './console.js';

export const passwordVariable = 'EXCHANGE_CBA_PASSWORD';

/** Those of the file and the variable, and then none, for many files have none; null after a line on standard error. */
export async function readPasswords(
  args: Arguments,
  host: CommandHost,
  out: Output,
): Promise<readonly Password[] | null> {
  const found: string[] = [];
  const path = args.value('password-file');
  if (path !== undefined) {
    const result = await host.read(host.uriOf(path));
    const text = result.kind === 'bytes' ? decodeText(result.bytes) : null;
    if (text?.kind !== 'text') {
      out.warn(`exchange-cba: the password file ${path} cannot be read.`);
      return null;
    }
    found.push(...text.text.split(/\r?\n/));
  }
  const variable = host.environment(passwordVariable);
  if (variable !== undefined) found.push(variable);
  return [...new Set(found), null].filter((password) => password !== '');
}

/** Why a file cannot be opened, as a sentence; the offset of a byte where it shows. */
export interface Locked {
  readonly message: string;
  readonly offset: number | null;
}

/** The file opened by the first password that fits. */
export async function openWith(passwords: readonly Password[], bytes: Uint8Array): Promise<CertificateFile | Locked> {
  let opened: Pkcs12Opened = { state: 'wrongPassword' };
  for (const password of passwords) {
    opened = await openPkcs12(bytes, password, pkcs12Crypto, forgeDigests);
    if (opened.state === 'open') return opened.file;
    if (opened.state !== 'wrongPassword') break;
  }
  const locked = (message: string, offset: number | null = null): Locked => ({ message, offset });
  switch (opened.state) {
    case 'unsupported':
      return locked(`Encrypted with ${opened.what}, which is not supported.`);
    case 'tooManyIterations':
      return locked(`The file requires ${opened.iterations} rounds of key derivation, more than this tool allows.`);
    case 'damaged':
      return locked(opened.problem.message, opened.problem.offset);
    case 'wrongPassword': {
      const options = `--password-file or ${passwordVariable}`;
      return locked(
        passwords.length > 1 ? `No password of ${options} opens the file.` : `The file needs a password: ${options}.`,
      );
    }
  }
}
