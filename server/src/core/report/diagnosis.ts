// A diagnosis as JSON, text and Markdown: what was seen, what is proven, excluded and open, and the one next
// thing to get.
import type { Diagnosis, ExcludedCause, ProvenCause } from '../simulate/diagnose.js';
import type { Observed } from '../simulate/observed.js';
import type { Question } from '../simulate/questions.js';
import { questionOf } from '../simulate/questions.js';
import { statusText } from '../status/status-text.js';
import { isoTime } from '../logs/requests/clock.js';
import { oneLine } from '../text/display.js';
import { markdownBlock as block, markdownCode as code, markdownText as escape } from '../text/markdown-escape.js';
import type { Note } from '../text/range.js';
import { Places } from './context.js';
import { placeText, notesJson, noteText, type NoteContext } from './notes.js';
import { styleFor } from './style.js';

export interface DiagnosisContext extends NoteContext {
  readonly color: boolean;
  /** `root` of the server; null without one. */
  readonly root: string | null;
  /** The folder that answers are saved in, as the command was given it; '' for the working folder. */
  readonly folder: string;
  /** What `check` finds in the files, where the diagnosis cannot begin yet; null where that is nothing. */
  readonly findings: string | null;
  /** The scripts of a finding's first fix; null where it has none. */
  scripts(proven: ProvenCause): { readonly script: string; readonly rollback: string } | null;
}

export function diagnosisJson(diagnosis: Diagnosis, context: DiagnosisContext): string {
  const places = new Places(context.texts);
  const notes = (all: readonly Note[]): object[] => notesJson(all, places, context);
  const report = {
    server: context.root === null ? null : context.relativePath(context.root),
    state: diagnosis.state,
    observed: diagnosis.observed.map((one) => observedJson(one, context)),
    proven: diagnosis.proven.map((one) => ({
      cause: one.cause.id,
      rule: one.finding?.rule ?? null,
      because: notes(one.because),
      remedy: context.scripts(one),
      verify: questionOf('verify'),
    })),
    excluded: diagnosis.excluded.map(({ cause, because }) => ({ cause: cause.id, because: notes(because) })),
    open: diagnosis.open.map((one) => ({
      cause: one.cause.id,
      for: notes(one.for),
      against: notes(one.against),
      certainty: one.certainty,
    })),
    facts: diagnosis.facts.map(({ what, value, because }) => ({ what, value, because: notes(because) })),
    next: diagnosis.next,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function observedJson(one: Observed, context: DiagnosisContext): object {
  const { status, substatus } = one.shown;
  return {
    status: statusText(status, substatus),
    count: one.count,
    devices: one.devices,
    allDevices: one.allDevices ?? one.isOnly,
    first: timeText(one.first),
    last: timeText(one.last),
    example: { path: context.relativePath(one.example.uri), line: one.example.line },
  };
}

function timeText(seconds: number): string | null {
  return Number.isNaN(seconds) ? null : isoTime(seconds);
}

const heads = {
  evidence: 'More evidence is needed',
  proven: 'Proven',
  handedOver: 'Ask the administrator of the gateway or the domain',
  healthy: 'No failure found',
  contradiction: 'Status and files do not match',
} as const;

/** What failed and succeeds again is done. */
export function headOf({ state, shown, observed }: Diagnosis): string {
  if (state !== 'healthy' || !shown) return heads[state];
  const isWhole = observed.every(({ isNamed, recovered, devices }) => !isNamed || recovered >= devices);
  return isWhole ? 'Done' : 'No failure since';
}

export function diagnosisText(diagnosis: Diagnosis, context: DiagnosisContext): string {
  const style = styleFor(context.color);
  const places = new Places(context.texts);
  const place = (note: Note): string => noteText(note, places, context);
  const lines = [style.strong(`${headOf(diagnosis)}: ${oneLine(diagnosis.message)}`)];
  if (context.findings !== null) lines.push(`  ${checkText(context.findings)}`);
  for (const one of diagnosis.observed) lines.push(`  Seen: ${observedText(one)}`);
  for (const one of diagnosis.proven) {
    lines.push('', style.strong(one.cause.title), `  ${oneLine(one.message)}`);
    for (const note of one.because) lines.push(`  ${place(note)}`);
    const fix = one.finding?.remedies[0];
    lines.push(`  Fix: ${fix?.title ?? one.cause.action}`);
    if (context.scripts(one)) lines.push('  Its script and the rollback are in the output of --format markdown.');
  }
  if (diagnosis.proven.length > 0) lines.push('', ...questionLines(questionOf('verify'), context));
  if (diagnosis.open.length > 0) {
    lines.push('', 'Open:');
    for (const { cause } of diagnosis.open) lines.push(`  ${cause.title}`);
  }
  const { hidden, excluded } = notTheCause(diagnosis);
  if (hidden.length > 0) {
    lines.push('', 'Not reached yet, possible after the fix:');
    for (const { cause } of hidden) lines.push(`  ${cause.title}`);
  }
  if (excluded.length > 0) {
    lines.push('', 'Excluded:');
    for (const { cause, message, because } of excluded) {
      const [first] = because;
      lines.push(`  ${cause.title}: ${oneLine(message)}${first ? ` (${placeText(first, places, context)})` : ''}`);
    }
  }
  if (diagnosis.next) lines.push('', ...questionLines(diagnosis.next, context));
  return `${lines.join('\n')}\n`;
}

function checkText(findings: string): string {
  return `Run "exchange-cba check" too: it finds ${findings} in these files.`;
}

export function observedText({ shown, count, devices, allDevices, isOnly, isMixed, isNamed }: Observed): string {
  const status = statusText(shown.status, shown.substatus);
  const times = count === 1 ? 'once' : `${count} times`;
  if (!isNamed) return `${status}, ${times}, the log contains no mobile device`;
  const who = `${devices} mobile ${devices === 1 ? 'device' : 'devices'}`;
  const scope =
    allDevices === true
      ? 'all'
      : allDevices === false
        ? 'others succeed'
        : isOnly
          ? 'the only one in the logs'
          : isMixed
            ? 'all, and some of them succeed too'
            : 'others fail for other reasons';
  return `${status}, ${times}, ${who} (${scope})`;
}

/** Causes that did not lead to what was seen: those that the proven cause hides, and the others. */
export function notTheCause(diagnosis: Diagnosis): Record<'hidden' | 'excluded', readonly ExcludedCause[]> {
  const hidden = diagnosis.excluded.filter(({ isHidden }) => isHidden);
  return { hidden, excluded: diagnosis.excluded.filter((one) => !hidden.includes(one)) };
}

/** `On a client`: where a command is to be run. */
export function whereOf({ runOn }: Question): string {
  const where = {
    exchange: 'On the Exchange server, in Windows PowerShell as administrator',
    client: 'On a client',
    dc: 'On a domain controller',
    anyDomainMember: 'On any computer of the domain',
    person: 'Ask an administrator',
  };
  return where[runOn];
}

function questionLines(question: Question, { folder }: DiagnosisContext): string[] {
  const { why, command, saveAs } = question;
  return [
    `Next: ${why}`,
    ...(command === '' ? [] : [`  ${whereOf(question)}, run:`, `    ${command}`]),
    ...(command === '' ? [] : [`  Save the result as ${folder}${saveAs}, and run diagnose again.`]),
  ];
}

export function diagnosisMarkdown(diagnosis: Diagnosis, context: DiagnosisContext): string {
  const places = new Places(context.texts);
  const place = (note: Note): string => `${code(placeText(note, places, context))}: ${escape(note.message)}`;
  const blocks = [`## ${headOf(diagnosis)}`, escape(diagnosis.message)];
  if (context.findings !== null) blocks.push(checkText(context.findings));
  const list = (title: string, items: readonly string[]): void => {
    if (items.length > 0) blocks.push(`### ${title}`, items.map((item) => `- ${item}`).join('\n'));
  };
  list(
    'Seen',
    diagnosis.observed.map((one) => escape(observedText(one))),
  );
  list(
    'Proven',
    diagnosis.proven.map(({ cause, because }) =>
      [escape(cause.title), ...because.map((note) => `  - ${place(note)}`)].join('\n'),
    ),
  );
  for (const one of diagnosis.proven) {
    const scripts = context.scripts(one);
    const fix = one.finding?.remedies[0];
    blocks.push('### Fix', fix ? `${escape(fix.title)}.` : escape(one.cause.action));
    if (scripts) blocks.push(block(scripts.script, 'powershell'));
    if (scripts && scripts.rollback !== '') blocks.push('### Rollback', block(scripts.rollback, 'powershell'));
    blocks.push(escape(questionOf('verify').why));
  }
  list(
    'Open',
    diagnosis.open.map(({ cause }) => escape(cause.title)),
  );
  const { hidden, excluded } = notTheCause(diagnosis);
  list(
    'Not reached yet, possible after the fix',
    hidden.map(({ cause }) => escape(cause.title)),
  );
  list(
    'Excluded',
    excluded.map(({ cause, message, because: [first] }) => {
      const where = first ? ` (${code(placeText(first, places, context))})` : '';
      return `${escape(cause.title)}: ${escape(message)}${where}`;
    }),
  );
  if (diagnosis.next) {
    blocks.push('### Next', escape(diagnosis.next.why));
    if (diagnosis.next.command !== '') {
      blocks.push(block(diagnosis.next.command), `Save as ${code(context.folder + diagnosis.next.saveAs)}.`);
    }
  }
  return `${blocks.join('\n\n')}\n`;
}
