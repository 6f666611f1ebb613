// How the view-model comes by words of the user's language without knowing the editor.
import type { Say } from '../../../../server/src/core/text/phrase-book.js';

/** Translates an English template and fills its `{placeholders}`; `vscode.l10n.t` in the editor. */
export type Words = (template: string, data?: Record<string, string | number>) => string;

/** What the view-model needs besides the certificates. */
export interface PageContext {
  readonly words: Words;
  /** Says a filled sentence of core in the user's language. */
  readonly say: Say;
  /** A BCP 47 tag. */
  readonly language: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}
