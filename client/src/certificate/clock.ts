// What the view-model of the page is given in the editor: its language, its words, and the time.
import { env, l10n } from 'vscode';
import type { PageContext, Words } from './view-model/words.js';

const words: Words = (template, data) => (data === undefined ? l10n.t(template) : l10n.t(template, data));

export function pageContext(): PageContext {
  return { words, language: env.language, now: Date.now() };
}
