// The world in which a request is simulated: one server with everything that is known about it, every member
// three-valued.
//
// A file that was not provided makes a member unknown, never no; what a branch assumes is kept beside what is
// known.
import type { Accounts } from '../certificate/accounts.js';
import type { X509Certificate } from '../certificate/model.js';
import type { SavedStoreListing } from '../certificate/trust/store-listing.js';
import type { Sourced, TlsServerState } from '../evidence/facts.js';
import type { SslRecord } from '../evidence/netsh-records.js';
import type { SourcedFacts } from '../evidence/sourced.js';
import type { ExchangeServer, WindowsServer } from '../exchange/virtual-directory.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import { or } from '../iis/truth.js';
import type { Truth } from '../iis/truth.js';
import { agreed } from '../text/agreed.js';
import type { Finding } from '../rules/finding.js';
import type { Note } from '../text/range.js';

/** A certificate in a store, by its thumbprint; the certificate itself where its file was provided. */
export interface StoredCertificate {
  readonly sha1: string;
  readonly certificate: X509Certificate | null;
  /** Whether issuer and subject are the same name; null where the listing does not tell. */
  readonly selfIssued: boolean | null;
  /** As a listing prints it; null where only the thumbprint is told. */
  readonly subject: string | null;
  readonly place: Note;
}

/** A listing of a store, or a folder of its certificates. */
export interface StoreSource {
  /** What it lacks is not in the store, as far as it tells. */
  readonly isComplete: boolean;
  readonly certificates: readonly StoredCertificate[];
}

/** What a store of the computer holds. */
export interface Store {
  /** A listing by certutil is the store; a folder of files is what someone copied. */
  readonly isListing: boolean;
  readonly sources: readonly StoreSource[];
  /** Of all sources. */
  readonly certificates: readonly StoredCertificate[];
}

export interface WorldMembers {
  readonly configuration: ServerConfiguration;
  /** Null for an IIS server without Exchange. */
  readonly exchange: ExchangeServer | null;
  readonly records: readonly SslRecord[];
  readonly windowsServer: WindowsServer | null;
  readonly tlsServer: readonly Sourced<TlsServerState>[];
  /** SendTrustedIssuerList of SCHANNEL; off is the default since Windows Server 2012. */
  readonly sendsIssuers: { readonly state: Truth; readonly because: readonly Note[] };
  readonly root: Store | null;
  readonly intermediate: Store | null;
  readonly ntauth: Store | null;
  readonly accounts: Accounts;
  /** Facts of evidence that the stages read as they are. */
  readonly facts: Pick<
    SourcedFacts,
    'events' | 'serviceNames' | 'delegations' | 'registry' | 'probes' | 'windows' | 'stores'
  >;
  /** The server certificates that clients were shown: SHA-1 and place. */
  readonly shown: readonly { readonly sha1: string; readonly place: Note }[];
  readonly findings: readonly Finding[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

export class World {
  readonly members: WorldMembers;
  readonly #assumed: ReadonlyMap<string, string>;
  readonly #corrected: ReadonlyMap<string, string>;

  constructor(
    members: WorldMembers,
    assumed: ReadonlyMap<string, string> = new Map(),
    corrected: ReadonlyMap<string, string> = new Map(),
  ) {
    this.members = members;
    this.#assumed = assumed;
    this.#corrected = corrected;
  }

  get configuration(): ServerConfiguration {
    return this.members.configuration;
  }

  get exchange(): ExchangeServer | null {
    return this.members.exchange;
  }

  get now(): number {
    return this.members.now;
  }

  /** What a correction or a branch says about a fact; undefined where neither does. */
  assumed(fact: string): string | undefined {
    return this.#corrected.get(fact) ?? this.#assumed.get(fact);
  }

  /**
   * The truth of a fact: what a correction says, else the evidence, else what a branch assumes, else unknown.
   */
  truth(fact: string, known: Truth): Truth {
    const said = this.#corrected.get(fact) ?? (known === 'unknown' ? this.#assumed.get(fact) : known);
    return said === 'yes' ? 'yes' : said === 'no' ? 'no' : 'unknown';
  }

  /** Whether a fact is corrected: what the evidence says about it does not count. */
  isCorrected(fact: string): boolean {
    return this.#corrected.has(fact);
  }

  assuming(fact: string, value: string): World {
    return new World(this.members, new Map(this.#assumed).set(fact, value), this.#corrected);
  }

  /** The same server with facts as they would be after a fix, against what the evidence says. */
  correcting(facts: Readonly<Record<string, string>>): World {
    return new World(this.members, this.#assumed, new Map([...this.#corrected, ...Object.entries(facts)]));
  }

  /** The same server with some members replaced: what would be if they were different. */
  with(changes: Partial<WorldMembers>): World {
    return new World({ ...this.members, ...changes }, this.#assumed, this.#corrected);
  }
}

/** Whether what a store lacks is not in the store: a folder holds what was copied. */
export function isWhole(store: Store | null): boolean {
  return store !== null && store.isListing && store.sources.some(({ isComplete }) => isComplete);
}

/** Whether one of its certificates is meant; unknown where its sources contradict each other. */
export function holding(store: Store | null, isMeant: (one: StoredCertificate) => Truth): Truth {
  const said = (store?.sources ?? []).flatMap(({ isComplete, certificates }): Truth[] => {
    const answer = or(...certificates.map(isMeant));
    return answer === 'yes' || (isComplete && answer === 'no') ? [answer] : [];
  });
  return agreed(said) ?? 'unknown';
}

/** `folderTells`: what a folder lacks is likely not in the store, if no listing is there. */
export function storeOf(
  listings: readonly SavedStoreListing[],
  files: readonly { readonly uri: string; readonly certificate: X509Certificate }[] | null,
  folderTells = true,
): Store | null {
  if (listings.length === 0 && files === null) return null;
  const given = new Map((files ?? []).map(({ certificate }) => [certificate.sha1, certificate]));
  const sources = listings.map((listing): StoreSource => {
    const certificates = listing.certificates.flatMap(({ sha1, subject, issuer, range }): StoredCertificate[] => {
      if (sha1 === null) return [];
      const certificate = given.get(sha1) ?? null;
      const listed = subject === null || issuer === null ? null : subject === issuer;
      const place = { uri: listing.uri, range, message: `The ${listing.store} store holds ${subject ?? sha1}.` };
      const selfIssued = certificate?.selfIssued ?? listed;
      return [{ sha1, certificate, selfIssued, subject: certificate?.subject.text ?? subject, place }];
    });
    return { isComplete: listing.isComplete && certificates.length === listing.certificates.length, certificates };
  });
  const copied = (files ?? []).map(({ uri, certificate }): StoredCertificate => {
    const { sha1, selfIssued, subject } = certificate;
    const place = { uri, range: { start: 0, end: 0 }, message: `The store holds ${subject.text}.` };
    return { sha1, certificate, selfIssued, subject: subject.text, place };
  });
  if (files) sources.push({ isComplete: folderTells && listings.length === 0, certificates: copied });
  const byHash = new Map<string, StoredCertificate>();
  for (const one of sources.flatMap(({ certificates }) => certificates))
    if (!byHash.has(one.sha1)) byHash.set(one.sha1, one);
  return { isListing: listings.length > 0, sources, certificates: [...byHash.values()] };
}
