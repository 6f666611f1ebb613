// What signs a client in at one configuration path: every setting that decides it, each with the place that
// it comes from.
//
// It knows nothing of Exchange: a virtual directory of Exchange is such a path with a role.
import type { ServerConfiguration } from '../iis/configuration.js';
import type { Effective, Origin } from '../iis/effective.js';
import { mapEffective } from '../iis/effective.js';
import { samePath } from '../iis/paths.js';
import { readBoolean, readEntries, readFlags, readText, readUnsigned } from '../iis/read.js';
import type { Application } from '../iis/sites.js';
import type { Truth } from '../iis/truth.js';
import { holds, isOn, not, or } from '../iis/truth.js';
import { sections } from './sections.js';

/** The methods that sign a client in by something other than a certificate. */
export const methods = ['anonymous', 'basic', 'digest', 'windows'] as const;

export type Method = (typeof methods)[number];

/** A provider of Windows authentication, with the place that adds it. */
export interface Provider {
  readonly name: string;
  readonly origin: Origin;
}

export class SignInState {
  readonly configuration: ServerConfiguration;
  /** `Default Web Site/owa`; '' is the server level. */
  readonly configurationPath: string;
  /** What nearly every rule asks every path for. */
  #sslFlags: Effective<ReadonlySet<string>> | null = null;
  #mapping: Effective<boolean> | null = null;
  #iisMapping: Effective<boolean> | null = null;

  constructor(configuration: ServerConfiguration, configurationPath: string) {
    this.configuration = configuration;
    this.configurationPath = configurationPath;
  }

  /** The application whose root is here; undefined for a plain folder such as `Proxy`. */
  get application(): Application | undefined {
    return this.configuration.siteIndex.applicationAt(this.configurationPath);
  }

  get sslFlags(): Effective<ReadonlySet<string>> {
    return (this.#sslFlags ??= readFlags(this.configuration, this.configurationPath, sections.access, 'sslFlags'));
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
    return (this.#mapping ??= this.#enabled(sections.mapping));
  }

  /** IIS one-to-one and many-to-one mapping. */
  get iisMapping(): Effective<boolean> {
    return (this.#iisMapping ??= this.#enabled(sections.iisMapping));
  }

  /** A boolean attribute of windowsAuthentication. */
  windowsOption(attribute: 'useKernelMode' | 'useAppPoolCredentials' | 'authPersistNonNTLM'): Effective<boolean> {
    return readBoolean(this.configuration, this.configurationPath, sections.windows, attribute);
  }

  /** `None`, `Allow` or `Require`. */
  get tokenChecking(): Effective<string> {
    return readText(this.configuration, this.configurationPath, sections.windows, 'tokenChecking', [
      'extendedProtection',
    ]);
  }

  /**
   * True where the order of the providers after a removal and an addition of the same one is inferred, not
   * measured.
   */
  get isProviderOrderInferred(): boolean {
    const windows = this.configuration.section(this.configurationPath, sections.windows);
    return windows?.elements.get('providers')?.orderIsInferred ?? false;
  }

  /** The providers of Windows authentication in the order offered. */
  get providers(): Effective<readonly Provider[]> {
    const entries = readEntries(this.configuration, this.configurationPath, sections.windows, ['providers']);
    return mapEffective(entries, (list) => list.map(({ key, origin }) => ({ name: key, origin })));
  }

  /** Bytes. */
  get uploadReadAheadSize(): Effective<number> {
    return readUnsigned(this.configuration, this.configurationPath, sections.serverRuntime, 'uploadReadAheadSize');
  }

  /** The names of the modules of the request pipeline. */
  get modules(): Effective<readonly string[]> {
    const entries = readEntries(this.configuration, this.configurationPath, sections.modules);
    return mapEffective(entries, (list) => list.map(({ key }) => key));
  }

  /** Client certificates are requested: accepted or required. */
  get asksForCertificate(): Truth {
    return holds(this.sslFlags, (flags) => flags.has('SslNegotiateCert') || flags.has('SslRequireCert'));
  }

  get requiresCertificate(): Truth {
    return holds(this.sslFlags, (flags) => flags.has('SslRequireCert'));
  }

  /**
   * IIS asks every client and rejects those without a certificate (403.7); what Require alone does is not
   * documented.
   */
  get demandsCertificate(): Truth {
    return holds(this.sslFlags, (flags) => flags.has('SslNegotiateCert') && flags.has('SslRequireCert'));
  }

  /** Certificates are accepted and none is required. */
  get acceptsCertificate(): Truth {
    return holds(this.sslFlags, (flags) => flags.has('SslNegotiateCert') && !flags.has('SslRequireCert'));
  }

  get requiresSsl(): Truth {
    return holds(this.sslFlags, (flags) => flags.has('Ssl'));
  }

  /** Any sign of a certificate that is used here: asked for, or mapped to an account. */
  get usesCertificate(): Truth {
    return or(this.asksForCertificate, isOn(this.mapping));
  }

  /** A way to sign in other than by certificate. */
  get otherMethod(): Truth {
    return or(...methods.map((method) => isOn(this[method])));
  }

  /** Nothing at all signs a client in: IIS's own mapping does nothing where no certificate is requested. */
  get withoutAuthentication(): Truth {
    return not(or(this.usesCertificate, this.otherMethod));
  }

  /** True when the deciding value is written for this very path. */
  owns(effective: Effective<unknown>): boolean {
    return effective.origin.kind !== 'schema' && samePath(effective.origin.configurationPath, this.configurationPath);
  }

  #enabled(section: string): Effective<boolean> {
    return readBoolean(this.configuration, this.configurationPath, section, 'enabled');
  }
}
