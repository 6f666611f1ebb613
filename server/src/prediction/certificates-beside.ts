// The certificates beside servers, with what these tell of them: as `check`, predictions, and the editor judge
// them.
import { forgeDigests } from '../adapters/digests.js';
import { verifySignature } from '../adapters/signatures.js';
import {
  accountRules,
  certificateSubjects,
  checkCertificates,
  presentedNames,
  readCertificatesAndAccounts,
  type CertificateSubjects,
  type NamedCertificateFile,
} from '../core/face/certificates.js';
import type { Analysis } from '../core/face/findings.js';
import type { CheckedProject } from '../core/face/project.js';
import type { RuleSeverity } from '../core/face/settings.js';

/** `now` in milliseconds since 1970. */
export function subjectsBeside(
  files: readonly NamedCertificateFile[],
  project: CheckedProject,
  now: number,
  pause: () => Promise<void>,
): Promise<CertificateSubjects> {
  const uses = project.certificateUses();
  const surroundings = {
    now,
    serverNames: uses.serverNames,
    presented: presentedNames(uses),
    stores: project.storeListings,
  };
  return certificateSubjects(files, surroundings, verifySignature, pause);
}

/** What exports of accounts and listings of stores say of the certificates, and nothing else of these. */
export async function checkAccounts(
  files: readonly { readonly uri: string; readonly bytes: Uint8Array }[],
  project: CheckedProject,
  severities: Readonly<Record<string, RuleSeverity>>,
  now: number,
  pause: () => Promise<void>,
): Promise<Analysis> {
  const inputs = files.map(({ uri, bytes }) => readCertificatesAndAccounts(uri, bytes, forgeDigests));
  return checkCertificates(await subjectsBeside(inputs, project, now, pause), severities, accountRules);
}
