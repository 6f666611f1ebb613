// What rules and views look at: each certificate of a set of files with all that had to be found out before, and each file.
import { isRenewed, revokedAuthorities } from './trust/authority-state.js';
import type { RevokedAuthority } from './trust/authority-state.js';
import type { Sourced, StoreListing } from '../evidence/facts.js';
import { CertificatePool } from './trust/chain.js';
import type { Chain, SignatureVerifier } from './trust/chain.js';
import type { CertificateEntry, CertificateFile } from './file.js';
import { uncoveredNames } from './meaning/host-names.js';
import { mayServeDevices, roleOf } from './meaning/purpose.js';
import type { CertificateRole } from './meaning/purpose.js';
import type { RevocationList, X509Certificate } from './model.js';
import { NewerLists } from './trust/newer-lists.js';
import { RevocationLists } from './trust/revocation-lists.js';
import type { Revocation } from './trust/revocation-lists.js';

/** A file that was read, by whatever name its host has for it. */
export interface NamedCertificateFile {
  readonly uri: string;
  readonly file: CertificateFile;
}

/** What is known besides the files. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The names under which clients reach the servers; none: nobody said. */
  readonly serverNames: readonly string[];
  /** The names under which HTTP.SYS is known to show a certificate, by SHA-1; absent: nobody said. */
  readonly presented?: ReadonlyMap<string, readonly string[]>;
  /** Saved listings of certificate stores; absent: nobody said. */
  readonly stores?: readonly Sourced<StoreListing>[];
}

/** `serverNames` are those that the certificate is meant for. */
export interface CertificateSubject extends Surroundings {
  readonly uri: string;
  /** The text of its file; null for a binary one. */
  readonly text: string | null;
  readonly entry: CertificateEntry;
  readonly certificate: X509Certificate;
  readonly role: CertificateRole;
  readonly chain: Chain;
  /** Another certificate of an authority is among the files, so that a missing issuer means something. */
  readonly authoritiesAtHand: boolean;
  /** Its file, or the folder of it, is named after trusted roots. */
  readonly declaredRoot: boolean;
  /** By a list at hand; null when none names it, absent where nobody looked. */
  readonly revocation?: Revocation | null;
  /** Of its chain, by lists at hand; absent where nobody looked. */
  readonly revokedAuthorities?: readonly RevokedAuthority[];
  /** It is an authority's, and one at hand for the same key is valid longer; absent where nobody looked. */
  readonly renewed?: boolean;
}

export interface CertificateFileSubject extends Surroundings {
  readonly uri: string;
  readonly file: CertificateFile;
  /** Outdated lists of the file, and the one at hand that stands in for each; absent where nobody looked. */
  readonly newerLists?: ReadonlyMap<RevocationList, RevocationList>;
}

/** The certificates and lists of a set of files, prepared for whoever asks about one of them. */
export interface AtHand {
  /** Finds issuers among all of them. */
  readonly pool: CertificatePool;
  readonly lists: RevocationLists;
  readonly newerLists: NewerLists;
  /** SHA-256 of the certificates of authorities. */
  readonly authorities: ReadonlySet<string>;
  /** There is one certificate of a server, however many files hold it, so that the names of servers can only be meant for it. */
  readonly oneServer: boolean;
}

export interface CertificateSubjects {
  readonly certificates: readonly CertificateSubject[];
  readonly files: readonly CertificateFileSubject[];
  readonly pool: CertificatePool;
}

export function atHandIn(files: readonly CertificateFile[], verify: SignatureVerifier): AtHand {
  const certificates = files.flatMap(({ entries }) =>
    entries.flatMap(({ model }) => (model.kind === 'certificate' ? [model] : [])),
  );
  const namesOf = (some: readonly X509Certificate[]): Set<string> => new Set(some.map(({ sha256 }) => sha256));
  const pool = new CertificatePool(certificates, verify);
  const lists = files.flatMap(revocationListsIn);
  return {
    pool,
    lists: new RevocationLists(lists, verify),
    newerLists: new NewerLists(lists, pool),
    authorities: namesOf(certificates.filter(({ isAuthority }) => isAuthority)),
    oneServer: namesOf(certificates.filter(mayServeDevices)).size === 1,
  };
}

/** Builds the chains of all certificates. `pause` is called now and then, for hosts that have other work. */
export async function certificateSubjects(
  inputs: readonly NamedCertificateFile[],
  surroundings: Surroundings,
  verify: SignatureVerifier,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<CertificateSubjects> {
  const atHand = atHandIn(
    inputs.map(({ file }) => file),
    verify,
  );
  const certificates: CertificateSubject[] = [];
  for (const input of inputs) {
    for (const entry of input.file.entries) {
      const subject = await certificateSubjectOf(input, entry, atHand, surroundings);
      if (subject === null) continue;
      certificates.push(subject);
      if (certificates.length % 50 === 49) await pause();
    }
  }
  const files: CertificateFileSubject[] = [];
  for (const input of inputs) files.push(await fileSubjectOf(input, surroundings, atHand.newerLists));
  return { certificates, files, pool: atHand.pool };
}

/** An entry of a file with its chain and all that those at hand say of it; null for what is no certificate. */
export async function certificateSubjectOf(
  { uri, file }: NamedCertificateFile,
  entry: CertificateEntry,
  { pool, lists, authorities, oneServer }: AtHand,
  surroundings: Surroundings,
): Promise<CertificateSubject | null> {
  const { model } = entry;
  if (model.kind !== 'certificate') return null;
  const chain = await pool.chainOf(model, surroundings.now);
  return {
    ...surroundings,
    serverNames: namesFor(model, surroundings, oneServer),
    uri,
    text: file.text,
    entry,
    certificate: model,
    role: roleOf(model),
    chain,
    authoritiesAtHand: authorities.size > (authorities.has(model.sha256) ? 1 : 0),
    declaredRoot: isDeclaredRoot(uri),
    revocation: await lists.of(model, chain.path[1] ?? null),
    revokedAuthorities: await revokedAuthorities(chain.path, pool, lists),
    renewed: isRenewed(model, pool, surroundings.now),
  };
}

export async function fileSubjectOf(
  { uri, file }: NamedCertificateFile,
  surroundings: Surroundings,
  newer: NewerLists,
): Promise<CertificateFileSubject> {
  const newerLists = new Map<RevocationList, RevocationList>();
  for (const list of revocationListsIn(file)) {
    const other = await newer.of(list, surroundings.now);
    if (other !== null) newerLists.set(list, other);
  }
  return { ...surroundings, uri, file, newerLists };
}

export function revocationListsIn(file: CertificateFile): RevocationList[] {
  return file.entries.flatMap(({ model }) => (model.kind === 'crl' ? [model] : []));
}

/**
 * The names that a certificate has to cover: those under which it is shown where that is known; else all of them, unless it covers
 * none and so is for another server. `only`: there is no other it could be.
 */
export function namesFor(
  certificate: X509Certificate,
  { serverNames, presented }: Surroundings,
  only: boolean,
): readonly string[] {
  if (presented !== undefined && presented.size > 0) return presented.get(certificate.sha1) ?? [];
  return (only && mayServeDevices(certificate)) || uncoveredNames(certificate, serverNames).length < serverNames.length
    ? serverNames
    : [];
}

/**
 * `…/Root/x.cer`, `trusted-roots/x.cer`, `Root.p7b`: a folder or file named after the store of trusted roots. `/root` is the home
 * of an administrator.
 */
export function isDeclaredRoot(uri: string): boolean {
  const segments = uri
    .replace(/^(?:file:\/\/)?\/root\//, '/')
    .split(/[/\\]/)
    .slice(-2);
  const file = segments.pop()?.replace(/\.[^.]*$/, '') ?? '';
  const isRoot = (name: string): boolean =>
    /^(?:(?:local[-_. ]?machine|lm|trusted)[-_. ]?)?roots?(?:[-_. ]?(?:store|ca|cas|certificates?))?$/i.test(name);
  return isRoot(file) || segments.some(isRoot);
}
