// Trees and configuration files of source files, made once per version of a file for as long as they are
// kept.
import type { SourceFile } from '../text/source-file.js';
import { Declarations } from './declarations.js';
import type { ConfigurationFile, ConfigurationFileKind } from './file.js';
import { readConfigurationFile } from './file.js';
import { encodingError } from '../xml/encoding-error.js';
import { parseXml } from '../xml/parse.js';
import type { XmlDocument } from '../xml/tree.js';

const trees = new WeakMap<SourceFile, XmlDocument>();
/**
 * Weak in the declarations, too: every version of an applicationHost.config has its own, for web.config files
 * that stay.
 */
const files = new WeakMap<SourceFile, WeakMap<Declarations, ConfigurationFile>>();
/** How many models hold parts of a file's tree: they must meet the same one in `documentOf`. */
const pins = new WeakMap<SourceFile, number>();
/** By uri, the newest version of a file whose tree no model holds, the oldest first. */
const loose = new Map<string, SourceFile>();
let looseTotal = 0;
const looseLimit = 4_000_000;

/** The tree of a file's text. */
export function documentOf(source: SourceFile): XmlDocument {
  let document = trees.get(source);
  if (!document) {
    trees.set(source, (document = parsed(source)));
    if (!pins.has(source)) {
      forgetLoose(source.uri);
      loose.set(source.uri, source);
      looseTotal += source.text.length;
    }
  }
  return document;
}

function parsed(source: SourceFile): XmlDocument {
  const document = parseXml(source.text);
  const error = encodingError(source);
  if (error === null) return document;
  return { ...document, errors: [...document.errors, error].sort((a, b) => a.range.start - b.range.start) };
}

/** An earlier version keeps its tree as long as somebody holds the version. */
function forgetLoose(uri: string): void {
  looseTotal -= loose.get(uri)?.text.length ?? 0;
  loose.delete(uri);
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

/** Keeps the tree of a file from now on. */
export function pinTree(source: SourceFile): void {
  pins.set(source, (pins.get(source) ?? 0) + 1);
  if (loose.get(source.uri) === source) forgetLoose(source.uri);
}

/** The opposite: when no model holds it any more, the tree is forgotten. */
export function unpinTree(source: SourceFile): void {
  leaveTree(source);
  if (!pins.has(source)) forget(source);
}

/** The same for a model that may be in use: the tree lives as long as somebody holds the file. */
export function leaveTree(source: SourceFile): void {
  const count = (pins.get(source) ?? 1) - 1;
  if (count > 0) pins.set(source, count);
  else pins.delete(source);
}

/** Forgets the oldest trees that no model holds. To be called where no one works with one. */
export function trimTrees(): void {
  for (const [uri, source] of loose) {
    if (looseTotal <= looseLimit) return;
    forgetLoose(uri);
    forget(source);
  }
}

function forget(source: SourceFile): void {
  trees.delete(source);
  files.delete(source);
}
