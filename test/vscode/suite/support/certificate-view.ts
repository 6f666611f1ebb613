// What the tests do with the certificate view: open a file in it, wait for what it shows, ask for hovers.
import * as vscode from 'vscode';
import type { CertificatesApi, CertificateStage, Shown } from '../../../../client/src/certificate/first-stage.js';
import { extension, until, uriOf } from './editor.js';

export async function stage(): Promise<CertificateStage> {
  const api = (await extension().activate()) as unknown as CertificatesApi;
  return api.certificates.stage();
}

/**
 * Opens a file with the editor that is its usual one, and waits until the view shows what the test waits for.
 */
export async function shown(name: string, ready: (view: Shown) => boolean): Promise<Shown> {
  const started = await stage();
  const uri = uriOf(name);
  const usual = /\.(?:pem|csr)$/.test(name) ? 'exchangeCba.certificateText' : 'exchangeCba.certificate';
  await vscode.commands.executeCommand('vscode.openWith', uri, usual);
  return until(started.onDidShow, () => {
    const view = started.shown(uri);
    return view && ready(view) ? view : undefined;
  });
}

/** The view asks for the details itself: that they are there says that its script runs under its policy. */
export async function detail(name: string): Promise<NonNullable<Shown['detail']>> {
  const view = await shown(name, (each) => each.detail !== undefined);
  return view.detail!;
}

export async function hoverText(document: vscode.TextDocument, at: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at);
  return hovers.flatMap(({ contents }) => (contents as vscode.MarkdownString[]).map(({ value }) => value)).join('\n');
}
