// Runs rules over subjects and counts the outcomes; one rule that fails takes nothing else down.
import { clip } from '../text/clip.js';
import { groupedBy } from '../text/grouped.js';
import { finish, type Steps } from '../text/steps.js';
import type { Finding, Severity } from '../rules/finding.js';
import { tooManyFindings } from './own-rules.js';
import type { Report, Rule, SubjectKind, Subjects } from '../rules/rule.js';

/** A subject of any kind, tagged. */
export type Subject = {
  [K in SubjectKind]: { readonly kind: K; readonly subject: Subjects[K]; readonly configurationPath: string };
}[SubjectKind];

/** The severity of a rule, or `off`; undefined where the rule's own holds. */
export type SeverityOf = (rule: string) => Severity | 'off' | undefined;

export interface Outcome {
  readonly findings: readonly Finding[];
  readonly passed: number;
  readonly notApplicable: number;
  readonly unknown: number;
  readonly failures: readonly { readonly rule: string; readonly message: string }[];
  /** By the uri of a file: findings beyond the limit, by severity. */
  readonly leftOut: ReadonlyMap<string, Readonly<Record<Severity, number>>>;
}

/** A rule reports so many findings in one file; the others are counted. */
export const maxFindings = 500;

/** Subjects of one rule that are judged in one step: most take microseconds. */
const subjectsInStep = 50;

/**
 * Runs every rule on every subject of its kind. The order of rules and subjects does not change what is
 * found.
 */
export function runRules(rules: readonly Rule[], subjects: readonly Subject[], severityOf: SeverityOf): Outcome {
  return finish(ruleSteps(rules, subjects, severityOf));
}

/** The same in steps. */
export function* ruleSteps(
  rules: readonly Rule[],
  subjects: readonly Subject[],
  severityOf: SeverityOf,
): Steps<Outcome> {
  const findings: Finding[] = [];
  const failures: { rule: string; message: string }[] = [];
  const leftOut = new Map<string, Record<Severity, number>>();
  let passed = 0;
  let notApplicable = 0;
  let unknown = 0;
  const byKind = groupedBy(subjects, ({ kind }) => kind);
  for (const rule of rules) {
    const severity = severityOf(rule.id);
    if (severity === 'off') continue;
    const byFile = new Map<string, number>();
    let judged = 0;
    for (const tagged of rule.also ? subjects : (byKind.get(rule.subject) ?? [])) {
      const check = tagged.kind === rule.subject ? rule : rule.also;
      if (tagged.kind !== check?.subject) continue;
      if (judged++ % subjectsInStep === 0) yield;
      const reported: Finding[] = [];
      try {
        // The kinds agree, which the type system cannot see across the union.
        const subject = tagged.subject as never;
        if (!check.applies(subject)) {
          notApplicable++;
          continue;
        }
        const verdict = check.check(subject, (report) => {
          const { uri } = report.at;
          const before = byFile.get(uri) ?? 0;
          byFile.set(uri, before + 1);
          if (before < maxFindings) reported.push(finding(rule, report, tagged, severity));
          else countLeftOut(leftOut, uri, severity ?? report.severity ?? rule.severity);
        });
        if (verdict === 'no') passed++;
        else if (verdict === 'unknown') unknown++;
        // One by one: a hostile file may give more than a call takes arguments.
        for (const each of reported) findings.push(each);
      } catch (error) {
        failures.push({ rule: rule.id, message: error instanceof Error ? error.message : String(error) });
      }
    }
  }
  return { findings, passed, notApplicable, unknown, failures, leftOut };
}

function countLeftOut(leftOut: Map<string, Record<Severity, number>>, uri: string, severity: Severity): void {
  const counts = leftOut.get(uri) ?? { error: 0, warning: 0, information: 0, hint: 0 };
  counts[severity]++;
  leftOut.set(uri, counts);
}

/** One finding for each file that has more than are reported, at its beginning. */
export function leftOutFindings({ leftOut }: Pick<Outcome, 'leftOut'>): Finding[] {
  return [...leftOut].map(([uri, counts]) => ({
    rule: tooManyFindings.id,
    severity: tooManyFindings.severity,
    message: `${total(counts)} more findings in this file are not shown. Correct the ones that are shown and check again.`,
    uri,
    range: { start: 0, end: 0 },
    configurationPath: '',
    evidence: [],
    remedies: [],
  }));
}

function total(counts: Readonly<Record<Severity, number>>): number {
  return counts.error + counts.warning + counts.information + counts.hint;
}

function finding(rule: Rule, report: Report, subject: Subject, severity: Severity | undefined): Finding {
  const template = rule.messages[report.message];
  if (template === undefined) throw new Error(`${rule.id} has no message '${report.message}'.`);
  return {
    rule: rule.id,
    severity: severity ?? report.severity ?? rule.severity,
    message: fill(template, report.data ?? {}),
    uri: report.at.uri,
    range: report.at.range,
    configurationPath: report.configurationPath ?? subject.configurationPath,
    evidence: report.evidence ?? [],
    remedies: report.remedies ?? [],
  };
}

/** Longer values are cut: what a file makes of a message must not grow with the file. */
const longestValue = 400;

function fill(template: string, data: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = data[name];
    if (value === undefined) throw new Error(`A message has no value for {${name}}.`);
    return clip(String(value), longestValue);
  });
}

/** By uri, range and rule, so that every machine prints the same. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(compareFindings);
}

export function compareFindings(a: Finding, b: Finding): number {
  return (
    compare(a.uri, b.uri) ||
    a.range.start - b.range.start ||
    a.range.end - b.range.end ||
    compare(a.rule, b.rule) ||
    compare(a.configurationPath, b.configurationPath)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
