// Objects with properties in whatever notation a text has them: CliXml, JSON, CSV, or lists and tables among
// other text.
import type { XmlDocument } from '../../xml/tree.js';
import { readCliXml } from './clixml.js';
import { looksLikeCsv, readCsv } from './csv.js';
import { readJson } from './json.js';
import { readList } from './list.js';
import type { EvidenceObject } from './model.js';
import { readTables } from './table.js';

export type Notation = 'clixml' | 'json' | 'csv' | 'list';

export interface ReadObjects {
  readonly notation: Notation;
  readonly objects: readonly EvidenceObject[];
}

/** `document` is the tree of the text, asked for only when it begins as XML. */
export function readObjects(text: string, document: () => XmlDocument): ReadObjects {
  // `[PS] C:\>` is the prompt of the Exchange Management Shell.
  const first = /^\s*([<{]|\[(?!PS\]))/.exec(text.slice(0, 1000))?.[1];
  if (first === '<') return { notation: 'clixml', objects: readCliXml(document()) };
  if (first === '{' || first === '[') return { notation: 'json', objects: readJson(text) };
  if (looksLikeCsv(text)) return { notation: 'csv', objects: readCsv(text) };
  const objects = [...readList(text), ...readTables(text)];
  return { notation: 'list', objects: objects.sort((a, b) => a.range.start - b.range.start) };
}
