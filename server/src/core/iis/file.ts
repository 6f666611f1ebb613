// One configuration file, taken apart into its locations and sections; what it means is decided elsewhere.
import { RangeSet } from '../text/range-set.js';
import type { XmlAttribute, XmlDocument, XmlElement } from '../xml/tree.js';
import { attributeOf } from '../xml/tree.js';
import { Declarations } from './declarations.js';
import { attributeIgnoringCase, misspelt } from './names.js';
import { normalizeConfigurationPath } from './paths.js';
import { differsInCaseOnly } from './schema/suggest.js';
import { unclearValues } from './unclear-values.js';

export type ConfigurationFileKind = 'applicationHost' | 'webConfig' | 'other';
export type OverrideMode = 'Inherit' | 'Allow' | 'Deny';

/** A `<location>` tag. */
export interface LocationTag {
  readonly element: XmlElement;
  /** The attribute; null when it is missing, which means the file's own level. */
  readonly pathAttribute: XmlAttribute | null;
  /** Relative to the level of the file; '' is that level itself. */
  readonly path: string;
  readonly overrideMode: OverrideMode;
  /** The attribute that states the override mode: `overrideMode` or `allowOverride`. */
  readonly overrideAttribute: XmlAttribute | null;
  readonly inheritInChildApplications: boolean;
  /**
   * Its name or that of an attribute is written in another case, or a value is none of those documented, so
   * that nothing is known of what IIS makes of it.
   */
  readonly misspelt: boolean;
}

/** A section element where it stands. */
export interface SectionOccurrence {
  /** `system.webServer/security/access`. */
  readonly section: string;
  readonly element: XmlElement;
  /** The location around it; null directly below `<configuration>`. */
  readonly location: LocationTag | null;
  /** A syntax error lies in it or in the tags around it: what it says cannot be relied on. */
  readonly damaged: boolean;
}

/** An element that is neither a declared section nor a section group, or a group that says too much. */
export interface UndeclaredElement {
  readonly path: string;
  readonly element: XmlElement;
  readonly location: LocationTag | null;
}

export interface ConfigurationFile {
  readonly uri: string;
  readonly kind: ConfigurationFileKind;
  readonly document: XmlDocument;
  /** The `<configuration>` element; null when the document has none. */
  readonly configuration: XmlElement | null;
  /** The text ends before `</configuration>`: it may have said anything about what it does not write. */
  readonly isCut: boolean;
  readonly declarations: Declarations;
  readonly locations: readonly LocationTag[];
  readonly sections: readonly SectionOccurrence[];
  readonly undeclared: readonly UndeclaredElement[];
  /** Section groups that have attributes, which none may have. */
  readonly groups: readonly UndeclaredElement[];
  /**
   * What would be a section if names were compared without case, in its own name, that of a group or location
   * around it, or the attributes of its location. Nothing is known of what IIS makes of it: at its path the
   * section is unknown.
   */
  readonly misspelt: readonly SectionOccurrence[];
}

/** HTTP.SYS rejects a request whose path has more segments (UrlSegmentMaxCount, KB820129). */
export const maxPathSegments = 255;

export const locationAttributes = ['path', 'overrideMode', 'allowOverride', 'inheritInChildApplications'];

/** Takes a document apart. `above` is what the files above it declare. Total: any document gives a file. */
export function readConfigurationFile(
  uri: string,
  kind: ConfigurationFileKind,
  document: XmlDocument,
  above: Declarations = Declarations.builtin,
): ConfigurationFile {
  const configuration = document.root?.name === 'configuration' ? document.root : null;
  if (!configuration) {
    const nothing = { locations: [], sections: [], undeclared: [], groups: [], misspelt: [] };
    return { uri, kind, document, configuration, isCut: false, declarations: above, ...nothing };
  }
  const declarations = Declarations.read(uri, document, configuration, above);
  const isCut = configuration.endTag === null && !configuration.selfClosing;
  return { uri, kind, document, configuration, isCut, declarations, ...partsOf(document, configuration, declarations) };
}

type Parts = Pick<ConfigurationFile, 'locations' | 'sections' | 'undeclared' | 'groups' | 'misspelt'>;

/** The last reading: the files below an applicationHost.config are read for each version of it. */
const parts = new WeakMap<XmlDocument, { readonly names: string; readonly parts: Parts }>();

/** What is in a file where these names are declared, whatever else the declarations say. */
function partsOf(document: XmlDocument, configuration: XmlElement, declarations: Declarations): Parts {
  const { names } = declarations;
  const known = parts.get(document);
  if (known?.names === names) return known.parts;
  const reader = new FileReader(document, declarations);
  reader.readLevel(configuration, null);
  const { locations, sections, undeclared, groups, misspelt: unclear } = reader;
  const found: Parts = { locations, sections, undeclared, groups, misspelt: unclear };
  parts.set(document, { names, parts: found });
  return found;
}

interface Level {
  readonly element: XmlElement;
  readonly prefix: string;
  readonly location: LocationTag | null;
  readonly broken: boolean;
  /** An element around it is written in another case. */
  readonly inMisspelt: boolean;
}

class FileReader {
  readonly locations: LocationTag[] = [];
  readonly sections: SectionOccurrence[] = [];
  readonly undeclared: UndeclaredElement[] = [];
  readonly groups: UndeclaredElement[] = [];
  readonly misspelt: SectionOccurrence[] = [];
  readonly #errors: RangeSet;
  readonly #declarations: Declarations;

  constructor(document: XmlDocument, declarations: Declarations) {
    this.#errors = new RangeSet(document.errors.map((error) => error.range));
    this.#declarations = declarations;
  }

  readLevel(level: XmlElement, location: LocationTag | null): void {
    // Groups nest as deep as the text does; an own stack keeps hostile depth harmless.
    const pending: Level[] = [{ element: level, prefix: '', location, broken: false, inMisspelt: false }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const deeper: Level[] = [];
      for (const child of next.element.children) {
        if (child.kind !== 'element') continue;
        if (child.name === 'location' && (next.prefix === '' || next.broken || next.element.endTag === null)) {
          // A location inside another is what a missing end tag leaves behind.
          const tag = readLocation(child);
          this.locations.push(tag);
          deeper.push({ ...next, element: child, prefix: '', location: tag, broken: this.#tagsAreBroken(child) });
          continue;
        }
        if (next.prefix === '' && child.name === 'configSections') continue;
        const path = next.prefix === '' ? child.name : `${next.prefix}/${child.name}`;
        if (this.#declarations.isSection(path)) {
          const damaged = next.broken || this.#errors.touches(child.range);
          this.#section({ section: path, element: child, location: next.location, damaged }, next.inMisspelt);
        } else if (this.#declarations.isGroup(path)) {
          const broken = next.broken || this.#tagsAreBroken(child);
          if (!broken && child.attributes.length > 0)
            this.groups.push({ path, element: child, location: next.location });
          deeper.push({ ...next, element: child, prefix: path, broken });
        } else {
          if (!next.inMisspelt) this.undeclared.push({ path, element: child, location: next.location });
          const below = this.#misspelt(path, child, next);
          if (below) deeper.push(below);
        }
      }
      // One by one: a file may hold more locations than a call takes arguments.
      for (let i = deeper.length - 1; i >= 0; i--) pending.push(deeper[i]!);
    }
  }

  #section(occurrence: SectionOccurrence, inMisspelt: boolean): void {
    const { location } = occurrence;
    if (!inMisspelt && !location?.misspelt) {
      this.sections.push(occurrence);
      return;
    }
    this.misspelt.push(occurrence);
    // Without the attribute that may be meant for its path, a location speaks of the file's own level.
    if (location?.misspelt && location.pathAttribute?.name !== 'path')
      this.misspelt.push({ ...occurrence, location: null });
  }

  /**
   * What to look into of an element that is declared in another case; null for a section, and for what is not
   * declared at all.
   */
  #misspelt(path: string, element: XmlElement, level: Level): Level | null {
    const broken = level.broken || this.#tagsAreBroken(element);
    if (level.prefix === '' && !level.location && differsInCaseOnly(element.name, 'location')) {
      const location: LocationTag = { ...readLocation(element), misspelt: true };
      this.locations.push(location);
      return { element, prefix: '', location, broken, inMisspelt: true };
    }
    const spelling = this.#declarations.spelling(path);
    if (spelling === undefined) return null;
    if (this.#declarations.isGroup(spelling)) return { ...level, element, prefix: spelling, broken, inMisspelt: true };
    this.#section({ section: spelling, element, location: level.location, damaged: true }, true);
    return null;
  }

  #tagsAreBroken(element: XmlElement): boolean {
    return this.#errors.touches(element.startTag) || (element.endTag !== null && this.#errors.touches(element.endTag));
  }
}

function readLocation(element: XmlElement): LocationTag {
  const pathAttribute = attributeIgnoringCase(element, 'path') ?? null;
  const mode = attributeOf(element, 'overrideMode');
  const legacy = attributeOf(element, 'allowOverride');
  return {
    element,
    misspelt: locationAttributes.some((name) => misspelt(element, name)) || unclearValues(element).length > 0,
    pathAttribute,
    path: reachable(normalizeConfigurationPath(pathAttribute?.value ?? '.')),
    overrideMode: mode
      ? readOverrideMode(mode.value)
      : legacy
        ? legacy.value.toLowerCase() === 'false'
          ? 'Deny'
          : 'Allow'
        : 'Inherit',
    overrideAttribute: mode ?? legacy ?? null,
    inheritInChildApplications: attributeOf(element, 'inheritInChildApplications')?.value.toLowerCase() !== 'false',
  };
}

/**
 * What is below the deepest path that a request may have is cut off: it would cost time, and nothing asks for
 * it.
 */
function reachable(path: string): string {
  const segments = path.length > maxPathSegments ? path.split('/', maxPathSegments) : [path];
  return segments.length < maxPathSegments ? path : segments.join('/');
}

function readOverrideMode(value: string): OverrideMode {
  const lower = value.toLowerCase();
  return lower === 'allow' ? 'Allow' : lower === 'deny' ? 'Deny' : 'Inherit';
}
