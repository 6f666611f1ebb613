// The certificate code runs where there is no Node: bundled as for a browser's worker, in a realm without
// process, Buffer and require.
import assert from 'node:assert/strict';
import { createHash, webcrypto } from 'node:crypto';
import { test } from 'node:test';
import path from 'node:path';
import vm from 'node:vm';
import { build } from 'esbuild';
import { PASSWORD, generatedCertificates } from '../support/certificates.js';
import { repositoryRoot } from '../support/paths.js';

const made = generatedCertificates();

const entry = `
import { forgeDigests } from './adapters/digests.js';
import { pkcs12Crypto } from './adapters/pkcs12.js';
import { verifySignature } from './adapters/signatures.js';
import { readCertificateFile } from './core/certificate/file.js';
import { openPkcs12 } from '../../server/src/core/certificate/pkcs12-open.js';
import { certificateSubjects } from './core/certificate/subjects.js';
globalThis.answer = async (pem, pfxs, password) => {
  const file = readCertificateFile(pem, forgeDigests);
  const { certificates } = await certificateSubjects([{ uri: 'a', file }], { now: 0, serverNames: [] }, verifySignature);
  const opened = [];
  for (const pfx of pfxs) opened.push((await openPkcs12(pfx, password, pkcs12Crypto, forgeDigests)).state);
  return { sha1: file.entries[0].model.sha1, chain: certificates[0].chain.end, verified: certificates[0].chain.verified, opened };
};`;

test('decoding, digests, signatures and PKCS#12 without Node', { skip: made === null }, async () => {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: path.join(repositoryRoot, 'server/src'), loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    logLevel: 'silent',
  });
  const realm = vm.createContext({ crypto: webcrypto, TextEncoder, setTimeout, Uint8Array, ArrayBuffer });
  vm.runInContext('globalThis.self = globalThis;', realm);
  vm.runInContext(outputFiles[0]!.text, realm);
  assert.equal(
    vm.runInContext('typeof process + typeof Buffer + typeof require', realm),
    'undefinedundefinedundefined',
  );
  const { answer } = realm as {
    answer: (pem: Uint8Array, pfxs: readonly Uint8Array[], password: string) => Promise<unknown>;
  };
  const pem = Uint8Array.from(Buffer.from(made!.pem('strong') + made!.pem('authority') + made!.pem('root')));
  const pfxs = [made!.bundle('legacy.pfx'), made!.bundle('modern.pfx'), made!.bundle('elliptic.pfx')].map((bytes) =>
    Uint8Array.from(bytes),
  );
  assert.deepEqual(JSON.parse(JSON.stringify(await answer(pem, pfxs, PASSWORD))), {
    sha1: createHash('sha1').update(made!.der('strong')).digest('hex'),
    chain: 'root',
    verified: true,
    opened: ['open', 'open', 'open'],
  });
});
