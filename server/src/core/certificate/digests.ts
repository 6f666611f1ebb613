// The digests that core needs and does not compute: handed in by the host.

/** Both give lower-case hexadecimal. */
export interface Digests {
  readonly sha1: (bytes: Uint8Array) => string;
  readonly sha256: (bytes: Uint8Array) => string;
}
