// Gives the client of a request a certificate: prepared for the simulation, its findings among those of the
// server.
import { verifySignature } from '../adapters/signatures.js';
import { checkCertificates, type NamedCertificateFile } from '../core/face/certificates.js';
import { clientCertificate, type ClientCertificate, type World } from '../core/face/simulation.js';
import type { ServerWorld } from './server-world.js';

/** At the certificate that lies in the wrong place, of which others may suffer. */
const MAY_HARM_OTHERS = 'certificate/root-not-self-signed';

/** What is wrong with the certificate of another client does not count for this one. */
function isOfClients({ file: { entries } }: NamedCertificateFile): boolean {
  return entries.length > 0 && entries.every(({ model }) => model.kind === 'certificate' && !model.isAuthority);
}

/** Null where the file holds no certificate. */
export async function withCertificate(
  { world, certificates }: ServerWorld,
  named: NamedCertificateFile,
): Promise<{ readonly world: World; readonly certificate: ClientCertificate } | null> {
  const prepared = await clientCertificate(named, certificates, world, verifySignature);
  if (!prepared) return null;
  const own = checkCertificates({ certificates: [prepared.subject], files: [] }).findings;
  const strangers = new Set(certificates.filter(isOfClients).map(({ uri }) => uri));
  const others = world.members.findings.filter(
    ({ uri, rule }) =>
      uri !== named.uri && !(strangers.has(uri) && rule.startsWith('certificate/') && rule !== MAY_HARM_OTHERS),
  );
  return { world: world.with({ findings: [...others, ...own] }), certificate: prepared.client };
}
