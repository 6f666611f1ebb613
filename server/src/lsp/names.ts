// Which files the server is for, by name; everything else is left alone.
import { settingsFileName } from '../core/lint/settings.js';
import type { FileQuery } from '../host/host.js';
import { fileNameOf } from '../host/uri.js';

/** IIS's own configuration files, in lower case. */
export const configurationNames: readonly string[] = [
  'applicationhost.config',
  'web.config',
  'administration.config',
  'redirection.config',
];

const servedNames: readonly string[] = [...configurationNames, settingsFileName];

/** Folders of servers are seldom deeper than this below a workspace folder. */
const depth = 24;

/** More configuration files than one workspace has; the rest is left out and the user told. */
const limit = 5_000;

export const configurationQuery: FileQuery = { names: servedNames, depth, limit };
export const besideQuery: FileQuery = { ...configurationQuery, depth: 0 };
export const schemaQuery: FileQuery = { extensions: ['.xml'], depth: 0, limit: 100 };

export function isServedName(uri: string): boolean {
  return servedNames.includes(fileNameOf(uri).toLowerCase());
}

export function isApplicationHost(uri: string): boolean {
  return fileNameOf(uri).toLowerCase() === 'applicationhost.config';
}

export function isSettingsFile(uri: string): boolean {
  return fileNameOf(uri).toLowerCase() === settingsFileName;
}

/** A glob that finds a name in any case: `[wW][eE][bB].config`. */
export function globOfName(name: string): string {
  const anyCase = name.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
  return `**/${anyCase}`;
}

export const servedGlobs: readonly string[] = servedNames.map(globOfName);
