// Digests from Node's crypto, for tests.
import { createHash } from 'node:crypto';
import type { Digests } from '../../server/src/core/certificate/digests.js';

export const digests: Digests = {
  sha1: (bytes) => createHash('sha1').update(bytes).digest('hex'),
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
};
