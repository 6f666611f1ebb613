// Whether a PKCS#12 file, which is what a mobile device imports, has the private key of a certificate in it.
import type { CertificateEntry, CertificateFile, PrivateKeyNote } from './file.js';
import type { X509Certificate } from './model.js';

/**
 * True where the file certainly has no key for it; never for other files, which usually have none. A key is of
 * the certificate with its local key id; without such an owner, of any with a key of its kind.
 */
export function lacksPrivateKey(
  { format, locked, privateKeys, entries }: CertificateFile,
  { model, localKeyId }: CertificateEntry,
): boolean {
  if (format !== 'pkcs12' || locked !== null || model.kind !== 'certificate') return false;
  if (localKeyId !== null && privateKeys.some((key) => key.localKeyId === localKeyId)) return false;
  const owned = new Set(
    entries.flatMap((entry) => (entry.model.kind === 'certificate' ? (entry.localKeyId ?? []) : [])),
  );
  return !privateKeys.some((key) => !owned.has(key.localKeyId ?? '') && mayBelong(key, model));
}

/** By kind and size: of its numbers nothing is kept. */
function mayBelong({ algorithm, bits, curve }: PrivateKeyNote, { publicKey }: X509Certificate): boolean {
  const isSame = <T>(one: T | null, other: T | null): boolean => one === null || other === null || one === other;
  const family = (name: string): string => (name.startsWith('RSA') ? 'RSA' : name);
  return (
    (algorithm === null || family(algorithm) === family(publicKey.algorithm)) &&
    isSame(bits, publicKey.bits) &&
    isSame(curve, publicKey.curve)
  );
}
