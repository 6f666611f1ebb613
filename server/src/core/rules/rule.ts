// What a rule is: metadata, applicability and a pure check over one kind of subject.
import type { UnreadEvidence } from '../evidence/unread/read.js';
import type { Place, Note } from '../text/range.js';
import type { Truth } from '../iis/truth.js';
import type { ConfigurationFile } from '../iis/file.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import type { SchemaProblem } from '../iis/schema/reader.js';
import type { Schema } from '../iis/schema/schema.js';
import type { VirtualDirectory, ExchangeServer } from '../exchange/virtual-directory.js';
import type { Remedy } from '../remedy/remedy.js';
import type { CertificateFileSubject, CertificateSubject } from '../certificate/subjects.js';
import type { Severity } from './finding.js';
import type { LogSubject } from '../logs/subject.js';

/** One configuration file, with the server that it belongs to when that is known. */
export interface FileSubject {
  readonly file: ConfigurationFile;
  readonly server: ServerConfiguration | null;
  /**
   * The configuration paths at which the file is read; [''] for applicationHost.config, [] when no server is
   * known.
   */
  readonly configurationPaths: readonly string[];
  /** The server's, or what holds where none is known. */
  readonly schema: Schema;
}

/** One IIS schema file that was read in place of the built-in tables. */
export interface SchemaFileSubject {
  readonly uri: string;
  readonly problems: readonly SchemaProblem[];
}

/** The kinds of subject and what a check of each sees. Subjects are immutable. */
export interface Subjects {
  /** Every configuration file, whatever server it is from. */
  readonly file: FileSubject;
  /** Every IIS server, Exchange or not. */
  readonly server: ServerConfiguration;
  /** Every Exchange server. */
  readonly exchange: ExchangeServer;
  /** Every virtual directory of an Exchange server's front end, back end or legacy site. */
  readonly virtualDirectory: VirtualDirectory;
  /** Every certificate of every file, with its chain. */
  readonly certificate: CertificateSubject;
  /** Every file that holds certificates, requests, revocation lists, private keys or mapping strings. */
  readonly certificateFile: CertificateFileSubject;
  /** Every piece of evidence that was recognized and not read. */
  readonly unreadEvidence: UnreadEvidence;
  /** Every IIS provided schema file. */
  readonly schemaFile: SchemaFileSubject;
  /** The logs of a run, all of them together. */
  readonly log: LogSubject;
}

export type SubjectKind = keyof Subjects;

export interface Source {
  /** The document's title. */
  readonly title: string;
  /** Its address, or repository and path; absent when it is not known. */
  readonly address?: string;
}

/** What the rule's page says; Markdown. */
export interface RuleDocs {
  /** A few words that stand for the rule in lists: `Client certificates accepted, not required`. */
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  /** What a user or the IIS log shows. */
  readonly symptom?: string;
  /** Commands that show or repair it on the server. */
  readonly commands?: readonly string[];
  /** What is not certain, and where sources disagree. */
  readonly uncertain?: string;
  readonly sources: readonly Source[];
}

export interface Report {
  /** A key of the rule's `messages`. */
  readonly message: string;
  /** What fills the message's `{placeholders}`. */
  readonly data?: Readonly<Record<string, string | number>>;
  readonly at: Place;
  /** Where it differs from the subject's own. */
  readonly configurationPath?: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  /** Every other place that made it true, outermost first. */
  readonly evidence?: readonly Note[];
  readonly remedies?: readonly Remedy[];
}

export type Reporter = (report: Report) => void;

/** How another kind of subject shows the same mistake. */
export type OtherCheck = {
  [K in SubjectKind]: { readonly subject: K } & Pick<Rule<K>, 'applies' | 'check'>;
}[SubjectKind];

export interface Rule<K extends SubjectKind = SubjectKind> {
  /** `<group>/<name>`, which is also its path. */
  readonly id: string;
  readonly severity: Severity;
  readonly subject: K;
  readonly docs: RuleDocs;
  /**
   * At most 160 characters when filled: what is wrong, what IIS or Exchange does because of it, what to set.
   */
  readonly messages: Readonly<Record<string, string>>;
  /** The sections whose effective values it reads; shown on its page and checked against the schema. */
  readonly sections: readonly string[];
  /** It speaks only where no other rule does, so that another fix may bring it to light. */
  readonly yields?: true;
  readonly also?: OtherCheck;
  /** Whether the rule refers to this subject at all; a subject it does not refer to is "not applicable". */
  applies(subject: Subjects[K]): boolean;
  /**
   * `yes`: the mistake is there and was reported; `no`: it is not; `unknown`: what is provided does not tell.
   */
  check(subject: Subjects[K], report: Reporter): Truth;
}

/** States a rule; exists so that the subject's type is inferred from its kind. */
export function defineRule<K extends SubjectKind>(rule: Rule<K>): Rule<K> {
  return rule;
}
