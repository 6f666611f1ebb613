// Finds the section that an XML element of a configuration file belongs to.
import type { XmlElement } from '../../xml/tree.js';
import { resolveElement, type Resolved, type Unresolved } from './resolve.js';
import type { Schema, SectionSchema } from './schema.js';

export interface Located {
  readonly section: SectionSchema;
  /** The section's own element. */
  readonly sectionElement: XmlElement;
  /**
   * The names of the elements below it down to the one that was asked for; empty for the section's element
   * itself.
   */
  readonly path: readonly string[];
  /** What the element is to the section's schema. */
  readonly resolved: Resolved | Unresolved;
  /** Where meanings are looked up: the section's path and `path`, with `/` between them. */
  readonly place: string;
}

/**
 * The section that an element is or lies in, directly below `<configuration>` or inside a `<location>`. Null
 * for what is in no section of the schema: groups, `<location>` itself, declarations, sections that only .NET
 * knows.
 */
export function locate(element: XmlElement, schema: Schema): Located | null {
  const chain: XmlElement[] = [];
  for (let at: XmlElement | null = element; at; at = at.parent) chain.unshift(at);
  if (chain[0]?.name !== 'configuration') return null;
  const first = chain[1]?.name === 'location' ? 2 : 1;
  let path = '';
  for (let i = first; i < chain.length; i++) {
    path = i === first ? chain[i]!.name : `${path}/${chain[i]!.name}`;
    const section = schema.section(path);
    if (!section) continue;
    const names = chain.slice(i + 1).map(({ name }) => name);
    return {
      section,
      sectionElement: chain[i]!,
      path: names,
      resolved: resolveElement(section, names),
      place: [path, ...names].join('/'),
    };
  }
  return null;
}
