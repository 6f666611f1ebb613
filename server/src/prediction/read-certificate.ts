// Reads a file as certificates and accounts, with the digests of this platform.
import { forgeDigests } from '../adapters/digests.js';
import { readCertificatesAndAccounts, type NamedCertificateFile } from '../core/face/certificates.js';

export function forgeCertificateFile(uri: string, bytes: Uint8Array): NamedCertificateFile {
  return readCertificatesAndAccounts(uri, bytes, forgeDigests);
}
