// Collects every place that writes a section for a path, in the order in which IIS evaluates them: path by
// path from the root.
import type { Note } from '../text/range.js';
import { attributeOf } from '../xml/tree.js';
import type { ConfigSource, SourceFault } from './config-source.js';
import { declaredAgain } from './chained-declarations.js';
import type { DoubledDeclaration } from './declarations.js';
import type { LevelFault } from './definition-level.js';
import { modulesSection } from './definition-level.js';
import type { ConfigurationFile, SectionOccurrence } from './file.js';
import type { ChainFile, FileIndexes, Placed } from './file-index.js';
import type { Contribution, MissingContribution } from './merge/contribution.js';
import { misspelt } from './names.js';
import type { Override, Overrides } from './overrides.js';
import { fileNameOf, joinConfigurationPath, levelsOf } from './paths.js';
import type { Rejection } from './rejection.js';
import type { SiteIndex } from './sites.js';
import type { WebConfigAt, WebConfigs } from './web-configs.js';

/** What the collection asks of the server. */
export interface ContributionContext {
  readonly applicationHost: ConfigurationFile;
  readonly siteIndex: SiteIndex;
  readonly webConfigs: WebConfigs;
  readonly indexes: FileIndexes;
  readonly overrides: Overrides;
  sourceOf(file: ConfigurationFile, occurrence: SectionOccurrence): ConfigSource | null;
  levelFault(file: ConfigurationFile, occurrence: SectionOccurrence, base: string): LevelFault | null;
}

interface Found {
  readonly level: number;
  readonly inherit: boolean;
  readonly contribution: Contribution | MissingContribution;
}

export interface Contributions {
  /**
   * The nearest path above of which every contribution counts here, before all others; null where there is
   * none.
   */
  readonly base: string | null;
  /** What counts beyond those. */
  readonly own: readonly (Contribution | MissingContribution)[];
  readonly rejections: readonly Rejection[];
}

/**
 * The files around a place: those above the one that writes, and those below it that are still above the
 * path.
 */
interface Around {
  readonly base: string;
  readonly above: readonly ChainFile[];
  readonly below: readonly ChainFile[];
}

interface ServerLevel {
  readonly found: readonly Found[];
  readonly rejections: readonly Rejection[];
}

/** A level of a path below the server, whatever the section. */
interface Level {
  readonly path: string;
  readonly depth: number;
  readonly parent: Level | null;
  /** The depth of the nearest application at or above it; 0 without one. */
  readonly lastApplication: number;
  /** The web.config files of the levels above. */
  readonly above: readonly ChainFile[];
  readonly own: WebConfigAt;
  /** The web.config files of the levels above and of this one. */
  readonly chain: readonly ChainFile[];
}

const noLevels: readonly Level[] = [];

/** A deeper path is merged from the server level on, since each path above would be merged for it alone. */
const deepestChained = 16;

export class ContributionCollector {
  readonly #context: ContributionContext;
  readonly #serverLevels = new Map<string, ServerLevel>();
  readonly #levels = new Map<string, Level>();

  constructor(context: ContributionContext) {
    this.#context = context;
  }

  at(path: string, section: string): Contributions {
    const server = this.#serverLevel(section);
    const levels = this.#levelsOf(path);
    const here = levels.at(-1);
    const collecting = new Collecting(this.#context, section);
    for (const level of levels) collecting.level(level);
    const { found } = collecting;
    const refused = collecting.refusedDeclarations(here?.chain ?? [], server.found.length);
    const lastApplication = here?.lastApplication ?? 0;
    const isKept = ({ level, inherit }: Found): boolean => inherit || level >= lastApplication;
    const isServerWhole = server.found.every(isKept);
    const rejections =
      server.rejections.length === 0 ? collecting.rejections : [...server.rejections, ...collecting.rejections];
    const result = (base: string | null, own: readonly Found[]): Contributions => ({
      base,
      own: own.map(({ contribution }) => contribution),
      rejections,
    });
    const isChained = here !== undefined && here.depth <= deepestChained;
    if (isChained && isServerWhole && refused.length === 0 && found.every(isKept)) {
      const own = found.filter(({ level }) => level === here.depth);
      const base = found[found.length - own.length - 1];
      return result(base ? levels[base.level - 1]!.path : '', own);
    }
    const below = [...found.filter(isKept), ...refused];
    return here && isServerWhole ? result('', below) : result(null, [...server.found.filter(isKept), ...below]);
  }

  forget(): void {
    this.#serverLevels.clear();
    this.#levels.clear();
  }

  #serverLevel(section: string): ServerLevel {
    let level = this.#serverLevels.get(section);
    if (!level) {
      const collecting = new Collecting(this.#context, section);
      collecting.server();
      level = { found: collecting.found, rejections: collecting.rejections };
      this.#serverLevels.set(section, level);
    }
    return level;
  }

  /** Those below the server, outermost first. */
  #levelsOf(path: string): readonly Level[] {
    if (path === '') return noLevels;
    const levels: Level[] = [];
    for (let level: Level | null = this.#level(path); level; level = level.parent) levels.push(level);
    return levels.reverse();
  }

  #level(path: string): Level {
    let level = this.#levels.get(path);
    if (level) return level;
    let parent: Level | null = null;
    for (const each of levelsOf(path).slice(1)) {
      level = this.#levels.get(each) ?? this.#levelBelow(parent, each);
      this.#levels.set(each, level);
      parent = level;
    }
    return level!;
  }

  #levelBelow(parent: Level | null, path: string): Level {
    const depth = (parent?.depth ?? 0) + 1;
    const above = parent?.chain ?? [];
    const own = this.#context.webConfigs.at(path);
    const isRead = typeof own !== 'string' && own.configuration !== null;
    return {
      path,
      depth,
      parent,
      lastApplication: this.#context.siteIndex.applicationAt(path) ? depth : (parent?.lastApplication ?? 0),
      above,
      own,
      chain: isRead ? [...above, { file: own, base: path }] : above,
    };
  }
}

/** One walk down to a path. */
class Collecting {
  readonly found: Found[] = [];
  readonly rejections: Rejection[] = [];
  readonly #context: ContributionContext;
  readonly #section: string;

  constructor(context: ContributionContext, section: string) {
    this.#context = context;
    this.#section = section;
  }

  server(): void {
    const { applicationHost } = this.#context;
    this.#add(applicationHost, '', '', 0, { base: '', above: [], below: [] }, 0);
    if (!applicationHost.configuration) this.#nothingRead(0, fileNameOf(applicationHost.uri), applicationHost);
  }

  level({ path, depth, lastApplication, above, own }: Level): void {
    const { applicationHost } = this.#context;
    this.#add(applicationHost, '', path, depth, { base: '', above: [], below: above }, lastApplication);
    above.forEach(({ file, base }, index) => {
      const around = { base, above: above.slice(0, index), below: above.slice(index + 1) };
      this.#add(file, base, path, depth, around, lastApplication);
    });
    if (own === 'absent') return;
    if (own === 'unknown' || !own.configuration) {
      this.#missing(path, depth, own, above);
      return;
    }
    // IIS reads the modules of an application only (measured on IIS 10).
    const isPlainFolder = depth > lastApplication && !this.#context.siteIndex.directoryAt(path);
    if (this.#section !== modulesSection || !isPlainFolder || lastApplication === 0)
      this.#add(own, path, path, depth, { base: path, above, below: [] }, lastApplication);
  }

  /**
   * A file that declares a section for a second time is refused whole: whatever is written, the section is
   * unknown from there on.
   */
  refusedDeclarations(files: readonly ChainFile[], level: number): readonly Found[] {
    const chain = files.map(({ file }) => file);
    const isThis = ({ path }: DoubledDeclaration): boolean => path === this.#section;
    return [this.#context.applicationHost, ...chain]
      .filter((file, at) => {
        if (file.declarations.doubled.some(isThis)) return true;
        return (
          file.declarations.own.has(this.#section) &&
          declaredAgain(file, chain.slice(0, Math.max(0, at - 1))).some(isThis)
        );
      })
      .map(({ uri }) => {
        const unreadable = `${fileNameOf(uri)} declares the section a second time, which IIS rejects`;
        return { level, inherit: true, contribution: { element: null, unreadable } };
      });
  }

  #add(
    file: ConfigurationFile,
    base: string,
    configurationPath: string,
    level: number,
    around: Around,
    lastApplication: number,
  ): void {
    const index = this.#context.indexes.of(file);
    const relative = base === '' ? configurationPath : configurationPath.slice(base.length + 1);
    const occurrences = index.at(this.#section, relative);
    occurrences.forEach((occurrence, at) => {
      const placed: Placed = { file, occurrence, configurationPath };
      const rejection =
        this.#lockRejection(placed, around) ??
        (at > 0 && !occurrence.damaged ? duplicateRejection(placed, file, occurrences[0]!) : null);
      if (rejection) this.rejections.push(rejection);
      const isBelowApplication = lastApplication > 0 && level > lastApplication;
      const unreadable =
        this.#unreadable(placed, around, occurrences.length > 1) ??
        (this.#section === modulesSection && isBelowApplication
          ? 'it is unknown whether modules set below an application apply'
          : null);
      this.#push(placed, around, level, unreadable, occurrence.location?.inheritInChildApplications ?? true);
    });
    // After what is written as it should be: whatever that says, it may not be the last word.
    for (const occurrence of index.misspeltAt(this.#section, relative)) {
      const placed: Placed = { file, occurrence, configurationPath };
      this.#push(placed, around, level, `a name in ${fileNameOf(file.uri)} differs in case`, true);
    }
  }

  #push(placed: Placed, { above }: Around, level: number, unreadable: string | null, inherit: boolean): void {
    const { file, occurrence, configurationPath } = placed;
    const source = this.#context.sourceOf(file, occurrence);
    const from = source?.kind === 'read' ? source : { element: occurrence.element, uri: file.uri };
    const contribution: Contribution = {
      element: from.element,
      uri: from.uri,
      level: file === this.#context.applicationHost ? 0 : above.length + 1,
      kind: occurrence.location ? 'location' : 'section',
      configurationPath,
      locationPath: occurrence.location ? (occurrence.location.pathAttribute?.value ?? '.') : null,
      unreadable: unreadable ?? sourceReason(source),
    };
    this.found.push({ level, inherit, contribution });
  }

  #unreadable({ file, occurrence, configurationPath }: Placed, around: Around, isDoubled: boolean): string | null {
    const { element, section } = occurrence;
    const name = fileNameOf(file.uri);
    if (occurrence.damaged) return `a syntax error in ${name} lies in it`;
    if (isDoubled) return `${name} sets it twice for the same path, which IIS rejects`;
    const fault = this.#context.levelFault(file, occurrence, around.base);
    if (fault === 'level') return `its declaration does not allow it in ${name}, so IIS rejects it`;
    if (fault === 'location') return `its declaration does not allow it in a location, so IIS rejects it`;
    const mode = file === this.#context.applicationHost ? 'Allow' : this.#overrideFor(occurrence, around).mode;
    if (mode === 'Deny') return `${name} sets it although it is locked, which IIS rejects`;
    if (mode === 'Unknown') return 'it is unknown whether it is locked, because a name differs in case';
    if (this.#context.overrides.isLockedFromBelow(configurationPath, section, around.below))
      return `a web.config locks it, and whether that binds ${name} is unknown`;
    if (attributeOf(element, 'configProtectionProvider')) return 'it is encrypted';
    const unclear = ['configSource', 'configProtectionProvider'].find((attribute) => misspelt(element, attribute));
    return unclear === undefined ? null : `an attribute differs from ${unclear} in case`;
  }

  /** The place that a web.config leaves open that cannot be read, where it could write the section. */
  #missing(path: string, level: number, file: ConfigurationFile | 'unknown', above: readonly ChainFile[]): void {
    const { applicationHost, overrides, siteIndex } = this.#context;
    const definition = applicationHost.declarations.lookup(this.#section)?.allowDefinition ?? 'Everywhere';
    if (definition === 'AppHostOnly' || definition === 'MachineOnly' || definition === 'MachineToRootWeb') return;
    if (definition === 'MachineToApplication' && !siteIndex.applicationAt(path)) return;
    if (overrides.at(path, this.#section, above).mode === 'Deny') return;
    this.#nothingRead(level, `the web.config of '${path}'`, file);
  }

  #nothingRead(level: number, name: string, file: ConfigurationFile | 'unknown'): void {
    const what =
      file === 'unknown'
        ? 'was not provided'
        : file.document.text.trim() === ''
          ? 'is empty, so IIS rejects it'
          : 'has no <configuration>';
    this.found.push({ level, inherit: true, contribution: { element: null, unreadable: `${name} ${what}` } });
  }

  /** Whether a file below applicationHost.config may write a section where it does. */
  #overrideFor({ section, location }: SectionOccurrence, { base, above }: Around): Override {
    return this.#context.overrides.at(joinConfigurationPath(base, location?.path ?? ''), section, above);
  }

  #lockRejection({ file, occurrence, configurationPath }: Placed, around: Around): Rejection | null {
    const { applicationHost } = this.#context;
    if (file === applicationHost || !applicationHost.declarations.trusted || occurrence.damaged) return null;
    const override = this.#overrideFor(occurrence, around);
    if (override.mode !== 'Deny') return null;
    const { element, section } = occurrence;
    const lock: Note | null = override.by && { ...override.by, message: `${section} is locked here.` };
    return {
      kind: 'locked-section',
      element,
      uri: file.uri,
      range: element.startTag,
      configurationPath,
      section,
      lock,
    };
  }
}

const sourceFaults: Readonly<Record<SourceFault, string>> = {
  content: 'it has configSource and other content, which IIS rejects',
  absolute: 'its configSource is an absolute path, which IIS rejects',
  above: 'its configSource leads above its folder, which IIS rejects',
  missing: 'its configSource file does not exist, so IIS rejects it',
  broken: 'its configSource file is not well-formed XML, so IIS rejects it',
  root: 'its configSource file has another root element, so IIS rejects it',
};

function sourceReason(source: ConfigSource | null): string | null {
  if (source?.kind === 'unknown') return 'its configSource file was not provided, or contains more than that section';
  return source?.kind === 'refused' ? sourceFaults[source.fault] : null;
}

function duplicateRejection(
  { occurrence: { element, section }, configurationPath }: Placed,
  { uri }: ConfigurationFile,
  first: SectionOccurrence,
): Rejection {
  return {
    kind: 'duplicate-section',
    element,
    firstElement: first.element,
    uri,
    range: element.startTag,
    configurationPath,
    section,
    first: { uri, range: first.element.startTag, message: 'The section is already set here for the same path.' },
  };
}
