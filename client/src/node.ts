// The extension in Node: the first stage only; everything else is in a bundle of its own that loads when it
// is needed.
import type { ExtensionContext } from 'vscode';
import { Activation, type ExtensionApi } from './activation.js';
import { Certificates, type CertificatesApi } from './certificate/first-stage.js';

let activation: Activation | undefined;

export function activate(context: ExtensionContext): ExtensionApi & CertificatesApi {
  const servers = new Activation(context, async () => (await import('./session-node.js')).startSession(context));
  const certificates = new Certificates(context, async () =>
    (await import('./certificates.js')).startCertificates(context, servers),
  );
  activation = servers;
  return Object.assign(servers.api, { certificates });
}

export async function deactivate(): Promise<void> {
  await activation?.stop();
}
