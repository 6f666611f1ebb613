// A certificate with its chain among those of its file and of the workspace, built when it is looked at.
import type { SignatureVerifier } from '../../../server/src/core/certificate/trust/chain.js';
import type { CertificateEntry, CertificateFile } from '../../../server/src/core/certificate/file.js';
import type { RevocationList, X509Certificate } from '../../../server/src/core/certificate/model.js';
import { accountsIn } from './accounts.js';
import { presentedNames } from '../../../server/src/core/face/certificates.js';
import { knownFilesIn, certificateSubjectOf } from '../../../server/src/core/certificate/subjects.js';
import type {
  KnownFiles,
  CertificateSubject,
  NamedCertificateFile,
} from '../../../server/src/core/certificate/subjects.js';
import type { ProtocolCertificateUses } from '../../../server/src/protocol.js';
import type { Whereabouts } from './view-model/chain.js';

export interface ViewedFiles extends KnownFiles {
  readonly uri: string;
  /** Where a certificate of a chain can be looked at. */
  readonly whereabouts: (certificate: X509Certificate) => Whereabouts;
}

/** What issuers are looked for among: first the file itself, then the workspace. */
export function viewedFilesOf(
  uri: string,
  file: CertificateFile,
  workspace: readonly NamedCertificateFile[],
  verify: SignatureVerifier,
): ViewedFiles {
  const others = workspace.filter((other) => other.uri !== uri);
  const accounts = accountsIn(uri, file);
  const indices = new Map<string, number>();
  const uris = new Map<string, string>();
  for (const [index, { model }] of file.entries.entries()) {
    if (model.kind === 'certificate' && !indices.has(model.sha256)) indices.set(model.sha256, index);
  }
  for (const other of others) {
    for (const { model } of other.file.entries) {
      if (model.kind === 'certificate' && !uris.has(model.sha256)) uris.set(model.sha256, other.uri);
    }
  }
  return {
    ...knownFilesIn([{ uri, file, accounts }, ...others], verify),
    uri,
    whereabouts: ({ sha256 }) => {
      const index = indices.get(sha256) ?? null;
      return { index, uri: index === null ? (uris.get(sha256) ?? null) : null };
    },
  };
}

/** The provided list that replaces an outdated one; null for what is not a list, and where there is none. */
export async function newerListOf(
  { model }: CertificateEntry,
  { newerLists }: ViewedFiles,
  now: number,
): Promise<RevocationList | null> {
  return model.kind === 'crl' ? newerLists.of(model, now) : null;
}

/** Null for what is not a certificate. */
export function subjectOf(
  entry: CertificateEntry,
  file: CertificateFile,
  viewedFiles: ViewedFiles,
  now: number,
  uses: ProtocolCertificateUses,
): Promise<CertificateSubject | null> {
  const known = { now, serverNames: uses.serverNames, presented: presentedNames(uses) };
  return certificateSubjectOf({ uri: viewedFiles.uri, file }, entry, viewedFiles, known);
}
