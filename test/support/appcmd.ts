// A small appcmd: replays `set`, `clear`, `lock` and `unlock config` on the text of a server. Reads XML with
// fast-xml-parser, and knows nothing of how the product edits, so that it can witness against it.
import { XMLParser } from 'fast-xml-parser';

/** Path below the server's folder → text. */
export type Files = ReadonlyMap<string, string>;

interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
}

type Ordered = Record<string, unknown>;

const options = {
  ignoreAttributes: false,
  preserveOrder: true,
  attributeNamePrefix: '',
  parseAttributeValue: false,
  processEntities: true,
};

function parse(text: string): Element {
  const nodes = new XMLParser(options).parse(text) as Ordered[];
  const root = nodes.map(read).find((element) => element?.name === 'configuration');
  if (!root) throw new Error('There is no <configuration>.');
  return root;
}

function read(node: Ordered): Element | null {
  const name = Object.keys(node).find((key) => key !== ':@')!;
  if (name === '#text' || name.startsWith('?')) return null;
  const children = (node[name] as Ordered[]).map(read).filter((child) => child !== null);
  return { name, attributes: { ...(node[':@'] as Record<string, string> | undefined) }, children };
}

function write({ name, attributes, children }: Element): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`);
  return `<${name}${list.join('')}>${children.map(write).join('')}</${name}>`;
}

function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function child(element: Element, name: string): Element | undefined {
  return element.children.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
}

function childOrNew(element: Element, name: string): Element {
  let found = child(element, name);
  if (!found) element.children.push((found = { name, attributes: {}, children: [] }));
  return found;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const normal = (path: string | undefined): string =>
  path === undefined || path === '.' ? '' : path.replace(/\/$/, '');

export class Appcmd {
  readonly #files: Map<string, Element>;
  readonly #webConfigOf: (path: string) => string;

  /** `webConfigOf` names the file of a configuration path. */
  constructor(files: Files, webConfigOf: (path: string) => string = (path) => `${path}/web.config`) {
    this.#files = new Map(
      [...files].filter(([name]) => name.endsWith('.config')).map(([name, text]) => [name, parse(text)]),
    );
    this.#webConfigOf = webConfigOf;
  }

  files(): Files {
    return new Map([...this.#files].map(([name, root]) => [name, write(root)]));
  }

  /** Runs one command; throws where appcmd would fail. */
  run(argv: readonly string[]): void {
    const [verb, object, ...rest] = argv;
    if (object !== 'config') throw new Error(`Not an object of this appcmd: ${object ?? ''}`);
    const path = rest[0] !== undefined && !/^[-/]/.test(rest[0]) ? rest.shift()! : '';
    const section = take(rest, /^-section:(.*)$/);
    const commit = take(rest, /^\/commit:(.*)$/);
    if (section === null) throw new Error('There is no -section.');
    const apphost = commit === 'apphost' || path === '';
    if (!apphost && this.#isLocked(path, section)) throw new Error(`${section} is locked at ${path}.`);
    switch (verb ?? '') {
      case 'set':
        for (const parameter of rest) this.#set(path, section, apphost, parameter);
        return;
      case 'clear':
        for (const parameter of rest) this.#clear(path, section, apphost, parameter);
        return;
      case 'unlock':
      case 'lock':
        this.#override(path, section, verb === 'lock' ? 'Deny' : 'Allow');
        return;
      default:
        throw new Error(`Not a verb of this appcmd: ${verb ?? 'nothing'}`);
    }
  }

  #root(path: string, apphost: boolean): Element {
    const name = apphost ? 'applicationHost.config' : this.#webConfigOf(path);
    const root = this.#files.get(name);
    if (!root) throw new Error(`There is no ${name}.`);
    return root;
  }

  /** The elements that hold sections for a path in a file, the one to write last. */
  #holders(root: Element, relative: string): Element[] {
    const locations = root.children.filter(
      (one) => one.name === 'location' && same(normal(one.attributes.path), relative),
    );
    return relative === '' ? [...locations, root] : locations;
  }

  #section(path: string, section: string, apphost: boolean): Element {
    const root = this.#root(path, apphost);
    const relative = apphost ? normal(path) : '';
    const names = section.split('/');
    for (const holder of this.#holders(root, relative)) {
      const found = descend(holder, names);
      if (found) return found;
    }
    let holder =
      relative === '' ? root : this.#holders(root, relative).find((one) => !('overrideMode' in one.attributes));
    if (!holder) root.children.push((holder = { name: 'location', attributes: { path: relative }, children: [] }));
    return names.reduce(childOrNew, holder);
  }

  #set(path: string, section: string, apphost: boolean, parameter: string): void {
    const element = this.#section(path, section, apphost);
    const entry = /^\/([+-])(?:(.*)\.)?\[(.*)\]$/.exec(parameter);
    if (entry) {
      const collection = (entry[2] ?? '')
        .split('.')
        .filter((name) => name !== '')
        .reduce(childOrNew, element);
      const attributes = keyValues(entry[3]!);
      if (entry[1] === '+') this.#add(collection, attributes, path, section, entry[2] ?? '');
      else this.#remove(collection, attributes);
      return;
    }
    const match = /^\/([\w.]+):(.*)$/s.exec(parameter);
    if (!match) throw new Error(`What is ${parameter}?`);
    const names = match[1]!.split('.');
    const attribute = names.pop()!;
    const value = match[2] === 'True' || match[2] === 'False' ? match[2].toLowerCase() : match[2]!;
    names.reduce(childOrNew, element).attributes[attribute] = value;
  }

  #add(collection: Element, attributes: Record<string, string>, path: string, section: string, below: string): void {
    const [key, value] = Object.entries(attributes)[0]!;
    const present = (list: readonly string[]): boolean => list.some((one) => same(one, value));
    if (present(this.#inEffect(path, section, below, key))) throw new Error(`${value} is there already.`);
    // What the same place removes and adds again is there in the end; a remove before it stays.
    collection.children.push({ name: 'add', attributes, children: [] });
  }

  #remove(collection: Element, attributes: Record<string, string>): void {
    const matches = (one: Element): boolean =>
      Object.entries(attributes).every(([name, value]) => same(one.attributes[name] ?? '', value));
    const at = collection.children.findIndex((one) => one.name === 'add' && matches(one));
    if (at >= 0) collection.children.splice(at, 1);
    else if (collection.children.some((one) => one.name === 'clear')) throw new Error('There is nothing to remove.');
    else collection.children.push({ name: 'remove', attributes, children: [] });
  }

  /** The keys of a collection at a path, outermost first, for applicationHost.config alone. */
  #inEffect(path: string, section: string, below: string, key: string): string[] {
    const root = this.#root('', true);
    let list: string[] = [];
    const levels = path === '' ? [''] : ['', ...path.split('/').map((_, at, all) => all.slice(0, at + 1).join('/'))];
    for (const level of levels) {
      for (const holder of this.#holders(root, level)) {
        const collection = descend(holder, [...section.split('/'), ...below.split('.').filter((name) => name !== '')]);
        for (const directive of collection?.children ?? []) {
          const value = directive.attributes[key] ?? '';
          if (directive.name === 'clear') list = [];
          else if (directive.name === 'remove') list = list.filter((one) => !same(one, value));
          else if (directive.name === 'add') list.push(value);
        }
      }
    }
    return list;
  }

  #clear(path: string, section: string, apphost: boolean, parameter: string): void {
    const names = parameter.slice(1).split('.');
    const attribute = names.pop()!;
    const element = names.reduce(childOrNew, this.#section(path, section, apphost));
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
    delete element.attributes[attribute];
  }

  #override(path: string, section: string, mode: 'Allow' | 'Deny'): void {
    const root = this.#root('', true);
    const found = this.#holders(root, normal(path)).find(
      (holder) => holder.attributes.overrideMode === mode && descend(holder, section.split('/')),
    );
    if (found) return;
    const location: Element = {
      name: 'location',
      attributes: { path: normal(path), overrideMode: mode },
      children: [],
    };
    root.children.push(location);
    section.split('/').reduce(childOrNew, location);
  }

  #isLocked(path: string, section: string): boolean {
    const root = this.#root('', true);
    const levels = ['', ...path.split('/').map((_, at, all) => all.slice(0, at + 1).join('/'))].reverse();
    for (const level of levels) {
      for (const holder of this.#holders(root, level)) {
        const mode = holder.attributes.overrideMode;
        if (mode !== undefined && mode !== 'Inherit' && descend(holder, section.split('/'))) return mode === 'Deny';
      }
    }
    let groups = root.children.find(({ name }) => name === 'configSections');
    for (const name of section.split('/')) groups = groups?.children.find((one) => one.attributes.name === name);
    return groups?.attributes.overrideModeDefault === 'Deny';
  }
}

function descend(element: Element, names: readonly string[]): Element | undefined {
  return names.reduce<Element | undefined>((at, name) => at && child(at, name), element);
}

function take(list: string[], pattern: RegExp): string | null {
  const at = list.findIndex((one) => pattern.test(one));
  if (at < 0) return null;
  return pattern.exec(list.splice(at, 1)[0]!)![1]!;
}

function keyValues(text: string): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(/(\w+)='([^']*)'(?:,|$)/g)) result[name!] = value!;
  return result;
}
