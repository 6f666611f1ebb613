// The answer at the top of the view: will this user be able to sign in with it, and if not, why.
import { hostNames } from '../../../../server/src/core/certificate/meaning/host-names.js';
import { userIdentity } from '../../../../server/src/core/certificate/meaning/identity.js';
import { allowsServer, mayServeDevices } from '../../../../server/src/core/certificate/meaning/purpose.js';
import { listState } from '../../../../server/src/core/certificate/trust/list-state.js';
import { clientReadiness } from '../../../../server/src/core/certificate/meaning/readiness.js';
import type {
  ReadinessAspect,
  ReadinessItem,
  ReadinessState,
} from '../../../../server/src/core/certificate/meaning/readiness.js';
import type { CertificateRequest, RevocationList } from '../../../../server/src/core/certificate/model.js';
import { extensionOf } from '../../../../server/src/core/certificate/model.js';
import { showable } from '../../../../server/src/core/certificate/showable.js';
import type { CertificateSubject } from '../../../../server/src/core/certificate/subjects.js';
import type { Reason, Tone, Verdict } from '../../webview/messages.js';
import { keyWords, momentWords } from './format.js';
import type { Surroundings, Words } from './words.js';

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

/** What is in the way first, then what may be, what is not known, what is right. */
const ORDER: Readonly<Record<ReadinessState, number>> = { bad: 0, doubtful: 1, unknown: 3, note: 4, good: 2 };

export function certificateVerdict(subject: CertificateSubject, around: Surroundings): Verdict {
  const { words } = around;
  const { verdict, items } = clientReadiness(subject);
  const { role } = subject;
  if (role !== 'client') {
    const own = items.filter(({ aspect }) => OF_ANY_CERTIFICATE.has(aspect));
    // A root vouches for itself; that nobody above it does is no doubt about it.
    const fair =
      role === 'authority' && subject.certificate.selfIssued
        ? own.filter(({ aspect }) => aspect !== 'chain' && aspect !== 'revocation')
        : own;
    const reasons = reasonsOf(fair, around);
    if (role === 'server') reasons.push(...serverReasons(subject, words));
    return { tone: worst(reasons), headline: otherHeadline(role, worst(reasons), words), reasons };
  }
  const identity = userIdentity(subject.certificate);
  const upn = identity.state === 'present' ? showable(identity.upn, 200) : null;
  const reasons = reasonsOf(items, around);
  switch (verdict) {
    case 'ready':
      return {
        tone: 'good',
        headline: words('{user} can sign in with this certificate, as far as the certificate tells.', {
          user: upn ?? words('The user'),
        }),
        reasons,
      };
    case 'doubtful':
      return {
        tone: 'doubtful',
        headline:
          upn === null
            ? words('It is doubtful whether anybody can sign in with this certificate.')
            : words('It is doubtful whether {user} can sign in with this certificate.', { user: upn }),
        reasons,
      };
    case 'notReady':
      return {
        tone: 'bad',
        headline:
          upn === null
            ? words('Nobody can sign in with this certificate as it is.')
            : words('{user} cannot sign in with this certificate.', { user: upn }),
        reasons,
      };
  }
}

function otherHeadline(role: 'authority' | 'server' | 'other', tone: Tone, words: Words): string {
  switch (role) {
    case 'authority':
      return tone === 'bad'
        ? words('This is the certificate of an authority, and what rests on it fails.')
        : words('This is the certificate of an authority: it vouches for others, and nobody signs in with it.');
    case 'server':
      return tone === 'bad'
        ? words('This is the certificate of a server, and clients refuse it.')
        : words('This is the certificate of a server: clients check it, and nobody signs in with it.');
    case 'other':
      return words('This certificate was made for another purpose: nobody signs in with it.');
  }
}

function serverReasons({ certificate }: CertificateSubject, words: Words): Reason[] {
  const hosts = hostNames(certificate);
  return [
    hosts.length === 0
      ? // Those that Exchange and Windows make for themselves are shown to no device.
        reason(
          mayServeDevices(certificate) ? 'doubtful' : 'note',
          words('It names no host in the subject alternative name, where devices look.'),
          words,
        )
      : reason('good', words('It names {hosts}.', { hosts: showable(hosts.join(', '), 300) }), words),
    ...(allowsServer(certificate)
      ? []
      : [reason('bad', words('Server authentication is not among its purposes.'), words)]),
  ];
}

function reasonsOf(items: readonly ReadinessItem[], around: Surroundings): Reason[] {
  return [...items]
    .sort((a, b) => ORDER[a.state] - ORDER[b.state])
    .map(({ state, template, data }) => reason(state, around.words(template, readable(data, around)), around.words));
}

/** The same values with their moments as people read them. */
function readable(data: ReadinessItem['data'], around: Surroundings): Record<string, string | number> {
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

function stateWord(state: ReadinessState, words: Words): string {
  switch (state) {
    case 'good':
      return words('Good');
    case 'bad':
      return words('Prevents sign-in');
    case 'doubtful':
      return words('Doubtful');
    case 'unknown':
      return words('Not known');
    case 'note':
      return words('Note');
  }
}

function worst(reasons: readonly Reason[]): Tone {
  if (reasons.some(({ tone }) => tone === 'bad')) return 'bad';
  return reasons.some(({ tone }) => tone === 'doubtful') ? 'doubtful' : 'good';
}

/** A request asks; what it will become its authority decides. */
export function requestVerdict(request: CertificateRequest, { words }: Surroundings): Verdict {
  const names = extensionOf(request, 'subjectAlternativeName')?.names ?? [];
  const upns = names.filter(({ type }) => type === 'upn').map(({ value }) => value);
  const key = keyWords(request.publicKey);
  return {
    tone: 'neutral',
    headline: words('This is a request for a certificate: nobody can sign in before an authority has answered it.'),
    reasons: [
      reason('note', words('The key is {key}.', { key }), words),
      reason(
        'note',
        upns.length > 0
          ? words('It asks for the user principal name {upn}.', { upn: showable(upns.join(', '), 200) })
          : words(
              'It asks for no user principal name; the authority has to add it when the certificate is for a user.',
            ),
        words,
      ),
    ],
  };
}

/** `newer`: the list at hand that stands in for an outdated one. */
export function listVerdict(list: RevocationList, newer: RevocationList | null, around: Surroundings): Verdict {
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
    reasons.push(reason('note', words('It does not say when the next list is due.'), words));
    return { tone: 'neutral', headline: words('This is a revocation list.'), reasons };
  }
  if (state === 'outdated' && newer?.nextUpdate != null) {
    reasons.unshift(
      reason(
        'note',
        words('The next list was due on {date}; a newer one is at hand, after which the next is due on {next}.', {
          date: momentWords(next, around),
          next: momentWords(newer.nextUpdate, around),
        }),
        words,
      ),
    );
    return {
      tone: 'neutral',
      headline: words('This revocation list is out of date; a newer one is at hand.'),
      reasons,
    };
  }
  if (state === 'outdated') {
    reasons.unshift(
      reason(
        'bad',
        words('The next list was due on {date}: servers that check revocation answer 403.13.', {
          date: momentWords(next, around),
        }),
        words,
      ),
    );
    return { tone: 'bad', headline: words('This revocation list is out of date.'), reasons };
  }
  reasons.unshift(reason('good', words('The next list is due on {date}.', { date: momentWords(next, around) }), words));
  return { tone: 'good', headline: words('This revocation list is current.'), reasons };
}
