// Settings files, read once per version of a file.
import type { SourceFile } from '../text/source-file.js';
import type { FileSettings } from './settings.js';
import { parseSettings } from './settings.js';

/** A settings file at hand. */
export interface SettingsFile {
  readonly uri: string;
  readonly settings: FileSettings;
}

const settingsFiles = new WeakMap<SourceFile, SettingsFile>();

/** What a settings file says. */
export function settingsFileOf(source: SourceFile): SettingsFile {
  let file = settingsFiles.get(source);
  if (!file) settingsFiles.set(source, (file = { uri: source.uri, settings: parseSettings(source.text).settings }));
  return file;
}
