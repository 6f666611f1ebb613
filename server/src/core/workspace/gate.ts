// Decides whether edits may be offered: what they lead to is checked in advance and compared with what is
// there now.
import type { Analysis } from '../lint/analysis.js';
import { sections } from '../sign-in/sections.js';
import type { Finding } from '../rules/finding.js';
import type { Rule } from '../rules/rule.js';
import type { FileEdit } from '../text/edit.js';
import { isKnown } from '../remedy/effect.js';
import type { CheckedServer } from './assembled-server.js';
import { lossOf } from './loss.js';

/** A checked state of files: before the edits, or with them. */
export interface CheckedState {
  readonly analysis: Analysis;
  readonly servers: readonly CheckedServer[];
}

/**
 * Why edits must not be made, as a sentence: they bring an error or a warning that was not there, remove what
 * nothing else keeps in force, or silence a finding that HTTP.SYS decides. Null when nothing speaks against
 * them.
 */
export function harmOf(
  before: CheckedState,
  after: CheckedState,
  edits: readonly FileEdit[],
  rules: readonly Rule[],
): string | null {
  const flags = touchedBinding(before, edits);
  if (flags !== null) {
    return `HTTP.SYS controls the flags of ${flags}; change them in IIS Manager or with netsh, and save its output again.`;
  }
  const loss = lossOf(before, after, edits);
  if (loss !== null) return loss;
  const [brought] = broughtBy(before, after, rules);
  if (!brought) return null;
  const where = brought.configurationPath === '' ? '' : ` at ${brought.configurationPath}`;
  return `it would cause another ${brought.severity}, ${brought.rule}${where}.`;
}

/**
 * The errors and warnings that only the later state has and that could have been found in the earlier one.
 */
export function broughtBy(before: CheckedState, after: CheckedState, rules: readonly Rule[]): readonly Finding[] {
  const left = new Map<string, number>();
  for (const finding of serious(before)) left.set(keyOf(finding), (left.get(keyOf(finding)) ?? 0) + 1);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return serious(after).filter((finding) => {
    const count = left.get(keyOf(finding)) ?? 0;
    left.set(keyOf(finding), count - 1);
    return count <= 0 && !wasHidden(finding, before, byId.get(finding.rule));
  });
}

function serious({ analysis }: CheckedState): readonly Finding[] {
  return analysis.findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
}

function keyOf({ rule, uri, configurationPath }: Finding): string {
  return `${rule}\n${configurationPath}\n${uri}`;
}

/**
 * Whether a mistake was there before but could not be seen: IIS rejected what it is about, or another finding
 * spoke for it.
 */
function wasHidden(finding: Finding, { servers, analysis }: CheckedState, rule: Rule | undefined): boolean {
  if (rule?.yields) return true;
  const server = servers.find(({ files }) => files.has(finding.uri));
  if (!server) return false;
  const { configuration, exchange } = server;
  const isDamaged = [configuration.applicationHost, ...configuration.placedFiles.keys()].some(
    ({ uri, document }) =>
      document.errors.length > 0 && (uri === finding.uri || uri === configuration.applicationHost.uri),
  );
  if (isDamaged) return true;
  const isRefused = analysis.findings.some(({ rule: id, severity }) => id.startsWith('iis/') && severity === 'error');
  if (!isRefused || !rule || rule.sections.length === 0) return false;
  const paths = new Set([
    finding.configurationPath,
    ...(exchange?.procedure ?? []).map(({ configurationPath }) => configurationPath),
  ]);
  const decisive = new Set([...rule.sections, sections.access, sections.mapping, sections.windows]);
  return [...paths].some((path) => [...decisive].some((section) => !isKnown(configuration.section(path, section))));
}

/**
 * The binding whose flags an edit writes or removes; null for none. Flags that are not a number decide
 * nothing and may be corrected.
 */
function touchedBinding({ servers }: CheckedState, edits: readonly FileEdit[]): string | null {
  for (const { hostUri, configuration } of servers.filter((one) => edits.some(({ uri }) => uri === one.hostUri))) {
    const { document } = configuration.applicationHost;
    const own = edits.find((file) => file.uri === hostUri)?.edits ?? [];
    for (const { bindings } of configuration.sites) {
      for (const { element, sslFlags, bindingInformation } of bindings) {
        if (!/^\d*$/.test(sslFlags.value)) continue;
        const { start, end } = element.startTag;
        const touched = own.some(({ range, newText }) => {
          if (range.start <= start || range.end > end) return false;
          const { attribute } = sslFlags;
          const isInFlags = attribute && range.start <= attribute.range.end && attribute.range.start <= range.end;
          return isInFlags ?? `${document.text.slice(range.start, range.end)}${newText}`.includes('sslFlags');
        });
        if (touched) return bindingInformation.value;
      }
    }
  }
  return null;
}
