// The accounts that a file of the workspace exports, read when certificates are compared with them.
import { forgeDigests } from '../../../server/src/adapters/digests.js';
import type { DirectoryAccount } from '../../../server/src/core/certificate/account.js';
import type { CertificateFile } from '../../../server/src/core/certificate/file.js';
import { readAccounts } from '../../../server/src/core/face/certificates.js';

/** Of a text that is not a bundle of PEM blocks; empty for what exports none. */
export function accountsIn(uri: string, { text, format }: CertificateFile): readonly DirectoryAccount[] {
  return text === null || format === 'pem' || format === 'base64' ? [] : readAccounts(uri, text, forgeDigests);
}
