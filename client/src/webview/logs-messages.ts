// What the log report and the extension say to each other.
import type { DataLine, LogReportData } from '../../../server/src/core/report/logs-data.js';

/** The page's own words in the user's language. */
export type ReportStrings = Readonly<
  Record<
    | 'causes' | 'timeline' | 'devices' | 'filter' | 'from' | 'to' | 'fix' | 'setIn' | 'certificates' | 'axis' | 'example' | 'rule' | 'server'
    | 'requests' | 'hour' | 'device' | 'user' | 'type' | 'failures' | 'firstFailure' | 'lastFailure' | 'lastSuccess'
    | 'error' | 'warning' | 'information' | 'hint' | 'never' | 'noDevice' | 'shown' | 'save' | 'showTable' | 'more' | 'times',
    string
  >
>; // prettier-ignore

export interface ToReport {
  readonly kind: 'report';
  readonly data: LogReportData;
  readonly strings: ReportStrings;
}

export type FromReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'open'; readonly at: DataLine }
  | { readonly kind: 'rule'; readonly rule: string }
  | { readonly kind: 'save'; readonly format: 'markdown' | 'html' | 'json' | 'csv'; readonly csv: string };
