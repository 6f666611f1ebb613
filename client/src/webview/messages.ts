// What the certificate view and the extension say to each other: plain JSON, every text ready to be shown as
// a text node.

/** One line of the list of certificates. */
export interface Row {
  readonly index: number;
  /** The common name, or what stands for it. */
  readonly title: string;
  /** Role and user, issuer; one line. */
  readonly subtitle: string;
  readonly tone: Tone;
  /** The state in a word or two: `Expired`, `30 days left`. */
  readonly state: string;
  /** The end of the validity. */
  readonly until: string;
  /** What the search looks in, lower case. */
  readonly search: string;
}

/** Never shown by colour alone: a word or a sign goes with it. */
export type Tone = 'good' | 'doubtful' | 'bad' | 'neutral';

export interface Verdict {
  readonly tone: Tone;
  readonly headline: string;
  /** The one thing to do next, with a command to copy where there is one. */
  readonly action: { readonly text: string; readonly command: string | null } | null;
  readonly reasons: readonly Reason[];
}

export interface Reason {
  readonly tone: Tone;
  /** The tone as a word, for those who do not see the sign. */
  readonly state: string;
  readonly text: string;
}

export interface Field {
  readonly label: string;
  readonly value: string;
  /** Digits and code are set in a fixed width. */
  readonly code?: boolean;
  /** What the copy button puts on the clipboard; no button without. */
  readonly copy?: string;
  readonly note?: string;
}

export interface Validity {
  readonly from: string;
  readonly to: string;
  /** The sentence under the bar. */
  readonly words: string;
  readonly tone: Tone;
  /** Where today is between the two, 0 to 1; below and above outside; null when a date cannot be read. */
  readonly today: number | null;
  readonly todayWords: string;
}

export interface ChainNode {
  readonly title: string;
  readonly note: string;
  readonly tone: Tone;
  /** The certificate of the view that it is. */
  readonly index: number | null;
  /** The file that it is in, when that is another. */
  readonly uri: string | null;
  readonly current: boolean;
}

export interface Chain {
  /** The root-most first; each issued the one that follows. */
  readonly nodes: readonly ChainNode[];
  readonly words: string;
  readonly tone: Tone;
}

/** How the account of a certificate is found. */
export interface Mapping {
  readonly paths: readonly Reason[];
  /** What the domain controller logs when it rejects. */
  readonly events: readonly { readonly title: string; readonly lines: readonly string[] }[];
}

/** A place where the certificate is used. */
export interface Use {
  readonly tone: Tone;
  readonly text: string;
  readonly place: {
    readonly uri: string;
    /** Zero-based. */
    readonly line: number;
    /** `sslcert.txt:6`, lines from 1. */
    readonly label: string;
  };
}

export interface ExtensionItem {
  readonly name: string;
  readonly oid: string;
  readonly critical: string | null;
  readonly lines: readonly string[];
  readonly problem: string | null;
  readonly start: number;
  readonly end: number;
}

export interface CopyGroup {
  readonly title: string;
  readonly fields: readonly Field[];
}

export interface Detail {
  readonly index: number;
  readonly title: string;
  readonly kind: string;
  /** The workspace is being read: more will be said. */
  readonly pending: boolean;
  readonly verdict: Verdict;
  readonly identity: readonly Field[];
  readonly validity: Validity | null;
  readonly chain: Chain | null;
  readonly mapping: Mapping | null;
  readonly uses: readonly Use[];
  readonly copies: readonly CopyGroup[];
  readonly extensions: readonly ExtensionItem[];
  /** What is odd about it, each with the offset of the byte. */
  readonly problems: readonly { readonly text: string; readonly start: number }[];
  readonly pem: string;
  /** Hexadecimal of the first bytes; the whole object is copied by the extension. */
  readonly hex: string;
  readonly byteLength: number;
  readonly asn1: Asn1Answer;
}

export interface Asn1Item {
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
  readonly depth: number;
  readonly type: string;
  readonly text: string;
  readonly name: string | null;
  readonly children: boolean;
}

export interface Asn1Answer {
  /** Where the parent starts; -1 for the outermost elements. */
  readonly parent: number;
  readonly items: readonly Asn1Item[];
  readonly rest: number | null;
  readonly problem: string | null;
}

export interface CompareRow {
  readonly label: string;
  readonly left: string;
  readonly right: string;
  readonly same: boolean;
}

/** What is instead of certificates. */
export interface Notice {
  readonly state:
    'loading' | 'needsPassword' | 'wrongPassword' | 'unsupported' | 'corrupt' | 'tooLarge' | 'unreadable' | 'empty';
  readonly tone: Tone;
  readonly headline: string;
  readonly text: string;
  /** Asks for the password. */
  readonly action: { readonly label: string; readonly name: 'password' | 'openAsText' | 'reload' } | null;
}

export type ToView =
  | { readonly type: 'strings'; readonly strings: Strings; readonly language: string }
  | { readonly type: 'notice'; readonly notice: Notice }
  | {
      readonly type: 'file';
      /** Changes when the file was read again; answers of an older one are dropped. */
      readonly generation: number;
      readonly name: string;
      readonly total: number;
      readonly summary: string;
      readonly privateKeys: readonly string[];
      readonly problems: readonly string[];
      readonly isText: boolean;
    }
  | { readonly type: 'rows'; readonly generation: number; readonly rows: readonly Row[] }
  | { readonly type: 'detail'; readonly generation: number; readonly detail: Detail }
  | { readonly type: 'asn1'; readonly generation: number; readonly index: number; readonly answer: Asn1Answer }
  | {
      readonly type: 'compare';
      readonly generation: number;
      readonly left: string;
      readonly right: string;
      readonly words: string;
      readonly rows: readonly CompareRow[];
    }
  | { readonly type: 'select'; readonly generation: number; readonly index: number }
  | { readonly type: 'said'; readonly text: string };

export type FromView =
  | { readonly type: 'ready' }
  | { readonly type: 'select'; readonly index: number }
  | { readonly type: 'asn1'; readonly index: number; readonly parent: number; readonly from: number | null }
  | { readonly type: 'copy'; readonly text: string; readonly label: string }
  | { readonly type: 'copyWhole'; readonly index: number; readonly as: 'pem' | 'hex' }
  | { readonly type: 'compare'; readonly left: number; readonly right: number }
  /** `line` is zero-based; absent: the file as it opens by itself. */
  | { readonly type: 'open'; readonly uri: string; readonly line?: number }
  | { readonly type: 'action'; readonly name: 'password' | 'openAsText' | 'reload' };

/** The view's own words. */
export type Strings = Readonly<Record<StringName, string>>;

export type StringName =
  | 'list'
  | 'search'
  | 'found'
  | 'nothingFound'
  | 'verdict'
  | 'todo'
  | 'identity'
  | 'validity'
  | 'chain'
  | 'mapping'
  | 'events'
  | 'uses'
  | 'copies'
  | 'extensions'
  | 'critical'
  | 'structure'
  | 'bytes'
  | 'pem'
  | 'hex'
  | 'copy'
  | 'copied'
  | 'copyPem'
  | 'copyHex'
  | 'problems'
  | 'privateKeys'
  | 'openAsText'
  | 'compareWith'
  | 'compare'
  | 'closeCompare'
  | 'onlyDifferences'
  | 'same'
  | 'different'
  | 'today'
  | 'showInStructure'
  | 'more'
  | 'this'
  | 'byteRange'
  | 'hexCut'
  | 'chooseCertificate';
