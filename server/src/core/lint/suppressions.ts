// Suppression comments in configuration files: what they cover, which findings they silence, and which do
// nothing.
import { didYouMean } from '../text/nearest.js';
import type { TextEdit } from '../text/edit.js';
import type { Range } from '../text/range.js';
import type { SourceFile } from '../text/source-file.js';
import type { XmlComment, XmlDocument, XmlElement, XmlNode } from '../xml/tree.js';
import type { Finding } from '../rules/finding.js';
import type { SuppressedFinding } from './analysis.js';
import { unusedSuppression } from './own-rules.js';

export interface SuppressedRule {
  readonly id: string;
  /** The id as it is in the comment. */
  readonly range: Range;
}

/**
 * `<!-- exchange-cba-disable-next-line <ids>: <reason> -->` or `<!-- exchange-cba-disable-file <ids>:
 * <reason> -->`.
 */
export interface Suppression {
  readonly kind: 'nextLine' | 'file';
  /** Separated by commas or spaces. */
  readonly rules: readonly SuppressedRule[];
  readonly reason: string;
  /** The comment. */
  readonly range: Range;
  /**
   * Findings that start in here are silenced: the element that follows, with all that is in it; null when
   * none follows.
   */
  readonly scope: Range | null;
}

export interface SuppressionProblem {
  readonly message: string;
  readonly range: Range;
  /** The whole comment. */
  readonly comment: Range;
}

export interface FileSuppressions {
  readonly suppressions: readonly Suppression[];
  /** Comments that were meant to be suppressions and are none. */
  readonly problems: readonly SuppressionProblem[];
}

const marker = 'exchange-cba-disable';

const speaking = new WeakMap<SourceFile, boolean>();

/** Whether a file may hold such comments: only then its tree is looked at. */
export function speaksOfRules(file: SourceFile): boolean {
  let speaks = speaking.get(file);
  if (speaks === undefined) speaking.set(file, (speaks = file.text.includes(marker)));
  return speaks;
}

const read = new WeakMap<XmlDocument, FileSuppressions>();

/** The suppression comments of a document, in document order. */
export function readSuppressions(document: XmlDocument): FileSuppressions {
  let found = read.get(document);
  if (!found) read.set(document, (found = findSuppressions(document)));
  return found;
}

function findSuppressions(document: XmlDocument): FileSuppressions {
  const suppressions: Suppression[] = [];
  const problems: SuppressionProblem[] = [];
  if (!document.text.includes(marker)) return { suppressions, problems };
  for (const { comment, next } of commentsOf(document)) {
    const found = readComment(comment, next, document);
    if (found === null) continue;
    if ('message' in found) problems.push(found);
    else suppressions.push(found);
  }
  return { suppressions, problems };
}

function readComment(
  comment: XmlComment,
  next: XmlElement | null,
  document: XmlDocument,
): Suppression | SuppressionProblem | null {
  const match = /^\s*exchange-cba-disable([-\w]*)/.exec(comment.text);
  if (!match) return null;
  const kind = match[1] === '-next-line' ? 'nextLine' : match[1] === '-file' ? 'file' : null;
  const textStart = comment.range.start + '<!--'.length;
  if (kind === null) {
    const wordStart = textStart + match[0].length - marker.length - match[1]!.length;
    return {
      message: `'${marker}${match[1]!}' has no effect; use '${marker}-next-line' or '${marker}-file'.`,
      range: { start: wordStart, end: textStart + match[0].length },
      comment: comment.range,
    };
  }
  const rest = comment.text.slice(match[0].length);
  const colon = rest.indexOf(':');
  const list = colon < 0 ? rest : rest.slice(0, colon);
  const listStart = textStart + match[0].length;
  const rules = [...list.matchAll(/[^\s,]+/g)].map((id) => ({
    id: id[0],
    range: { start: listStart + id.index, end: listStart + id.index + id[0].length },
  }));
  if (rules.length === 0) {
    return { message: 'The suppression does not specify a rule.', range: comment.range, comment: comment.range };
  }
  return {
    kind,
    rules,
    reason: colon < 0 ? '' : rest.slice(colon + 1).trim(),
    range: comment.range,
    scope: kind === 'file' ? { start: 0, end: document.text.length } : (next?.range ?? null),
  };
}

/** Every comment with the element that follows it among its siblings. */
function commentsOf(document: XmlDocument): { comment: XmlComment; next: XmlElement | null }[] {
  const found: { comment: XmlComment; next: XmlElement | null }[] = [];
  const waiting: (readonly XmlNode[])[] = [document.nodes];
  for (let siblings = waiting.pop(); siblings; siblings = waiting.pop()) {
    let next: XmlElement | null = null;
    for (let i = siblings.length - 1; i >= 0; i--) {
      const node = siblings[i]!;
      if (node.kind === 'element') {
        next = node;
        if (node.children.length > 0) waiting.push(node.children);
      } else if (node.kind === 'comment') found.push({ comment: node, next });
    }
  }
  return found.sort((a, b) => a.comment.range.start - b.comment.range.start);
}

export interface SuppressionResult {
  /** What is left, in its order. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  /** `lint/unused-suppression`, to be sorted in and given its severity by the caller. */
  readonly unused: readonly Finding[];
}

/**
 * Silences findings. A comment without effect becomes a finding, except in a text with XML errors, where a
 * finding may be missing for that reason alone. `knownRules` are all ids, those that are switched off
 * included.
 */
export function applySuppressions(
  findings: readonly Finding[],
  documents: ReadonlyMap<string, XmlDocument>,
  knownRules: Iterable<string>,
): SuppressionResult {
  const known = new Set(knownRules);
  const byFile = new Map<string, FileSuppressions>();
  for (const [uri, document] of documents) {
    const found = readSuppressions(document);
    if (found.suppressions.length > 0 || found.problems.length > 0) byFile.set(uri, found);
  }
  const used = new Set<SuppressedRule>();
  const left: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of findings) {
    const hit = silencing(finding, byFile.get(finding.uri)?.suppressions ?? []);
    for (const { rule } of hit) used.add(rule);
    if (hit[0]) suppressed.push({ finding, by: 'comment', reason: hit[0].suppression.reason });
    else left.push(finding);
  }
  const unused: Finding[] = [];
  for (const [uri, { suppressions, problems }] of byFile) {
    const document = documents.get(uri)!;
    for (const problem of problems) unused.push(unusedFinding(uri, document, problem, problem.comment));
    for (const suppression of suppressions) {
      for (const rule of suppression.rules) {
        if (used.has(rule) || (known.has(rule.id) && document.errors.length > 0)) continue;
        const message = known.has(rule.id)
          ? whyUnused(suppression, rule.id)
          : `Unknown rule '${rule.id}'${didYouMean(rule.id, known)}${didYouMean(rule.id, known) ? '' : '.'}`;
        unused.push(unusedFinding(uri, document, { message, range: rule.range }, removable(suppression, rule)));
      }
    }
  }
  return { findings: left, suppressed, unused };
}

/** The innermost comment first; every comment that covers the finding counts as used. */
function silencing(
  finding: Finding,
  suppressions: readonly Suppression[],
): { suppression: Suppression; rule: SuppressedRule }[] {
  const result: { suppression: Suppression; rule: SuppressedRule }[] = [];
  for (const suppression of suppressions) {
    const { scope } = suppression;
    if (!scope || finding.range.start < scope.start || finding.range.start > scope.end) continue;
    const rule = suppression.rules.find(({ id }) => id === finding.rule);
    if (rule) result.unshift({ suppression, rule });
  }
  return result;
}

function whyUnused(suppression: Suppression, id: string): string {
  if (suppression.kind === 'file') return `'${id}' reports nothing in this file, so the suppression has no effect.`;
  if (!suppression.scope) return `No element follows, so the suppression of '${id}' has no effect.`;
  return `'${id}' reports nothing in the next element, so the suppression has no effect.`;
}

/**
 * The whole comment when it names one rule alone, otherwise the id with the separator behind or before it.
 */
function removable(suppression: Suppression, rule: SuppressedRule): Range {
  const index = suppression.rules.indexOf(rule);
  if (suppression.rules.length === 1) return suppression.range;
  const next = suppression.rules[index + 1];
  if (next) return { start: rule.range.start, end: next.range.start };
  return { start: suppression.rules[index - 1]!.range.end, end: rule.range.end };
}

function unusedFinding(
  uri: string,
  document: XmlDocument,
  problem: { readonly message: string; readonly range: Range },
  remove: Range,
): Finding {
  const edit: TextEdit = { range: wholeLine(document.text, remove), newText: '' };
  return {
    rule: unusedSuppression.id,
    severity: unusedSuppression.severity,
    message: problem.message,
    uri,
    range: problem.range,
    configurationPath: '',
    evidence: [],
    remedies: [
      {
        title: 'Remove the suppression',
        kind: 'safe',
        changes: [{ kind: 'text', uri, edits: [edit], description: 'Remove an unused suppression comment' }],
      },
    ],
  };
}

/** The range with the indentation before it and the line end behind it, when nothing else is on its lines. */
function wholeLine(text: string, range: Range): Range {
  const before = /(?:^|[\r\n])([ \t]*)$/.exec(text.slice(Math.max(0, range.start - 500), range.start));
  const after = /^[ \t]*(\r\n|\n|\r|$)/.exec(text.slice(range.end, range.end + 500));
  if (!before || !after) return range;
  return { start: range.start - before[1]!.length, end: range.end + after[0].length };
}

/**
 * The edit that silences a finding: a comment before the element whose start tag holds it (the innermost
 * element around it otherwise), on a line of its own where the element starts its line. A comment that is
 * already there takes the id. Null where no element holds the finding.
 */
export function suppressionEdit(document: XmlDocument, finding: Finding, reason: string): TextEdit | null {
  const element = elementAt(document, finding.range.start);
  if (!element) return null;
  const { text } = document;
  const existing = readSuppressions(document).suppressions.find(
    ({ kind, scope }) => kind === 'nextLine' && scope?.start === element.range.start && scope.end === element.range.end,
  );
  if (existing) {
    const { end } = existing.rules.at(-1)!.range;
    return { range: { start: end, end }, newText: `, ${finding.rule}` };
  }
  const comment = `<!-- ${marker}-next-line ${finding.rule}: ${commentText(reason)} -->`;
  const { start } = element.range;
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const indent = text.slice(lineStart, start);
  const ownLine = start > 0 && /^[ \t]*$/.test(indent);
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  return { range: { start, end: start }, newText: ownLine || start === 0 ? `${comment}${lineEnd}${indent}` : comment };
}

/**
 * The edit that silences a rule in a whole file: a comment before its root element, or the id in one that is
 * there. Null for a file without an element.
 */
export function fileSuppressionEdit(document: XmlDocument, rule: string, reason: string): TextEdit | null {
  const existing = readSuppressions(document).suppressions.find(({ kind }) => kind === 'file');
  if (existing) {
    const { end } = existing.rules.at(-1)!.range;
    return { range: { start: end, end }, newText: `, ${rule}` };
  }
  if (!document.root) return null;
  const { start } = document.root.range;
  const lineEnd = /\r\n|\n|\r/.exec(document.text)?.[0] ?? '\n';
  return {
    range: { start, end: start },
    newText: `<!-- ${marker}-file ${rule}: ${commentText(reason)} -->${lineEnd}`,
  };
}

/** What may be in an XML comment. */
function commentText(reason: string): string {
  return reason.replace(/-{2,}/g, '-').replace(/-$/, '').trim();
}

function elementAt(document: XmlDocument, offset: number): XmlElement | null {
  let element = document.root;
  if (!element || offset < element.range.start || offset > element.range.end) return null;
  for (;;) {
    const inner: XmlElement | undefined = element.children.find(
      (child): child is XmlElement =>
        child.kind === 'element' && child.range.start <= offset && offset < child.range.end,
    );
    if (!inner) return element;
    element = inner;
  }
}
