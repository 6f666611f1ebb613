// How a PKCS#12 file is protected, in words, and whether older versions of Windows can import it.
import { outlinePkcs12 } from './pkcs12.js';
import type { MacScheme, PasswordScheme } from './password-scheme.js';

export interface Pkcs12Protection {
  /** `AES-256-CBC with HMAC-SHA-256`, `3DES-CBC with SHA-1`, …; each once, in order. */
  readonly encryption: readonly string[];
  /** Of the integrity check; null where there is none. */
  readonly integrity: string | null;
  /**
   * AES or SHA-256 protects it, which certificate import reads from Windows Server 2019 on; Windows Server
   * 2016 and older say that the password is wrong.
   */
  readonly needsWindows2019: boolean;
}

/** Null for what is not read as PKCS#12. */
export function pkcs12Protection(bytes: Uint8Array): Pkcs12Protection | null {
  const outline = outlinePkcs12(bytes).value;
  if (outline === null) return null;
  const schemes = outline.safes.flatMap((safe) => (safe.kind === 'encrypted' ? [safe.scheme] : []));
  const mac = outline.mac?.scheme ?? null;
  return {
    encryption: [...new Set(schemes.map(encryptionName))],
    integrity: mac === null ? null : integrityName(mac),
    needsWindows2019: schemes.some(isModern) || (mac !== null && isModernMac(mac)),
  };
}

function encryptionName(scheme: PasswordScheme): string {
  switch (scheme.kind) {
    case 'pkcs12':
      return `${scheme.cipher === 'RC2-CBC' ? `RC2-${scheme.keyBytes * 8}-CBC` : scheme.cipher} with SHA-1`;
    case 'pbes2':
      return `${scheme.cipher === 'AES-CBC' ? `AES-${scheme.keyBytes * 8}-CBC` : scheme.cipher} with HMAC-${scheme.hash}`;
    case 'unsupported':
      return scheme.name;
  }
}

function integrityName(scheme: MacScheme): string {
  if (scheme.kind === 'unsupported') return scheme.name;
  return scheme.kind === 'pbmac1' ? `PBMAC1 with HMAC-${scheme.hash}` : `HMAC-${scheme.hash}`;
}

function isModern(scheme: PasswordScheme): boolean {
  return scheme.kind === 'pbes2' && (scheme.cipher === 'AES-CBC' || scheme.hash !== 'SHA-1');
}

function isModernMac(scheme: MacScheme): boolean {
  return scheme.kind === 'pbmac1' || (scheme.kind === 'pkcs12' && scheme.hash !== 'SHA-1');
}
