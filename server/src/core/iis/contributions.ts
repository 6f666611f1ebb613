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

/** What was found for a section on the way down to a path, told by the last level that adds something. */
interface Walk {
  /** Null for the server level. */
  readonly above: Walk | null;
  readonly path: string;
  readonly level: number;
  /** What this level adds. */
  readonly own: readonly Found[];
  /** Of this level and of all above. */
  readonly rejections: readonly Rejection[];
  /** The outermost level of something that applications below do not have; Infinity without one. */
  readonly outermostPrivate: number;
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
  /** By section, where the levels below ask for them. */
  readonly walks: Map<string, Walk>;
}

/** A deeper path is merged from the server level on, since each path above would be merged for it alone. */
const deepestChained = 16;

export class ContributionCollector {
  readonly #context: ContributionContext;
  readonly #servers = new Map<string, Walk>();
  readonly #levels = new Map<string, Level>();

  constructor(context: ContributionContext) {
    this.#context = context;
  }

  at(path: string, section: string): Contributions {
    const here = path === '' ? null : this.#level(path);
    const walk = here ? this.#below(this.#walk(here.parent, section), here, section) : this.#server(section);
    const lastApplication = here?.lastApplication ?? 0;
    const refused = this.#refusedDeclarations(here?.chain ?? [], section);
    const contributions = (found: readonly Found[]): Contributions['own'] =>
      found.map(({ contribution }) => contribution);
    const { rejections } = walk;
    const isWhole = walk.outermostPrivate >= lastApplication;
    if (here && here.depth <= deepestChained && isWhole && refused.length === 0) {
      const isOwn = walk.level === here.depth;
      const base = isOwn ? walk.above!.path : walk.path;
      return { base, own: isOwn ? contributions(walk.own) : [], rejections };
    }
    const isKept = ({ level, inherit }: Found): boolean => inherit || level >= lastApplication;
    const server = this.#server(section);
    const below = [...contributions(foundBelow(server, walk).filter(isKept)), ...refused];
    return here && server.outermostPrivate >= lastApplication
      ? { base: '', own: below, rejections }
      : { base: null, own: [...contributions(server.own.filter(isKept)), ...below], rejections };
  }

  forget(): void {
    this.#servers.clear();
    this.#levels.clear();
  }

  #server(section: string): Walk {
    let walk = this.#servers.get(section);
    if (!walk) {
      const collecting = new Collecting(this.#context, section);
      collecting.server();
      walk = walkOf(null, '', 0, collecting);
      this.#servers.set(section, walk);
    }
    return walk;
  }

  /** The walk to a level that others are below. */
  #walk(level: Level | null, section: string): Walk {
    const passed: Level[] = [];
    let walk: Walk | undefined;
    for (let at = level; at && !walk; at = at.parent) {
      walk = at.walks.get(section);
      if (!walk) passed.push(at);
    }
    walk ??= this.#server(section);
    for (const each of passed.reverse()) {
      walk = this.#below(walk, each, section);
      if (each.depth <= deepestChained) each.walks.set(section, walk);
    }
    return walk;
  }

  #below(above: Walk, level: Level, section: string): Walk {
    if (level.own === 'absent' && level.above.length === 0 && !this.#context.applicationHost.isCut) {
      // Most levels of a server: applicationHost.config alone can speak of them.
      const index = this.#context.indexes.of(this.#context.applicationHost);
      if (!index.mentions(section, level.path)) return above;
    }
    const collecting = new Collecting(this.#context, section);
    collecting.level(level);
    return collecting.found.length === 0 ? above : walkOf(above, level.path, level.depth, collecting);
  }

  /**
   * A file that declares a section for a second time is refused whole: whatever is written, the section is
   * unknown from there on.
   */
  #refusedDeclarations(files: readonly ChainFile[], section: string): readonly MissingContribution[] {
    const { applicationHost } = this.#context;
    if (files.length === 0 && applicationHost.declarations.doubled.length === 0) return [];
    const chain = files.map(({ file }) => file);
    const isThis = ({ path }: DoubledDeclaration): boolean => path === section;
    return [applicationHost, ...chain]
      .filter((file, at) => {
        if (file.declarations.doubled.some(isThis)) return true;
        return (
          file.declarations.own.has(section) && declaredAgain(file, chain.slice(0, Math.max(0, at - 1))).some(isThis)
        );
      })
      .map(({ uri }) => {
        const unreadable = `${fileNameOf(uri)} declares the section a second time, which IIS rejects`;
        return { element: null, unreadable };
      });
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
      walks: new Map(),
    };
  }
}

function walkOf(above: Walk | null, path: string, level: number, { found, rejections }: Collecting): Walk {
  const before = above?.rejections ?? [];
  return {
    above,
    path,
    level,
    own: found,
    rejections: rejections.length === 0 ? before : [...before, ...rejections],
    outermostPrivate: Math.min(
      above?.outermostPrivate ?? Infinity,
      found.every(({ inherit }) => inherit) ? Infinity : level,
    ),
  };
}

/** What the levels of a walk below the server add, outermost first. */
function foundBelow(server: Walk, walk: Walk): readonly Found[] {
  const levels: (readonly Found[])[] = [];
  for (let at: Walk | null = walk; at && at !== server; at = at.above) levels.push(at.own);
  return levels.reverse().flat();
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
    if (file.isCut && occurrences.length === 0) {
      const contribution = { element: null, unreadable: `${fileNameOf(file.uri)} ends early` };
      this.found.push({ level, inherit: true, contribution });
    }
    // After what is written as it should be: whatever that says, it may not be the last word.
    for (const occurrence of index.misspeltAt(this.#section, relative)) {
      const placed: Placed = { file, occurrence, configurationPath };
      this.#push(placed, around, level, `a name or value in ${fileNameOf(file.uri)} is unclear`, true);
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
    const { applicationHost } = this.#context;
    const name = fileNameOf(file.uri);
    if (occurrence.damaged) return `a syntax error in ${name} lies in it`;
    if (isDoubled) return `${name} sets it twice for the same path, which IIS rejects`;
    const fault = this.#context.levelFault(file, occurrence, around.base);
    if (fault === 'level') return `its declaration does not allow it in ${name}, so IIS rejects it`;
    if (fault === 'location') return `its declaration does not allow it in a location, so IIS rejects it`;
    const mode = file === applicationHost ? 'Allow' : this.#overrideFor(occurrence, around).mode;
    if (mode === 'Deny') return `${name} sets it although it is locked, which IIS rejects`;
    if (mode === 'Unknown')
      return applicationHost.isCut
        ? 'applicationHost.config ends early'
        : 'it is unknown whether it is locked, because a name or value is unclear';
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
