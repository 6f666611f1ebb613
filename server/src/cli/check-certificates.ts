// Judges the certificate files that `check` comes across, beside the configurations.
import { forgeDigests } from '../adapters/digests.js';
import { verifySignature } from '../adapters/signatures.js';
import { presentedNames } from '../core/certificate-uses/model.js';
import {
  certificateSubjects,
  type CertificateSubjects,
  type NamedCertificateFile,
} from '../core/certificate/subjects.js';
import { readCertificatesAndAccounts } from '../core/evidence/directory-account/read.js';
import type { JudgedProject } from '../core/create-project.js';
import type { Analysis, EvidenceEntry } from '../core/lint/analysis.js';
import type { RuleSeverity } from '../core/lint/settings.js';
import { checkCertificates } from '../core/workspace/check-certificates.js';
import type { CommandHost } from './console.js';
import type { BinaryFile } from './files.js';
import { relativeName } from './names.js';

export interface CheckedCertificates {
  readonly analysis: Analysis;
  /** Named files that could not be read, and others of that kind. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** `now` in milliseconds since 1970; `project` tells under which names clients reach the servers. */
export async function checkFolderCertificates(
  files: readonly BinaryFile[],
  project: JudgedProject,
  severities: Readonly<Record<string, RuleSeverity>>,
  now: number,
  host: CommandHost,
): Promise<CheckedCertificates> {
  const errors: string[] = [];
  const warnings: string[] = [];
  const inputs: NamedCertificateFile[] = [];
  for (const { uri, bytes, named } of files) {
    const input = readCertificatesAndAccounts(uri, bytes, forgeDigests);
    const { file } = input;
    inputs.push(input);
    if (file.foreign !== null && file.responses.length === 0)
      (named ? errors : warnings).push(`${relativeName(host.workingFolder, uri)}: ${file.foreign}`);
    const name = relativeName(host.workingFolder, uri);
    if (file.locked !== null) warnings.push(`${name} has a password; 'exchange-cba certificate' opens it.`);
    for (const { message, severity, offset } of file.problems) {
      const sentence = `${name}: ${message} (at ${offset})`;
      if (named && severity === 'error') errors.push(sentence);
      else warnings.push(sentence);
    }
    await host.yield();
  }
  const uses = project.certificateUses();
  const surroundings = {
    now,
    serverNames: uses.serverNames,
    presented: presentedNames(uses),
    stores: project.storeListings,
  };
  const subjects = await certificateSubjects(inputs, surroundings, verifySignature, () => host.yield());
  const analysis = {
    ...checkCertificates(subjects, severities),
    evidence: accountEntries(inputs, subjects.files, project),
  };
  return { analysis, errors, warnings };
}

/** Exports of accounts are evidence, too; one that the project has read already has its entry there. */
function accountEntries(
  inputs: readonly NamedCertificateFile[],
  files: CertificateSubjects['files'],
  { analysis }: JudgedProject,
): EvidenceEntry[] {
  const known = new Set(
    (analysis.evidence ?? []).filter(({ kind }) => kind === 'directory-account').map(({ uri }) => uri),
  );
  const fitting = new Set(files.filter(({ accounts }) => (accounts ?? []).length > 0).map(({ uri }) => uri));
  return inputs
    .filter(({ uri, accounts }) => (accounts ?? []).length > 0 && !known.has(uri))
    .map(({ uri }) => {
      const used = fitting.has(uri);
      const note = used ? '' : 'No certificate provided belongs to these accounts.';
      return { uri, kind: 'directory-account', computer: null, server: null, belongs: true, used, note };
    });
}
