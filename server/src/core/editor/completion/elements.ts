// Elements that may be written at a place, each with what it needs at least.
import type { CompletionItem } from '../answers.js';
import type { Declared } from '../../iis/declarations.js';
import { locate } from '../../iis/schema/locate.js';
import { elementMeaning } from '../../iis/schema/meanings/meanings.js';
import { attributesOf, childNames, resolveChild, resolveElement, type Resolved } from '../../iis/schema/resolve.js';
import type { Range } from '../../text/range.js';
import { attributeOf, type XmlElement } from '../../xml/tree.js';
import { locationSnippets } from './location-snippets.js';
import { groupPath, type Place } from './place.js';

/** `onName`: the element is there already, and only its name is replaced. */
export function elementItems(parent: XmlElement, replaced: Range, place: Place, onName = false): CompletionItem[] {
  const items = childrenOf(parent, place).map(({ name, kind, documentation, content }): CompletionItem => {
    const { markup, suggest } = onName ? { markup: name, suggest: false } : snippetOf(name, content);
    return {
      label: name,
      kind,
      ...(documentation === undefined ? {} : { documentation }),
      ...(onName ? {} : { snippet: true }),
      ...(suggest ? { suggest } : {}),
      edit: { range: replaced, newText: markup },
    };
  });
  return onName || groupPath(parent) !== '' || parent.name !== 'configuration'
    ? items
    : [...items, ...locationSnippets(replaced, place)];
}

/** What an element can hold, as far as it decides how it is begun. */
interface Content {
  readonly required: readonly string[];
  readonly hasAttributes: boolean;
  /** `block`: its children come first; `optional`: it can have children, its attributes come first. */
  readonly children: 'none' | 'optional' | 'block';
}

const block: Content = { required: [], hasAttributes: false, children: 'block' };

function contentOf(resolved: Resolved): Content {
  const attributes = [...attributesOf(resolved).values()];
  const children = childNames(resolved);
  const isCollection = children.includes('add') || children.includes('clear');
  return {
    required: attributes.filter(({ required, isUniqueKey }) => required || isUniqueKey).map(({ name }) => name),
    hasAttributes: attributes.length > 0,
    children: children.length === 0 ? 'none' : isCollection || attributes.length === 0 ? 'block' : 'optional',
  };
}

/** The tag with its required attributes; the caret ends where the next list is of use. */
function snippetOf(name: string, { required, hasAttributes, children }: Content): { markup: string; suggest: boolean } {
  const attributes = required.map((attribute, index) => ` ${attribute}="$${index + 1}"`).join('');
  if (children === 'block') return { markup: `<${name}${attributes}>\n\t$0\n</${name}>`, suggest: true };
  if (required.length > 0) return { markup: `<${name}${attributes} />`, suggest: true };
  return hasAttributes ? { markup: `<${name} $0 />`, suggest: true } : { markup: `<${name} />`, suggest: false };
}

interface Child {
  readonly name: string;
  readonly kind: 'section' | 'element';
  readonly documentation: string | undefined;
  readonly content: Content;
}

function childrenOf(parent: XmlElement, place: Place): Child[] {
  const located = locate(parent, place.schema);
  if (located) {
    const { resolved } = located;
    if (resolved.kind === 'unknown') return [];
    return childNames(resolved).map((name): Child => {
      const child = resolveChild(resolved, name);
      const content = child ? contentOf(child) : { required: [], hasAttributes: true, children: 'none' as const };
      return { name, kind: 'element', documentation: elementMeaning(`${located.place}/${name}`), content };
    });
  }
  const prefix = groupPath(parent);
  if (prefix === null) return [];
  const names = new Map<string, Child>();
  for (const path of place.declarations.paths) {
    if (prefix !== '' && !path.startsWith(`${prefix}/`)) continue;
    const declared = place.declarations.lookup(path);
    if (declared && !mayStand(declared, parent, place)) continue;
    const rest = prefix === '' ? path : path.slice(prefix.length + 1);
    const name = rest.split('/')[0]!;
    const isSection = rest === name;
    const documentation = elementMeaning(prefix === '' ? name : `${prefix}/${name}`);
    const schema = isSection ? place.schema.section(path) : undefined;
    const resolved = schema && resolveElement(schema, []);
    const content = resolved && resolved.kind !== 'unknown' ? contentOf(resolved) : block;
    names.set(name, { name, kind: isSection ? 'section' : 'element', documentation, content });
  }
  const children = [...names.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (parent.name === 'configuration') {
    const content: Content = { required: ['path'], hasAttributes: true, children: 'block' };
    children.unshift({ name: 'location', kind: 'element', documentation: elementMeaning('location'), content });
  }
  return children;
}

/** False where the declaration of a section speaks against this file or location: then it is not offered. */
function mayStand({ allowDefinition, allowLocation }: Declared, parent: XmlElement, { reader }: Place): boolean {
  let location: XmlElement | null = parent;
  while (location && location.name !== 'location') location = location.parent;
  if (location && !allowLocation) return false;
  const isServerLevel = reader?.file.kind === 'applicationHost';
  const path = location ? (attributeOf(location, 'path')?.value ?? '') : '';
  if (allowDefinition === 'AppHostOnly' || allowDefinition === 'MachineOnly') {
    return isServerLevel || !reader ? path === '' || path === '.' : false;
  }
  return allowDefinition !== 'MachineToRootWeb' || isServerLevel || !reader;
}
