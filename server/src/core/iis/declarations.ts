// What `<configSections>` declares: which sections exist, where they may stand, and whether they start locked.
import type { Place } from '../text/range.js';
import { touches } from '../text/range.js';
import type { XmlDocument, XmlElement } from '../xml/tree.js';
import { attributeOf, childElements } from '../xml/tree.js';
import type { AllowDefinition, SectionDeclaration } from './schema/schema.js';
import { builtinDeclarations } from './schema/builtin.js';

/** A declaration, with the place that makes it; null for what IIS ships. */
export interface Declared extends SectionDeclaration {
  readonly place: Place | null;
}

const allowDefinitions: ReadonlyMap<string, AllowDefinition> = new Map([
  ['machineonly', 'MachineOnly'],
  ['machinetorootweb', 'MachineToRootWeb'],
  ['machinetowebroot', 'MachineToRootWeb'],
  ['machinetoapplication', 'MachineToApplication'],
  ['apphostonly', 'AppHostOnly'],
  ['everywhere', 'Everywhere'],
]);

/** The declarations that hold in a file: its own, those of the files above it, and what IIS ships. */
export class Declarations {
  readonly #sections: ReadonlyMap<string, Declared>;
  readonly #groups: ReadonlySet<string>;
  /**
   * False when they could not be read (a syntax error inside `<configSections>`, or no such element in the file that should have it): then
   * the shipped ones hold, and nothing is said of undeclared or locked sections.
   */
  readonly trusted: boolean;

  private constructor(sections: ReadonlyMap<string, Declared>, groups: ReadonlySet<string>, trusted: boolean) {
    this.#sections = sections;
    this.#groups = groups;
    this.trusted = trusted;
  }

  /** What a stock IIS declares. */
  static readonly builtin = Declarations.#from([], [], false);

  static #from(
    declared: readonly Declared[],
    groups: readonly string[],
    trusted: boolean,
    above?: Declarations,
  ): Declarations {
    const sections = new Map<string, Declared>(above ? above.#sections : []);
    if (!above)
      for (const declaration of builtinDeclarations) sections.set(declaration.path, { ...declaration, place: null });
    for (const declaration of declared) sections.set(declaration.path, declaration);
    const allGroups = new Set<string>(groups);
    for (const path of sections.keys()) {
      for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) allGroups.add(path.slice(0, at));
    }
    return new Declarations(sections, allGroups, trusted);
  }

  /** Reads a file's own `<configSections>` on top of what is declared above it. */
  static read(uri: string, document: XmlDocument, configuration: XmlElement, above: Declarations): Declarations {
    const elements = childElements(configuration, 'configSections');
    if (elements.length === 0) return above;
    if (elements.some((element) => document.errors.some((error) => touches(error.range, element.range)))) {
      return new Declarations(above.#sections, above.#groups, false);
    }
    const declared: Declared[] = [];
    const groups: string[] = [];
    for (const element of elements) collect(element, '', uri, declared, groups);
    return Declarations.#from(declared, groups, true, above);
  }

  lookup(path: string): Declared | undefined {
    return this.#sections.get(path);
  }

  isSection(path: string): boolean {
    return this.#sections.has(path);
  }

  isGroup(path: string): boolean {
    return this.#groups.has(path);
  }

  /** The declared section paths. */
  get paths(): Iterable<string> {
    return this.#sections.keys();
  }
}

function collect(parent: XmlElement, prefix: string, uri: string, declared: Declared[], groups: string[]): void {
  for (const element of childElements(parent)) {
    const name = attributeOf(element, 'name')?.value;
    if (name === undefined || name === '') continue;
    const path = prefix === '' ? name : `${prefix}/${name}`;
    if (element.name === 'sectionGroup') {
      groups.push(path);
      collect(element, path, uri, declared, groups);
    } else if (element.name === 'section') {
      declared.push({
        path,
        overrideModeDefault:
          attributeOf(element, 'overrideModeDefault')?.value.toLowerCase() === 'deny' ? 'Deny' : 'Allow',
        allowDefinition:
          allowDefinitions.get((attributeOf(element, 'allowDefinition')?.value ?? '').toLowerCase()) ?? 'Everywhere',
        allowLocation: attributeOf(element, 'allowLocation')?.value.toLowerCase() !== 'false',
        place: { uri, range: element.range },
      });
    }
  }
}
