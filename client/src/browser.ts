// The extension in a browser: the same as in Node, but VS Code loads one file only, so that the second stage is inside it.
import type { ExtensionContext } from 'vscode';
import { Activation, type ExtensionApi } from './activation.js';
import { Certificates } from './certificate/first-stage.js';

let activation: Activation | undefined;

export function activate(context: ExtensionContext): ExtensionApi {
  activation = new Activation(context, async () => (await import('./session-browser.js')).startSession(context));
  new Certificates(context, async () => (await import('./certificates.js')).startCertificates(context));
  return activation.api;
}

export async function deactivate(): Promise<void> {
  await activation?.stop();
}
