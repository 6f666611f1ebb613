// Where configurations and saved netsh output refer to certificates, as plain data: what certificates are
// looked up in.
import type { ManyToOneMapping } from '../certificate/meaning/many-to-one.js';
import type { Truth } from '../iis/truth.js';

/** `P` is how places are written: in core by offsets, to a client by lines. */
export interface CertificateUses<P> {
  /** The host names of all https bindings, lower case, sorted. */
  readonly serverNames: readonly string[];
  readonly records: readonly RecordUse<P>[];
  readonly oneToOne: readonly OneToOneUse<P>[];
  readonly manyToOne: readonly ManyToOneUse<P>[];
}

export const noUses: CertificateUses<never> = { serverNames: [], records: [], oneToOne: [], manyToOne: [] };

/** A record of HTTP.SYS that names a certificate. */
export interface RecordUse<P> {
  /** `0.0.0.0:443` */
  readonly endpoint: string;
  /** SHA-1, lower-case hexadecimal. */
  readonly sha1: string;
  /** Of the hash. */
  readonly at: P;
  /** The https bindings that it is behind. */
  readonly bindings: readonly BindingUse<P>[];
}

export interface BindingUse<P> {
  readonly site: string;
  /** `*:443:` */
  readonly information: string;
  /** Lower case; '' for any. */
  readonly host: string;
  /** Of the `<binding>`. */
  readonly at: P;
}

/** A mapping of IIS, in the order in which IIS tries them. */
interface MappingUse<P> {
  /** '' for the whole server, else the name of the site: IIS maps nowhere else. */
  readonly configurationPath: string;
  /** Whether this way of mapping is on there. */
  readonly inEffect: Truth;
  readonly userName: string;
  /** Of the entry. */
  readonly at: P;
}

export interface OneToOneUse<P> extends MappingUse<P> {
  readonly enabled: boolean;
  /** Base64 of the DER without line breaks. */
  readonly certificate: string;
}

export interface ManyToOneUse<P> extends MappingUse<P> {
  readonly mapping: ManyToOneMapping;
}

/** The names under which HTTP.SYS shows certificates, by SHA-1. */
export function presentedNames<P>({ records }: CertificateUses<P>): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, readonly string[]>();
  for (const { sha1, bindings } of records) {
    const hosts = bindings.map(({ host }) => host).filter((host) => host !== '');
    names.set(sha1, [...new Set([...(names.get(sha1) ?? []), ...hosts])].sort());
  }
  return names;
}
