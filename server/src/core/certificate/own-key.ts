// Whether a PKCS#12 file, which is what a mobile device imports, has the private key of a certificate in it.
import type { CertificateEntry, CertificateFile, PrivateKeyNote } from './file.js';
import type { X509Certificate } from './model.js';

/** What findings and views say of a file without the key. */
export const KEY_FAULTS = {
  noKey: 'The PKCS#12 file has no private key of this certificate, so devices that import it cannot sign in.',
  otherKey:
    'The private key in the PKCS#12 file belongs to another certificate, so devices that import it cannot sign in.',
} as const;

/**
 * Null where the file may have its key, and for other files, which usually have none. A key is of the certificate
 * with its local key id; without such an owner, of any with a key of its kind.
 */
export function keyFault(
  { format, locked, privateKeys, entries }: CertificateFile,
  { model, localKeyId, hasKey }: CertificateEntry,
): keyof typeof KEY_FAULTS | null {
  if (format !== 'pkcs12' || locked !== null || model.kind !== 'certificate' || hasKey === true) return null;
  const isNamed = localKeyId !== null && privateKeys.some((key) => key.localKeyId === localKeyId);
  if (isNamed) return hasKey === false ? 'otherKey' : null;
  const owned = new Set(
    entries.flatMap((entry) => (entry.model.kind === 'certificate' ? (entry.localKeyId ?? []) : [])),
  );
  const hasOther = privateKeys.some((key) => !owned.has(key.localKeyId ?? '') && mayBelong(key, model));
  return hasOther && hasKey !== false ? null : 'noKey';
}

/** By kind and size: of its numbers nothing is kept. */
function mayBelong({ algorithm, bits, curve }: PrivateKeyNote, { publicKey }: X509Certificate): boolean {
  const isSame = <T>(one: T | null, other: T | null): boolean => one === null || other === null || one === other;
  const named = (name: string | null): string | null => (name === 'explicit' ? null : name);
  const family = (name: string): string => (name.startsWith('RSA') ? 'RSA' : name);
  return (
    (algorithm === null || family(algorithm) === family(publicKey.algorithm)) &&
    isSame(bits, publicKey.bits) &&
    isSame(named(curve), named(publicKey.curve))
  );
}
