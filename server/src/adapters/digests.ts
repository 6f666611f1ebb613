// SHA-1 and SHA-256 for core, from node-forge, so that they are synchronous in a browser's worker too.
import forge from 'node-forge/lib/forge.js';
import 'node-forge/lib/sha1.js';
import 'node-forge/lib/sha256.js';
import { latin1 } from '../core/certificate/bytes.js';
import type { Digests } from '../core/certificate/digests.js';

export const forgeDigests: Digests = {
  sha1: (bytes) => forge.md.sha1.create().update(latin1(bytes)).digest().toHex(),
  sha256: (bytes) => forge.md.sha256.create().update(latin1(bytes)).digest().toHex(),
};
