// Notes of predictions, explanations and diagnoses: their places as a person finds them, in the files that
// there are.
import { oneLine } from '../text/display.js';
import type { Place, Note, Within } from '../text/range.js';
import type { Places } from './context.js';

export interface NoteContext {
  relativePath(uri: string): string;
  /** Of every file that a place may lie in. */
  readonly texts: ReadonlyMap<string, string>;
  /** A place in a file inside a file, as the characters of the outer one; any other as it is. */
  outer<T extends Place>(place: T): T & { readonly within?: Within };
}

/** `{ path, range, within? }`; zero-based. */
export function placeJson(place: Place, places: Places, context: NoteContext): object {
  const outer = context.outer(place);
  const { uri, within } = outer;
  return { path: context.relativePath(uri), range: places.at(outer), ...(within ? { within } : {}) };
}

export function notesJson(notes: readonly Note[], places: Places, context: NoteContext): object[] {
  return notes.map((note) => ({ ...placeJson(note, places, context), message: note.message }));
}

/** `exch01/sslcert.txt:12:5`; of a file inside a file both places. */
export function placeText(place: Place, places: Places, context: NoteContext): string {
  const outer = context.outer(place);
  return `${context.relativePath(outer.uri)}:${places.lineAndColumn(outer)}`;
}

/** On one line, without control characters. */
export function noteText(note: Note, places: Places, context: NoteContext): string {
  return oneLine(`${placeText(note, places, context)}: ${note.message}`);
}
