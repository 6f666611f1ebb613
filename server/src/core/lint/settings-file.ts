// Settings files, read once per version of a file.
import { folderOf } from '../iis/paths.js';
import type { SourceFile } from '../text/source-file.js';
import { resolveInside } from './border.js';
import type { FileSettings } from './settings.js';
import { parseSettings } from './settings.js';

/** A settings file. */
export interface SettingsFile {
  readonly uri: string;
  readonly settings: FileSettings;
  /** The folder that its paths may not leave; '' for settings of the user's own, which may name any place. */
  readonly border: string;
}

/** The border of a settings file. */
export type BorderFinder = (file: SourceFile) => string;

const settingsFiles = new WeakMap<SourceFile, SettingsFile>();

/** What a settings file says. */
export function settingsFileOf(source: SourceFile, borderFor: BorderFinder): SettingsFile {
  const border = borderFor(source);
  let file = settingsFiles.get(source);
  if (file?.border !== border) {
    file = { uri: source.uri, settings: file?.settings ?? parseSettings(source.text).settings, border };
    settingsFiles.set(source, file);
  }
  return file;
}

/**
 * The folder of IIS schema files that a settings file names; null without one, and for one that leads out of
 * the border.
 */
export function schemaFolderOf({ uri, settings, border }: SettingsFile): string | null {
  return settings.schemaFolder === undefined ? null : resolveInside(settings.schemaFolder, folderOf(uri), border);
}
