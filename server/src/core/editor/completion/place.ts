// Where something is to be completed, with what is known of that place.
import type { Declarations } from '../../iis/declarations.js';
import type { Schema } from '../../iis/schema/schema.js';
import type { XmlDocument, XmlElement } from '../../xml/tree.js';
import type { ReadFile } from '../located.js';

export interface Place {
  readonly document: XmlDocument;
  readonly offset: number;
  readonly schema: Schema;
  readonly declarations: Declarations;
  /** The file as a server reads it; undefined where none does. */
  readonly reader: ReadFile | undefined;
}

/**
 * The section group that an element is; '' for `<configuration>` and `<location>`, null for anything else.
 */
export function groupPath(element: XmlElement): string | null {
  const names: string[] = [];
  for (let at: XmlElement | null = element; at; at = at.parent) {
    if (at.name === 'configuration' && at.parent === null) return names.join('/');
    if (at.name === 'location') return at.parent?.parent === null ? names.join('/') : null;
    names.unshift(at.name);
  }
  return null;
}
