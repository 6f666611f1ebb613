// Will this user be able to sign in with this certificate, and if not, why and what to do: the one verdict
// that all views tell.
import { userIdentity, visibleName } from './identity.js';
import { showable } from '../showable.js';
import type { CertificateSubject } from '../subjects.js';
import { account } from './readiness/account.js';
import { chain } from './readiness/chain.js';
import { action, fillTemplate } from './readiness/item.js';
import type {
  Action,
  Doubt,
  ReadinessCheck,
  ReadinessAspect,
  ReadinessItem,
  Sentence,
  Weight,
} from './readiness/item.js';
import { mapping } from './readiness/mapping.js';
import { authority, keyUsage, purpose } from './readiness/purpose.js';
import { revocation } from './readiness/revocation.js';
import { form, key, signature, template } from './readiness/strength.js';
import { user } from './readiness/user.js';
import { validity } from './readiness/validity.js';
import { validityAt } from './validity.js';

export { fillTemplate } from './readiness/item.js';
export type { Action, ReadinessAspect, ReadinessItem, ReadinessState, Sentence } from './readiness/item.js';

/** `cannotUnless`: only for an account that names the certificate explicitly; `cannotTell`: it may fail. */
export type AnswerKind = 'can' | 'cannot' | 'cannotUnless' | 'cannotTell';

/** One sentence; a template that holds `{reason}` is filled with the sentence of `reason`. */
export interface Answer extends Sentence {
  readonly kind: AnswerKind;
  readonly reason: Sentence | null;
}

export interface Readiness {
  /** The worst of its items; what is unknown or a note does not count. */
  readonly verdict: 'ready' | 'doubtful' | 'notReady';
  readonly answer: Answer;
  /** The one thing to do next; null where nothing is to be done. */
  readonly action: Action | null;
  /** The reason that the answer gives comes first, then the others by weight. */
  readonly items: readonly ReadinessItem[];
}

/** In the order of importance: of items that weigh the same, the first one comes first. */
const ASPECTS: readonly (readonly [ReadinessAspect, ReadinessCheck])[] = [
  ['account', account],
  ['user', user],
  ['mapping', mapping],
  ['validity', validity],
  ['purpose', purpose],
  ['keyUsage', keyUsage],
  ['authority', authority],
  ['chain', chain],
  ['revocation', revocation],
  ['signature', signature],
  ['key', key],
  ['template', template],
  ['form', form],
];

/** What a request decides; the rest is up to its authority. */
const OF_REQUESTS = new Set<ReadinessAspect>(['user', 'mapping', 'purpose', 'keyUsage', 'authority', 'key', 'form']);

/**
 * Checks a certificate as one that a user shows to Exchange; of one in another role, only what counts for any
 * is to be shown.
 */
export function clientReadiness(subject: CertificateSubject): Readiness {
  const items: ReadinessItem[] = [];
  for (const [aspect, check] of ASPECTS) {
    if (subject.isRequested === true && !OF_REQUESTS.has(aspect)) continue;
    check(subject, (weight, text, more = {}) => {
      const { rule = null, data = {}, action: remedy = null, mappable = false, rejectedAs = 'untrusted' } = more;
      items.push({
        aspect,
        state: isDoubt(weight) ? 'doubtful' : weight,
        weight,
        template: text,
        data: shownData(data),
        rule,
        action: remedy === null ? null : shownAction(remedy),
        mappable,
        rejectedAs,
      });
    });
  }
  return readinessOf(subject, items);
}

/** What is in the way first, then what may be, what is right, what is not known. */
const ORDER: Readonly<Record<Weight, number>> = {
  bad: 0,
  probable: 1,
  possible: 2,
  remote: 3,
  good: 4,
  unknown: 5,
  note: 6,
};

function isDoubt(weight: Weight): weight is Doubt {
  return weight === 'probable' || weight === 'possible' || weight === 'remote';
}

/** What no account can help against comes before what one can. */
function byWeight(a: ReadinessItem, b: ReadinessItem): number {
  return ORDER[a.weight] - ORDER[b.weight] || Number(a.mappable) - Number(b.mappable);
}

/** The verdict that follows from items. */
function readinessOf(subject: CertificateSubject, found: readonly ReadinessItem[]): Readiness {
  const items = [...found].sort(byWeight);
  const worst = items.find(({ state }) => state === 'bad' || state === 'doubtful') ?? null;
  const kind = answerKind(worst);
  return {
    verdict: kind === 'can' ? 'ready' : kind === 'cannotTell' ? 'doubtful' : 'notReady',
    answer: answerOf(subject, kind, worst),
    action: worst === null ? renewal(subject) : (worst.action ?? null),
    items,
  };
}

function answerKind(worst: ReadinessItem | null): AnswerKind {
  if (worst === null) return 'can';
  if (worst.state === 'doubtful') return 'cannotTell';
  return worst.mappable ? 'cannotUnless' : 'cannot';
}

function shownAction({ sentences, command }: Action): Action {
  return {
    sentences: sentences.map(({ template: text, data }) => ({ template: text, data: shownData(data) })),
    command,
  };
}

function shownData(data: Sentence['data']): Sentence['data'] {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, typeof value === 'string' ? showable(value, 400) : value]),
  );
}

/** With the name of the user, without one, and as a certain account. */
const ANSWERS: Readonly<Record<AnswerKind, readonly [string, string]>> = {
  can: [
    '{user} can sign in with this certificate (certificate checks only).',
    'This certificate can be used to sign in (certificate checks only).',
  ],
  cannot: [
    '{user} cannot sign in with this certificate: {reason}',
    'This certificate cannot be used to sign in: {reason}',
  ],
  cannotUnless: [
    '{user} cannot sign in with this certificate unless the account names it in altSecurityIdentities: {reason}',
    'This certificate cannot be used to sign in unless an account names it in altSecurityIdentities: {reason}',
  ],
  cannotTell: [
    'Cannot tell whether {user} can sign in with this certificate: {reason}',
    'Cannot tell whether this certificate can be used to sign in: {reason}',
  ],
};

const OF_REQUEST: Readonly<Record<AnswerKind, string>> = {
  can: 'The certificate that this request asks for can be used to sign in (request checks only).',
  cannot: 'The certificate that this request asks for cannot be used to sign in: {reason}',
  cannotUnless:
    'The certificate that this request asks for cannot be used to sign in unless an account names it in altSecurityIdentities: {reason}',
  cannotTell: 'Cannot tell whether the certificate that this request asks for can be used to sign in: {reason}',
};

function answerOf(subject: CertificateSubject, kind: AnswerKind, worst: ReadinessItem | null): Answer {
  const reason = worst === null ? null : { template: worst.template, data: worst.data };
  if (worst?.aspect === 'account' && kind === 'cannot') {
    const name = subject.accounts?.find(({ obstacles }) => obstacles.length > 0)?.account.name ?? '';
    const template = 'Cannot sign in as the account {account} with this certificate: {reason}';
    return { kind, template, data: { account: showable(name, 100) }, reason };
  }
  if (subject.isRequested === true) return { kind, template: OF_REQUEST[kind], data: {}, reason };
  const identity = userIdentity(subject.certificate);
  const isUser = subject.role === 'client' && identity.state === 'present';
  return {
    kind,
    template: ANSWERS[kind][isUser ? 0 : 1],
    data: isUser ? { user: visibleName(identity.upn) } : {},
    reason,
  };
}

/** A certificate with which all is well is to be renewed in time. */
function renewal({ certificate, now, renewed }: CertificateSubject): Action | null {
  if (renewed === true || validityAt(certificate, now).state !== 'expiring') return null;
  return action('Renew the certificate before {to}.', { to: certificate.notAfter.iso ?? certificate.notAfter.raw });
}

/** The answer in English, for reports. */
export function answerText({ template, data, reason }: Answer): string {
  return fillTemplate(
    template,
    reason === null ? data : { ...data, reason: fillTemplate(reason.template, reason.data) },
  );
}

/** What to do in English, the command behind it. */
export function actionText({ sentences, command }: Action): string {
  const text = todoText({ sentences });
  return command === null ? text : `${text} Command: ${command}`;
}

/** What to do in English, without the command. */
export function todoText({ sentences }: Pick<Action, 'sentences'>): string {
  return sentences.map(({ template: text, data }) => fillTemplate(text, data)).join(' ');
}
