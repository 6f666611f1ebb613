// One step of a checklist: its state comes from the settings of the path and from the findings that are about
// them.
import type { Effective } from '../iis/effective.js';
import { samePath } from '../iis/paths.js';
import { and, isOn, not, type Truth } from '../iis/truth.js';
import type { Finding, Severity } from '../rules/finding.js';
import { sections } from '../sign-in/sections.js';
import type { SignInState } from '../sign-in/sign-in-state.js';
import type { Note } from '../text/range.js';
import type { ChecklistStep, StepState } from './checklist.js';

/** A setting that decides a step, and what it is called. */
export type Setting = readonly [value: Effective<unknown>, label: string];

export interface StepPlan {
  readonly title: string;
  /** The configuration path that the step is about; '' is the server. */
  readonly path: string;
  /** Whether the settings are as the procedure wants them. */
  readonly verdict: Truth;
  readonly settings?: readonly Setting[];
  /** Further places that decide the step. */
  readonly places?: readonly Note[];
  /** The rules that refer to the step at its path. */
  readonly rules: readonly string[];
  /** The procedure calls the step optional: leaving it out is not wrong. */
  readonly optional?: boolean;
  readonly detail?: string | undefined;
  readonly verify?: string;
}

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

/** A step that the files decide. */
export function step(plan: StepPlan, findings: readonly Finding[]): ChecklistStep {
  const { title, verdict, settings = [], places = [], verify = '' } = plan;
  const evidence = [...settings.flatMap(([value, label]) => noteOf(value, label)), ...places];
  const about = findings.filter((finding) => isAbout(finding, plan, evidence));
  const worst = [...about].sort((a, b) => ranks[a.severity] - ranks[b.severity])[0];
  const state = stateOf(verdict, worst?.severity, plan.optional ?? false);
  const reason = settings.flatMap(([value]) => (value.state === 'unknown' ? [`${sentence(value.reason)}.`] : []))[0];
  const detail = plan.detail ?? (verdict === 'unknown' ? reason : undefined);
  return {
    title,
    state,
    ...(detail === undefined ? {} : { detail }),
    evidence,
    verify,
    ...(worst && state !== 'done' ? { rule: worst.rule } : {}),
  };
}

/** A step that no file decides. */
export function outside(title: string, detail: string, verify = ''): ChecklistStep {
  return { title, state: 'unknown', detail, evidence: [], verify };
}

/** Methods of signing in that the procedure turns off. */
export function offStep(
  state: SignInState,
  off: readonly (readonly ['Anonymous' | 'Basic' | 'Digest' | 'Windows', Effective<boolean>])[],
  rules: readonly string[],
  findings: readonly Finding[],
): ChecklistStep {
  const path = state.configurationPath;
  const on = off.filter(([, value]) => isOn(value) === 'yes');
  const names = off.map(([name]) => name);
  const verdict = and(...off.map(([, value]) => not(isOn(value))));
  const decisive = on.length > 0 ? on : off.filter(([, value]) => verdict === 'yes' || value.state === 'unknown');
  return step(
    {
      title: `${path}: ${names.slice(0, -1).join(', ')}, and ${names.at(-1)!} authentication are disabled`,
      path,
      verdict,
      settings: decisive.map(([name, value]) => [value, name] as const),
      rules,
      detail: on.length > 0 ? `Enabled: ${on.map(([name]) => name).join(', ')}.` : undefined,
      verify: listSection(path, sections.basic),
    },
    findings,
  );
}

function stateOf(verdict: Truth, worst: Severity | undefined, optional: boolean): StepState {
  if (worst === 'error') return optional ? 'doubtful' : 'wrong';
  if (worst === 'warning') return 'doubtful';
  return verdict === 'yes' ? 'done' : verdict === 'no' ? 'notDone' : 'unknown';
}

/** A finding is about a step by its rule and path, or because it is at a place that decides the step. */
function isAbout(
  { rule, configurationPath, uri, range }: Finding,
  { rules, path }: StepPlan,
  evidence: readonly Note[],
): boolean {
  if (rules.includes(rule) && samePath(configurationPath, path)) return true;
  return evidence.some((at) => at.uri === uri && at.range.start < range.end && range.start < at.range.end);
}

function noteOf({ origin, raw }: Effective<unknown>, label: string): Note[] {
  if (origin.kind === 'schema') return [];
  return [{ uri: origin.uri, range: origin.range, message: raw === null || raw === '' ? label : `${label}: "${raw}"` }];
}

function sentence(clause: string): string {
  return clause.slice(0, 1).toUpperCase() + clause.slice(1);
}

const appcmd = '%windir%\\system32\\inetsrv\\appcmd.exe';

/** Shows a section at a path; '' for a name that is not safe to paste. */
export function listSection(path: string, section: string): string {
  if (path === '') return `${appcmd} list config -section:${section}`;
  return /^[\w ./()-]+$/.test(path) ? `${appcmd} list config "${path}" -section:${section}` : '';
}
