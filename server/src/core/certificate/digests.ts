// The digests that core needs and does not compute: handed in by the host.

/** Both give lower-case hexadecimal. */
export interface Digests {
  readonly sha1: (bytes: Uint8Array) => string;
  readonly sha256: (bytes: Uint8Array) => string;
}

/** For those who ask whether something is a certificate and not which one. */
export const noDigests: Digests = { sha1: () => '', sha256: () => '' };
