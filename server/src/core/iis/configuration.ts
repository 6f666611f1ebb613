// One server's configuration: what is effective at any configuration path, where it comes from, and what IIS would refuse.
import type { Place, Remark } from '../text/range.js';
import type { XmlElement } from '../xml/tree.js';
import { attributeOf } from '../xml/tree.js';
import { misspelt } from './names.js';
import type { Declared } from './declarations.js';
import type { ConfigurationFile, LocationTag, SectionOccurrence } from './file.js';
import type { Contribution, EffectiveElement, EntryCache, Merged, MissingContribution } from './merge.js';
import { mergeSection } from './merge.js';
import { fileNameOf, folderOf, joinConfigurationPath, levelsOf, pathKey, samePath, uriSegments } from './paths.js';
import type { Refusal } from './refusal.js';
import type { Schema } from './schema/schema.js';
import { SiteIndex, readSites } from './sites.js';
import { WebConfigs } from './web-configs.js';

export interface ServerInput {
  /** The uri of the folder that stands for the server. */
  readonly root: string;
  readonly applicationHost: ConfigurationFile;
  /** The web.config files that may belong to the server. */
  readonly webConfigs: readonly ConfigurationFile[];
  /** Configuration path → uri of a folder or file, as the administrator states it. */
  readonly mapped: ReadonlyMap<string, string>;
  /** Files that a configSource may name. */
  readonly sources: readonly ConfigurationFile[];
  readonly schema: Schema;
}

/** Whether files below may write a section at a path, and which place says so (null: the shipped declaration). */
export interface Override {
  /** `Unknown` where the place that says so has a name in another case. */
  readonly mode: 'Allow' | 'Deny' | 'Unknown';
  readonly by: Place | null;
}

/** A section in a file, at the absolute path that it addresses there. */
interface Placed {
  readonly file: ConfigurationFile;
  readonly occurrence: SectionOccurrence;
  readonly configurationPath: string;
}

/** Sections of one file by section and path; a file that is read at several paths is indexed once, relative to itself. */
class FileIndex {
  readonly #bySection = new Map<string, Map<string, SectionOccurrence[]>>();
  readonly #misspelt = new Map<string, Map<string, SectionOccurrence[]>>();

  constructor(file: ConfigurationFile) {
    FileIndex.#fill(this.#bySection, file.sections);
    FileIndex.#fill(this.#misspelt, file.misspelt);
  }

  static #fill(index: Map<string, Map<string, SectionOccurrence[]>>, sections: readonly SectionOccurrence[]): void {
    for (const occurrence of sections) {
      let paths = index.get(occurrence.section);
      if (!paths) index.set(occurrence.section, (paths = new Map<string, SectionOccurrence[]>()));
      const key = pathKey(occurrence.location?.path ?? '');
      const list = paths.get(key);
      if (list) list.push(occurrence);
      else paths.set(key, [occurrence]);
    }
  }

  at(section: string, relative: string): readonly SectionOccurrence[] {
    return this.#bySection.get(section)?.get(pathKey(relative)) ?? [];
  }

  /** What may be the section if names are compared without case. */
  misspeltAt(section: string, relative: string): readonly SectionOccurrence[] {
    return this.#misspelt.get(section)?.get(pathKey(relative)) ?? [];
  }
}

/** A web.config in the chain above or at a path, with the path at which it is read. */
interface ChainFile {
  readonly file: ConfigurationFile;
  readonly base: string;
}

export class ServerConfiguration {
  readonly root: string;
  readonly applicationHost: ConfigurationFile;
  readonly schema: Schema;
  readonly siteIndex: SiteIndex;
  readonly webConfigs: WebConfigs;
  /** The files that are read somewhere on this server, with the paths at which they are. */
  readonly placedFiles: ReadonlyMap<ConfigurationFile, readonly string[]>;
  readonly #indexes = new Map<ConfigurationFile, FileIndex>();
  readonly #sources: readonly ConfigurationFile[];
  readonly #entries: EntryCache = new Map();
  readonly #merged = new Map<string, Merged>();
  #tags: Map<string, LocationTag[]> | null = null;
  #refusals: readonly Refusal[] | null = null;

  constructor(input: ServerInput) {
    this.root = input.root;
    this.applicationHost = input.applicationHost;
    this.schema = input.schema;
    this.#sources = input.sources;
    const sites = input.applicationHost.sections.find(({ section }) => section === 'system.applicationHost/sites');
    this.siteIndex = new SiteIndex(sites ? readSites(sites.element) : []);
    this.webConfigs = new WebConfigs(this.siteIndex, input.webConfigs, input.mapped);
    this.placedFiles = this.webConfigs.placed();
  }

  get sites(): SiteIndex['sites'] {
    return this.siteIndex.sites;
  }

  /** True for the server level and everything below an existing site. */
  exists(path: string): boolean {
    return path === '' || this.siteIndex.siteOf(path) !== undefined;
  }

  /** The declaration of a section as it holds in applicationHost.config. */
  declaration(section: string): Declared | undefined {
    return this.applicationHost.declarations.lookup(section);
  }

  /** The effective section at a path; null for a section without a schema. */
  section(path: string, section: string): EffectiveElement | null {
    return this.#merge(path, section)?.element ?? null;
  }

  /** Whether the web.config at a path, and those below, may write a section. */
  override(path: string, section: string): Override {
    return this.#override(path, section, this.#chainAbove(path));
  }

  /** The `<location>` of applicationHost.config for exactly this path; the one that holds the section where several do. */
  locationTag(path: string, section?: string): LocationTag | undefined {
    const tags = this.#tagsAt(path);
    if (section === undefined || tags.length < 2) return tags[0];
    const holding = this.#index(this.applicationHost).at(section, path);
    return holding.find(({ location }) => location !== null)?.location ?? tags[0];
  }

  #tagsAt(path: string): readonly LocationTag[] {
    if (!this.#tags) {
      this.#tags = new Map<string, LocationTag[]>();
      for (const tag of this.applicationHost.locations) {
        const key = pathKey(tag.path);
        const tags = this.#tags.get(key);
        if (tags) tags.push(tag);
        else this.#tags.set(key, [tag]);
      }
    }
    return this.#tags.get(pathKey(path)) ?? [];
  }

  /** All that IIS would refuse in the files of this server, each once. */
  refusals(): readonly Refusal[] {
    this.#refusals ??= this.#findRefusals();
    return this.#refusals;
  }

  #merge(path: string, section: string): Merged | null {
    const key = `${section}\n${pathKey(path)}`;
    let merged = this.#merged.get(key);
    if (!merged) {
      const schema = this.schema.section(section);
      if (!schema) return null;
      const { contributions, refusals } = this.#contributions(path, section);
      const result = mergeSection(section, schema, contributions, this.#entries);
      merged =
        refusals.length === 0 ? result : { element: result.element, refusals: [...refusals, ...result.refusals] };
      this.#merged.set(key, merged);
    }
    return merged;
  }

  /** Every place that writes a section for a path, in the order in which IIS evaluates them (path by path from the root). */
  #contributions(
    path: string,
    section: string,
  ): { contributions: readonly (Contribution | MissingContribution)[]; refusals: readonly Refusal[] } {
    const refusals: Refusal[] = [];
    const found: { level: number; inherit: boolean; contribution: Contribution | MissingContribution }[] = [];
    const chain: ChainFile[] = [];
    const levels = levelsOf(path);
    let lastApplication = 0;
    levels.forEach((levelPath, level) => {
      if (level > 0 && this.siteIndex.applicationAt(levelPath)) lastApplication = level;
      // `above`: the files above the one that writes, whose locations can lock or unlock what it writes; its own cannot.
      const add = (
        file: ConfigurationFile,
        occurrences: readonly SectionOccurrence[],
        base: string,
        above: readonly ChainFile[],
      ): void => {
        occurrences.forEach((occurrence, index) => {
          const placed: Placed = { file, occurrence, configurationPath: levelPath };
          const refusal =
            this.#lockRefusal(placed, base, above) ??
            (index > 0 && !occurrence.damaged ? duplicateRefusal(placed, file, occurrences[0]!) : null);
          if (refusal) refusals.push(refusal);
          const doubled = occurrences.length > 1;
          const contribution = this.#contribution(placed, this.#unreadable(placed, base, above, doubled));
          found.push({ level, inherit: occurrence.location?.inheritInChildApplications ?? true, contribution });
        });
      };
      // After what is written as it should be: whatever that says, it may not be the last word.
      const addMisspelt = (file: ConfigurationFile, occurrences: readonly SectionOccurrence[]): void => {
        for (const occurrence of occurrences) {
          const placed: Placed = { file, occurrence, configurationPath: levelPath };
          const contribution = this.#contribution(placed, `a name in ${fileNameOf(file.uri)} differs in case`);
          found.push({ level, inherit: true, contribution });
        }
      };
      add(this.applicationHost, this.#index(this.applicationHost).at(section, levelPath), '', []);
      addMisspelt(this.applicationHost, this.#index(this.applicationHost).misspeltAt(section, levelPath));
      if (level === 0) return;
      chain.forEach(({ file, base }, index) => {
        const relative = levelPath.slice(base.length + 1);
        add(file, this.#index(file).at(section, relative), base, chain.slice(0, index));
        addMisspelt(file, this.#index(file).misspeltAt(section, relative));
      });
      const own = this.webConfigs.at(levelPath);
      if (own === 'absent') return;
      if (own === 'unknown' || !own.configuration) {
        const what = own === 'unknown' ? 'is not at hand' : 'holds no <configuration>';
        const contribution = this.#missing(levelPath, section, chain, `the web.config of '${levelPath}' ${what}`);
        if (contribution) found.push({ level, inherit: true, contribution });
        return;
      }
      add(own, this.#index(own).at(section, ''), levelPath, chain);
      addMisspelt(own, this.#index(own).misspeltAt(section, ''));
      chain.push({ file: own, base: levelPath });
    });
    const contributions = found
      .filter(({ level, inherit }) => inherit || level >= lastApplication)
      .map(({ contribution }) => contribution);
    return { contributions, refusals };
  }

  #contribution({ file, occurrence, configurationPath }: Placed, unreadable: string | null): Contribution {
    const source = this.sourceOf(file, occurrence);
    return {
      element: source === 'missing' ? occurrence.element : (source?.element ?? occurrence.element),
      uri: source === 'missing' ? file.uri : (source?.uri ?? file.uri),
      kind: occurrence.location ? 'location' : 'section',
      configurationPath,
      locationPath: occurrence.location ? (occurrence.location.pathAttribute?.value ?? '.') : null,
      unreadable:
        unreadable ??
        (source === 'missing' ? 'its configSource file is not at hand, or is not that section alone' : null),
    };
  }

  /** The element of the file that `configSource` names; null without one, `missing` when the file is not at hand or is something else. */
  sourceOf(
    file: ConfigurationFile,
    occurrence: SectionOccurrence,
  ): { element: XmlElement; uri: string } | 'missing' | null {
    const attribute = attributeOf(occurrence.element, 'configSource');
    if (!attribute) return null;
    const wanted = uriSegments(`${folderOf(file.uri)}/${attribute.value.replaceAll('\\', '/')}`)
      .join('/')
      .toLowerCase();
    const source = this.#sources.find(({ uri }) => uriSegments(uri).join('/').toLowerCase() === wanted);
    const element = source?.document.root;
    // A source that itself names a source, or has errors, says nothing that can be relied on.
    if (element?.name !== occurrence.element.name || source!.document.errors.length > 0) return 'missing';
    return attributeOf(element, 'configSource') ? 'missing' : { element, uri: source!.uri };
  }

  #unreadable(
    { file, occurrence }: Placed,
    base: string,
    chain: readonly ChainFile[],
    doubled: boolean,
  ): string | null {
    if (occurrence.damaged) return `a syntax error in ${fileNameOf(file.uri)} lies in it`;
    if (doubled) return `it stands twice for the same path in ${fileNameOf(file.uri)}, which IIS refuses`;
    const mode = file === this.applicationHost ? 'Allow' : this.#overrideFor(occurrence, base, chain).mode;
    if (mode === 'Deny') return `${fileNameOf(file.uri)} writes it although it is locked, which IIS refuses`;
    if (mode === 'Unknown') return 'whether it is locked is not known, since a name differs in case';
    if (attributeOf(occurrence.element, 'configProtectionProvider')) return 'it is encrypted';
    const unclear = ['configSource', 'configProtectionProvider'].find((name) => misspelt(occurrence.element, name));
    return unclear === undefined ? null : `an attribute differs from ${unclear} in case`;
  }

  /** The place that a web.config leaves open that cannot be read, where it could write the section. */
  #missing(path: string, section: string, chain: readonly ChainFile[], reason: string): MissingContribution | null {
    const declaration = this.declaration(section);
    const definition = declaration?.allowDefinition ?? 'Everywhere';
    if (definition === 'AppHostOnly' || definition === 'MachineOnly' || definition === 'MachineToRootWeb') return null;
    if (definition === 'MachineToApplication' && !this.siteIndex.applicationAt(path)) return null;
    if (this.#override(path, section, chain).mode === 'Deny') return null;
    return { element: null, unreadable: reason };
  }

  /** Whether a file below applicationHost.config may write a section where it does. */
  #overrideFor({ section, location }: SectionOccurrence, base: string, chain: readonly ChainFile[]): Override {
    return this.#override(joinConfigurationPath(base, location?.path ?? ''), section, chain);
  }

  #lockRefusal(placed: Placed, base: string, chain: readonly ChainFile[]): Refusal | null {
    const { file, occurrence, configurationPath } = placed;
    if (file === this.applicationHost || !this.applicationHost.declarations.trusted || occurrence.damaged) return null;
    const override = this.#overrideFor(occurrence, base, chain);
    if (override.mode !== 'Deny') return null;
    const lock: Remark | null = override.by && { ...override.by, message: `${occurrence.section} is locked here.` };
    return {
      kind: 'locked-section',
      element: occurrence.element,
      uri: file.uri,
      range: occurrence.element.startTag,
      configurationPath,
      section: occurrence.section,
      lock,
    };
  }

  /** The nearest location at or above a path, in applicationHost.config or the files of the chain, that unlocks or locks a section. */
  #override(path: string, section: string, chain: readonly ChainFile[]): Override {
    const levels = levelsOf(path).reverse();
    for (const level of levels) {
      for (const { file, base } of [...chain].reverse()) {
        // The chain holds files at or above the one that asks; a file does not lock itself.
        if (pathKey(base) !== pathKey(level) && !pathKey(level).startsWith(`${pathKey(base)}/`)) continue;
        const found = overrideIn(file, this.#index(file), section, level.slice(base === '' ? 0 : base.length + 1));
        if (found) return found;
      }
      const found = overrideIn(this.applicationHost, this.#index(this.applicationHost), section, level);
      if (found) return found;
    }
    const declaration = this.declaration(section);
    return { mode: declaration?.overrideModeDefault ?? 'Allow', by: declaration?.place ?? null };
  }

  #chainAbove(path: string): readonly ChainFile[] {
    const chain: ChainFile[] = [];
    for (const level of levelsOf(path).slice(1)) {
      if (samePath(level, path)) break;
      const file = this.webConfigs.at(level);
      if (typeof file !== 'string') chain.push({ file, base: level });
    }
    return chain;
  }

  #index(file: ConfigurationFile): FileIndex {
    let index = this.#indexes.get(file);
    if (!index) this.#indexes.set(file, (index = new FileIndex(file)));
    return index;
  }

  #findRefusals(): readonly Refusal[] {
    const seen = new Set<string>();
    const result: Refusal[] = [];
    const visit = (occurrence: SectionOccurrence, base: string): void => {
      const path = joinConfigurationPath(base, occurrence.location?.path ?? '');
      const merged = this.#merge(path, occurrence.section);
      for (const refusal of merged?.refusals ?? []) {
        if (!samePath(refusal.configurationPath, path)) continue;
        const key = `${refusal.kind} ${refusal.uri} ${refusal.range.start} ${refusal.range.end}`;
        if (seen.has(key)) continue;
        seen.add(key);
        result.push(refusal);
      }
    };
    for (const occurrence of this.applicationHost.sections) visit(occurrence, '');
    for (const [file, bases] of this.placedFiles) {
      for (const base of bases) for (const occurrence of file.sections) visit(occurrence, base);
    }
    return result;
  }
}

function overrideIn({ uri }: ConfigurationFile, index: FileIndex, section: string, relative: string): Override | null {
  for (const { location, element } of index.misspeltAt(section, relative)) {
    if (location && (location.overrideMode !== 'Inherit' || location.misspelt)) {
      return { mode: 'Unknown', by: { uri, range: element.startTag } };
    }
  }
  for (const { location, element } of index.at(section, relative)) {
    if (!location || location.overrideMode === 'Inherit') continue;
    const attribute = location.overrideAttribute;
    return { mode: location.overrideMode, by: { uri, range: attribute?.valueRange ?? element.startTag } };
  }
  return null;
}

function duplicateRefusal(
  { occurrence, configurationPath }: Placed,
  file: ConfigurationFile,
  first: SectionOccurrence,
): Refusal {
  return {
    kind: 'duplicate-section',
    element: occurrence.element,
    firstElement: first.element,
    uri: file.uri,
    range: occurrence.element.startTag,
    configurationPath,
    section: occurrence.section,
    first: {
      uri: file.uri,
      range: first.element.startTag,
      message: 'The section stands here already for the same path.',
    },
  };
}
