// What a rule about logs is: which failures it gathers, and what they mean. A cause is found once and shown
// per server.
import type { Occurrence } from '../logs/summary/occurrence.js';
import { occurrenceOf } from '../logs/summary/occurrence.js';
import { scopeSentences } from '../logs/summary/scope.js';
import type { Signature } from '../logs/summary/signature.js';
import type { LogSummary } from '../logs/summary/summary.js';
import type { Severity } from './finding.js';
import { defineRule, type OtherCheck, type Rule, type Source } from './rule.js';

/** The setting that explains a cause, for the lookup in a server's configuration. */
export type LogSetting =
  'certificateRequired' | 'sslRequired' | 'mapping' | 'uploadReadAheadSize' | 'lockedSection' | 'binding' | 'logFields';

export interface LogCause {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly occurrence: Occurrence;
  /** One paragraph of these sentences; one that says more is a sentence here. */
  readonly explanation: string;
  readonly sentences: readonly string[];
  readonly remedy: string;
  readonly setting: LogSetting | null;
  /** Rules about certificates whose findings name certificates that explain it. */
  readonly certificateRules: readonly string[];
}

export interface LogRule extends Rule<'log'> {
  /** The cause as these logs show it; null where they do not. */
  cause(summary: LogSummary): LogCause | null;
  /** Whether a failure of that kind belongs to the cause, for timelines. */
  readonly selects: (signature: Signature) => boolean;
}

interface LogRuleSpec {
  /** `log/<name>`. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  /** `403.7`: how lines show it, for the message. */
  readonly shows: string;
  /** What the log shows: a sentence that is certain. */
  readonly means: string;
  /** Why that happens, likeliest first, and what tells the possibilities apart. */
  readonly why: string;
  readonly fix: string;
  /** A short imperative for the message. */
  readonly advice: string;
  readonly sources: readonly Source[];
  readonly uncertain?: string;
  /** Which failures belong to it; absent where `occurrence` finds them. */
  readonly selects?: (signature: Signature) => boolean;
  /** So many requests a device must have. */
  readonly minimum?: number;
  readonly occurrence?: (summary: LogSummary) => Occurrence | null;
  /** Sentences about this occurrence in particular, such as what a Win32 code adds. */
  readonly details?: (occurrence: Occurrence) => readonly string[];
  readonly setting?: LogSetting;
  /** How a configuration shows it before there is a log: what its page says of that, messages and the check. */
  readonly configuration?: { readonly what: string; readonly messages: Rule['messages']; readonly check: OtherCheck };
  /** Names in group `certificate`. */
  readonly certificates?: readonly string[];
}

/** States a rule about logs. */
export function defineLogRule(spec: LogRuleSpec): LogRule {
  const { id, severity, title, means, why, fix, sources } = spec;
  const selects = spec.selects ?? (() => false);
  const find = (summary: LogSummary): Occurrence | null =>
    spec.occurrence ? spec.occurrence(summary) : occurrenceOf(summary, selects, spec.minimum);
  const rule = defineRule({
    id,
    severity,
    subject: 'log',
    sections: [],
    docs: {
      title,
      what: spec.configuration === undefined ? means : `${means} ${spec.configuration.what}`,
      why,
      fix,
      symptom: `In the log: ${spec.shows}.`,
      sources,
      ...(spec.uncertain === undefined ? {} : { uncertain: spec.uncertain }),
    },
    messages: {
      cause: `{server}: {requests} {whom}: ${spec.shows}. ${spec.advice}.`,
      ...spec.configuration?.messages,
    },
    ...(spec.configuration === undefined ? {} : { also: spec.configuration.check }),
    applies: ({ summary }) =>
      summary.requests > 0 || summary.files.some(({ kind }) => !['w3c', 'empty', 'unknown'].includes(kind)),
    check({ summary, place }, report) {
      const occurrence = find(summary);
      if (occurrence === null) return 'no';
      for (const { name, count, devices, example } of occurrence.servers) {
        const unknown = occurrence.failing.length === 0 ? 'in the logs' : 'without a device ID';
        const whom = devices === 0 ? unknown : `from ${counted(devices, 'mobile device')}`;
        report({
          message: 'cause',
          data: { server: name, requests: counted(count, 'request'), whom },
          at: place(example),
        });
      }
      return 'yes';
    },
  });
  return {
    ...rule,
    selects,
    cause(summary) {
      const occurrence = find(summary);
      if (occurrence === null) return null;
      const sentences = [...scopeSentences(summary, occurrence), means, ...(spec.details?.(occurrence) ?? []), why];
      return {
        rule: id,
        severity,
        title,
        occurrence,
        explanation: sentences.join(' '),
        sentences,
        remedy: fix,
        setting: spec.setting ?? null,
        certificateRules: (spec.certificates ?? []).map((name) => `certificate/${name}`),
      };
    },
  };
}

function counted(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`;
}

type StatusSignature = Extract<Signature, { readonly kind: 'status' }>;

/**
 * W3C lines with a status and substatus; `also` looks at the rest. A substatus that is not logged never
 * matches.
 */
export function hasStatus(
  status: number,
  substatus: number,
  also: (signature: StatusSignature) => boolean = () => true,
): (signature: Signature) => boolean {
  return (signature) =>
    signature.kind === 'status' && signature.status === status && signature.substatus === substatus && also(signature);
}

/** As `hasStatus`, for what is said about certificates: only where the log has Win32 codes as well. */
export function hasCertificateStatus(
  substatus: number,
  also: (win32: number) => boolean = () => true,
): (signature: Signature) => boolean {
  return hasStatus(403, substatus, ({ win32 }) => win32 !== null && also(win32));
}

/** The sentence for each Win32 code that occurs. */
export function win32Details(sentences: Readonly<Record<number, string>>): (occurrence: Occurrence) => string[] {
  return ({ signatures }) => {
    const codes = new Set<number | null>();
    for (const signature of signatures.keys()) if (signature.kind === 'status') codes.add(signature.win32);
    return Object.entries(sentences).flatMap(([code, sentence]) => (codes.has(Number(code)) ? [sentence] : []));
  };
}

/** The sources that several rules about logs share. */
export const logSources = {
  statusCodes: {
    title: 'The HTTP status code in IIS 7 and later versions (KB943891)',
    address:
      'https://learn.microsoft.com/troubleshoot/developer/webapps/iis/www-administration-management/http-status-code',
  },
  httperr: {
    title: 'Error logging in HTTP APIs (KB820729)',
    address:
      'https://learn.microsoft.com/troubleshoot/developer/webapps/aspnet/site-behavior-performance/error-logging-http-apis',
  },
  untrustedRoot: { title: 'Internet Information Services 403.16 with non-self-signed roots (KB2802568)' },
  revocation: { title: '403.13 Client certificate revoked (KB294305, KB884115)' },
  strongMapping: {
    title: 'KB5014754: Certificate-based authentication changes on Windows domain controllers',
    address: 'https://support.microsoft.com/help/5014754',
  },
  tls13: { title: 'TLS 1.3 and client certificates in IIS, Microsoft Tech Community 4449362' },
  activeSync: {
    title: '[MS-ASHTTP] Exchange ActiveSync: HTTP Protocol',
    address: 'https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-ashttp/',
  },
  activeSyncCommands: {
    title: '[MS-ASCMD] Exchange ActiveSync: Command Reference Protocol',
    address: 'https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-ascmd/',
  },
  loops: { title: 'ActiveSync devices that send too many requests, Exchange Team Blog 601918' },
  kerberosToken: { title: 'HTTP 400 responses to requests with large Kerberos tickets (KB2020943)' },
  seed: {
    title: 'Demystifying Certificate Based Authentication with ActiveSync, Exchange Team Blog, 5 May 2017',
  },
  httpProxy: { title: 'HttpProxy logs of Exchange (columns AuthenticationType and BackEndStatus)' },
  httpLogging: {
    title: 'HTTP logging (IIS reference)',
    address: 'MicrosoftDocs/iis-docs: httpLogging',
  },
  iisLogging: {
    title: 'Log files for a web site (IIS reference)',
    address: 'MicrosoftDocs/iis-docs: logFile',
  },
} as const satisfies Record<string, Source>;
