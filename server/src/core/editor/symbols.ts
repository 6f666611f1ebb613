// The outline of a configuration file: sites with their applications, locations, section groups and sections.
import type { SourceFile } from '../text/source-file.js';
import type { DocumentSymbol } from './answers.js';
import { Declarations } from '../iis/declarations.js';
import { documentOf } from '../iis/documents.js';
import type { XmlElement, XmlNode } from '../xml/tree.js';
import { attributeOf, childElements } from '../xml/tree.js';

/** The name of a location without a path, to be shown in the user's language. */
export const allBelow = 'all below';

/** Deeper than this nothing is listed; real files stay far above it. */
const deepest = 12;

export function symbolsOf(file: SourceFile): readonly DocumentSymbol[] {
  const { root } = documentOf(file);
  if (root?.name !== 'configuration') return [];
  const declarations = Declarations.read(file.uri, documentOf(file), root, Declarations.builtin);
  return childElements(root).map((element) => symbolOf(element, '', declarations, 0));
}

function symbolOf(element: XmlElement, prefix: string, declarations: Declarations, depth: number): DocumentSymbol {
  const { name } = element;
  const path = prefix === '' ? name : `${prefix}/${name}`;
  const below = (inner: string): DocumentSymbol[] =>
    depth >= deepest ? [] : childElements(element).map((child) => symbolOf(child, inner, declarations, depth + 1));
  if (name === 'location' && prefix === '') {
    const written = valueOf(element, 'path');
    const mode = valueOf(element, 'overrideMode');
    const detail = mode === '' ? '' : `overrideMode ${mode}`;
    return symbol('location', written === '' || written === '.' ? allBelow : written, detail, element, below(''));
  }
  if (path === 'system.applicationHost/sites') {
    return symbol('section', name, '', element, childElements(element, 'site').map(siteSymbol));
  }
  if (declarations.isSection(path)) {
    const setting = attributeOf(element, 'sslFlags') ?? attributeOf(element, 'enabled');
    const detail = setting === undefined ? '' : `${setting.name} ${setting.value}`;
    const children = childElements(element).filter((child) => child.children.some(isElement));
    return symbol('section', name, detail, element, children.map(elementSymbol));
  }
  if (declarations.isGroup(path)) return symbol('sectionGroup', name, '', element, below(path));
  return elementSymbol(element);
}

function elementSymbol(element: XmlElement): DocumentSymbol {
  return symbol('element', element.name, valueOf(element, 'name'), element, []);
}

function siteSymbol(site: XmlElement): DocumentSymbol {
  const applications = childElements(site, 'application').map((application) => {
    const directories = childElements(application, 'virtualDirectory').map((directory) => {
      const path = valueOf(directory, 'path') || 'virtualDirectory';
      return symbol('virtualDirectory', path, valueOf(directory, 'physicalPath'), directory, []);
    });
    return symbol('application', valueOf(application, 'path') || 'application', '', application, directories);
  });
  return symbol('site', valueOf(site, 'name') || 'site', '', site, applications);
}

/** Made in one place and with the same fields always, which is several times as fast as spreading objects. */
function symbol(
  kind: DocumentSymbol['kind'],
  name: string,
  detail: string,
  { range, nameRange }: XmlElement,
  children: readonly DocumentSymbol[],
): DocumentSymbol {
  return { name, detail, kind, range, selection: nameRange, children };
}

function valueOf(element: XmlElement, name: string): string {
  return attributeOf(element, name)?.value ?? '';
}

function isElement({ kind }: XmlNode): boolean {
  return kind === 'element';
}
