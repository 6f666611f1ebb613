// What the verdict of the certificate says against it and no stage works out by itself, as causes of a failure.
import { fillTemplate } from '../certificate/meaning/readiness.js';
import type { ReadinessItem } from '../certificate/meaning/readiness.js';
import type { RejectedAs } from '../certificate/meaning/readiness/item.js';
import type { Note } from '../text/range.js';
import type { Certainty, ClientCertificate, Fork, SimulatedRequest } from './model.js';
import { deviation, fork, normal } from './step.js';
import type { World } from './world.js';

/** Of what is wrong with the certificate or with a CA above it. */
const byRejection: Readonly<Record<RejectedAs, string>> = {
  untrusted: 'wrong-certificate',
  revoked: 'certificate-revoked',
  expired: 'certificate-expired',
  notYetValid: 'certificate-not-yet-valid',
};

/** Rules whose reasons make a certificate fail, by the stage that tells them, with the cause that they are. */
const reasonsOf = {
  none: { 'cannot-sign': 'certificate-not-sent' },
  trust: {
    'chain-invalid': byRejection,
    'weak-signature': byRejection,
    'weak-key': byRejection,
    'unknown-critical-extension': byRejection,
    'authority-as-client': byRejection,
  },
  revocation: { revoked: 'certificate-revoked' },
  usage: { 'client-authentication-missing': 'wrong-usage' },
  token: {
    'several-upns': 'account-unknown',
    'upn-malformed': 'account-unknown',
    'upn-only-in-subject': 'account-unknown',
    'sids-contradict': 'account-unknown',
  },
} as const;

type ReasonStage = keyof typeof reasonsOf;

/** The sentence that counts, and that it is so. */
export interface AgainstCertificate {
  readonly cause: string;
  readonly message: string;
  readonly because: readonly Note[];
  readonly certainty: Certainty;
  readonly rules: readonly string[];
  readonly reason: ReadinessItem;
}

/**
 * What says most against a certificate at a stage. That servers seldom reject it for that counts only where a
 * failure was seen.
 */
export function strongestReason(
  { uri, reasons }: ClientCertificate,
  stage: ReasonStage,
  isSeen: boolean,
): AgainstCertificate | null {
  const causes: Readonly<Record<string, string | typeof byRejection>> = reasonsOf[stage];
  for (const reason of reasons) {
    const { rule, state, weight, template, data, rejectedAs } = reason;
    const named = rule === null ? undefined : causes[rule];
    const cause = typeof named === 'object' ? named[rejectedAs] : named;
    if (cause === undefined || (state !== 'bad' && state !== 'doubtful') || (weight === 'remote' && !isSeen)) continue;
    const message = fillTemplate(template, data);
    const because = [{ uri, range: { start: 0, end: 0 }, message }];
    const certainty = state === 'bad' ? 'likely' : 'possible';
    return { cause, message, because, certainty, rules: [`certificate/${rule ?? ''}`], reason };
  }
  return null;
}

/** The strongest reason of a stage; a fork where it is a doubt, unless a branch assumes one side. */
export function reasonAgainst(
  { certificate: client, anyCertificate }: SimulatedRequest,
  world: World,
  stage: ReasonStage,
): AgainstCertificate | Fork | null {
  const against = client && strongestReason(client, stage, anyCertificate === true);
  const fact = `${stage}Reason`;
  if (!against || world.assumed(fact) === 'yes') return null;
  if (against.reason.state === 'bad' || world.assumed(fact) !== undefined) return against;
  const options = [normal('the certificate is accepted'), deviation('the certificate is rejected')];
  return fork(null, against.message, options, against.because, fact);
}
