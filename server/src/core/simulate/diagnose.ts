// Leads from what the logs show to the proven cause: what is proven, what is excluded, what is open, and the
// one next thing to get.
import type { TerminationKind } from '../exchange/termination.js';
import type { LogSummary } from '../logs/summary/summary.js';
import type { Finding } from '../rules/finding.js';
import type { Note } from '../text/range.js';
import { statusText } from '../status/status-text.js';
import { answeredBy } from './answered.js';
import { asker } from './ask.js';
import type { Cause, Shown } from './causes.js';
import { disputesAbout, questionAbout } from './disputes.js';
import { factsOf, type DiagnosedFact } from './facts.js';
import { hiddenBehind } from './hidden.js';
import { invert, leavesOf, withRepairs, type Candidate } from './invert.js';
import type { Certainty, ClientCertificate, SimulatedRequest, Unknown } from './model.js';
import { byCertutil, byScope, type RevocationCode } from './narrow.js';
import { nextQuestion } from './next-question.js';
import { observedIn, type IsOwn, type Observed } from './observed.js';
import type { Question, QuestionId } from './questions.js';
import { questionIdFor, questionOf, questions } from './questions.js';
import { waysOf } from './run.js';
import { variantsOf, pathOfInterest } from './variants.js';
import type { World } from './world.js';

/** `evidence`: something is to be got first; `handedOver`: what is left is known to people, not to files. */
export type DiagnosisState = 'evidence' | 'proven' | 'handedOver' | 'healthy' | 'contradiction';

export interface ProvenCause {
  readonly cause: Cause;
  readonly finding: Finding | null;
  readonly because: readonly Note[];
  readonly message: string;
}

export interface ExcludedCause {
  readonly cause: Cause;
  /** Only another cause keeps the request from coming to it; with that repaired, it is possible. */
  readonly isHidden: boolean;
  readonly because: readonly Note[];
  readonly message: string;
}

export interface OpenCause {
  readonly cause: Cause;
  readonly for: readonly Note[];
  readonly against: readonly Note[];
  readonly certainty: Certainty;
}

export interface Diagnosis {
  readonly state: DiagnosisState;
  readonly observed: readonly Observed[];
  /** The status that was followed; null where nothing was seen. */
  readonly shown: Shown | null;
  readonly proven: readonly ProvenCause[];
  readonly excluded: readonly ExcludedCause[];
  readonly open: readonly OpenCause[];
  readonly facts: readonly DiagnosedFact[];
  readonly next: Question | null;
  /** One sentence. */
  readonly message: string;
}

export interface DiagnosisInput {
  /** Null where the folder holds no server. */
  readonly world: World | null;
  readonly logs: LogSummary | null;
  /** Whether a failure of the logs is one of this server; all are where absent. */
  readonly isOwn?: IsOwn;
  /** Whether netsh output is there that is not read for its language. */
  readonly hasUnreadNetsh?: boolean;
  /**
   * Names of the files in the folder, in lower case. An answer that is there is not asked for again, though
   * it says nothing: a store, a log of events, or a search may be empty.
   */
  readonly names?: ReadonlySet<string>;
  readonly certificate: ClientCertificate | null;
  /** What the administrator says that clients get. */
  readonly status: Shown | null;
  readonly device: string | null;
  readonly path: string | null;
  /** Null without saved output of `certutil -verify -urlfetch`. */
  readonly revocationCodes: readonly RevocationCode[] | null;
}

export function diagnose(given: DiagnosisInput): Diagnosis {
  // A server without Exchange has no ActiveSync to be silent about.
  const isOther = given.path === null && given.world !== null && given.world.exchange === null;
  const input = isOther ? { ...given, path: pathOfInterest(given.world) } : given;
  const observed = input.logs ? observedIn(input.logs, input.device, input.isOwn) : [];
  // Of other paths the logs are not read.
  const ofPath = isActiveSync(input.path) ? observed : [];
  const { status } = input;
  const agreeing = ofPath.find(({ shown }) => status === null || agrees(shown, status)) ?? null;
  const other = agreeing ? null : (ofPath.find(({ isOver }) => !isOver) ?? null);
  const main = agreeing ?? (status && other && isVague(status) ? other : null);
  const silence = agreeing ? null : status && other ? insteadOf(status, other.shown) : silenceOf(input);
  const shown = main?.shown ?? status ?? (silence === null ? null : noResponse);
  const start: Diagnosis = {
    state: 'evidence',
    observed,
    shown,
    proven: [],
    excluded: [],
    open: [],
    facts: [],
    next: null,
    message: '',
  };
  if (main?.isOver === true) {
    return { ...start, state: 'healthy', message: recovery(main) };
  }
  const others = observed.length === 0 && input.status === null ? serversOfFailures(input) : [];
  if (others.length > 0) {
    const message = `The logs are from ${others.join(', ')}, not from the server of the configuration.`;
    return { ...start, state: 'contradiction', next: questionOf('log'), message };
  }
  if (!shown) return withoutFailure(input, start);
  if (!input.world) {
    return { ...start, next: questionOf('configuration'), message: 'The folder contains no server.' };
  }
  // A certificate and the rules of a domain controller are judged at the time of the failure.
  const now = main && !Number.isNaN(main.last) ? main.last * 1000 : input.world.now;
  const found = ofServer(input, input.world.with({ now }), start, shown, main);
  const isSaid = silence !== null && (found.state !== 'proven' || other !== null);
  return isSaid ? { ...found, message: `${silence} ${found.message}` } : found;
}

/** Where all devices failed at once, one that signs in shows that it is over; the others may not have come yet. */
function recovery({ recovered, devices, isNamed }: Observed): string {
  if (!isNamed || recovered === 0 || recovered >= devices) return 'The mobile devices that failed sign in again.';
  const some = `${recovered} of ${devices} mobile devices that failed signed in again.`;
  return [some, 'Nothing is known of the others yet.'].join(' ');
}

/** Users say 403 of whatever fails; who names a substatus has read it in a log. */
const isVague = ({ status, substatus }: Shown): boolean => (status === 401 || status === 403) && substatus === null;

function insteadOf(status: Shown, seen: Shown): string {
  return `The logs show no ${statusText(status.status, status.substatus)}, but ${statusText(seen.status, seen.substatus)}.`;
}

/** A status that is given without its substatus or code agrees with any. */
function agrees(a: Shown, b: Shown): boolean {
  return (
    a.status === b.status &&
    (b.substatus === null || a.substatus === null || a.substatus === b.substatus) &&
    (b.win32 === null || a.win32 === null || a.win32 === b.win32)
  );
}

/** The connection ends before a request is logged. */
const noResponse: Shown = { status: 0, substatus: null, win32: null };

/**
 * A sentence where the IIS logs have no request of mobile devices, or of the one in question; null otherwise.
 */
function silenceOf({ logs, device, path }: DiagnosisInput): string | null {
  // Of other paths the logs are not read, so they are silent about them whatever happens.
  if (!logs?.files.some(({ kind }) => kind === 'w3c') || !isActiveSync(path)) return null;
  if (logs.activeSyncRequests <= logs.probes) {
    const none = 'The logs show no request of a mobile device.';
    const elsewhere = logs.refusedElsewhere.map(({ status, substatus }) => statusText(status, substatus)).join(', ');
    const hint = `On other paths they show ${elsewhere}: specify one of these paths with --path, and its status with --status.`;
    return elsewhere === '' ? none : [none, hint].join(' ');
  }
  const isSeen = device === null || logs.hasDevice(device);
  return isSeen ? null : `The logs show no request of the mobile device ${device}.`;
}

/** The servers that logged failures, of which none is the one of the configuration. */
function serversOfFailures({ logs, device, world }: DiagnosisInput): readonly string[] {
  if (!logs || !world) return [];
  return [...new Set(observedIn(logs, device).flatMap(({ servers }) => servers))].slice(0, 5);
}

function isActiveSync(path: string | null): boolean {
  return path === null || /^(?:https?:\/\/[^/]+)?\/?microsoft-server-activesync(?:[/?]|$)/i.test(path);
}

function withoutFailure({ logs, path }: DiagnosisInput, start: Diagnosis): Diagnosis {
  if (!isActiveSync(path)) {
    const message = 'Logs are searched for ActiveSync only. Specify the status of another path with --status.';
    const isTraced = logs?.files.some(({ kind }) => kind === 'freb') === true;
    return { ...start, next: questionOf(isTraced ? 'scope' : 'freb'), message };
  }
  if (!logs?.files.some(({ kind }) => kind === 'w3c')) {
    return { ...start, next: questionOf('log'), message: 'No IIS log and no status was provided.' };
  }
  return { ...start, state: 'healthy', message: 'The logs show no failed sign-in of a mobile device.' };
}

function answersOf(input: DiagnosisInput, path: string | null): Set<QuestionId> {
  const { world, logs, certificate, revocationCodes } = input;
  return answeredBy({
    world,
    path,
    hasDeviceCertificate: certificate !== null,
    logs,
    hasRevocationCheck: revocationCodes !== null,
  });
}

/** What a file of its name answers, even if it says nothing; logs and configurations have to be read. */
function namedAnswers({ names = new Set(), hasUnreadNetsh = false }: DiagnosisInput): QuestionId[] {
  const read: readonly QuestionId[] = ['log', 'verify', 'configuration', 'configurationOfPath', 'deviceCertificate'];
  return questions
    .map(({ id }) => questionOf(id, hasUnreadNetsh))
    .flatMap(({ id, saveAs }) => (names.has(saveAs) && !read.includes(id) ? [id] : []));
}

function ofServer(
  input: DiagnosisInput,
  world: World,
  start: Diagnosis,
  shown: Shown,
  main: Observed | null,
): Diagnosis {
  const path = input.path ?? pathOfInterest(world);
  const requests = variantsOf(path, shown, input.certificate, world, main?.hop ?? 'front');
  const { candidates, target } = invert(shown, requests, world);
  const othersSignIn = signsInWithout(requests[0], world);
  const narrowed = candidates.map((candidate) =>
    byCertutil(byScope(candidate, main, othersSignIn), input.revocationCodes),
  );
  const standing = (wanted: Candidate['standing']): Candidate[] =>
    narrowed.filter((candidate) => candidate.standing === wanted);
  const evidenced = standing('evidenced');
  const open = standing('open');
  const excluded = standing('excluded');
  const disputes = (unknown: Unknown): readonly Note[] =>
    requests[0] ? disputesAbout(unknown, world, requests[0], target) : [];
  const unclear = new Set(
    open.flatMap(({ unknowns }) => unknowns.flatMap((unknown) => questionAbout(unknown, disputes(unknown), world))),
  );
  const isClear = (id: QuestionId): boolean => !unclear.has(id);
  const all: Diagnosis = {
    ...start,
    facts: target ? factsOf(world, target) : [],
    excluded: excluded.map(({ cause, because, message }) => ({ cause, because, message, isHidden: false })),
    open: [...evidenced, ...open].map(({ cause, because, against = [], unknowns }) => ({
      cause,
      for: [...because, ...unknowns.flatMap(disputes)],
      against,
      certainty: unknowns.length > 0 ? 'possible' : cause.certainty,
    })),
  };
  const answered = new Set([...answersOf(input, path)].filter(isClear));
  const there = new Set([...answered, ...namedAnswers(input).filter(isClear)]);
  const question = asker(requests[0] ?? null, target, input.hasUnreadNetsh);
  const ask = (id: QuestionId): Question => {
    const asked = question(id);
    return isClear(id)
      ? asked
      : { ...asked, why: 'Saved output contradicts itself. Save it again and delete the older files.' };
  };
  // What Exchange itself answers is behind the sign-in, which the files explain first.
  const blocking = open.filter(({ cause }) => cause.id !== 'application-refused' && cause.id !== 'back-end-refused');
  const left = evidenced.length > 0 && blocking.length === 0 ? evidenced : lastOne(evidenced, open, answered);
  const proven = left.length === 0 ? null : withRepairs(shown, requests, world, left);
  if (proven) {
    const names = proven.map(({ cause }) => cause.title).join('; ');
    const causes = proven.map(({ cause }) => cause);
    const next = hiddenBehind(causes, excluded, shown, requests, world).map((candidate) =>
      byScope(candidate, main, othersSignIn),
    );
    const others = all.excluded
      .filter(({ cause }) => !causes.includes(cause))
      .map((one): ExcludedCause => {
        const after = next.find(({ cause }) => cause === one.cause);
        if (after?.standing !== 'excluded') return { ...one, isHidden: after !== undefined };
        return { ...one, because: after.because, message: after.message };
      });
    return { ...all, open: [], excluded: others, proven, state: 'proven', message: `${names}.` };
  }
  const ends = world.exchange?.termination.value ?? 'none';
  if (evidenced.length === 0 && open.length === 0) {
    if (shown === noResponse) {
      const person = ask(firstOf(['shownCertificate', 'log'], there));
      return { ...all, state: 'handedOver', next: person, message: 'The files do not explain it.' };
    }
    if (narrowed.length === 0) {
      const person = ask(firstOf(['freb', 'exchangeLog'], there));
      const message = `No sign-in setting causes ${statusText(shown.status, shown.substatus)}.`;
      return { ...all, state: 'handedOver', next: person, message };
    }
    const next = main ? newerLog : ask(firstOf(['log', 'freb'], there));
    return { ...all, state: 'contradiction', next, message: contradiction(shown, main) };
  }
  const [unclearFirst] = unclear;
  const next = unclearFirst ?? nextQuestion(shown, [...evidenced, ...open], there, main?.allDevices ?? null, ends);
  const remaining = evidenced.length + open.length;
  const message = remaining === 1 ? '1 cause is possible.' : `${remaining} causes are possible.`;
  if (next) return { ...all, next: ask(next), message };
  const person = ask(firstOf(toPeople(open, ends), there));
  return { ...all, state: 'handedOver', next: person, message: 'The files do not show more.' };
}

/** Whether clients without a certificate get past the sign-in stages, with or without a password. */
function signsInWithout(request: SimulatedRequest | undefined, world: World): boolean {
  if (!request || request.from === 'proxy') return false;
  const { way } = waysOf({ ...request, from: 'client', certificate: null, anyCertificate: false }, world);
  return leavesOf(way).some(({ end: { outcome } }) => outcome.kind === 'passes' || outcome.kind === 'challenged');
}

/** The only cause that is left is proven when its own questions are answered and did not exclude it. */
function lastOne(
  evidenced: readonly Candidate[],
  open: readonly Candidate[],
  answered: ReadonlySet<QuestionId>,
): readonly Candidate[] {
  const [only, ...others] = [...evidenced, ...open];
  if (!only || others.length > 0 || only.against || only.cause.ask === null || only.isOutside) return [];
  // What the client offers no file says, so it need not be answered.
  const asked = only.unknowns.filter((unknown) => unknown !== 'clientOffers').map(questionIdFor);
  return [only.cause.ask, ...asked].every((id) => answered.has(id)) ? [only] : [];
}

/** The same log, before anything is changed. */
const newerLog: Question = {
  ...questionOf('verify'),
  why: 'A log of this server that is newer than its files shows whether the status still occurs.',
};

function contradiction({ status, substatus }: Shown, main: Observed | null): string {
  const why = main ? ', so the log is from another server or older than the files' : '';
  return `Nothing in these files causes ${statusText(status, substatus)}${why}.`;
}

/** The first question that no file answers; a line after the change is always another one. */
function firstOf(ids: readonly QuestionId[], answered: ReadonlySet<QuestionId>): QuestionId {
  return ids.find((id) => !answered.has(id)) ?? 'verify';
}

/** Whom to ask: about the phone, the gateway, Exchange, or the domain. */
function toPeople(open: readonly Candidate[], ends: TerminationKind): QuestionId[] {
  const ids = new Set(open.map(({ cause }) => cause.id));
  return [
    ...(ids.has('certificate-not-sent') ? (['deviceCertificate'] as const) : []),
    ...(ids.has('tls-ended-before') ? (['shownCertificate'] as const) : []),
    ...(ids.has('application-refused') || ids.has('back-end-refused') ? (['exchangeLog'] as const) : []),
    ...(ends === 'device' ? (['delegation', 'spn'] as const) : []),
    ...(ends !== 'device' && open.some(({ cause }) => cause.stage === 'token') ? (['kdcEvents'] as const) : []),
    'freb',
    'exchangeLog',
  ];
}
