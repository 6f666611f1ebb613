// One server's configuration: what is effective at any configuration path, where it comes from, and what IIS
// would refuse.
import { Stepwise, type Steps } from '../text/steps.js';
import type { XmlElement } from '../xml/tree.js';
import type { ConfigSource } from './config-source.js';
import { ConfigSources } from './config-source.js';
import { ContributionCollector } from './contributions.js';
import { declaredAgain } from './chained-declarations.js';
import type { Declared, DoubledDeclaration } from './declarations.js';
import type { LevelFault } from './definition-level.js';
import { levelFault } from './definition-level.js';
import type { ConfigurationFile, LocationTag, SectionOccurrence } from './file.js';
import type { ChainFile } from './file-index.js';
import { FileIndexes } from './file-index.js';
import type { Merged } from './merge.js';
import type { EffectiveElement } from './effective-element.js';
import { mergeSection } from './merge.js';
import type { Override } from './overrides.js';
import { Overrides } from './overrides.js';
import { joinConfigurationPath, levelsOf, pathKey, samePath } from './paths.js';
import { placeKey, RejectedPlaces, type RejectionMemory } from './rejected-places.js';
import type { Rejection } from './rejection.js';
import type { Schema } from './schema/schema.js';
import type { ServerFiles } from './server-input.js';
import { SiteIndex, readSites } from './sites.js';
import { WebConfigs } from './web-configs.js';

export type { Override } from './overrides.js';

export interface ServerInput extends ServerFiles {
  /** The uri of the folder that stands for the server. */
  readonly root: string;
  readonly memory?: RejectionMemory;
}

export class ServerConfiguration {
  readonly root: string;
  readonly applicationHost: ConfigurationFile;
  readonly schema: Schema;
  readonly siteIndex: SiteIndex;
  readonly webConfigs: WebConfigs;
  /** The files that are read somewhere on this server, with the paths at which they are. */
  readonly placedFiles: ReadonlyMap<ConfigurationFile, readonly string[]>;
  readonly #indexes = new FileIndexes();
  readonly #sources: ConfigSources;
  readonly #overrides: Overrides;
  readonly #collector: ContributionCollector;
  /** By path, as it is spelled where it is asked for and as its key, then by section. */
  readonly #merged = new Map<string, Map<string, Merged | null>>();
  readonly #made: ServerFiles;
  readonly #memory: RejectionMemory;
  #tags: Map<string, LocationTag[]> | null = null;
  #rejections = new Stepwise(() => this.#findRejections());
  #rejectionsByFile: Map<string, Rejection[]> | null = null;

  constructor(input: ServerInput) {
    this.#made = input;
    this.#memory = input.memory ?? { before: null, own: null };
    this.root = input.root;
    this.applicationHost = input.applicationHost;
    this.schema = input.schema;
    this.#sources = new ConfigSources(input.sources, input.missingSources ?? []);
    this.#overrides = new Overrides(input.applicationHost, this.#indexes);
    const sites = input.applicationHost.sections.find(({ section }) => section === 'system.applicationHost/sites');
    this.siteIndex = new SiteIndex(sites ? readSites(sites.element) : []);
    this.webConfigs = new WebConfigs(this.siteIndex, input.webConfigs, input.mapped);
    this.placedFiles = this.webConfigs.placed();
    this.#collector = new ContributionCollector({
      applicationHost: this.applicationHost,
      siteIndex: this.siteIndex,
      webConfigs: this.webConfigs,
      indexes: this.#indexes,
      overrides: this.#overrides,
      sourceOf: (file, occurrence) => this.sourceOf(file, occurrence),
      levelFault: (file, occurrence, base) => this.levelFault(file, occurrence, base),
    });
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

  /** The declarations in a file that IIS rejects, because the section is declared already. */
  doubledDeclarations(file: ConfigurationFile): readonly DoubledDeclaration[] {
    const bases = file.declarations.own.size === 0 ? [] : (this.placedFiles.get(file) ?? []);
    const again = bases.flatMap((base) =>
      declaredAgain(
        file,
        this.#chainAbove(base).map((one) => one.file),
      ),
    );
    return [...file.declarations.doubled, ...new Map(again.map((one) => [one.element, one])).values()];
  }

  /** The effective section at a path; null for a section without a schema. */
  section(path: string, section: string): EffectiveElement | null {
    return this.#merge(path, section)?.element ?? null;
  }

  /**
   * Whether the web.config at a path, and those below, may write a section; with `file`, whether that
   * web.config may for the path.
   */
  override(path: string, section: string, file: ConfigurationFile | null = null): Override {
    const chain = this.#chainAbove(path);
    const own = chain.findIndex((one) => one.file === file);
    const declaration = this.declaration(section);
    const isForHostOnly = declaration && !['Everywhere', 'MachineToApplication'].includes(declaration.allowDefinition);
    if (isForHostOnly && declaration.place) return { mode: 'Deny', by: declaration.place };
    return this.#overrides.at(path, section, own < 0 ? chain : chain.slice(0, own));
  }

  /**
   * The `<location>` of applicationHost.config for exactly this path; the one that holds the section where
   * several do.
   */
  locationTag(path: string, section?: string): LocationTag | undefined {
    const tags = this.#tagsAt(path);
    if (section === undefined || tags.length < 2) return tags[0];
    const holding = this.#indexes.of(this.applicationHost).at(section, path);
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

  /** The places of a file, read at `base`, that write a section for exactly a path at or below that. */
  written(file: ConfigurationFile, base: string, path: string, section: string): readonly SectionOccurrence[] {
    return this.#indexes.of(file).at(section, base === '' ? path : path.slice(base.length + 1));
  }

  /** All that IIS would refuse in the files of this server, each once. */
  rejections(): readonly Rejection[] {
    return this.#rejections.result;
  }

  /** Works them out in steps. */
  *rejectionSteps(): Steps<void> {
    while (!this.#rejections.step()) yield;
  }

  /** What IIS would refuse in one file. */
  rejectionsIn(uri: string): readonly Rejection[] {
    if (!this.#rejectionsByFile) {
      this.#rejectionsByFile = new Map<string, Rejection[]>();
      for (const rejection of this.rejections()) {
        const known = this.#rejectionsByFile.get(rejection.uri);
        if (known) known.push(rejection);
        else this.#rejectionsByFile.set(rejection.uri, [rejection]);
      }
    }
    return this.#rejectionsByFile.get(uri) ?? [];
  }

  /** The file that a section's configSource names; null for a section without one. */
  sourceOf(file: ConfigurationFile, { element }: SectionOccurrence): ConfigSource | null {
    return this.configSourceOf(file, element);
  }

  /** The same for the element of any section, those of .NET alone included. */
  configSourceOf(file: ConfigurationFile, element: XmlElement): ConfigSource | null {
    return this.#sources.of(file, element);
  }

  /**
   * How a section is out of place in a file that is read at `base`; null where it is in place or where that
   * is unknown.
   */
  levelFault(file: ConfigurationFile, occurrence: SectionOccurrence, base: string): LevelFault | null {
    if (!this.applicationHost.declarations.trusted || occurrence.damaged) return null;
    const declared = file.declarations.lookup(occurrence.section);
    // What ends within its sites may have named any application.
    const { isCut, sections } = this.applicationHost;
    if (isCut && sections.some(({ section, damaged }) => damaged && section === 'system.applicationHost/sites'))
      return null;
    return declared?.place ? levelFault(declared, file, occurrence, base, this.siteIndex) : null;
  }

  /**
   * Forgets what is worked out again when it is asked for: most servers of a workspace are checked once and
   * then left alone.
   */
  forgetMerges(): void {
    this.#merged.clear();
    this.#rejections = new Stepwise(() => this.#findRejections());
    this.#rejectionsByFile = null;
    this.#collector.forget();
  }

  #merge(path: string, section: string): Merged | null {
    const known = this.#mergedAt(path);
    let merged = known.get(section);
    if (merged === undefined) {
      merged = this.#mergeAnew(path, section);
      known.set(section, merged);
    }
    return merged;
  }

  #mergedAt(path: string): Map<string, Merged | null> {
    let known = this.#merged.get(path);
    if (!known) {
      const key = pathKey(path);
      known = this.#merged.get(key) ?? new Map<string, Merged | null>();
      this.#merged.set(key, known).set(path, known);
    }
    return known;
  }

  /** What only rejections need is asked for once, so that it is not kept unless it is small. */
  #mergeOnce(path: string, section: string): Merged | null {
    const schema = this.schema.section(section);
    const isSmall = !schema || (schema.collection === null && schema.elements.size === 0);
    if (path === '' || isSmall) return this.#merge(path, section);
    return this.#merged.get(path)?.get(section) ?? this.#mergeAnew(path, section);
  }

  /** Goes on from what is merged for a path above, where all of that counts. */
  #mergeAnew(path: string, section: string): Merged | null {
    const schema = this.schema.section(section);
    if (!schema) return null;
    const { base, own, rejections } = this.#collector.at(path, section);
    const above = base === null ? null : this.#merge(base, section);
    if (above && own.length === 0) return above;
    const merged = mergeSection(section, schema, own, above?.state);
    return { ...merged, rejections: [...rejections, ...merged.rejections] };
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

  *#findRejections(): Steps<readonly Rejection[]> {
    const seen = new Set<string>();
    const visited = new Set<string>();
    const rejecting = new Set<string>();
    const bases = (file: ConfigurationFile): readonly string[] =>
      file === this.applicationHost ? [''] : (this.placedFiles.get(file) ?? []);
    const before = this.#memory.own ?? this.#memory.before;
    const isSpared = before?.sparedIn(this.#made, bases);
    const result: Rejection[] = [];
    for (const [file, paths] of [[this.applicationHost, ['']] as const, ...this.placedFiles]) {
      for (const base of paths) {
        for (const { section, location } of file.sections) {
          yield;
          const path = joinConfigurationPath(base, location?.path ?? '');
          // Many locations may write a section for one path: all of them are in the one merge.
          if (isSpared?.(section, path)) continue;
          const place = placeKey(section, path);
          if (visited.has(place)) continue;
          visited.add(place);
          for (const rejection of this.#mergeOnce(path, section)?.rejections ?? []) {
            if (!samePath(rejection.configurationPath, path)) continue;
            rejecting.add(place);
            const key = `${rejection.kind} ${rejection.uri} ${rejection.range.start} ${rejection.range.end}`;
            if (seen.has(key)) continue;
            seen.add(key);
            result.push(rejection);
          }
        }
      }
    }
    this.#memory.own = new RejectedPlaces(this.#made, rejecting, before);
    this.#memory.before = null;
    return result;
  }
}
