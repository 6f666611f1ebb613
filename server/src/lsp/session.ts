// What every feature of the server works with: the connection, the workspace and what the client can do.
import type { Connection } from 'vscode-languageserver';
import type { Host } from '../host/host.js';
import type { InitializationOptions } from '../protocol.js';
import type { Abilities } from './abilities.js';
import type { Log } from './log.js';
import type { Say } from '../core/text/phrase-book.js';
import type { RunSafe } from './run-safe.js';
import type { Workspace } from './workspace.js';

/** An English text in the user's language, `{0}` filled from the arguments. */
export type Translate = (text: string, ...args: readonly (string | number)[]) => string;

export interface Session {
  readonly connection: Connection;
  readonly host: Host;
  readonly workspace: Workspace;
  readonly abilities: Abilities;
  readonly options: InitializationOptions;
  readonly run: RunSafe;
  readonly log: Log;
  readonly t: Translate;
  /** A sentence of core in the user's language. */
  readonly say: Say;
  /** An HTML document of core in the user's language. */
  readonly sayPage: (html: string) => string;
}

export function translator(translations: Readonly<Record<string, string>> = {}): Translate {
  return (text, ...args) => {
    const template = Object.hasOwn(translations, text) ? translations[text]! : text;
    return template.replace(/\{(\d+)\}/g, (hole, index: string) => String(args[Number(index)] ?? hole));
  };
}
