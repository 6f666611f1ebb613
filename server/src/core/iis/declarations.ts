// What `<configSections>` declares: which sections exist, where they may be, and whether they start locked.
import type { Place } from '../text/range.js';
import { touches } from '../text/range.js';
import type { XmlDocument, XmlElement } from '../xml/tree.js';
import { attributeOf, childElements } from '../xml/tree.js';
import { differsInCaseOnly } from './schema/suggest.js';
import type { AllowDefinition, SectionDeclaration } from './schema/schema.js';
import { builtinDeclarations } from './schema/builtin.js';
import { unclearValues } from './unclear-values.js';

/** A declaration, with the place that makes it; null for what IIS ships. */
export interface Declared extends SectionDeclaration {
  readonly place: Place | null;
}

/** A declaration with its `<section>`. */
export interface OwnDeclaration extends Declared {
  readonly place: Place;
  readonly element: XmlElement;
}

const allowDefinitions: ReadonlyMap<string, AllowDefinition> = new Map([
  ['machineonly', 'MachineOnly'],
  ['machinetorootweb', 'MachineToRootWeb'],
  ['machinetowebroot', 'MachineToRootWeb'],
  ['machinetoapplication', 'MachineToApplication'],
  ['apphostonly', 'AppHostOnly'],
  ['everywhere', 'Everywhere'],
]);

/** A declaration of a section that is declared already, which IIS refuses. */
export interface DoubledDeclaration {
  readonly path: string;
  readonly element: XmlElement;
  /** The declaration that holds; null for what IIS ships. */
  readonly first: Place | null;
}

/** The declarations that hold in a file: its own, those of the files above it, and what IIS ships. */
export class Declarations {
  readonly #sections: ReadonlyMap<string, Declared>;
  readonly #groups: ReadonlySet<string>;
  #lowerCase: ReadonlyMap<string, string> | null = null;
  #names: string | null = null;
  #below: Declarations | null = null;
  /**
   * False when they could not be read (a syntax error or a name in the wrong case inside `<configSections>`,
   * or no such element in the file that should have it): then the shipped ones hold, and nothing is said of
   * undeclared or locked sections.
   */
  readonly trusted: boolean;
  /**
   * What the file itself declares for a second time, or although applicationHost.config or IIS declares it.
   */
  readonly doubled: readonly DoubledDeclaration[];
  /** What the file itself declares, each section once. */
  readonly own: ReadonlyMap<string, OwnDeclaration>;

  private constructor(
    sections: ReadonlyMap<string, Declared>,
    groups: ReadonlySet<string>,
    trusted: boolean,
    own: ReadonlyMap<string, OwnDeclaration> = new Map(),
    doubled: readonly DoubledDeclaration[] = [],
  ) {
    this.own = own;
    this.doubled = doubled;
    this.#sections = sections;
    this.#groups = groups;
    this.trusted = trusted;
  }

  /** What a stock IIS declares. */
  static readonly builtin = Declarations.#from(new Map(), [], false);

  static #from(
    own: ReadonlyMap<string, OwnDeclaration>,
    groups: readonly string[],
    trusted: boolean,
    above?: Declarations,
    doubled: readonly DoubledDeclaration[] = [],
  ): Declarations {
    const sections = new Map<string, Declared>(above ? above.#sections : []);
    if (!above)
      for (const declaration of builtinDeclarations) sections.set(declaration.path, { ...declaration, place: null });
    for (const declaration of own.values()) sections.set(declaration.path, declaration);
    const allGroups = new Set<string>(groups);
    for (const path of sections.keys()) {
      for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) allGroups.add(path.slice(0, at));
    }
    return new Declarations(sections, allGroups, trusted, own, doubled);
  }

  /** Reads a file's own `<configSections>` on top of what is declared above it. */
  static read(uri: string, document: XmlDocument, configuration: XmlElement, above: Declarations): Declarations {
    const elements = childElements(configuration, 'configSections');
    const isMisspelt = childElements(configuration).some(({ name }) => differsInCaseOnly(name, 'configSections'));
    if (elements.length === 0 && !isMisspelt) return above.forFilesBelow();
    const isDamaged = (element: XmlElement): boolean =>
      document.errors.some((error) => touches(error.range, element.range)) || hasMisspelt(element);
    if (isMisspelt || elements.some(isDamaged)) {
      return new Declarations(above.#sections, above.#groups, false);
    }
    const declared: OwnDeclaration[] = [];
    const groups: string[] = [];
    for (const element of elements) collect(element, uri, declared, groups);
    const own = new Map<string, OwnDeclaration>();
    const doubled: DoubledDeclaration[] = [];
    for (const declaration of declared) {
      const { path, element } = declaration;
      const first = own.get(path)?.place ?? above.declaredAbove(path);
      if (first === undefined) own.set(path, declaration);
      else doubled.push({ path, element, first });
    }
    return Declarations.#from(own, groups, true, above, doubled);
  }

  /** The same declarations as they hold in a file below. */
  forFilesBelow(): Declarations {
    if (this.doubled.length === 0 && this.own.size === 0) return this;
    return (this.#below ??= new Declarations(this.#sections, this.#groups, this.trusted));
  }

  /**
   * The place that declares a section for the files below; null where IIS itself does, undefined where that
   * is not certain.
   */
  declaredAbove(path: string): Place | null | undefined {
    if (!this.trusted) return undefined;
    const found = this.#sections.get(path);
    if (!found) return undefined;
    return found.place ?? (path.startsWith('system.webServer/') ? null : undefined);
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

  /** The declared section or group whose path differs from that one in case alone. */
  spelling(path: string): string | undefined {
    this.#lowerCase ??= new Map([...this.#groups, ...this.#sections.keys()].map((each) => [each.toLowerCase(), each]));
    const found = this.#lowerCase.get(path.toLowerCase());
    return found === path ? undefined : found;
  }

  /** All that decides what `isSection`, `isGroup` and `spelling` answer, as one text. */
  get names(): string {
    return (this.#names ??= [...this.#sections.keys(), '', ...this.#groups].join('\n'));
  }

  /** The declared section paths. */
  get paths(): Iterable<string> {
    return this.#sections.keys();
  }
}

const declaringElements = ['sectionGroup', 'section'];
const declaringAttributes = ['name', 'overrideModeDefault', 'allowDefinition', 'allowLocation'];

/**
 * True when an element or attribute that declares something is written in another case: nothing is known of
 * what IIS makes of it.
 */
function hasMisspelt(element: XmlElement): boolean {
  // Hostile texts nest deeply: an own stack instead of recursion.
  const waiting = childElements(element);
  for (let child = waiting.pop(); child; child = waiting.pop()) {
    const { name } = child;
    if (declaringElements.some((declaring) => differsInCaseOnly(name, declaring))) return true;
    if (child.attributes.some((attribute) => isMisspelt(attribute.name))) return true;
    if (name === 'section' && unclearValues(child).length > 0) return true;
    for (const inner of child.children) if (inner.kind === 'element') waiting.push(inner);
  }
  return false;
}

function isMisspelt(attribute: string): boolean {
  return declaringAttributes.some((name) => differsInCaseOnly(attribute, name));
}

/** Groups nest three deep; what a hostile text nests deeper than this is not looked into. */
const deepest = 50;

function collect(configSections: XmlElement, uri: string, declared: OwnDeclaration[], groups: string[]): void {
  // An own stack instead of recursion, in document order.
  const pending = [{ parent: configSections, prefix: '', depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const deeper: typeof pending = [];
    for (const element of childElements(next.parent)) {
      const name = attributeOf(element, 'name')?.value;
      if (name === undefined || name === '') continue;
      const path = next.prefix === '' ? name : `${next.prefix}/${name}`;
      if (element.name === 'section') declared.push(declarationOf(element, path, uri));
      if (element.name !== 'sectionGroup' || next.depth === deepest) continue;
      groups.push(path);
      deeper.push({ parent: element, prefix: path, depth: next.depth + 1 });
    }
    for (let i = deeper.length - 1; i >= 0; i--) pending.push(deeper[i]!);
  }
}

function declarationOf(element: XmlElement, path: string, uri: string): OwnDeclaration {
  return {
    path,
    element,
    overrideModeDefault: attributeOf(element, 'overrideModeDefault')?.value.toLowerCase() === 'deny' ? 'Deny' : 'Allow',
    allowDefinition:
      allowDefinitions.get((attributeOf(element, 'allowDefinition')?.value ?? '').toLowerCase()) ?? 'Everywhere',
    allowLocation: attributeOf(element, 'allowLocation')?.value.toLowerCase() !== 'false',
    place: { uri, range: element.range },
  };
}
