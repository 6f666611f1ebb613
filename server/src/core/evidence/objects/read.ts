// Objects with properties in whatever notation a text has them: CliXml, JSON, CSV, or lists among other text.
import type { XmlDocument } from '../../xml/tree.js';
import { readCliXml } from './clixml.js';
import { looksLikeCsv, readCsv } from './csv.js';
import { readJson } from './json.js';
import { readList } from './list.js';
import type { EvidenceObject } from './model.js';

export type Notation = 'clixml' | 'json' | 'csv' | 'list';

export interface ReadObjects {
  readonly notation: Notation;
  readonly objects: readonly EvidenceObject[];
}

/** `document` is the tree of the text, asked for only when it begins as XML. */
export function readObjects(text: string, document: () => XmlDocument): ReadObjects {
  const first = /^\s*([<{[])/.exec(text.slice(0, 1000))?.[1];
  if (first === '<') return { notation: 'clixml', objects: readCliXml(document()) };
  if (first === '{' || first === '[') return { notation: 'json', objects: readJson(text) };
  if (looksLikeCsv(text)) return { notation: 'csv', objects: readCsv(text) };
  return { notation: 'list', objects: readList(text) };
}
