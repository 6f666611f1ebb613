// A virtual directory of Exchange (or a site's root, or a location below one) with the settings that decide how a client signs in.
import type { Place, Remark } from '../text/range.js';
import { contains } from '../text/range.js';
import { childElements } from '../xml/tree.js';
import type { Effective, Origin } from '../iis/effective.js';
import { mapEffective } from '../iis/effective.js';
import { readBoolean, readEntries, readFlags, readText, readUnsigned } from '../iis/read.js';
import { levelsOf, samePath } from '../iis/paths.js';
import type { Application, Site } from '../iis/sites.js';
import type { Truth } from '../iis/truth.js';
import { holds, isOn, or } from '../iis/truth.js';
import type { SiteRole, VirtualDirectoryName } from './layout.js';
import { sections } from './sections.js';
import type { ExchangeServer } from './server.js';
import type { TerminationKind } from './termination.js';

export class VirtualDirectory {
  readonly server: ExchangeServer;
  readonly site: Site;
  readonly role: SiteRole;
  /** Null for a path that Exchange has no name for, such as `owa/auth`. */
  readonly name: VirtualDirectoryName | null;
  readonly configurationPath: string;

  constructor(
    server: ExchangeServer,
    site: Site,
    role: SiteRole,
    name: VirtualDirectoryName | null,
    configurationPath: string,
  ) {
    this.server = server;
    this.site = site;
    this.role = role;
    this.name = name;
    this.configurationPath = configurationPath;
  }

  /** The application whose root is here; undefined for a plain folder such as `Proxy`. */
  get application(): Application | undefined {
    return this.server.configuration.siteIndex.applicationAt(this.configurationPath);
  }

  /** Where the client certificate ends for this path. */
  get termination(): TerminationKind {
    return this.server.terminationOf(this);
  }

  get sslFlags(): Effective<ReadonlySet<string>> {
    return readFlags(this.server.configuration, this.configurationPath, sections.access, 'sslFlags');
  }

  get anonymous(): Effective<boolean> {
    return this.#enabled(sections.anonymous);
  }

  get basic(): Effective<boolean> {
    return this.#enabled(sections.basic);
  }

  get digest(): Effective<boolean> {
    return this.#enabled(sections.digest);
  }

  get windows(): Effective<boolean> {
    return this.#enabled(sections.windows);
  }

  /** Active Directory client certificate mapping. */
  get mapping(): Effective<boolean> {
    return this.#enabled(sections.mapping);
  }

  /** IIS one-to-one and many-to-one mapping. */
  get iisMapping(): Effective<boolean> {
    return this.#enabled(sections.iisMapping);
  }

  /** A boolean attribute of windowsAuthentication. */
  windowsOption(attribute: 'useKernelMode' | 'useAppPoolCredentials' | 'authPersistNonNTLM'): Effective<boolean> {
    return readBoolean(this.server.configuration, this.configurationPath, sections.windows, attribute);
  }

  /** `None`, `Allow` or `Require`. */
  get tokenChecking(): Effective<string> {
    return readText(this.server.configuration, this.configurationPath, sections.windows, 'tokenChecking', [
      'extendedProtection',
    ]);
  }

  /** True where the order of the providers after a removal and an addition of the same one is inferred, not measured. */
  get isProviderOrderInferred(): boolean {
    const windows = this.server.configuration.section(this.configurationPath, sections.windows);
    return windows?.elements.get('providers')?.orderIsInferred ?? false;
  }

  /** The providers of Windows authentication in the order offered, each with where it comes from. */
  get providers(): Effective<readonly { readonly name: string; readonly origin: Origin }[]> {
    const entries = readEntries(this.server.configuration, this.configurationPath, sections.windows, ['providers']);
    return mapEffective(entries, (list) => list.map(({ key, origin }) => ({ name: key, origin })));
  }

  /** Bytes. */
  get uploadReadAheadSize(): Effective<number> {
    return readUnsigned(
      this.server.configuration,
      this.configurationPath,
      sections.serverRuntime,
      'uploadReadAheadSize',
    );
  }

  /** The names of the modules of the request pipeline. */
  get modules(): Effective<readonly string[]> {
    const entries = readEntries(this.server.configuration, this.configurationPath, sections.modules);
    return mapEffective(entries, (list) => list.map(({ key }) => key));
  }

  /** Client certificates are asked for: accepted or required. */
  get asksForCertificate(): Truth {
    return holds(this.sslFlags, (flags) => flags.has('SslNegotiateCert') || flags.has('SslRequireCert'));
  }

  get requiresCertificate(): Truth {
    return holds(this.sslFlags, (flags) => flags.has('SslRequireCert'));
  }

  /** Certificates are accepted and none is required. */
  get acceptsCertificate(): Truth {
    return holds(this.sslFlags, (flags) => flags.has('SslNegotiateCert') && !flags.has('SslRequireCert'));
  }

  get requiresSsl(): Truth {
    return holds(this.sslFlags, (flags) => flags.has('Ssl'));
  }

  /** Any sign of a certificate that is to end here: asked for, or mapped to an account. */
  get usesCertificate(): Truth {
    return or(this.asksForCertificate, isOn(this.mapping));
  }

  /** True when the deciding value is written for this very path. */
  owns(effective: Effective<unknown>): boolean {
    return effective.origin.kind !== 'schema' && samePath(effective.origin.configurationPath, this.configurationPath);
  }

  /** True when the deciding value is written for the site as a whole or for the server, and this is not the site. */
  inheritsFromSite(effective: Effective<unknown>): boolean {
    if (this.name === 'root' || effective.origin.kind === 'schema') return false;
    const path = effective.origin.configurationPath;
    return path === '' || samePath(path, this.site.configurationPath);
  }

  /**
   * Where a finding about a value points: at the value when it is written for this very path, else at the start tag of the path's
   * `<location>`, else at the `path` of its `<application>`, else at the site's name.
   */
  placeOf(effective: Effective<unknown>, section?: string): Place {
    if (this.owns(effective) && effective.origin.kind !== 'schema') {
      return { uri: effective.origin.uri, range: effective.origin.range };
    }
    return this.place(section);
  }

  /** Where a finding about the list of providers points: at the start tag of `<providers>` when it is written for this very path. */
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

  #enabled(section: string): Effective<boolean> {
    return readBoolean(this.server.configuration, this.configurationPath, section, 'enabled');
  }
}

/**
 * The places that decide these values, each with its sentence, outermost first; what the schema decides has no place and what is
 * `at` already is left out.
 */
export function remarks(at: Place, ...values: readonly (readonly [Effective<unknown>, string])[]): Remark[] {
  return values
    .flatMap(([{ origin }, message]) =>
      origin.kind === 'schema' || (origin.uri === at.uri && origin.range.start === at.range.start)
        ? []
        : [{ depth: depthOf(origin), remark: { uri: origin.uri, range: origin.range, message } }],
    )
    .sort((a, b) => a.depth - b.depth)
    .map(({ remark }) => remark);
}

function depthOf(origin: Exclude<Origin, { kind: 'schema' }>): number {
  return levelsOf(origin.configurationPath).length;
}
