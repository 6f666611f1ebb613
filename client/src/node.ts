// The extension in Node: the first stage only; everything else is in a bundle of its own that loads when it is needed.
import type { ExtensionContext } from 'vscode';
import { Activation, type ExtensionApi } from './activation.js';
import { Certificates } from './certificate/first-stage.js';

let activation: Activation | undefined;

export function activate(context: ExtensionContext): ExtensionApi {
  activation = new Activation(context, async () => (await import('./session-node.js')).startSession(context));
  new Certificates(context, async () => (await import('./certificates.js')).startCertificates(context));
  return activation.api;
}

export async function deactivate(): Promise<void> {
  await activation?.stop();
}
