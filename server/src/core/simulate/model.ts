// What a simulation takes and gives: a request, the steps it goes through, and the outcomes that may be, as
// plain data.
import type { RevocationState } from './trust.js';
import type { Truth } from '../iis/truth.js';
import type { ReadinessItem } from '../certificate/meaning/readiness.js';
import type { X509Certificate } from '../certificate/model.js';
import type { Chain } from '../certificate/trust/chain.js';
import type { Note } from '../text/range.js';

/** In the order in which a request goes through them. */
export const stages = [
  'endpoint',
  'url',
  'configuration',
  'ssl',
  'ask',
  'body',
  'none',
  'validity',
  'trust',
  'usage',
  'revocation',
  'token',
  'module',
  'authentication',
  'authorization',
  'application',
  'proxy',
] as const;

export type Stage = (typeof stages)[number];

/**
 * `certain`: every condition is known; `likely`: one rests on a default or on agreeing field reports;
 * `possible`: it depends on an unknown without a default, on a minority of reports, or on sources that
 * disagree.
 */
export type Certainty = 'certain' | 'likely' | 'possible';

const certainties: readonly Certainty[] = ['certain', 'likely', 'possible'];

export function weakest(...values: readonly Certainty[]): Certainty {
  return certainties[Math.max(0, ...values.map((value) => certainties.indexOf(value)))]!;
}

export function certaintyRank(value: Certainty): number {
  return certainties.indexOf(value);
}

/** What is unknown and may decide; each has a question in `questions.ts`, or is a choice of the client. */
export type Unknown =
  | 'dsMapper'
  | 'tls'
  | 'http2'
  | 'records'
  | 'revocation'
  | 'trust'
  | 'chain'
  | 'ctl'
  | 'schannel'
  | 'ntauth'
  | 'account'
  | 'kdc'
  | 'spn'
  | 'delegation'
  | 'channelBinding'
  | 'webConfig'
  | 'application'
  | 'requireWithoutNegotiate'
  | 'clientOffers';

/**
 * Who sends the request: a client, a gateway with a Kerberos ticket, another Exchange server, or the server
 * itself.
 */
export type Origin = 'client' | 'gateway' | 'proxy' | 'loopback';

/** The certificate that a client has, with what had to be found out about it before. */
export interface ClientCertificate {
  readonly uri: string;
  readonly certificate: X509Certificate;
  /** Among all certificates that were provided. */
  readonly chain: Chain;
  /** The certificates of its issuer that were provided. */
  readonly issuers: readonly X509Certificate[];
  readonly revocation: RevocationState;
  /** What its verdict says of it, the strongest reason first. */
  readonly reasons: readonly ReadinessItem[];
}

export interface SimulatedRequest {
  /** `https://mail.contoso.com/Microsoft-Server-ActiveSync`, or the path as it was given. */
  readonly url: string;
  readonly scheme: 'http' | 'https';
  /** Lower case; '' where none was given. */
  readonly host: string;
  readonly port: number;
  /** With a leading slash, decoded, without query and fragment. */
  readonly path: string;
  /** Whether the site is to be found by scheme, host and port; false for a bare path. */
  readonly isUrl: boolean;
  readonly method: string;
  /** Bytes. */
  readonly body: number;
  /** The newest version of TLS that the client offers; null: not said. */
  readonly tls: '1.2' | '1.3' | null;
  readonly http2: boolean | null;
  readonly from: Origin;
  readonly certificate: ClientCertificate | null;
  /**
   * Whether the client sends a certificate is unknown; where `certificate` is null, so is every state of it.
   * All are followed, to find the causes of a status that was seen.
   */
  readonly anyCertificate?: boolean;
}

export type OutcomeKind = 'passes' | 'challenged' | 'refused' | 'noResponse';

export interface Outcome {
  readonly kind: OutcomeKind;
  readonly status: number | null;
  readonly substatus: number | null;
  /** Unsigned, as the log writes it. */
  readonly win32: number | null;
  /** Where the request leaves a line. */
  readonly logged: 'w3c' | 'httperr' | 'none';
  /** The methods that WWW-Authenticate offers. */
  readonly challenges: readonly string[];
  readonly user: string | null;
}

/** Whether Windows made a token of the certificate. */
export interface Token {
  readonly state: Truth;
  /** The user; without a token the cause. */
  readonly user: string | null;
  /** Why Windows made none, in a sentence. */
  readonly message?: string;
  /** Of there being no token. */
  readonly certainty: Certainty;
  readonly because: readonly Note[];
}

/** What became of a request so far; a stage that passes may add to it. */
export interface Progress {
  /** `later`: requested by renegotiation; `unasked`: a certificate does not count here. */
  readonly certificate: 'unasked' | 'handshake' | 'later' | 'sent' | 'none';
  readonly token: Token | null;
  readonly user: string | null;
}

export const atStart: Progress = { certificate: 'unasked', token: null, user: null };

interface Told {
  /** One sentence. */
  readonly message: string;
  readonly because: readonly Note[];
}

export interface Pass extends Told {
  readonly kind: 'pass';
  readonly certainty: Certainty;
  readonly progress?: Partial<Progress>;
}

export interface End extends Told {
  readonly kind: 'end';
  readonly certainty: Certainty;
  readonly outcome: Outcome;
  /** The rules that may have found this cause, the likeliest first; whether one did is looked up. */
  readonly rules: readonly string[];
  /** The cause in the terms of `explain`. */
  readonly cause: string | null;
}

export interface Option {
  /** What is assumed: a value that the stages understand. */
  readonly value: string;
  /** `DS Mapper Usage is disabled`. */
  readonly when: string;
  /** `likely` for a default that may be in. */
  readonly certainty: Certainty;
  /** The state of a server and client on which nothing is wrong; other options count as deviations. */
  readonly normal: boolean;
}

export interface Fork extends Told {
  readonly kind: 'fork';
  /** Null for several answers of Windows between which no question decides. */
  readonly unknown: Unknown | null;
  /** The name under which the assumption is kept; the unknown's where absent. */
  readonly fact?: string;
  readonly options: readonly Option[];
}

export interface Skip extends Told {
  readonly kind: 'skipped';
}

export type StepResult = Pass | End | Fork | Skip;

export interface Step extends Told {
  readonly stage: Stage;
  readonly result: 'pass' | 'end' | 'fork' | 'skipped';
}

export interface Assumption {
  readonly unknown: Unknown | null;
  readonly fact: string;
  readonly value: string;
  readonly when: string;
  readonly certainty: Certainty;
  readonly normal: boolean;
}

/** One way that a request may go. */
export interface Leaf {
  readonly stage: Stage;
  readonly end: End;
  /** Of the steps and the end, without the assumptions. */
  readonly certainty: Certainty;
  readonly assumptions: readonly Assumption[];
  readonly steps: readonly Step[];
}
