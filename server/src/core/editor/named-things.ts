// The things of a server that configurations call by name: sites, application pools, modules. Where each is
// declared, and every value that names it.
import type { ConfigurationFile } from '../iis/file.js';
import { samePath } from '../iis/paths.js';
import type { Range } from '../text/range.js';
import type { CheckedServer } from '../workspace/assembled-server.js';
import type { XmlAttribute, XmlElement } from '../xml/tree.js';
import { attributeOf, childElements } from '../xml/tree.js';
import { descendantElements } from '../xml/walk.js';

export type ThingKind = 'site' | 'pool' | 'module';

/** One value that is a name, or that begins with one (the path of a location begins with a site). */
export interface NamePlace {
  readonly uri: string;
  /** The name alone, inside the value. */
  readonly range: Range;
  readonly declares: boolean;
}

export interface Thing {
  readonly kind: ThingKind;
  readonly name: string;
}

/** The thing that an attribute's value names; null for a value that names none. */
export function thingNamed(element: XmlElement, attribute: XmlAttribute): Thing | null {
  const use = nameIn(element, attribute);
  return use && use.name !== '' ? { kind: use.kind, name: use.name } : null;
}

/** Every place in the files of a server that names a thing, applicationHost.config first. */
export function placesOfThing({ configuration }: CheckedServer, thing: Thing): NamePlace[] {
  const files: readonly ConfigurationFile[] = [configuration.applicationHost, ...configuration.placedFiles.keys()];
  return files.flatMap(({ uri, document }) => placesIn(uri, descendantElements(document), thing));
}

function placesIn(uri: string, elements: Iterable<XmlElement>, thing: Thing): NamePlace[] {
  const places: NamePlace[] = [];
  for (const element of elements) {
    for (const attribute of element.attributes) {
      const use = nameIn(element, attribute);
      if (use?.kind !== thing.kind || !samePath(use.name, thing.name)) continue;
      // A value with references in it has other offsets than its text.
      const { start, end } = attribute.valueRange;
      if (end - start !== attribute.value.length) continue;
      places.push({ uri, range: { start, end: start + use.name.length }, declares: use.declares });
    }
  }
  return places;
}

interface NameUse extends Thing {
  readonly declares: boolean;
}

function nameIn(element: XmlElement, { name, value }: XmlAttribute): NameUse | null {
  const parent = element.parent?.name;
  if (name === 'applicationPool') return { kind: 'pool', name: value, declares: false };
  if (element.name === 'location' && name === 'path') {
    const slash = value.indexOf('/');
    return { kind: 'site', name: slash < 0 ? value : value.slice(0, slash), declares: false };
  }
  if (name !== 'name') return null;
  if (element.name === 'site' && parent === 'sites') return { kind: 'site', name: value, declares: true };
  if (element.name !== 'add' && element.name !== 'remove') return null;
  if (parent === 'applicationPools') return { kind: 'pool', name: value, declares: element.name === 'add' };
  if (parent === 'globalModules') return { kind: 'module', name: value, declares: element.name === 'add' };
  // A managed module declares itself where it is added with its type.
  if (parent === 'modules') {
    return {
      kind: 'module',
      name: value,
      declares: element.name === 'add' && attributeOf(element, 'type') !== undefined,
    };
  }
  return null;
}

/** The names of all things of a kind that a server declares. */
export function declaredNames(server: CheckedServer, kind: 'site' | 'pool'): string[] {
  const { sites, applicationHost } = server.configuration;
  if (kind === 'site') return sites.map(({ name }) => name.value);
  return [...descendantElements(applicationHost.document)]
    .filter((element) => element.name === 'applicationPools')
    .flatMap((pools) => childElements(pools, 'add').map((pool) => attributeOf(pool, 'name')?.value ?? ''));
}
