// A question about rows of requests as data: it runs here, and prints itself for other engines.

/** What a row or a time says. `period` is `before` or `since` the time of --since. */
export type Column =
  | 'server' | 'user' | 'device' | 'deviceType' | 'command' | 'client' | 'userAgent' | 'status' | 'substatus' | 'win32'
  | 'timeTaken' | 'received' | 'time' | 'hour' | 'hourOfDay' | 'minute' | 'period'; // prettier-ignore

export type Condition =
  | { readonly kind: 'equal' | 'notEqual' | 'greater'; readonly column: Column; readonly value: string | number }
  | { readonly kind: 'oneOf'; readonly column: Column; readonly values: readonly number[] }
  /** Status 400 and above other than 449 and 451, which are part of normal work; or status below 400. */
  | { readonly kind: 'failed' | 'succeeded' };

export interface Measure {
  readonly name: string;
  readonly kind: 'count' | 'distinct' | 'min' | 'max' | 'average';
  /** For all but `count`; empty texts and missing numbers are left out. */
  readonly column?: Column;
  /** Only rows for which all of these hold. */
  readonly where?: readonly Condition[];
}

export interface Question {
  readonly id: string;
  /** As a question, without its mark. */
  readonly title: string;
  /** Probes never count. */
  readonly where: readonly Condition[];
  readonly by: readonly Column[];
  readonly measures: readonly Measure[];
  /** Measures that must be greater than a number, or equal to 0. */
  readonly having?: readonly { readonly measure: string; readonly above?: number; readonly equals?: number }[];
  /** Descending by this measure; ascending by the columns then, or alone where it is absent. */
  readonly order?: string;
}

export type Value = string | number | null;

export interface Answer {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

/** Measures and columns of an answer, in order. */
export function headOf({ by, measures }: Question): string[] {
  return [...by, ...measures.map(({ name }) => name)];
}
