// The decoder of the tests: Node's, as the product's hosts hand it to core.
import type { Decoder } from '../../../server/src/core/xml/decode.js';

export const decoder: Decoder = (bytes, encoding) => {
  try {
    return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
};
