// Makes random servers from the schema as plain data, and writes them as configuration files.
import type { AttributeSchema, ElementSchema, Schema } from '../../server/src/core/iis/schema/schema.js';

/** Attributes, child elements and directives that one place writes for one element. */
export interface Write {
  readonly attributes: ReadonlyMap<string, string>;
  readonly elements: ReadonlyMap<string, Write>;
  readonly directives: readonly Directive[];
  readonly locks: ReadonlyMap<string, string>;
}

export interface Directive {
  readonly name: string;
  readonly op: 'add' | 'remove' | 'clear';
  /** Of `remove` and `clear` only the attributes count. */
  readonly write: Write;
}

export interface Place {
  /** The path that it addresses, from the site's name on; '' is the server level. */
  readonly path: string;
  readonly inLocation: boolean;
  readonly inherit: boolean;
  readonly mode: 'Inherit' | 'Allow' | 'Deny';
  readonly section: string;
  readonly write: Write;
}

/** A configuration file: '' for applicationHost.config, else the path at which the web.config is read. */
export interface RandomFile {
  readonly base: string;
  readonly places: readonly Place[];
}

export interface Declaration {
  readonly mode: 'Allow' | 'Deny';
  readonly definition: string;
  readonly allowLocation: boolean;
}

export interface RandomServer {
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly files: readonly RandomFile[];
}

export const applications = ['S', 'S/a', 'S/a/b'];
export const folders = ['S/f', 'S/a/f'];
export const virtualDirectory = 'S/v';
export const paths = ['', ...applications, ...folders, virtualDirectory, 'S/a/b/deep'];

export const sections = [
  'system.webServer/serverRuntime',
  'system.webServer/directoryBrowse',
  'system.webServer/modules',
  'system.webServer/handlers',
  'system.webServer/defaultDocument',
  'system.webServer/httpProtocol',
  'system.webServer/staticContent',
  'system.webServer/security/access',
  'system.webServer/security/authorization',
  'system.webServer/security/requestFiltering',
  'system.webServer/security/authentication/windowsAuthentication',
];

export const poolsSection = 'system.applicationHost/applicationPools';
export const sitesSection = 'system.applicationHost/sites';

/** A generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const nothing: Write = { attributes: new Map(), elements: new Map(), directives: [], locks: new Map() };

function ofServer(section: string, write: Write): Place {
  return { path: '', inLocation: false, inherit: true, mode: 'Inherit', section, write };
}

export class ServerMaker {
  readonly #schema: Schema;
  readonly #next: () => number;

  constructor(schema: Schema, next: () => number) {
    this.#schema = schema;
    this.#next = next;
  }

  make(): RandomServer {
    const declarations = new Map(
      sections.map((section): [string, Declaration] => [
        section,
        {
          mode: this.#chance(0.15) ? ('Deny' as const) : ('Allow' as const),
          definition: this.#pick(['', '', '', '', '', 'MachineToApplication', 'AppHostOnly']),
          allowLocation: !this.#chance(0.1),
        },
      ]),
    );
    for (const section of [poolsSection, sitesSection])
      declarations.set(section, { mode: 'Deny', definition: 'AppHostOnly', allowLocation: true });
    const files = ['', ...applications, ...folders, virtualDirectory].map((base) => this.#file(base));
    return { declarations, files };
  }

  #file(base: string): RandomFile {
    const places: Place[] = base === '' ? [this.#pools(), this.#sites()] : [];
    for (const section of sections) {
      if (base === '' || this.#chance(0.35)) places.push(this.#place(base, false, section));
      for (const path of paths) {
        const isBelow = path !== base && (base === '' || path.startsWith(`${base}/`));
        if (isBelow && this.#chance(0.12)) places.push(this.#place(path, true, section));
      }
    }
    return { base, places };
  }

  #place(path: string, inLocation: boolean, section: string): Place {
    return {
      path,
      inLocation,
      inherit: !inLocation || this.#chance(0.8),
      mode: inLocation ? this.#pick(['Inherit', 'Inherit', 'Inherit', 'Allow', 'Deny']) : 'Inherit',
      section,
      write: this.#write(this.#schema.section(section)!, 0),
    };
  }

  #pools(): Place {
    const schema = this.#schema.section(poolsSection)!;
    const directives = ['P', 'Q'].map((name) => this.#entry(schema.collection!.entry, 'add', { name }));
    return ofServer(poolsSection, { ...nothing, elements: this.#defaults(schema), directives });
  }

  /** The site with its applications, and what gives each of them defaults, at every level that may. */
  #sites(): Place {
    const schema = this.#schema.section(sitesSection)!;
    const site = schema.collection!.entry;
    const application = site.collection!.entry;
    const directory = application.collection!.entry;
    const directoryAt = (path: string, at: string): Directive =>
      this.#entry(directory, 'virtualDirectory', { path, physicalPath: `C:\\www\\${at.replaceAll('/', '\\')}` });
    const directives = applications.map((at) =>
      this.#entry(application, 'application', { path: at === 'S' ? '/' : at.slice(1) }, [
        directoryAt('/', at),
        ...(at === 'S' ? [directoryAt('/v', virtualDirectory)] : []),
      ]),
    );
    const write = { ...nothing, elements: this.#defaults(schema) };
    return ofServer(sitesSection, {
      ...write,
      directives: [this.#entry(site, 'site', { name: 'S', id: '1' }, directives)],
    });
  }

  /** An entry with these keys and inner entries, and attributes and elements of its own. */
  #entry(
    schema: ElementSchema,
    name: string,
    keys: Readonly<Record<string, string>>,
    directives: readonly Directive[] = [],
  ): Directive {
    const { attributes, elements } = this.#write(schema, 1);
    const own = new Map([...attributes, ...Object.entries(keys)]);
    const all = new Map([...elements, ...this.#defaults(schema)]);
    return { name, op: 'add', write: { attributes: own, elements: all, directives, locks: new Map() } };
  }

  /** The `…Defaults` elements of a collection's element, without what tells entries apart. */
  #defaults({ elements }: ElementSchema): Map<string, Write> {
    const result = new Map<string, Write>();
    for (const [name, schema] of elements) {
      if (!name.endsWith('Defaults') || this.#chance(0.3)) continue;
      const write = this.#write(schema, 0);
      const keys = [...schema.attributes.values()].filter((one) => one.isUniqueKey || one.isCombinedKey);
      const attributes = new Map([...write.attributes].filter(([one]) => keys.every((key) => key.name !== one)));
      result.set(name, { ...write, attributes, locks: new Map() });
    }
    return result;
  }

  #write(schema: ElementSchema, depth: number): Write {
    const attributes = new Map<string, string>();
    for (const attribute of schema.attributes.values()) {
      const value = this.#chance(0.3) ? this.#value(attribute) : null;
      if (value !== null) attributes.set(attribute.name, value);
    }
    const elements = new Map<string, Write>();
    for (const element of depth < 2 ? schema.elements.values() : [])
      if (this.#chance(0.4)) elements.set(element.name, this.#write(element, depth + 1));
    const locks = new Map<string, string>();
    if (this.#chance(0.08)) locks.set('lockAttributes', this.#pick([...schema.attributes.keys(), '*']));
    if (this.#chance(0.04)) locks.set('lockAllAttributesExcept', this.#pick([...schema.attributes.keys(), 'none']));
    if (this.#chance(0.05)) locks.set('lockElements', this.#pick([...schema.elements.keys(), 'remove', 'add', '*']));
    if (this.#chance(0.03)) locks.set('lockAllElementsExcept', this.#pick([...schema.elements.keys(), 'add', 'none']));
    if (this.#chance(0.03)) locks.set('lockItem', 'true');
    return { attributes, elements, directives: this.#directives(schema), locks };
  }

  #directives({ collection }: ElementSchema): readonly Directive[] {
    const result: Directive[] = [];
    if (!collection || this.#chance(0.4)) return result;
    for (let count = Math.floor(this.#next() * 5); count > 0; count--) {
      const op = this.#pick(['add', 'add', 'add', 'remove', 'remove', 'clear'] as const);
      const name = {
        add: collection.addElements[0]!,
        remove: collection.removeElement,
        clear: collection.clearElement,
      }[op];
      if (name === null) continue;
      const attributes = new Map<string, string>();
      for (const attribute of op === 'clear' ? [] : collection.entry.attributes.values()) {
        const isKey = attribute.isUniqueKey || attribute.isCombinedKey;
        const isWritten =
          op === 'remove' ? isKey && (attribute.isUniqueKey || this.#chance(0.6)) : isKey || attribute.required;
        const value = isWritten || (op === 'add' && this.#chance(0.2)) ? this.#value(attribute) : null;
        if (value !== null) attributes.set(attribute.name, value);
      }
      const keys = [...collection.entry.attributes.values()].filter((one) => one.isUniqueKey || one.isCombinedKey);
      if (op === 'remove' && !keys.some((key) => attributes.has(key.name))) continue;
      const locks = new Map(op === 'add' && this.#chance(0.1) ? [['lockItem', 'true']] : []);
      result.push({ name, op, write: { ...nothing, attributes, locks } });
    }
    return result;
  }

  /** A value that the schema allows, in one of its spellings; null where this does not know one. */
  #value({ type, names, validation, timeSpanFormat }: AttributeSchema): string | null {
    const range = validation?.kind === 'integerRange' && !validation.exclude ? validation : null;
    switch (type) {
      case 'bool':
        return this.#pick(['true', 'false', 'True']);
      case 'enum':
        return this.#pick(names).name;
      case 'flags':
        return (
          names
            .filter(() => this.#chance(0.4))
            .map(({ name }) => name)
            .reverse()
            .join(', ') || names[0]!.name
        );
      case 'timeSpan':
        return timeSpanFormat !== undefined ? null : this.#time(validation);
      case 'uint':
      case 'int':
      case 'int64':
        return validation !== null && !range ? null : String((range?.min ?? 0) + Math.floor(this.#next() * 3));
      case 'string':
        return validation === null || validation.kind === 'nonEmptyString' ? this.#pick(['x', 'y', 'z', 'X']) : null;
    }
  }

  /** Hours beyond a day are written as such or as days. */
  #time(validation: AttributeSchema['validation']): string | null {
    if (validation !== null && (validation.kind !== 'timeSpanRange' || validation.exclude)) return null;
    const step = validation?.granularity ?? 1;
    const [min, max] = validation ? [validation.min, validation.max] : [0, 200000];
    const seconds = Math.min(max, Math.ceil(min / step) * step + Math.floor(this.#next() * (120000 / step)) * step);
    if (seconds < min || seconds % step !== 0) return null;
    const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
    const rest = `${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
    const hours = Math.floor(seconds / 3600);
    return hours > 23 && this.#chance(0.5)
      ? `${Math.floor(hours / 24)}.${two(hours % 24)}:${rest}`
      : `${two(hours)}:${rest}`;
  }

  #chance(probability: number): boolean {
    return this.#next() < probability;
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#next() * from.length)]!;
  }
}

/** The files of a server, by name below its folder. */
export function textsOf({ declarations, files }: RandomServer): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const { base, places } of files) {
    const content = places.map((place) => placeText(place, base)).join('\n');
    const name = base === '' ? 'applicationHost.config' : `www/${base}/web.config`;
    texts[name] = `<configuration>${base === '' ? hostText(declarations) : ''}${content}</configuration>`;
  }
  return texts;
}

function hostText(declarations: RandomServer['declarations']): string {
  const nested = (path: string, text: string): string =>
    path
      .split('/')
      .slice(0, -1)
      .reverse()
      .reduce((inner, group) => `<sectionGroup name="${group}">${inner}</sectionGroup>`, text);
  const declared = [...declarations].map(([path, { mode, definition, allowLocation }]) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const allow = `${definition === '' ? '' : ` allowDefinition="${definition}"`}${allowLocation ? '' : ' allowLocation="false"'}`;
    return nested(path, `<section name="${name}" overrideModeDefault="${mode}"${allow} />`);
  });
  return `<configSections>${declared.join('')}</configSections>`;
}

function placeText({ path, inLocation, inherit, mode, section, write }: Place, base: string): string {
  const groups = section.split('/');
  const name = groups.pop()!;
  const element = groups.reverse().reduce((inner, group) => `<${group}>${inner}</${group}>`, elementText(name, write));
  if (!inLocation) return element;
  const relative = base === '' ? path : path.slice(base.length + 1);
  const flags = `${inherit ? '' : ' inheritInChildApplications="false"'}${mode === 'Inherit' ? '' : ` overrideMode="${mode}"`}`;
  return `<location path="${relative}"${flags}>${element}</location>`;
}

function elementText(name: string, { attributes, elements, directives, locks }: Write): string {
  const inner = [...elements].map(([child, write]) => elementText(child, write));
  const entries = directives.map((one) => elementText(one.name, one.write));
  return `<${name}${attributeText(attributes)}${attributeText(locks)}>${inner.join('')}${entries.join('')}</${name}>`;
}

function attributeText(attributes: ReadonlyMap<string, string>): string {
  return [...attributes].map(([name, value]) => ` ${name}="${value}"`).join('');
}
