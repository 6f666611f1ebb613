// What the log report and the extension say to each other; the report's data as they cross the border.

/** A line that a row opens; zero-based. */
export interface ReportLine {
  readonly uri: string;
  readonly line: number;
}

export interface ReportCause {
  readonly rule: string;
  readonly severity: string;
  readonly title: string;
  readonly figures: string;
  readonly count: number;
  readonly devices: number;
  readonly explanation: string;
  readonly remedy: string;
  readonly servers: readonly { readonly name: string; readonly count: number; readonly example: ReportLine }[];
  readonly example: ReportLine;
  readonly setting: (ReportLine & { readonly value: string }) | null;
}

export interface ReportDevice {
  readonly device: string;
  readonly user: string;
  readonly type: string;
  readonly failures: number;
  /** ISO 8601, '' where unknown. */
  readonly first: string;
  readonly last: string;
  /** '' for never. */
  readonly success: string;
  readonly causes: readonly string[];
  readonly example: ReportLine;
}

export interface ReportTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly more: number;
}

export interface ReportData {
  readonly verdict: string;
  readonly causes: readonly ReportCause[];
  readonly timeline: {
    readonly hours: readonly string[];
    readonly series: readonly { readonly title: string; readonly counts: readonly number[] }[];
  };
  readonly devices: readonly ReportDevice[];
  readonly moreDevices: number;
  readonly tables: readonly ReportTable[];
  readonly notes: readonly string[];
}

/** The page's own words in the user's language. */
export type ReportStrings = Readonly<
  Record<
    | 'causes' | 'timeline' | 'devices' | 'filter' | 'from' | 'to' | 'fix' | 'setIn' | 'example' | 'rule' | 'server'
    | 'requests' | 'hour' | 'device' | 'user' | 'type' | 'failures' | 'firstFailure' | 'lastFailure' | 'lastSuccess'
    | 'never' | 'noDevice' | 'shown' | 'save' | 'showTable' | 'more',
    string
  >
>; // prettier-ignore

export interface ToReport {
  readonly kind: 'report';
  readonly data: ReportData;
  readonly strings: ReportStrings;
}

export type FromReport =
  | { readonly kind: 'ready' }
  | { readonly kind: 'open'; readonly at: ReportLine }
  | { readonly kind: 'rule'; readonly rule: string }
  | { readonly kind: 'save'; readonly format: 'markdown' | 'html' | 'json' | 'csv'; readonly csv: string };
