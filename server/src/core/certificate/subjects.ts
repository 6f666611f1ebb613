// What rules and views look at: each certificate of a set of files with all that had to be found out before, and each file.
import { isRenewed, revokedAuthorities } from './authority-state.js';
import type { RevokedAuthority } from './authority-state.js';
import { CertificatePool } from './chain.js';
import type { Chain, SignatureVerifier } from './chain.js';
import type { CertificateEntry, CertificateFile } from './file.js';
import { uncoveredNames } from './meaning/host-names.js';
import { mayServeDevices, roleOf } from './meaning/purpose.js';
import type { CertificateRole } from './meaning/purpose.js';
import type { RevocationList, X509Certificate } from './model.js';
import { NewerLists } from './newer-lists.js';
import { RevocationLists } from './revocation-lists.js';
import type { Revocation } from './revocation-lists.js';

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

export interface CertificateSubjects {
  readonly certificates: readonly CertificateSubject[];
  readonly files: readonly CertificateFileSubject[];
  /** Finds issuers among all of them. */
  readonly pool: CertificatePool;
}

/** Builds the chains of all certificates. `pause` is called now and then, for hosts that have other work. */
export async function certificateSubjects(
  inputs: readonly NamedCertificateFile[],
  surroundings: Surroundings,
  verify: SignatureVerifier,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<CertificateSubjects> {
  const found = inputs.flatMap(({ uri, file }) =>
    file.entries.flatMap((entry) =>
      entry.model.kind === 'certificate' ? [{ uri, file, entry, certificate: entry.model }] : [],
    ),
  );
  const pool = new CertificatePool(
    found.map(({ certificate }) => certificate),
    verify,
  );
  const allLists = inputs.flatMap(({ file }) => revocationListsIn(file));
  const lists = new RevocationLists(allLists, verify);
  const newer = new NewerLists(allLists, pool);
  const authorities = new Set(
    found.filter(({ certificate }) => certificate.isAuthority).map(({ certificate }) => certificate.sha256),
  );
  const servers = found.filter(({ certificate }) => mayServeDevices(certificate)).length;
  const certificates: CertificateSubject[] = [];
  for (const { uri, file, entry, certificate } of found) {
    if (certificates.length % 50 === 49) await pause();
    const chain = await pool.chainOf(certificate, surroundings.now);
    certificates.push({
      ...surroundings,
      serverNames: namesFor(certificate, surroundings, servers === 1),
      uri,
      text: file.text,
      entry,
      certificate,
      role: roleOf(certificate),
      chain,
      authoritiesAtHand: authorities.size > (authorities.has(certificate.sha256) ? 1 : 0),
      declaredRoot: isDeclaredRoot(uri),
      revocation: await lists.of(certificate, chain.path[1] ?? null),
      revokedAuthorities: await revokedAuthorities(chain.path, pool, lists),
      renewed: isRenewed(certificate, pool, surroundings.now),
    });
  }
  const files: CertificateFileSubject[] = [];
  for (const input of inputs) files.push(await fileSubjectOf(input, surroundings, newer));
  return { certificates, files, pool };
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
