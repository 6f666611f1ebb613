// The answer at the top of the view: will this user be able to sign in with it, and if not, why.
import { hostNames } from '../../../../server/src/core/certificate/meaning/host-names.js';
import {
  allowsServer,
  isShownByClients,
  mayServeDevices,
} from '../../../../server/src/core/certificate/meaning/purpose.js';
import { listState } from '../../../../server/src/core/certificate/trust/list-state.js';
import { clientReadiness } from '../../../../server/src/core/certificate/meaning/readiness.js';
import type { CertificateRole } from '../../../../server/src/core/certificate/meaning/purpose.js';
import type {
  Action,
  Answer,
  Readiness,
  ReadinessAspect,
  ReadinessItem,
  ReadinessState,
} from '../../../../server/src/core/certificate/meaning/readiness.js';
import type { CertificateRequest, RevocationList } from '../../../../server/src/core/certificate/model.js';
import { showable } from '../../../../server/src/core/certificate/showable.js';
import type { CertificateSubject } from '../../../../server/src/core/certificate/subjects.js';
import type { Reason, Tone, Verdict } from '../../webview/messages.js';
import { keyWords, momentWords } from './format.js';
import type { PageContext, Words } from './words.js';

const TONES: Readonly<Record<ReadinessState, Tone>> = {
  good: 'good',
  bad: 'bad',
  doubtful: 'doubtful',
  unknown: 'neutral',
  note: 'neutral',
};

/** What counts for a certificate that no user shows. */
const OF_ANY_CERTIFICATE = new Set<ReadinessAspect>([
  'validity',
  'chain',
  'revocation',
  'signature',
  'key',
  'template',
  'form',
]);

export function certificateVerdict(subject: CertificateSubject, around: PageContext): Verdict {
  const { words } = around;
  const readiness = clientReadiness(subject);
  const { role } = subject;
  if (isShownByClients(role))
    return {
      tone: TONE_OF[readiness.verdict],
      headline: answerWords(readiness.answer, around),
      action: readiness.action === null ? null : actionOf(readiness.action, around),
      reasons: reasonsOf(readiness.items, around, userStateWord),
    };
  const own = readiness.items.filter(({ aspect }) => OF_ANY_CERTIFICATE.has(aspect));
  // A root vouches for itself; that no certificate above it does raises no doubt.
  const fair =
    role === 'authority' && subject.certificate.selfIssued
      ? own.filter(({ aspect }) => aspect !== 'chain' && aspect !== 'revocation')
      : own;
  const reasons = reasonsOf(fair, around);
  if (role === 'server') reasons.push(...serverReasons(subject, words));
  const tone = worst(reasons);
  return { tone, headline: otherHeadline(role, tone, words), action: null, reasons };
}

const TONE_OF: Readonly<Record<Readiness['verdict'], Tone>> = { ready: 'good', doubtful: 'doubtful', notReady: 'bad' };

/** The answer in a few words; null where no user signs in. */
export function shortAnswer(
  subject: CertificateSubject,
  { words }: PageContext,
): { readonly tone: Tone; readonly words: string } | null {
  if (!isShownByClients(subject.role) || subject.isRequested === true) return null;
  const { verdict, answer } = clientReadiness(subject);
  const tone = TONE_OF[verdict];
  switch (answer.kind) {
    case 'can':
      return { tone, words: words('can sign in') };
    case 'cannot':
      return { tone, words: words('cannot sign in') };
    case 'cannotUnless':
      return { tone, words: words('cannot sign in unless mapped') };
    case 'cannotTell':
      return { tone, words: words('may fail to sign in') };
  }
}

function answerWords({ template, data, reason }: Answer, around: PageContext): string {
  const { words } = around;
  const told = reason === null ? '' : words(reason.template, readable(reason.data, around));
  return words(template, { ...readable(data, around), reason: told });
}

function actionOf({ sentences, command }: Action, around: PageContext): Verdict['action'] {
  const text = sentences.map(({ template, data }) => around.words(template, readable(data, around))).join(' ');
  return { text, command };
}

function otherHeadline(role: CertificateRole, tone: Tone, words: Words): string {
  switch (role) {
    case 'authority':
      return tone === 'bad'
        ? words('CA certificate: it is not valid, and neither are the certificates below it.')
        : words('CA certificate: it issues certificates and is not used to sign in.');
    case 'server':
      return tone === 'bad'
        ? words('Server certificate: clients reject it.')
        : words('Server certificate: clients verify it. It is not used to sign in.');
    case 'client':
    case 'computer':
    case 'other':
      return words('Certificate for another purpose: it is not used to sign in.');
  }
}

function serverReasons({ certificate }: CertificateSubject, words: Words): Reason[] {
  const hosts = hostNames(certificate);
  return [
    hosts.length === 0
      ? // Those that Exchange and Windows make for themselves are shown to no device.
        reason(
          mayServeDevices(certificate) ? 'doubtful' : 'note',
          words('The subject alternative name has no host name, which clients require.'),
          words,
        )
      : reason('good', words('Host names: {hosts}.', { hosts: showable(hosts.join(', '), 300) }), words),
    ...(allowsServer(certificate)
      ? []
      : [reason('bad', words('The EKU does not include Server Authentication.'), words)]),
  ];
}

function reasonsOf(items: readonly ReadinessItem[], around: PageContext, stateWords = stateWord): Reason[] {
  return items.map(({ state, template, data }) => ({
    tone: TONES[state],
    state: stateWords(state, around.words),
    text: around.words(template, readable(data, around)),
  }));
}

/** The same values with their moments as people read them. */
function readable(data: ReadinessItem['data'], around: PageContext): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      const isMoment = typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
      return [name, isMoment ? momentWords({ raw: value, iso: value, ms: Date.parse(value) }, around) : value];
    }),
  );
}

function reason(state: ReadinessState, text: string, words: Words): Reason {
  return { tone: TONES[state], state: stateWord(state, words), text };
}

/** What a state means for the user of the certificate. */
function userStateWord(state: ReadinessState, words: Words): string {
  switch (state) {
    case 'bad':
      return words('Prevents sign-in');
    case 'doubtful':
      return words('May prevent sign-in');
    case 'good':
    case 'unknown':
    case 'note':
      return stateWord(state, words);
  }
}

/** Of what no user signs in with: a CA, a server, a CRL. */
function stateWord(state: ReadinessState, words: Words): string {
  switch (state) {
    case 'good':
      return words('Good');
    case 'bad':
      return words('Problem');
    case 'doubtful':
      return words('Possible problem');
    case 'unknown':
      return words('Unknown');
    case 'note':
      return words('Note');
  }
}

function worst(reasons: readonly Reason[]): Tone {
  if (reasons.some(({ tone }) => tone === 'bad')) return 'bad';
  // Whether a user can sign in does not matter for it: no green tick.
  return reasons.some(({ tone }) => tone === 'doubtful') ? 'doubtful' : 'neutral';
}

/** A request is checked like the certificate that it asks for; before that exists, no user can sign in. */
export function requestVerdict(
  request: CertificateRequest,
  subject: CertificateSubject | null,
  around: PageContext,
): Verdict {
  const { words } = around;
  const note = reason(
    'note',
    words('This is a request: no user can sign in before a CA has issued the certificate.'),
    words,
  );
  if (subject !== null && isShownByClients(subject.role)) {
    const verdict = certificateVerdict(subject, around);
    return {
      ...verdict,
      tone: verdict.tone === 'good' ? 'neutral' : verdict.tone,
      reasons: [...verdict.reasons, note],
    };
  }
  const key = words('The key is {key}.', { key: keyWords(request.publicKey) });
  const headline = words('Certificate request: a CA has to issue the certificate.');
  return { tone: 'neutral', headline, action: null, reasons: [reason('note', key, words)] };
}

/** `newer`: the provided list that replaces an outdated one. */
export function listVerdict(list: RevocationList, newer: RevocationList | null, around: PageContext): Verdict {
  const { words, now } = around;
  const next = list.nextUpdate;
  const reasons: Reason[] = [
    reason(
      'note',
      list.entryCount === 1
        ? words('It revokes 1 certificate.')
        : words('It revokes {count} certificates.', { count: list.entryCount }),
      words,
    ),
  ];
  const state = listState(list, now);
  if (next === null || state === 'unknown') {
    reasons.push(reason('note', words('The CRL has no date for its next update.'), words));
    return { tone: 'neutral', headline: words('Certificate revocation list (CRL).'), action: null, reasons };
  }
  if (state === 'outdated' && newer?.nextUpdate != null) {
    reasons.unshift(
      reason(
        'note',
        words('The next update was due on {date}. A newer CRL is provided; its next update is due on {next}.', {
          date: momentWords(next, around),
          next: momentWords(newer.nextUpdate, around),
        }),
        words,
      ),
    );
    return {
      tone: 'neutral',
      headline: words('Expired CRL. A newer one is in the workspace.'),
      action: null,
      reasons,
    };
  }
  if (state === 'outdated') {
    reasons.unshift(
      reason(
        'bad',
        words('The next update was due on {date}.', {
          date: momentWords(next, around),
        }),
        words,
      ),
    );
    return {
      tone: 'bad',
      headline: words('Expired CRL. If the published CRL is equally old, IIS returns 403.13.'),
      action: {
        text: words('Publish a new CRL (certutil -crl on the CA), and check that the server can reach it.'),
        command: 'certutil -crl',
      },
      reasons,
    };
  }
  reasons.unshift(
    reason('good', words('The next update is due on {date}.', { date: momentWords(next, around) }), words),
  );
  return { tone: 'neutral', headline: words('Current CRL.'), action: null, reasons };
}
