// The extension in a browser: the same as in Node, but VS Code loads one file only, so that the second stage is inside it.
import type { ExtensionContext } from 'vscode';
import { Activation } from './activation.js';

let activation: Activation | undefined;

export function activate(context: ExtensionContext): void {
  activation = new Activation(context, async () => (await import('./session-browser.js')).startSession(context));
}

export async function deactivate(): Promise<void> {
  await activation?.stop();
}
