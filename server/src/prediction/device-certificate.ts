// The certificate of the mobile device, if its file is in the folder of the server.
import { roleOf, type SignatureVerifier } from '../core/face/certificates.js';
import { clientCertificate, type ClientCertificate } from '../core/face/simulation.js';
import type { ServerWorld } from './server-world.js';

/**
 * The file `device.*`, else the only client certificate directly in the folder or where answers are saved;
 * null where none or several may be meant. What is published on an account need not be on the mobile device.
 */
export async function deviceCertificate(
  { certificates, world, folder }: ServerWorld,
  verify: SignatureVerifier,
  folders: readonly string[] = [folder],
): Promise<ClientCertificate | null> {
  const own = certificates.filter(({ uri, file, accounts = [] }) => {
    const isDirect = folders.includes(uri.slice(0, uri.lastIndexOf('/')));
    return (
      isDirect &&
      accounts.length === 0 &&
      file.entries.some(({ model }) => model.kind === 'certificate' && roleOf(model) === 'client')
    );
  });
  const named = own.filter(({ uri }) => /\/device\.[^/]+$/i.test(uri));
  const [file, ...others] = named.length > 0 ? named : own;
  if (!file || others.length > 0) return null;
  return (await clientCertificate(file, certificates, world, verify))?.client ?? null;
}
