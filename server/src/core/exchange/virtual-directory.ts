// A virtual directory of Exchange (or a site's root, or a location below one) with the settings that decide
// how a client signs in.
import type { Place, Note } from '../text/range.js';
import { contains } from '../text/range.js';
import { childElements } from '../xml/tree.js';
import type { SourcedFacts } from '../evidence/sourced.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import type { Effective, Origin } from '../iis/effective.js';
import { levelsOf, samePath } from '../iis/paths.js';
import type { Site } from '../iis/sites.js';
import { virtualDirectoryAround, type SiteRole, type VirtualDirectoryName } from './layout.js';
import type { PeerAnswers } from './peers.js';
import { sections } from '../sign-in/sections.js';
import { SignInState } from '../sign-in/sign-in-state.js';
import type { Termination, TerminationKind, TerminationSetting } from './termination.js';

/** By the build folders that its locations name, the oldest first; SE is the current one. */
export const exchangeVersions = ['2010', '2013', '2016', '2019', 'SE'] as const;
export type ExchangeVersion = (typeof exchangeVersions)[number];

export type WindowsServer = '2012R2' | '2016' | '2019' | '2022' | '2025';

export interface ExchangeSettings {
  readonly termination: TerminationSetting;
  /** Null when it is not known. */
  readonly windowsServer: WindowsServer | null;
  /** Whether a server with termination `legacy` is checked in the same run. */
  readonly legacyInRun: boolean;
  /** The Exchange servers of this run, this one among them. */
  readonly peers: PeerAnswers;
  /** What evidence says of this server and of its organization. */
  readonly facts: SourcedFacts;
  /** The server as a HealthChecker export beside its files describes it. */
  readonly exported: ExchangeServer | null;
}

/**
 * A server and its virtual directories know each other, so they are declared together; `server.ts` makes
 * them.
 */
export interface ExchangeServer {
  readonly configuration: ServerConfiguration;
  readonly settings: ExchangeSettings;
  /** The site with most of the front end's applications. */
  readonly frontEnd: Site | null;
  /**
   * Every site that has applications of the front end, that one first; that of a legacy server if the
   * termination set by hand says that clients sign in there and not at a newer server.
   */
  readonly frontEnds: readonly Site[];
  readonly backEnd: Site | null;
  readonly legacy: Site | null;
  /** Null when nothing tells. */
  readonly version: ExchangeVersion | null;
  readonly virtualDirectories: readonly VirtualDirectory[];
  /** ActiveSync of every site where clients arrive, then Outlook on the web, then the admin center. */
  readonly procedure: readonly VirtualDirectory[];
  readonly termination: Termination;
  /**
   * A virtual directory of the site where clients arrive: the front end, or the legacy server's only site.
   */
  find(name: VirtualDirectoryName, role?: SiteRole): VirtualDirectory | undefined;
  terminationOf(directory: VirtualDirectory): TerminationKind;
}

export class VirtualDirectory extends SignInState {
  readonly server: ExchangeServer;
  readonly site: Site;
  readonly role: SiteRole;
  /** Null for a path that Exchange has no name for, such as `owa/auth`. */
  readonly name: VirtualDirectoryName | null;
  #termination: TerminationKind | null = null;
  #isForeign: boolean | null = null;

  constructor(
    server: ExchangeServer,
    site: Site,
    role: SiteRole,
    name: VirtualDirectoryName | null,
    configurationPath: string,
  ) {
    super(server.configuration, configurationPath);
    this.server = server;
    this.site = site;
    this.role = role;
    this.name = name;
  }

  /** Whether its site is another than the one with most of the front end's applications. */
  get isOfSecondFrontEnd(): boolean {
    return this.role === 'frontEnd' && this.site !== this.server.frontEnd;
  }

  /** Whether it is the root of its site. */
  get isSite(): boolean {
    return samePath(this.site.configurationPath, this.configurationPath);
  }

  /**
   * An application beside those of Exchange: its name is not one of Exchange's, and neither is the one that it
   * is below.
   */
  get isForeign(): boolean {
    return (this.#isForeign ??=
      this.name === null && virtualDirectoryAround(this.site, this.configurationPath) === null);
  }

  /** Where the client certificate ends for this path. */
  get termination(): TerminationKind {
    return (this.#termination ??= this.server.terminationOf(this));
  }

  /**
   * True when the deciding value is written for the site as a whole or for the server, and this is not the
   * site.
   */
  inheritsFromSite(effective: Effective<unknown>): boolean {
    if (this.name === 'root' || effective.origin.kind === 'schema') return false;
    const path = effective.origin.configurationPath;
    // A second front end is made for what it serves: what it or the server says is meant for that.
    if (this.isOfSecondFrontEnd) return false;
    if (this.role === 'other') return !samePath(path, this.configurationPath) && !(path === '' && this.isSite);
    return path === '' || samePath(path, this.site.configurationPath);
  }

  /**
   * Where a finding about a value points: at the value when it is written for this very path, else at the
   * start tag of the path's
   * `<location>`, else at the `path` of its `<application>`, else at the site's name.
   */
  placeOf(effective: Effective<unknown>, section?: string): Place {
    if (this.owns(effective) && effective.origin.kind !== 'schema') {
      return { uri: effective.origin.uri, range: effective.origin.range };
    }
    return this.place(section);
  }

  /**
   * Where a finding about the list of providers points: at the start tag of `<providers>` when it is written
   * for this very path.
   */
  placeOfProviders(): Place {
    const { applicationHost } = this.server.configuration;
    const place = this.placeOf(this.providers, sections.windows);
    if (!this.owns(this.providers) || place.uri !== applicationHost.uri) return place;
    const lists = applicationHost.sections
      .filter(({ section }) => section === sections.windows)
      .flatMap(({ element }) => childElements(element, 'providers'));
    const list = lists.find(({ range }) => contains(range, place.range));
    return list ? { uri: place.uri, range: list.startTag } : place;
  }

  /** Where a finding about the path as a whole points. */
  place(section?: string): Place {
    const { configuration } = this.server;
    const uri = configuration.applicationHost.uri;
    const tag = configuration.locationTag(this.configurationPath, section);
    if (tag) return { uri, range: tag.element.startTag };
    const application = this.name === 'root' ? undefined : this.application;
    const range =
      application?.path.attribute?.valueRange ?? this.site.name.attribute?.valueRange ?? this.site.element.startTag;
    return { uri, range };
  }
}

/**
 * The places that decide these values, each with its sentence, outermost first; what the schema decides has
 * no place and what is
 * `at` already is left out.
 */
export function notes(at: Place, ...values: readonly (readonly [Effective<unknown>, string])[]): Note[] {
  return values
    .flatMap(([{ origin }, message]) =>
      origin.kind === 'schema' || (origin.uri === at.uri && origin.range.start === at.range.start)
        ? []
        : [{ depth: depthOf(origin), note: { uri: origin.uri, range: origin.range, message } }],
    )
    .sort((a, b) => a.depth - b.depth)
    .map(({ note }) => note);
}

function depthOf(origin: Exclude<Origin, { kind: 'schema' }>): number {
  return levelsOf(origin.configurationPath).length;
}
