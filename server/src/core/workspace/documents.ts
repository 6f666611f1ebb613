// Trees, configuration files and records of source files, made once per version of a file.
import type { SourceFile } from '../project.js';
import type { FileSettings } from '../lint/settings.js';
import { parseSettings } from '../lint/settings.js';
import { Declarations } from '../iis/declarations.js';
import type { ConfigurationFile, ConfigurationFileKind } from '../iis/file.js';
import { readConfigurationFile } from '../iis/file.js';
import { readNetshSslCertificates } from '../evidence/netsh.js';
import type { SslRecord } from '../exchange/ssl-records.js';
import { parseXml } from '../xml/parse.js';
import type { XmlDocument } from '../xml/tree.js';

const trees = new WeakMap<SourceFile, XmlDocument>();
/** Weak in the declarations, too: every version of an applicationHost.config has its own, for web.config files that stay. */
const files = new WeakMap<SourceFile, WeakMap<Declarations, ConfigurationFile>>();

/** The tree of a file's text. */
export function documentOf(source: SourceFile): XmlDocument {
  let document = trees.get(source);
  if (!document) trees.set(source, (document = parseXml(source.text)));
  return document;
}

const records = new WeakMap<SourceFile, readonly SslRecord[] | null>();

/** The records of saved netsh output; null for a text that is none. */
export function sslRecordsOf(source: SourceFile): readonly SslRecord[] | null {
  const known = records.get(source);
  if (known !== undefined) return known;
  // What begins as markup or JSON is a configuration or settings, whatever its values say.
  const found = /^\s*[<{]/.test(source.text) ? [] : readNetshSslCertificates(source.text);
  const result = found.length === 0 ? null : found.map((record) => ({ ...record, uri: source.uri }));
  records.set(source, result);
  return result;
}

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

/** The configuration file of a source, below those declarations. */
export function configurationOf(
  source: SourceFile,
  kind: ConfigurationFileKind,
  above: Declarations = Declarations.builtin,
): ConfigurationFile {
  let byDeclarations = files.get(source);
  if (!byDeclarations) files.set(source, (byDeclarations = new WeakMap<Declarations, ConfigurationFile>()));
  let file = byDeclarations.get(above);
  if (file?.kind !== kind) {
    file = readConfigurationFile(source.uri, kind, documentOf(source), above);
    byDeclarations.set(above, file);
  }
  return file;
}
