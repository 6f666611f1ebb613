// The entry of a settings file that binds a configuration under another name to its virtual directory.
import type { Binding } from '../lint/analysis.js';
import { settingsFileName } from '../lint/settings.js';

export function settingsUriOf({ folder }: Binding): string {
  return `${folder}/${settingsFileName}`;
}

/**
 * The text of the settings file with the entry; null where the text there is not an object that can take it.
 */
export function boundSettings(text: string | null, { configurationPath, target }: Binding): string | null {
  let settings: unknown = {};
  try {
    if (text !== null && text.trim() !== '') settings = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return null;
  }
  if (!isObject(settings)) return null;
  const known = settings.virtualDirectories ?? {};
  if (!isObject(known)) return null;
  const virtualDirectories = { ...known, [configurationPath]: target };
  return `${JSON.stringify({ ...settings, virtualDirectories }, null, 2)}\n`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
