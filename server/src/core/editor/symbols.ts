// The outline of a configuration file: sites with their applications, locations, section groups and sections.
import type { SourceFile } from '../text/source-file.js';
import type { DocumentSymbol } from './answers.js';
import { Declarations } from '../iis/declarations.js';
import { normalizeConfigurationPath } from '../iis/paths.js';
import { documentOf } from '../iis/documents.js';
import type { XmlElement } from '../xml/tree.js';
import { attributeOf, childElements } from '../xml/tree.js';

/** Deeper than this nothing is listed; real files stay far above it. */
const deepest = 12;

export function symbolsOf(file: SourceFile): readonly DocumentSymbol[] {
  const { root } = documentOf(file);
  if (root?.name !== 'configuration') return [];
  const declarations = Declarations.read(file.uri, documentOf(file), root, Declarations.builtin);
  return childElements(root).map((element) => symbolOf(element, '', declarations, 0));
}

function symbolOf(element: XmlElement, prefix: string, declarations: Declarations, depth: number): DocumentSymbol {
  const path = prefix === '' ? element.name : `${prefix}/${element.name}`;
  const base = { range: element.range, selection: element.nameRange };
  const below = (inner: string): DocumentSymbol[] =>
    depth >= deepest ? [] : childElements(element).map((child) => symbolOf(child, inner, declarations, depth + 1));
  if (element.name === 'location' && prefix === '') {
    const written = attributeOf(element, 'path')?.value ?? '.';
    const mode = attributeOf(element, 'overrideMode')?.value;
    return {
      ...base,
      name: written === '' || written === '.' ? 'all below' : written,
      kind: 'location',
      configurationPath: normalizeConfigurationPath(written),
      ...(mode === undefined ? {} : { detail: `overrideMode ${mode}` }),
      children: below(''),
    };
  }
  if (path === 'system.applicationHost/sites') {
    return { ...base, name: 'sites', kind: 'section', children: childElements(element, 'site').map(siteSymbol) };
  }
  if (declarations.isSection(path)) {
    const detail = attributeOf(element, 'sslFlags') ?? attributeOf(element, 'enabled');
    return {
      ...base,
      name: element.name,
      kind: 'section',
      ...(detail ? { detail: `${detail.name} ${detail.value}` } : {}),
      children: childElements(element)
        .filter((child) => childElements(child).length > 0)
        .map((child) => elementSymbol(child)),
    };
  }
  if (declarations.isGroup(path)) return { ...base, name: element.name, kind: 'sectionGroup', children: below(path) };
  return elementSymbol(element);
}

function elementSymbol(element: XmlElement): DocumentSymbol {
  const name = attributeOf(element, 'name')?.value;
  return {
    name: element.name,
    ...(name === undefined || name === '' ? {} : { detail: name }),
    kind: 'element',
    range: element.range,
    selection: element.nameRange,
    children: [],
  };
}

function siteSymbol(site: XmlElement): DocumentSymbol {
  const name = attributeOf(site, 'name')?.value ?? '';
  return {
    name: name === '' ? 'site' : name,
    kind: 'site',
    range: site.range,
    selection: site.nameRange,
    ...(name === '' ? {} : { configurationPath: name }),
    children: childElements(site, 'application').map((application) => {
      const path = attributeOf(application, 'path')?.value ?? '';
      return {
        name: path === '' ? 'application' : path,
        kind: 'application',
        range: application.range,
        selection: application.nameRange,
        configurationPath: normalizeConfigurationPath(`${name}${path}`),
        children: childElements(application, 'virtualDirectory').map((directory) => {
          const at = attributeOf(directory, 'path')?.value ?? '';
          return {
            name: at === '' ? 'virtualDirectory' : at,
            detail: attributeOf(directory, 'physicalPath')?.value ?? '',
            kind: 'virtualDirectory',
            range: directory.range,
            selection: directory.nameRange,
            configurationPath: normalizeConfigurationPath(`${name}${path === '/' ? '' : path}${at}`),
            children: [],
          };
        }),
      };
    }),
  };
}
