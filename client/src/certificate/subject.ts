// A certificate with its chain among those of its file and of the workspace, built when it is looked at.
import { isRenewed, revokedAuthorities } from '../../../server/src/core/certificate/authority-state.js';
import { CertificatePool } from '../../../server/src/core/certificate/chain.js';
import type { SignatureVerifier } from '../../../server/src/core/certificate/chain.js';
import type { CertificateEntry, CertificateFile } from '../../../server/src/core/certificate/file.js';
import { mayServeDevices, roleOf } from '../../../server/src/core/certificate/meaning/purpose.js';
import type { RevocationList, X509Certificate } from '../../../server/src/core/certificate/model.js';
import { NewerLists } from '../../../server/src/core/certificate/newer-lists.js';
import { presentedNames } from '../../../server/src/core/certificate-uses.js';
import { RevocationLists } from '../../../server/src/core/certificate/revocation-lists.js';
import { isDeclaredRoot, namesFor, revocationListsIn } from '../../../server/src/core/certificate/subjects.js';
import type { CertificateSubject, NamedCertificateFile } from '../../../server/src/core/certificate/subjects.js';
import type { ProtocolCertificateUses } from '../../../server/src/protocol.js';
import type { Whereabouts } from './view-model/chain.js';

export interface AtHand {
  readonly uri: string;
  readonly pool: CertificatePool;
  readonly lists: RevocationLists;
  readonly newerLists: NewerLists;
  /** SHA-256 of the certificates of authorities. */
  readonly authorities: ReadonlySet<string>;
  /** There is one certificate of a server, so that the names of servers can only be meant for it. */
  readonly oneServer: boolean;
  /** Where a certificate of a chain can be looked at. */
  readonly whereabouts: (certificate: X509Certificate) => Whereabouts;
}

/** What issuers are looked for among: first the file itself, then the workspace. */
export function atHandOf(
  uri: string,
  file: CertificateFile,
  workspace: readonly NamedCertificateFile[],
  verify: SignatureVerifier,
): AtHand {
  const authorities = new Set<string>();
  const servers = new Set<string>();
  const indices = new Map<string, number>();
  const uris = new Map<string, string>();
  const all: X509Certificate[] = [];
  const take = (certificate: X509Certificate): void => {
    if (certificate.isAuthority) authorities.add(certificate.sha256);
    if (mayServeDevices(certificate)) servers.add(certificate.sha256);
    all.push(certificate);
  };
  file.entries.forEach(({ model }, index) => {
    if (model.kind !== 'certificate') return;
    if (!indices.has(model.sha256)) indices.set(model.sha256, index);
    take(model);
  });
  for (const other of workspace) {
    if (other.uri === uri) continue;
    for (const { model } of other.file.entries) {
      if (model.kind !== 'certificate') continue;
      if (!uris.has(model.sha256)) uris.set(model.sha256, other.uri);
      take(model);
    }
  }
  const pool = new CertificatePool(all, verify);
  const lists = [file, ...workspace.filter((other) => other.uri !== uri).map((other) => other.file)].flatMap(
    revocationListsIn,
  );
  return {
    uri,
    pool,
    lists: new RevocationLists(lists, verify),
    newerLists: new NewerLists(lists, pool),
    authorities,
    oneServer: servers.size === 1,
    whereabouts: ({ sha256 }) => {
      const index = indices.get(sha256) ?? null;
      return { index, uri: index === null ? (uris.get(sha256) ?? null) : null };
    },
  };
}

/** The list at hand that stands in for an outdated one; null for what is no list, and where there is none. */
export async function newerListOf(
  { model }: CertificateEntry,
  { newerLists }: AtHand,
  now: number,
): Promise<RevocationList | null> {
  return model.kind === 'crl' ? newerLists.of(model, now) : null;
}

/** Null for what is no certificate. */
export async function subjectOf(
  entry: CertificateEntry,
  file: CertificateFile,
  { uri, pool, lists, authorities, oneServer }: AtHand,
  now: number,
  uses: ProtocolCertificateUses,
): Promise<CertificateSubject | null> {
  const { model } = entry;
  if (model.kind !== 'certificate') return null;
  const chain = await pool.chainOf(model, now);
  const known = { now, serverNames: uses.serverNames, presented: presentedNames(uses) };
  return {
    now,
    serverNames: namesFor(model, known, oneServer),
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
    renewed: isRenewed(model, pool, now),
  };
}
