// What reading an attribute value gives: its canonical form, or what is wrong with it.

export type ValueProblemKind =
  | 'boolean'
  | 'enum'
  | 'flags'
  | 'integer'
  | 'unsignedInteger'
  | 'integerRange'
  | 'timeSpan'
  | 'timeSpanRange'
  | 'emptyString'
  | 'untrimmedString'
  | 'siteName'
  | 'applicationPoolName'
  | 'applicationPath'
  | 'virtualDirectoryPath';

export interface ValueProblem {
  readonly kind: ValueProblemKind;
  /**
   * The reason in native wording where IIS has one (domain facts 5.7), to be after "The 'x' attribute is
   * invalid. ".
   */
  readonly reason: string;
  /**
   * Of an enum or flags attribute: what in the value is not a name of the schema; empty where nothing is to
   * be pointed at.
   */
  readonly unknown?: readonly string[];
}

export type ValueReading =
  { readonly ok: true; readonly canonical: string } | { readonly ok: false; readonly problem: ValueProblem };
