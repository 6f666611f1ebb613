// The parts of node-forge that are imported one by one, so that bundles carry no more of it than is used.
declare module 'node-forge/lib/forge.js' {
  import type * as forge from 'node-forge';
  const parts: typeof forge;
  export default parts;
}
declare module 'node-forge/lib/aes.js';
declare module 'node-forge/lib/des.js';
declare module 'node-forge/lib/hmac.js';
declare module 'node-forge/lib/md5.js';
declare module 'node-forge/lib/rc2.js';
declare module 'node-forge/lib/sha1.js';
declare module 'node-forge/lib/sha256.js';
declare module 'node-forge/lib/sha512.js';
