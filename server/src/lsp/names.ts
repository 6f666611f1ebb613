// Which files the server knows by name.
import { fileNameOf } from '../host/uri.js';
import { isServedFileName } from '../served-files.js';

export function isServedName(uri: string): boolean {
  return isServedFileName(fileNameOf(uri));
}

export function isSettingsFile(uri: string): boolean {
  return fileNameOf(uri).toLowerCase() === '.exchange-cba.json';
}
