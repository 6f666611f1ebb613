// Win32 codes that decide between causes with the same status.

/** CRYPT_E_REVOKED and CERT_E_REVOKED: the certificate is on a revocation list. */
export function isRevoked(win32: number): boolean {
  return win32 === 0x8009_2010 || win32 === 0x800b_010c;
}
