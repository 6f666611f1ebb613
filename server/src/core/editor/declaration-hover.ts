// Hover on what declares: a section with its delegation, a binding with its record of HTTP.SYS, a module with
// its image or type.
import { httpsBindings } from '../exchange/bindings.js';
import { recordsBehind } from '../exchange/ssl-records.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import { markdownCode } from '../text/markdown-escape.js';
import type { CheckedServer } from '../workspace/assembled-server.js';
import type { XmlElement } from '../xml/tree.js';
import { attributeOf } from '../xml/tree.js';
import { declaredPaths } from './declared-paths.js';
import { placeLink, type Texts } from './explain.js';

/** So many paths are named. */
const mostPaths = 10;

/** Null for an element that declares nothing of these. */
export function declarationHover(element: XmlElement, server: CheckedServer, texts: Texts): string | null {
  if (element.name === 'section') return sectionHover(element, server);
  if (element.name === 'binding') return bindingHover(element, server, texts);
  const isModule = element.parent?.name === 'modules' && ['add', 'remove'].includes(element.name);
  return isModule ? moduleHover(element, server.configuration, texts) : null;
}

function sectionHover(element: XmlElement, server: CheckedServer): string | null {
  const names: string[] = [];
  for (let at: XmlElement | null = element; at && at.name !== 'configSections'; at = at.parent) {
    names.unshift(attributeOf(at, 'name')?.value ?? '');
  }
  const section = names.join('/');
  const { configuration } = server;
  const declaration = configuration.declaration(section);
  if (!declaration) return null;
  const { overrideModeDefault } = declaration;
  const isOpen = overrideModeDefault === 'Allow';
  const others = declaredPaths([server])
    .map(({ configurationPath }) => configurationPath)
    .filter((path) => configuration.override(path, section).mode === (isOpen ? 'Deny' : 'Allow'));
  const more = others.length > mostPaths ? ' …' : '';
  const list = `${others.slice(0, mostPaths).map(markdownCode).join(', ')}${more}`;
  return [
    `**${section}**`,
    isOpen ? 'By default a web.config can set this section.' : 'By default a web.config cannot set this section.',
    ...(others.length === 0 ? [] : [isOpen ? `Locked at ${list}.` : `Unlocked at ${list}.`]),
  ].join('\n\n');
}

function bindingHover(element: XmlElement, { configuration, facts }: CheckedServer, texts: Texts): string | null {
  const parsed = configuration.sites.flatMap(httpsBindings).find(({ binding }) => binding.element === element);
  if (!parsed) return null;
  const lines = recordsBehind(parsed, facts.sslRecords).map((record) => {
    const certificate = record.certificateHash === null ? 'none' : markdownCode(record.certificateHash);
    return `HTTP.SYS record: ${markdownCode(record.endpoint)} (${placeLink(record, texts)}). Certificate: ${certificate}.`;
  });
  return lines.length > 0 ? lines.join('\n\n') : 'No HTTP.SYS record of this binding was provided (sslcert.txt).';
}

/** Null for a module that nothing declares. */
function moduleHover(element: XmlElement, configuration: ServerConfiguration, texts: Texts): string | null {
  const name = attributeOf(element, 'name')?.value;
  const managed = attributeOf(element, 'type')?.value;
  if (managed !== undefined && managed !== '') return `Managed module: ${markdownCode(managed)}.`;
  const declared = configuration
    .section('', 'system.webServer/globalModules')
    ?.entries?.value?.find(({ key }) => key === name);
  if (!declared) return null;
  const image = declared.element.attributes.get('image')?.value;
  const where = declared.origin.kind === 'schema' ? '' : ` (${placeLink(declared.origin, texts)})`;
  return `Native module: ${markdownCode(image ?? '')}${where}.`;
}
