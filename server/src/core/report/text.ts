// The report for people at a terminal: the verdict per server, then every finding at its place with its
// fixes.
import type { Note } from '../text/range.js';
import type { Analysis, ServerVerdict } from '../lint/analysis.js';
import { groupByServer } from '../lint/by-server.js';
import { validatorName, verdictSentences } from '../lint/verdict.js';
import type { Remedy } from '../remedy/remedy.js';
import type { Finding } from '../rules/finding.js';
import { Places, severityRank, type ReportContext } from './context.js';
import { displayWidth, oneLine, wrap } from '../text/display.js';
import { notCheckedFiles, notCheckedLines, notCheckedTitle } from './not-checked.js';
import { excerpt } from './excerpt.js';
import { styleFor, type Style } from './style.js';
import { capitalise, checkCounts, count, findingCounts, kindText } from './words.js';

/** Columns for a source line where there is no terminal. */
const defaultWidth = 120;

export function textReport(analysis: Analysis, context: ReportContext): string {
  return new TextReport(analysis, context).render();
}

class TextReport {
  readonly #analysis: Analysis;
  readonly #context: ReportContext;
  readonly #places: Places;
  readonly #style: Style;
  readonly #verdicts: ReadonlyMap<string, string>;
  readonly #lines: string[] = [];

  constructor(analysis: Analysis, context: ReportContext) {
    this.#analysis = analysis;
    this.#context = context;
    this.#places = new Places(analysis.texts, analysis.lineNumbers);
    this.#style = styleFor(context.color);
    this.#verdicts = verdictSentences(analysis);
  }

  render(): string {
    const { servers } = this.#analysis;
    groupByServer(this.#analysis).forEach(({ root, findings }, index) => {
      const server = servers[index];
      if (server && root !== null) this.#verdict(server, findings);
      else if (servers.length > 0) this.#heading('Files without a server');
      for (const finding of findings) this.#finding(finding);
    });
    for (const { rule, message } of this.#analysis.failures) {
      this.#add(`internal error in rule ${rule}: ${oneLine(message)} (a bug in exchange-cba; please report it)`);
    }
    if (this.#analysis.failures.length > 0) this.#add('');
    this.#notChecked();
    this.#summary();
    return `${this.#lines.join('\n')}\n`;
  }

  #add(line: string): void {
    this.#lines.push(line);
  }

  #heading(text: string): void {
    this.#add(this.#style.strong(`== ${oneLine(text)} ==`));
  }

  #verdict(server: ServerVerdict, findings: readonly Finding[]): void {
    const { termination } = server;
    this.#heading(this.#context.relativePath(server.root));
    this.#add(this.#style.strong(this.#verdicts.get(server.root)!));
    for (const note of termination.evidence) this.#add(`  ${this.#note(note)}`);
    this.#virtualDirectories(server);
    this.#add('');
    const wrong = findings.filter(({ severity }) => severityRank(severity) <= severityRank('warning'));
    const other = findings.filter(({ severity }) => severityRank(severity) > severityRank('warning'));
    if (wrong.length > 0) this.#list(`Problems (${wrong.length}):`, wrong);
    if (other.length > 0) this.#list(`Information (${other.length}):`, other);
    if (server.unknowns.length > 0) {
      this.#add(this.#style.strong(`To check on the server (${server.unknowns.length}):`));
      for (const sentence of server.unknowns) this.#hanging('  - ', oneLine(sentence));
      this.#add('');
    }
  }

  #virtualDirectories({ termination: { value, virtualDirectories } }: ServerVerdict): void {
    // One line says it when all of them agree with the server.
    if (virtualDirectories.every((directory) => directory.value === value)) return;
    const names = virtualDirectories.map(({ configurationPath }) => oneLine(configurationPath));
    const width = Math.max(0, ...names.map(displayWidth));
    virtualDirectories.forEach((directory, index) => {
      const name = names[index]!;
      this.#add(`  ${name}${' '.repeat(width - displayWidth(name))}  ${validatorName(directory.value)}`);
    });
  }

  #list(title: string, findings: readonly Finding[]): void {
    this.#add(this.#style.strong(title));
    const sorted = [...findings].sort((a, b) => severityRank(a.severity) - severityRank(b.severity));
    const width = Math.max(...sorted.map(({ severity }) => severity.length));
    for (const { severity, message } of sorted) {
      const gap = ' '.repeat(width - severity.length + 2);
      this.#hanging(`  ${this.#style.severity(severity, severity)}${gap}`, oneLine(message), width + 4);
    }
    this.#add('');
  }

  /** A text behind a head; further lines start where the text started. */
  #hanging(head: string, text: string, indent = displayWidth(head)): void {
    const { width } = this.#context;
    const lines = wrap(text, width === null ? null : Math.max(30, width - indent));
    lines.forEach((line, index) => {
      this.#add((index === 0 ? head : ' '.repeat(indent)) + line);
    });
  }

  #finding(finding: Finding): void {
    const style = this.#style;
    const place = `${this.#path(finding.uri)}:${this.#places.lineAndColumn(finding)}`;
    const { severity } = finding;
    this.#add(
      `${style.strong(place)}: ${style.severity(severity, severity)}: ${oneLine(finding.message)} ${style.faint(`[${finding.rule}]`)}`,
    );
    const gutter = this.#excerpt(finding);
    for (const note of finding.evidence) this.#add(`${gutter} ${style.strong('note')}: ${this.#note(note)}`);
    for (const remedy of finding.remedies) this.#add(`${gutter} ${this.#remedy(remedy)}`);
    this.#add('');
  }

  /** Adds the source line and the carets; the result is the margin for the lines below. */
  #excerpt(finding: Finding): string {
    const index = this.#places.index(finding.uri);
    const number = String(index.positionAt(finding.range.start).line + 1);
    const margin = ' '.repeat(Math.max(5, number.length + 1));
    const width = (this.#context.width ?? defaultWidth) - margin.length - 3;
    const shown = excerpt(index, finding.range, Math.max(40, width));
    if (!shown) return `${margin} =`;
    const style = this.#style;
    this.#add(`${style.faint(`${number.padStart(margin.length)} |`)} ${shown.source}`.trimEnd());
    const through = shown.through === null ? '' : style.faint(` ... to line ${shown.through}`);
    this.#add(`${style.faint(`${margin} |`)} ${style.severity(finding.severity, shown.carets)}${through}`);
    return `${margin} =`;
  }

  #note(note: Note): string {
    return `${this.#path(note.uri)}:${this.#places.lineAndColumn(note)}: ${oneLine(note.message)}`;
  }

  #remedy(remedy: Remedy): string {
    const word = this.#style.good(remedy.alternative === true ? 'choose' : 'fix');
    return `${word}: ${oneLine(remedy.title)} ${this.#style.faint(`(${kindText(remedy)})`)}`;
  }

  #path(uri: string): string {
    return oneLine(this.#context.relativePath(uri));
  }

  #notChecked(): void {
    const lines = notCheckedLines(this.#analysis, this.#context);
    if (lines.length === 0) return;
    this.#add(this.#style.strong(`${notCheckedTitle} (${notCheckedFiles(this.#analysis).length}):`));
    for (const line of lines) this.#hanging('  - ', line);
    this.#add('');
  }

  #summary(): void {
    const { summary, findings } = this.#analysis;
    this.#add(`${this.#style.strong(`${capitalise(findingCounts(summary))}.`)} ${capitalise(checkCounts(summary))}.`);
    const fixable = findings.filter(({ remedies: [first], uri, within }) => {
      const isSafe = first?.kind === 'safe' && first.alternative !== true;
      return isSafe && within === undefined && this.#context.mayFix?.(uri) !== false;
    });
    if (fixable.length > 0) {
      this.#add(`${count(fixable.length, 'finding')} can be fixed with --fix safe; preview with --fix-dry-run.`);
    }
  }
}
