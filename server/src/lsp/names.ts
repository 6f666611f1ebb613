// Which files the server looks for, and how far.
import type { FileQuery } from '../host/host.js';
import { fileNameOf } from '../host/uri.js';
import { isServedFileName, netshNameEnds, servedNames } from '../served-files.js';

/** Folders of servers are seldom deeper than this below a workspace folder. */
const depth = 24;

/** More configuration files than one workspace has; the rest is left out and the user told. */
const limit = 5_000;

const names = servedNames.map((name) => name.toLowerCase());

export const configurationQuery: FileQuery = { names, extensions: netshNameEnds, depth, limit };
export const besideQuery: FileQuery = { ...configurationQuery, depth: 0 };
export const schemaQuery: FileQuery = { extensions: ['.xml'], depth: 0, limit: 100 };

export function isServedName(uri: string): boolean {
  return isServedFileName(fileNameOf(uri));
}

export function isApplicationHost(uri: string): boolean {
  return fileNameOf(uri).toLowerCase() === 'applicationhost.config';
}

export function isSettingsFile(uri: string): boolean {
  return fileNameOf(uri).toLowerCase() === '.exchange-cba.json';
}
