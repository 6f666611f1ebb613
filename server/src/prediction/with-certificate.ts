// Gives the client of a request a certificate: prepared for the simulation, its findings among those of the
// server.
import { verifySignature } from '../adapters/signatures.js';
import { checkCertificates, type NamedCertificateFile } from '../core/face/certificates.js';
import { clientCertificate, type ClientCertificate, type World } from '../core/face/simulation.js';
import type { ServerWorld } from './server-world.js';

/** Null where the file holds no certificate. */
export async function withCertificate(
  { world, certificates }: ServerWorld,
  named: NamedCertificateFile,
): Promise<{ readonly world: World; readonly certificate: ClientCertificate } | null> {
  const prepared = await clientCertificate(named, certificates, world.now, verifySignature);
  if (!prepared) return null;
  const own = checkCertificates({ certificates: [prepared.subject], files: [] }).findings;
  const others = world.members.findings.filter(({ uri }) => uri !== named.uri);
  return { world: world.with({ findings: [...others, ...own] }), certificate: prepared.client };
}
