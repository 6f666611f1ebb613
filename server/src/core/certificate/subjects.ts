// What rules and views look at: each certificate of a set of files with all that had to be found out before,
// and each file.
import type { DirectoryAccount } from './account.js';
import { Accounts } from './accounts.js';
import { isRenewed, revokedAuthorities } from './trust/authority-state.js';
import type { RevokedAuthority } from './trust/authority-state.js';
import type { SavedStoreListing } from './trust/store-listing.js';
import { CertificatePool } from './trust/chain.js';
import type { Chain, SignatureVerifier } from './trust/chain.js';
import type { CertificateEntry, CertificateFile } from './file.js';
import { listingsOf } from './trust/listing.js';
import type { Listing } from './trust/listing.js';
import { accountFitAt } from './meaning/account-fit.js';
import type { AccountFit } from './meaning/account-fit.js';
import { CertificatesByMapping, identityFaults } from './meaning/identity-faults.js';
import type { IdentityFault } from './meaning/identity-faults.js';
import { uncoveredNames } from './meaning/host-names.js';
import { keyFault } from './own-key.js';
import type { KEY_FAULTS } from './own-key.js';
import { mayServeDevices, roleOf, roleOfIssuer, roleOfRequest } from './meaning/purpose.js';
import type { CertificateRole } from './meaning/purpose.js';
import type { RevocationList, X509Certificate } from './model.js';
import { nameKey } from './name-key.js';
import { NewerLists } from './trust/newer-lists.js';
import { OcspResponses } from './trust/ocsp-responses.js';
import { requestedCertificate } from './requested.js';
import { RevocationLists } from './trust/revocation-lists.js';
import type { Revocation } from './trust/revocation-lists.js';

/** A file that was read, by whatever name its host has for it. */
export interface NamedCertificateFile {
  readonly uri: string;
  readonly file: CertificateFile;
  /** The accounts of the directory that the file exports; absent: not looked for. */
  readonly accounts?: readonly DirectoryAccount[];
}

/** What is known besides the files. */
export interface CertificateContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The names under which clients reach the servers; none: no one said. */
  readonly serverNames: readonly string[];
  /** The names under which HTTP.SYS is known to show a certificate, by SHA-1; absent: not known. */
  readonly presented?: ReadonlyMap<string, readonly string[]>;
  /** SHA-1 of the trusted roots of the server; absent: not known. */
  readonly trustedRoots?: ReadonlySet<string>;
  /** Saved listings of certificate stores; absent: not known. */
  readonly stores?: readonly SavedStoreListing[];
}

/** `serverNames` are those that the certificate is meant for. */
export interface CertificateSubject extends CertificateContext {
  readonly uri: string;
  /** The text of its file; null for a binary one. */
  readonly text: string | null;
  readonly entry: CertificateEntry;
  readonly certificate: X509Certificate;
  readonly role: CertificateRole;
  readonly chain: Chain;
  /** Another certificate of an authority is among the files, so that a missing issuer means something. */
  readonly authoritiesAtHand: boolean;
  /** The certificate of its issuer in the chain, and others of that name and key; absent: not looked for. */
  readonly issuers?: readonly X509Certificate[];
  /** Its file, or the folder of it, is named after trusted roots. */
  readonly declaredRoot: boolean;
  /** By a list; null when none names it, absent where none was looked for. */
  readonly revocation?: Revocation | null;
  /** Of its chain, by lists; absent where none was looked for. */
  readonly revokedAuthorities?: readonly RevokedAuthority[];
  /**
   * What lists and responders say besides, of each certificate of the chain but a root; absent where none was
   * looked for.
   */
  readonly listings?: readonly Listing[];
  /** The exported accounts that it belongs to; absent where none was looked for. */
  readonly accounts?: readonly AccountFit[];
  /**
   * Certificates among the declared roots that are not roots, whatever chain they are of; absent where none
   * was looked for.
   */
  readonly misplacedRoots?: readonly X509Certificate[];
  /** Its file is a PKCS#12 file without its private key; absent where that was not looked for. */
  readonly keyFault?: keyof typeof KEY_FAULTS | null;
  /** It does not exist yet: this is what a request asks for. */
  readonly isRequested?: boolean;
  /** It is an authority's, and one for the same key is valid longer; absent where none was looked for. */
  readonly renewed?: boolean;
}

export interface CertificateFileSubject extends CertificateContext {
  readonly uri: string;
  readonly file: CertificateFile;
  /** Outdated lists of the file, and the one that replaces each; absent where none was looked for. */
  readonly newerLists?: ReadonlyMap<RevocationList, RevocationList>;
  /** What the mapping strings of the file miss, and by what; absent where none was looked for. */
  readonly identityFaults?: readonly IdentityFault[];
  /** The accounts of the file with the certificates that belong to them; absent where none was looked for. */
  readonly accounts?: readonly AccountFit[];
}

/** The certificates and lists of a set of files, prepared for questions about one of them. */
export interface KnownFiles {
  /** Finds issuers among all of them. */
  readonly pool: CertificatePool;
  readonly lists: RevocationLists;
  readonly newerLists: NewerLists;
  readonly responses: OcspResponses;
  readonly accounts: Accounts;
  readonly byMapping: CertificatesByMapping;
  /** By the file of the account. */
  readonly fits: ReadonlyMap<string, readonly AccountFit[]>;
  /** SHA-256 of the certificates of authorities. */
  readonly authorities: ReadonlySet<string>;
  /** The names of those that issued others. */
  readonly issuerNames: ReadonlySet<string>;
  /**
   * There is one certificate of a server, however many files hold it, so that the names of servers can only
   * be meant for it.
   */
  readonly oneServer: boolean;
  /** Certificates in files that are named after trusted roots. */
  readonly declaredRoots: readonly X509Certificate[];
}

export interface CertificateSubjects {
  readonly certificates: readonly CertificateSubject[];
  readonly files: readonly CertificateFileSubject[];
  readonly pool: CertificatePool;
}

export function knownFilesIn(files: readonly NamedCertificateFile[], verify: SignatureVerifier): KnownFiles {
  const all = files.flatMap(({ file }) =>
    file.entries.flatMap(({ model }) => (model.kind === 'certificate' ? [model] : [])),
  );
  const certificates = [...new Map(all.map((certificate) => [certificate.sha256, certificate])).values()];
  const namesOf = (some: readonly X509Certificate[]): Set<string> => new Set(some.map(({ sha256 }) => sha256));
  const pool = new CertificatePool(certificates, verify);
  const lists = files.flatMap(({ file }) => revocationListsIn(file));
  const accounts = new Accounts(files.flatMap((file) => file.accounts ?? []));
  return {
    pool,
    lists: new RevocationLists(lists, verify),
    newerLists: new NewerLists(lists, pool),
    responses: new OcspResponses(
      files.flatMap(({ file }) => file.responses),
      verify,
    ),
    accounts,
    byMapping: new CertificatesByMapping(certificates),
    fits: fitsByFile(accounts, certificates),
    authorities: namesOf(certificates.filter(({ isAuthority }) => isAuthority)),
    issuerNames: new Set(certificates.flatMap((one) => (one.selfIssued ? [] : [nameKey(one.issuer)]))),
    oneServer: namesOf(certificates.filter(mayServeDevices)).size === 1,
    declaredRoots: files
      .filter(({ uri }) => isDeclaredRoot(uri))
      .flatMap(({ file }) => file.entries.flatMap(({ model }) => (model.kind === 'certificate' ? [model] : []))),
  };
}

function fitsByFile(
  accounts: Accounts,
  certificates: readonly X509Certificate[],
): ReadonlyMap<string, readonly AccountFit[]> {
  const found = new Map<string, AccountFit[]>();
  if (accounts.all.length === 0) return found;
  for (const fit of certificates.flatMap((certificate) => accounts.fits(certificate))) {
    const same = found.get(fit.account.uri);
    if (same === undefined) found.set(fit.account.uri, [fit]);
    else same.push(fit);
  }
  return found;
}

/** Builds the chains of all certificates. `pause` is called now and then, for hosts that have other work. */
export async function certificateSubjects(
  inputs: readonly NamedCertificateFile[],
  context: CertificateContext,
  verify: SignatureVerifier,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<CertificateSubjects> {
  const knownFiles = knownFilesIn(inputs, verify);
  const certificates: CertificateSubject[] = [];
  for (const input of inputs) {
    for (const entry of input.file.entries) {
      const subject = await certificateSubjectOf(input, entry, knownFiles, context);
      if (subject === null) continue;
      certificates.push(subject);
      if (certificates.length % 50 === 49) await pause();
    }
  }
  const files: CertificateFileSubject[] = [];
  for (const input of inputs) files.push(await fileSubjectOf(input, context, knownFiles));
  return { certificates, files, pool: knownFiles.pool };
}

/** An entry of a file with its chain and what lists and responders say of it; null for a revocation list. */
export async function certificateSubjectOf(
  { uri, file }: NamedCertificateFile,
  entry: CertificateEntry,
  knownFiles: KnownFiles,
  context: CertificateContext,
): Promise<CertificateSubject | null> {
  const { model } = entry;
  const common = { ...context, uri, text: file.text, entry, declaredRoot: isDeclaredRoot(uri) };
  if (model.kind === 'crl') return null;
  if (model.kind === 'request') {
    const certificate = requestedCertificate(model);
    return {
      ...common,
      serverNames: [],
      certificate,
      role: roleOfRequest(certificate),
      chain: { path: [certificate], end: 'missingIssuer', verified: false },
      authoritiesAtHand: false,
      isRequested: true,
    };
  }
  const { pool, lists, newerLists, responses, accounts, authorities, issuerNames, oneServer } = knownFiles;
  const { now } = context;
  const chain = await pool.chainOf(model, now, context.trustedRoots);
  const issuer = chain.path[1] ?? null;
  return {
    ...common,
    serverNames: namesFor(model, context, oneServer),
    certificate: model,
    role: issuerNames.has(nameKey(model.subject)) ? roleOfIssuer(model) : roleOf(model),
    chain,
    authoritiesAtHand: authorities.size > (authorities.has(model.sha256) ? 1 : 0),
    issuers: issuer === null ? [] : [issuer, ...pool.sameKey(issuer)],
    revocation: await lists.of(model, issuer),
    revokedAuthorities: await revokedAuthorities(chain.path, pool, lists),
    listings: await listingsOf(chain.path, pool, lists, newerLists, responses, now),
    accounts: accounts.fits(model).map((fit) => accountFitAt(fit, now)),
    renewed: isRenewed(model, pool, now),
    misplacedRoots: await misplacedRoots(knownFiles, now),
    keyFault: keyFault(file, entry),
  };
}

const misplaced = new WeakMap<KnownFiles, Promise<readonly X509Certificate[]>>();

/** Found out once for a set of files. */
function misplacedRoots(knownFiles: KnownFiles, now: number): Promise<readonly X509Certificate[]> {
  const known = misplaced.get(knownFiles) ?? findMisplaced(knownFiles, now);
  misplaced.set(knownFiles, known);
  return known;
}

async function findMisplaced({ declaredRoots, pool }: KnownFiles, now: number): Promise<readonly X509Certificate[]> {
  const found: X509Certificate[] = [];
  for (const certificate of declaredRoots)
    if (isNoRoot(certificate, await pool.chainOf(certificate, now))) found.push(certificate);
  return found;
}

/** An authority that certified its own new key has one name in both places and is not a root either. */
export function isNoRoot(certificate: X509Certificate, { path, end }: Chain): boolean {
  return !certificate.selfIssued || path.length > 1 || end === 'wrongKey';
}

export async function fileSubjectOf(
  { uri, file }: NamedCertificateFile,
  context: CertificateContext,
  { newerLists: newer, fits, byMapping }: Pick<KnownFiles, 'newerLists' | 'fits' | 'byMapping'>,
): Promise<CertificateFileSubject> {
  const newerLists = new Map<RevocationList, RevocationList>();
  for (const list of revocationListsIn(file)) {
    const other = await newer.of(list, context.now);
    if (other !== null) newerLists.set(list, other);
  }
  const accounts = (fits.get(uri) ?? []).map((fit) => accountFitAt(fit, context.now));
  const faults = identityFaults(file.identities, accounts, byMapping);
  return { ...context, uri, file, newerLists, accounts, identityFaults: faults };
}

export function revocationListsIn(file: CertificateFile): RevocationList[] {
  return file.entries.flatMap(({ model }) => (model.kind === 'crl' ? [model] : []));
}

/**
 * The names that a certificate has to cover: those under which it is shown where that is known; else all of
 * them, unless it covers none and so is for another server. `only`: there is no other it could be.
 */
export function namesFor(
  certificate: X509Certificate,
  { serverNames, presented }: CertificateContext,
  only: boolean,
): readonly string[] {
  if (presented !== undefined && presented.size > 0) return presented.get(certificate.sha1) ?? [];
  return (only && mayServeDevices(certificate)) || uncoveredNames(certificate, serverNames).length < serverNames.length
    ? serverNames
    : [];
}

/**
 * `…/Root/x.cer`, `trusted-roots/x.cer`, `Root.p7b`: a folder or file named after the store of trusted roots.
 * `/root` is the home of an administrator.
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
