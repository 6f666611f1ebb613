// What the view-model of the page is given in the editor: its language, its words, and the time.
import { env, l10n } from 'vscode';
import { phraseBook, type Say } from '../../../server/src/core/text/phrase-book.js';
import type { PageContext, Words } from './view-model/words.js';

const words: Words = (template, data) => (data === undefined ? l10n.t(template) : l10n.t(template, data));

let book: Say | null = null;

/** Says a filled sentence of core, such as the message of a finding, in the language of the editor. */
export const say: Say = (english) => (book ??= phraseBook(l10n.bundle))(english);

export function pageContext(): PageContext {
  return { words, say, language: env.language, now: Date.now() };
}
