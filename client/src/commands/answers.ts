// Commands of the view Diagnosis: copy the command of the next question, and save its answer where it is
// read.
import { env, FileType, l10n, Uri, window, workspace } from 'vscode';
import { answerNameRequest, type AnswerNameParams, type DiagnosisResult } from '../../../server/src/protocol.js';
import type { ServerAccess } from '../base/server-access.js';
import type { DiagnosisView } from '../views/diagnosis.js';

export async function copyCommand(view: DiagnosisView): Promise<void> {
  const command = (await view.result())?.next?.command ?? '';
  if (command === '') return;
  await env.clipboard.writeText(command);
  window.setStatusBarMessage(l10n.t('Command copied.'), 3000);
}

/** Saves the text of the clipboard under the name that its content tells. */
export async function pasteAnswer(server: ServerAccess, view: DiagnosisView): Promise<void> {
  const result = await view.result();
  const text = await env.clipboard.readText();
  if (!result || text.trim() === '') return;
  const params: AnswerNameParams = { text, next: result.next };
  const name = await server.client.sendRequest<string | null>(answerNameRequest, params);
  if (name === null) {
    void window.showWarningMessage(l10n.t('The clipboard does not contain recognizable output.'));
    return;
  }
  await save(view, result, name, new TextEncoder().encode(text));
}

/** Copies a file into the folder; one with the name that the question tells where it answers it. */
export async function addAnswerFile(view: DiagnosisView): Promise<void> {
  const result = await view.result();
  if (!result) return;
  const [chosen] = (await window.showOpenDialog({ title: l10n.t('Add File') })) ?? [];
  if (!chosen) return;
  const { next } = result;
  const own = chosen.path.slice(chosen.path.lastIndexOf('/') + 1);
  // These are recognized by where they lie, all others by their content.
  const isPlaced = next?.id === 'configurationOfPath' || next?.id === 'deviceCertificate';
  await save(view, result, isPlaced ? next.saveAs : own, await workspace.fs.readFile(chosen));
}

async function save(view: DiagnosisView, { folder }: DiagnosisResult, name: string, bytes: Uint8Array): Promise<void> {
  const target = Uri.joinPath(Uri.parse(folder), ...name.split('/'));
  const exists = await workspace.fs.stat(target).then(
    ({ type }) => type !== FileType.Unknown,
    () => false,
  );
  if (exists) {
    const replace = l10n.t('Replace');
    const text = l10n.t('{0} exists. Replace it?', name);
    if ((await window.showWarningMessage(text, { modal: true }, replace)) !== replace) return;
  }
  await workspace.fs.writeFile(target, bytes);
  window.setStatusBarMessage(l10n.t('Saved as {0}.', name), 5000);
  view.refresh();
}
