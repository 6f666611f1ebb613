// An explanation of a status as JSON, text and Markdown.
import type { Explanation, ExplainedCause } from '../simulate/explain.js';
import { win32Hex } from '../status/win32-codes.js';
import { oneLine } from '../text/display.js';
import { markdownCode as code, markdownText as escape } from '../text/markdown-escape.js';
import { Places } from './context.js';
import { placeJson, placeText, notesJson, noteText, type NoteContext } from './notes.js';
import { remedyJson } from './simulation.js';
import { styleFor } from './style.js';

export interface ExplanationContext extends NoteContext {
  readonly color: boolean;
  /** Whether there is a page of a rule. */
  hasPage(rule: string): boolean;
}

export function explanationJson(
  { status, meaning, win32, causes, sources }: Explanation,
  context: ExplanationContext,
): string {
  const places = new Places(context.texts);
  const report = {
    status,
    meaning,
    win32,
    causes: causes.map(({ cause, certainty, state, finding, because, ask }) => ({
      cause: cause.id,
      title: cause.title,
      certainty,
      stage: cause.stage,
      finding: finding && {
        rule: finding.rule,
        ...placeJson(finding, places, context),
        message: finding.message,
      },
      state,
      because: notesJson(because, places, context),
      remedy: remedyJson(finding),
      tellsApart: cause.tellsApart,
      ask,
      page: cause.rules.find((rule) => context.hasPage(rule)) ?? null,
    })),
    sources,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

const stateWords = { proven: 'Proven', open: 'Open', excluded: 'Excluded' } as const;

export function explanationText(explanation: Explanation, context: ExplanationContext): string {
  const places = new Places(context.texts);
  const style = styleFor(context.color);
  const lines = [`${style.strong(explanation.status)}: ${explanation.meaning}`];
  const { win32 } = explanation;
  if (win32) lines.push(`${win32Hex(win32.value)} (${win32.value}) ${win32.symbol}: ${win32.meaning}.`);
  const path = explanation.configurationPath;
  if (path !== undefined) lines.push(`At ${oneLine(path)}; for another path, use --path.`);
  for (const one of explanation.causes) {
    lines.push('', `${headOf(one)} (${one.cause.id})`);
    if (one.message !== null && one.state !== 'open') lines.push(`  ${oneLine(one.message)}`);
    const { finding } = one;
    if (finding && !one.because.some(({ message }) => message === finding.message))
      lines.push(`  ${oneLine(finding.message)}`);
    for (const note of one.because) lines.push(`  ${noteText(note, places, context)}`);
    if (isTelling(one, win32)) lines.push(`  Typical: ${one.cause.tellsApart}`);
    if (one.ask && one.ask.command !== '') lines.push(`  Get: ${one.ask.command}`);
    const remedy = one.finding?.remedies[0];
    if (remedy) lines.push(`  Fix: ${remedy.title}`);
  }
  if (explanation.sources.length > 0) lines.push('', `Sources: ${explanation.sources.join('; ')}`);
  return `${lines.join('\n')}\n`;
}

/** Nothing is said of codes of Windows where one is given and explained. */
function isTelling({ state, cause }: ExplainedCause, win32: Explanation['win32']): boolean {
  return state === 'open' && !(win32 !== null && cause.isToldByCode === true);
}

export function explanationMarkdown(explanation: Explanation, context: ExplanationContext): string {
  const places = new Places(context.texts);
  const blocks = [`## ${escape(explanation.status)}`, escape(explanation.meaning)];
  const { win32 } = explanation;
  if (win32) blocks.push(`${code(win32Hex(win32.value))} ${code(win32.symbol)}: ${escape(win32.meaning)}.`);
  const items = explanation.causes.map((one) => {
    const lines = [`- **${escape(headOf(one))}**`];
    if (one.message !== null && one.state !== 'open') lines.push(`  - ${escape(one.message)}`);
    for (const note of one.because) {
      lines.push(`  - ${code(placeText(note, places, context))}: ${escape(note.message)}`);
    }
    if (isTelling(one, win32)) lines.push(`  - ${escape(one.cause.tellsApart)}`);
    if (one.ask && one.ask.command !== '') lines.push(`  - Get: ${code(one.ask.command)}`);
    return lines.join('\n');
  });
  if (items.length > 0) blocks.push(items.join('\n'));
  if (explanation.sources.length > 0) blocks.push(`Sources: ${explanation.sources.map(escape).join('; ')}`);
  return `${blocks.join('\n\n')}\n`;
}

function headOf({ cause, state, certainty, message }: ExplainedCause): string {
  return message === null ? `${cause.title}, ${certainty}` : `${stateWords[state]}: ${cause.title}`;
}
