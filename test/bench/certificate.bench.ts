// How many certificates a second are decoded with all their extensions, against Node's own parser,
// node-forge, @peculiar/x509, pkijs and openssl.
import { X509Certificate as NodeCertificate } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import forge from 'node-forge';
import { forgeDigests } from '../../server/src/adapters/digests.js';
import { noDigests } from '../../server/src/core/certificate/digests.js';
import { readCertificateFile } from '../../server/src/core/certificate/file.js';
import { decodeCertificate } from '../../server/src/core/certificate/x509/certificate.js';
import { generatedCertificates } from '../support/certificates.js';
import type { CertificateName } from '../support/certificates.js';
import { repositoryRoot } from '../support/paths.js';
import { measure, print, type Bench, type Contestant, type Measured } from './harness.js';

const kinds: readonly { readonly title: string; readonly name: CertificateName; readonly forge: boolean }[] = [
  { title: 'an RSA client certificate', name: 'rsaUser', forge: true },
  { title: 'an elliptic-curve client certificate', name: 'strong', forge: false },
];

const times = 200;
const peers = createRequire(path.join(repositoryRoot, 'test/bench/peers/package.json'));

function repeat(run: () => unknown): () => void {
  return () => {
    for (let i = 0; i < times; i++) run();
  };
}

/** Node decodes fields when they are asked for; it has no list of extensions at all. */
function withNode(der: Uint8Array): string {
  const { subject, issuer, subjectAltName, validFrom, validTo, serialNumber, infoAccess, keyUsage } =
    new NodeCertificate(der);
  return [subject, issuer, subjectAltName, validFrom, validTo, serialNumber, infoAccess, keyUsage].join();
}

/** Libraries that are no dependency of the project; installed into test/bench/peers on first use. */
async function others(der: Uint8Array): Promise<Contestant[]> {
  const found: Contestant[] = [];
  const load = async (name: string): Promise<Record<string, unknown> | null> => {
    try {
      return (await import(pathToFileURL(peers.resolve(name)).href)) as Record<string, unknown>;
    } catch {
      console.log(`(${name} does not take part: it is not installed in test/bench/peers.)`);
      return null;
    }
  };
  await load('reflect-metadata');
  const peculiar = (await load('@peculiar/x509')) as {
    X509Certificate: new (der: Uint8Array) => { extensions: unknown; subject: unknown };
  } | null;
  if (peculiar !== null)
    found.push({ name: '@peculiar/x509', run: repeat(() => new peculiar.X509Certificate(der).extensions) });
  const pkijs = (await load('pkijs')) as { Certificate: { fromBER(der: Uint8Array): unknown } } | null;
  if (pkijs !== null) found.push({ name: 'pkijs', run: repeat(() => pkijs.Certificate.fromBER(der)) });
  return found;
}

function installPeers(): void {
  const folder = path.join(repositoryRoot, 'test/bench/peers');
  if (!existsSync(path.join(folder, 'node_modules/pkijs')))
    spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: folder, stdio: 'inherit' });
}

function printRates(title: string, results: readonly Measured[], count: number): void {
  print(title, results);
  for (const { name, milliseconds } of results)
    console.log(`    ${name}: ${Math.round((count / milliseconds) * 1000)} certificates a second`);
}

export const certificateBench: Bench = {
  name: 'certificate',
  async run() {
    const made = generatedCertificates();
    if (made === null) return;
    installPeers();
    for (const kind of kinds) {
      const der = Uint8Array.from(made.der(kind.name));
      const binary = forge.util.createBuffer(der).getBytes();
      if (decodeCertificate(der, noDigests).model === null) throw new Error('The certificate cannot be decoded.');
      const results = await measure(
        [
          { name: 'decodeCertificate', run: repeat(() => decodeCertificate(der, noDigests)) },
          { name: 'with thumbprints', run: repeat(() => decodeCertificate(der, forgeDigests)) },
          { name: 'Node, constructor alone', run: repeat(() => new NodeCertificate(der)) },
          { name: 'Node, with its fields', run: repeat(() => withNode(der)) },
          { name: 'forge.asn1 (tree alone)', run: repeat(() => forge.asn1.fromDer(binary)) },
          ...(kind.forge
            ? [{ name: 'forge.pki', run: repeat(() => forge.pki.certificateFromAsn1(forge.asn1.fromDer(binary))) }]
            : []),
          ...(await others(der)),
        ],
        { samples: 9, warmUp: 3 },
      );
      printRates(`decode ${kind.title} (${der.length} bytes), ${times} times`, results, times);
    }
    await bundle(made.pem('rsaUser'));
  },
};

/** A bundle of 10 000 certificates as one PEM file. */
async function bundle(pem: string): Promise<void> {
  const count = 10_000;
  const text = pem.repeat(count);
  const bytes = Buffer.from(text);
  const folder = mkdtempSync(path.join(tmpdir(), 'exchange-cba-bench-'));
  const file = path.join(folder, 'bundle.pem');
  writeFileSync(file, bytes);
  try {
    const results = await measure(
      [
        { name: 'readCertificateFile', run: () => readCertificateFile(bytes, noDigests).entries.length },
        { name: 'with thumbprints', run: () => readCertificateFile(bytes, forgeDigests).entries.length },
        {
          name: 'openssl storeutl',
          run: () =>
            spawnSync('openssl', ['storeutl', '-noout', '-certs', '-text', file], { maxBuffer: 2 ** 30 }).status,
        },
      ],
      { samples: 3, warmUp: 1 },
    );
    printRates(`read a bundle of ${count} certificates (${(bytes.length / 1e6).toFixed(1)} MB)`, results, count);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
