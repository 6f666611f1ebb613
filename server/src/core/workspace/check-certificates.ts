// Checks certificates and the files that hold them by the rules of their kinds, as one analysis.
import type { CertificateSubjects } from '../certificate/subjects.js';
import type { Analysis } from '../lint/analysis.js';
import { analysisOf } from '../lint/analysis-of.js';
import { runRules, type Subject } from '../lint/run.js';
import { certificateRules } from '../rules/certificate-registry.js';
import type { Finding, Severity } from '../rules/finding.js';
import type { Rule } from '../rules/rule.js';

/** Those that compare certificates with evidence. */
export const accountRules = certificateRules.filter(({ id }) => id.startsWith('evidence/'));

/**
 * What checking configurations gives too, so that reports take both. `severities`: rule id → its severity
 * here.
 */
export function checkCertificates(
  { certificates, files }: Pick<CertificateSubjects, 'certificates' | 'files'>,
  severities: Readonly<Record<string, Severity | 'off'>> = {},
  only: readonly Rule[] = certificateRules,
): Analysis {
  const subjects: Subject[] = [
    ...certificates.map((subject): Subject => ({ kind: 'certificate', subject, configurationPath: '' })),
    ...files.map((subject): Subject => ({ kind: 'certificateFile', subject, configurationPath: '' })),
  ];
  const outcome = runRules(only, subjects, (rule) => (Object.hasOwn(severities, rule) ? severities[rule] : undefined));
  return analysisOf(outcome, textsOf(outcome.findings, files));
}

/**
 * The texts that findings name. Those of files with private keys are the caller's secret too, as whole files
 * always are.
 */
function textsOf(findings: readonly Finding[], files: CertificateSubjects['files']): Map<string, string> {
  const named = new Set(findings.map(({ uri }) => uri));
  return new Map(
    files.flatMap(({ uri, file }) => (named.has(uri) && file.text !== null ? [[uri, file.text] as const] : [])),
  );
}
