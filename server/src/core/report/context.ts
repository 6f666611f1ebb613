// What a report needs besides the analysis: how files are called, what the rules are, and how wide the page
// is.
import type { FileEdit } from '../text/edit.js';
import { oneLine } from '../text/display.js';
import { LineIndex, type PositionRange } from '../text/line-index.js';
import type { Place, Within } from '../text/range.js';
import type { Analysis } from '../lint/analysis.js';
import type { Remedy } from '../remedy/remedy.js';
import type { LogFile } from '../logs/summary/summary.js';
import type { Severity } from '../rules/finding.js';
import type { Checklist } from '../checklist/checklist.js';

/** What a report says of a rule. Texts are Markdown. */
export interface RuleInfo {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly what?: string;
  readonly why?: string;
  readonly fix?: string;
  /** The address of the rule's page. */
  readonly helpUri?: string;
}

export interface ReportContext {
  /** The version of this tool. */
  readonly version: string;
  /**
   * The name of a file or folder in reports: relative to the working folder, with `/`; `.` for that folder
   * itself.
   */
  relativePath(uri: string): string;
  rule(id: string): RuleInfo | undefined;
  /** With terminal colours; only the text report has any. */
  readonly color: boolean;
  /** Columns of the terminal; null when the report does not go to one. */
  readonly width: number | null;
  /** Findings at or above it count as failures. */
  readonly failOn: Severity | 'never';
  /** The text edits of a remedy; null when there are none or they cannot be made. */
  edits?(remedy: Remedy): readonly FileEdit[] | null;
  /** Whether safe fixes are still to be applied to that file; without it, to every file. */
  mayFix?(uri: string): boolean;
  /** The checklist per server, where the report has room for one. */
  readonly checklists?: readonly Checklist[];
  /** The logs that were read beside the configurations. */
  readonly logs?: readonly LogFile[];
  /**
   * The address that opens a place, for reports that are read where there is one; null for a place without
   * one.
   */
  href?(place: Place): string | null;
  /** When the report was made, as it is to be shown. */
  readonly date?: string;
}

export type Reporter = (analysis: Analysis, context: ReportContext) => string;

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

/** True when a finding of that severity makes a check fail. */
export function fails(severity: Severity, failOn: Severity | 'never'): boolean {
  return failOn !== 'never' && rank[severity] <= rank[failOn];
}

/** Lower is worse. */
export function severityRank(severity: Severity): number {
  return rank[severity];
}

/** Lines and characters of the places that an analysis names. */
export class Places {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #lineNumbers: ReadonlyMap<string, readonly number[]>;
  readonly #indexes = new Map<string, LineIndex>();

  /** `lineNumbers`: of texts that are excerpts. */
  constructor(
    texts: ReadonlyMap<string, string>,
    lineNumbers: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>(),
  ) {
    this.#texts = texts;
    this.#lineNumbers = lineNumbers;
  }

  /** The index of a file; of a file without text (a certificate in binary form) that of an empty one. */
  index(uri: string): LineIndex {
    let index = this.#indexes.get(uri);
    if (!index) {
      index = new LineIndex(this.#texts.get(uri) ?? '', this.#lineNumbers.get(uri));
      this.#indexes.set(uri, index);
    }
    return index;
  }

  /** Zero-based. */
  at(place: Place): PositionRange {
    return this.index(place.uri).rangeAt(place.range);
  }

  /** `12:5`, one-based; in a file inside a file also the place there: `1:5300 (web.config:12:5)`. */
  lineAndColumn(place: Place & { readonly within?: Within }): string {
    const { start } = this.at(place);
    const outer = `${start.line + 1}:${start.character + 1}`;
    if (!place.within) return outer;
    const { path, line, character } = place.within;
    return `${outer} (${oneLine(path.slice(path.lastIndexOf('\\') + 1))}:${line + 1}:${character + 1})`;
  }

  text(uri: string): string | undefined {
    return this.#texts.get(uri);
  }
}
