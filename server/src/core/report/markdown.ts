// The readiness report as Markdown: verdict, checklist and findings, for a ticket or a wiki.
import type { Note } from '../text/range.js';
import type { Analysis, ServerVerdict } from '../lint/analysis.js';
import { groupByServer } from '../lint/by-server.js';
import { validatorName, verdictSentences } from '../lint/verdict.js';
import type { Finding } from '../rules/finding.js';
import { Places, type ReportContext } from './context.js';
import { notCheckedLines, notCheckedTitle } from './not-checked.js';
import { oneLine } from '../text/display.js';
import { markdownCode as code, markdownText as escape } from '../text/markdown-escape.js';
import { sourceLine } from './source-line.js';
import { checklistSentence, type Checklist, type ChecklistStep } from '../checklist/checklist.js';
import { capitalise, checkCounts, findingCounts, kindText, stateName } from './words.js';

export function markdownReport(analysis: Analysis, context: ReportContext): string {
  const places = new Places(analysis.texts, analysis.lineNumbers);
  const verdicts = verdictSentences(analysis);
  const blocks = ['# Certificate Based Authentication: readiness'];
  blocks.push(`${capitalise(findingCounts(analysis.summary))}. ${capitalise(checkCounts(analysis.summary))}.`);
  groupByServer(analysis).forEach(({ root, findings }, index) => {
    const server = root === null ? undefined : analysis.servers[index];
    if (server) blocks.push(...serverBlocks(server, verdicts.get(server.root)!, places, context));
    else if (analysis.servers.length > 0) blocks.push('## Files without a server');
    if (findings.length > 0) blocks.push('### Findings');
    for (const finding of findings) blocks.push(findingBlock(finding, places, context));
  });
  const left = notCheckedLines(analysis, context);
  if (left.length > 0) blocks.push(`## ${notCheckedTitle}`, left.map((line) => `- ${escape(line)}`).join('\n'));
  if (analysis.failures.length > 0) {
    blocks.push('## Internal errors');
    blocks.push(analysis.failures.map(({ rule, message }) => `- ${code(rule)}: ${escape(message)}`).join('\n'));
  }
  const made = context.date === undefined ? '' : `, ${escape(context.date)}`;
  blocks.push(
    `Created by exchange-cba ${escape(context.version)}${made} from configuration files; no running server was read.`,
  );
  return `${blocks.join('\n\n')}\n`;
}

function serverBlocks(server: ServerVerdict, verdict: string, places: Places, context: ReportContext): string[] {
  const { termination } = server;
  const blocks = [`## ${escape(context.relativePath(server.root))}`];
  blocks.push(`**${escape(verdict)}**`);
  if (termination.evidence.length > 0) {
    blocks.push(termination.evidence.map((note) => `- ${noteText(note, places, context)}`).join('\n'));
  }
  if (termination.virtualDirectories.length > 0) {
    blocks.push(
      [
        '| Virtual directory | Validated by |',
        '| --- | --- |',
        ...termination.virtualDirectories.map(
          ({ configurationPath, value }) => `| ${escape(configurationPath)} | ${validatorName(value)} |`,
        ),
      ].join('\n'),
    );
  }
  const readiness = context.checklists?.find(({ root }) => root === server.root);
  if (readiness) blocks.push(...readinessBlocks(readiness, places, context));
  if (server.unknowns.length > 0) {
    blocks.push('### To check on the server');
    blocks.push(server.unknowns.map((sentence) => `- ${escape(sentence)}`).join('\n'));
  }
  return blocks;
}

const boxes: Readonly<Record<ChecklistStep['state'], string>> = {
  done: '[x]',
  notDone: '[ ]',
  doubtful: '[ ]',
  wrong: '[ ]',
  unknown: '[ ]',
  notApplicable: '',
};

function readinessBlocks({ title, steps }: Checklist, places: Places, context: ReportContext): string[] {
  const items = steps.map((step) => {
    const box = boxes[step.state];
    const lines = [`- ${box}${box === '' ? '' : ' '}**${stateName(step.state)}:** ${escape(step.title)}`];
    if (step.detail !== undefined) lines.push(`  - ${escape(step.detail)}`);
    for (const note of step.evidence) lines.push(`  - ${noteText(note, places, context)}`);
    if (step.rule !== undefined) lines.push(`  - Rule: ${ruleText(step.rule, context)}`);
    for (const command of step.verify.split('\n')) {
      if (command.trim() !== '') lines.push(`  - Check: ${code(command.trim())}`);
    }
    return lines.join('\n');
  });
  return [`### ${escape(title)}`, `${capitalise(checklistSentence(steps))}.`, items.join('\n')];
}

/** Characters of what a file says. */
const longestQuote = 200;

function findingBlock(finding: Finding, places: Places, context: ReportContext): string {
  const lines = [
    `- **${capitalise(finding.severity)}:** ${escape(finding.message)} (${ruleText(finding.rule, context)})`,
  ];
  const subject = finding.configurationPath === '' ? '' : `, ${escape(finding.configurationPath)}`;
  lines.push(`  - At ${placeText(finding, places, context)}${subject}`);
  const line = sourceLine(places.index(finding.uri), finding.range);
  const written = oneLine(line.text.slice(line.start, Math.min(line.end, line.start + 2 * longestQuote))).trim();
  if (written !== '') {
    const isCut = written.length > longestQuote;
    lines.push(`  - Current: ${code(isCut ? `${written.slice(0, longestQuote)}…` : written)}`);
  }
  for (const note of finding.evidence) lines.push(`  - Set by ${noteText(note, places, context)}`);
  for (const remedy of finding.remedies) {
    const word = remedy.alternative === true ? 'Either' : 'Fix';
    lines.push(`  - ${word}: ${escape(remedy.title)} (${kindText(remedy)})`);
  }
  return lines.join('\n');
}

function ruleText(id: string, context: ReportContext): string {
  const helpUri = context.rule(id)?.helpUri;
  return helpUri === undefined ? code(id) : `[${code(id)}](<${helpUri.replace(/[<>\s\\]/g, encodeURIComponent)}>)`;
}

function placeText(place: Omit<Note, 'message'>, places: Places, context: ReportContext): string {
  return code(`${context.relativePath(place.uri)}:${places.lineAndColumn(place)}`);
}

function noteText(note: Note, places: Places, context: ReportContext): string {
  return `${placeText(note, places, context)}: ${escape(note.message)}`;
}
