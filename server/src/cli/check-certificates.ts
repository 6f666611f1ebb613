// Checks the certificate files that `check` comes across, beside the configurations.
import { forgeDigests } from '../adapters/digests.js';
import { contradicted } from '../core/text/agreed.js';
import {
  agreedAccounts,
  checkCertificates,
  isContradicted,
  readCertificatesAndAccounts,
  type CertificateSubjects,
  type NamedCertificateFile,
} from '../core/face/certificates.js';
import type { CheckedProject } from '../core/face/project.js';
import type { Analysis, EvidenceEntry, NotChecked } from '../core/face/findings.js';
import type { RuleSeverity } from '../core/face/settings.js';
import { subjectsBeside } from '../prediction/certificates-beside.js';
import type { CommandHost } from './console.js';
import type { BinaryFile } from './files.js';
import { relativeName } from './names.js';

export interface CheckedCertificates {
  readonly analysis: Analysis;
  /** Named files that could not be read, and others of that kind. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** Something was found that could be checked. */
  readonly foundAny: boolean;
}

/** `now` in milliseconds since 1970; `project` tells under which names clients reach the servers. */
export async function checkFolderCertificates(
  files: readonly BinaryFile[],
  project: CheckedProject,
  severities: Readonly<Record<string, RuleSeverity>>,
  now: number,
  host: CommandHost,
): Promise<CheckedCertificates> {
  const errors: string[] = [];
  const warnings: string[] = [];
  const inputs: NamedCertificateFile[] = [];
  const notChecked: NotChecked[] = [];
  for (const { uri, bytes, named } of files) {
    const input = readCertificatesAndAccounts(uri, bytes, forgeDigests);
    const { file } = input;
    inputs.push(input);
    const name = relativeName(host.workingFolder, uri);
    if (file.foreign !== null && file.responses.length === 0)
      (named ? errors : warnings).push(`${name}: ${file.foreign}`);
    if (file.locked !== null) warnings.push(`${name} has a password; 'exchange-cba certificate' opens it.`);
    const why = notCheckedBecause(input);
    if (why !== null) notChecked.push({ uri, why });
    for (const { message, severity, offset } of file.problems) {
      const sentence = `${name}: ${message} (at ${offset})`;
      if (named && severity === 'error') errors.push(sentence);
      else warnings.push(sentence);
    }
    await host.yield();
  }
  const held = inputs.filter((input) => !holdsNothing(input));
  const subjects = await subjectsBeside(held, project, now, () => host.yield());
  const analysis = {
    ...checkCertificates(subjects, severities),
    evidence: accountEntries(inputs, subjects.files, project),
    notChecked,
  };
  return { analysis, errors, warnings, foundAny: held.length > 0 };
}

/** Why what a file holds was not checked, as a clause; null where it was. */
function notCheckedBecause(input: NamedCertificateFile): string | null {
  const { locked, foreign, problems } = input.file;
  if (locked !== null) return "a PKCS#12 file with a password. Open it with 'exchange-cba certificate'.";
  if (!holdsNothing(input)) return null;
  return foreign?.replace(/^(?:This is|These are) /, '') ?? problems[0]?.message ?? 'a file without certificates.';
}

function holdsNothing({ file, accounts }: NamedCertificateFile): boolean {
  const { entries, privateKeys, identities, responses, locked } = file;
  const found = [entries, privateKeys, identities, responses, accounts ?? []];
  return locked === null && found.every(({ length }) => length === 0);
}

/** Exports of accounts are evidence, too; of one that the project has read already, only what is left to say. */
function accountEntries(
  inputs: readonly NamedCertificateFile[],
  files: CertificateSubjects['files'],
  { analysis }: CheckedProject,
): EvidenceEntry[] {
  const known = new Set(
    (analysis.evidence ?? []).filter(({ kind }) => kind === 'directory-account').map(({ uri }) => uri),
  );
  const fitting = new Set(files.filter(({ accounts }) => (accounts ?? []).length > 0).map(({ uri }) => uri));
  const accounts = agreedAccounts(inputs.flatMap((input) => input.accounts ?? []));
  const disputed = new Set(
    accounts.filter((exports) => exports.some(isContradicted)).flatMap((all) => all.map(({ uri }) => uri)),
  );
  return inputs
    .filter(({ uri, accounts }) => (accounts ?? []).length > 0 && (!known.has(uri) || disputed.has(uri)))
    .map(({ uri }) => {
      const used = fitting.has(uri);
      const isUnused = !used && !known.has(uri);
      const note = disputed.has(uri)
        ? contradicted
        : isUnused
          ? 'No certificate provided belongs to these accounts.'
          : '';
      return { uri, kind: 'directory-account', computer: null, server: null, belongs: true, used, note };
    });
}
