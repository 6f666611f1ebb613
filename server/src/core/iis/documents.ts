// Trees and configuration files of source files, made once per version of a file.
import type { SourceFile } from '../text/source-file.js';
import { Declarations } from './declarations.js';
import type { ConfigurationFile, ConfigurationFileKind } from './file.js';
import { readConfigurationFile } from './file.js';
import { parseXml } from '../xml/parse.js';
import type { XmlDocument } from '../xml/tree.js';

const trees = new WeakMap<SourceFile, XmlDocument>();
/**
 * Weak in the declarations, too: every version of an applicationHost.config has its own, for web.config files
 * that stay.
 */
const files = new WeakMap<SourceFile, WeakMap<Declarations, ConfigurationFile>>();

/** The tree of a file's text. */
export function documentOf(source: SourceFile): XmlDocument {
  let document = trees.get(source);
  if (!document) trees.set(source, (document = parseXml(source.text)));
  return document;
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
