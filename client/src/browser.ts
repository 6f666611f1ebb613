// The extension in a browser: the same as in Node, but VS Code loads one file only, so that the second stage
// is inside it.
import type { ExtensionContext } from 'vscode';
import { Activation, type ExtensionApi } from './activation.js';
import { Certificates, type CertificatesApi } from './certificate/first-stage.js';

let activation: Activation | undefined;

export function activate(context: ExtensionContext): ExtensionApi & CertificatesApi {
  const servers = new Activation(context, async () => (await import('./session-browser.js')).startSession(context));
  const certificates = new Certificates(context, async () =>
    (await import('./certificates.js')).startCertificates(context, servers),
  );
  activation = servers;
  return Object.assign(servers.api, { certificates });
}

export async function deactivate(): Promise<void> {
  await activation?.stop();
}
