// Leads from what the logs show to the proven cause: what is proven, what is excluded, what is open, and the one next thing to get.
import type { LogSummary } from '../logs/summary/summary.js';
import { isOn } from '../iis/truth.js';
import type { Finding } from '../rules/finding.js';
import { pipelineOf, isInstalled } from '../sign-in/mapping-module.js';
import { switchOf } from '../exchange/ssl-records.js';
import type { Note } from '../text/range.js';
import type { Truth } from '../iis/truth.js';
import { and } from '../iis/truth.js';
import { answeredBy } from './answered.js';
import type { Cause, Shown } from './causes.js';
import type { Candidate } from './invert.js';
import { invert } from './invert.js';
import type { Certainty, ClientCertificate } from './model.js';
import { nextQuestion } from './next-question.js';
import { observedIn, type Observed } from './observed.js';
import { placeOf } from './step.js';
import { switchPlaces } from './places.js';
import type { Question, QuestionId } from './questions.js';
import { questionOf } from './questions.js';
import type { Target } from './target.js';
import { variantsOf, pathOfInterest } from './variants.js';
import type { World } from './world.js';

export type DiagnosisState = 'evidence' | 'proven' | 'handedOver' | 'healthy' | 'contradiction';

export interface ProvenCause {
  readonly cause: Cause;
  readonly finding: Finding | null;
  readonly because: readonly Note[];
  readonly message: string;
}

export interface ExcludedCause {
  readonly cause: Cause;
  readonly because: readonly Note[];
  readonly message: string;
}

export interface OpenCause {
  readonly cause: Cause;
  readonly for: readonly Note[];
  readonly against: readonly Note[];
  readonly certainty: Certainty;
}

export interface DiagnosedFact {
  readonly what: string;
  readonly value: Truth;
  readonly because: readonly Note[];
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
  readonly certificate: ClientCertificate | null;
  /** What the administrator says that clients get. */
  readonly status: Shown | null;
  readonly device: string | null;
  readonly path: string | null;
  /** Codes of Windows in saved output of `certutil -verify -urlfetch`, with their places; null without such output. */
  readonly revocationCodes: readonly { readonly code: number; readonly place: Note }[] | null;
}

export function diagnose(input: DiagnosisInput): Diagnosis {
  const observed = input.logs ? observedIn(input.logs, input.device) : [];
  const main = observed.find(({ shown }) => input.status === null || agrees(shown, input.status)) ?? null;
  const shown = main?.shown ?? input.status;
  const start = { observed, shown, proven: [], excluded: [], open: [], facts: [] };
  if (main?.isOver === true) {
    return { ...start, state: 'healthy', next: null, message: 'The devices that failed succeed since then.' };
  }
  if (!shown) {
    if ((input.logs?.requests ?? 0) > 0) {
      return { ...start, state: 'healthy', next: null, message: 'The logs show no failure.' };
    }
    const next = questionOf('log');
    return { ...start, state: 'evidence', next, message: 'No log and no status was provided.' };
  }
  if (!input.world) {
    return { ...start, state: 'evidence', next: questionOf('configuration'), message: 'The folder holds no server.' };
  }
  return ofServer(input, input.world, start, shown, main);
}

/** A status that is given without its sub-status or code agrees with any. */
function agrees(a: Shown, b: Shown): boolean {
  return (
    a.status === b.status &&
    (b.substatus === null || a.substatus === null || a.substatus === b.substatus) &&
    (b.win32 === null || a.win32 === null || a.win32 === b.win32)
  );
}

function ofServer(
  input: DiagnosisInput,
  world: World,
  start: Pick<Diagnosis, 'observed' | 'shown' | 'proven' | 'excluded' | 'open' | 'facts'>,
  shown: Shown,
  main: Observed | null,
): Diagnosis {
  const path = input.path ?? pathOfInterest(world);
  const { candidates, target } = invert(shown, variantsOf(path, shown, input.certificate, world), world);
  const scoped = candidates.map((candidate) => byOutput(byScope(candidate, main), input));
  const facts = target ? factsOf(world, target) : [];
  const evidenced = scoped.filter(({ standing }) => standing === 'evidenced');
  const open = scoped.filter(({ standing }) => standing === 'open');
  const all = {
    ...start,
    facts,
    excluded: scoped
      .filter(({ standing }) => standing === 'excluded')
      .map(({ cause, because, message }) => ({ cause, because, message })),
    open: open.map(({ cause, because, unknowns }): OpenCause => ({
      cause,
      for: because,
      against: [],
      certainty: unknowns.length > 0 ? 'possible' : cause.certainty,
    })),
  };
  const answered = answeredBy({
    world,
    target,
    hasDeviceCertificate: input.certificate !== null,
    logs: input.logs,
    hasRevocationCheck: input.revocationCodes !== null,
  });
  const blocking = open.filter(({ cause }) => cause.id !== 'application-refused' && cause.id !== 'back-end-refused');
  const left = evidenced.length > 0 && blocking.length === 0 ? evidenced : lastOne(evidenced, open, answered);
  if (left.length > 0) {
    const proven = left.map(({ cause, finding, because, message }) => ({ cause, finding, because, message }));
    const names = proven.map(({ cause }) => cause.title).join('; ');
    return { ...all, open: [], proven, state: 'proven', next: null, message: `${names}.` };
  }
  if (scoped.length > 0 && evidenced.length === 0 && open.length === 0) {
    return { ...all, state: 'contradiction', next: contradicted(answered), message: contradiction(shown, main) };
  }
  const ends = world.exchange?.termination.value ?? 'none';
  const next = nextQuestion(shown, [...evidenced, ...open], answered, main?.allDevices ?? null, ends);
  const remaining = evidenced.length + open.length;
  const message = `${remaining} ${remaining === 1 ? 'cause is' : 'causes are'} left.`;
  if (next) return { ...all, state: 'evidence', next, message };
  return { ...all, state: 'handedOver', next: handedOver(open, ends), message: 'What is left is not in the files.' };
}

/** The only cause that is left is proven when its own question is answered and did not exclude it. */
function lastOne(
  evidenced: readonly Candidate[],
  open: readonly Candidate[],
  answered: ReadonlySet<QuestionId>,
): readonly Candidate[] {
  const [only, ...others] = [...evidenced, ...open];
  const isLast = only !== undefined && others.length === 0 && only.cause.ask !== null && answered.has(only.cause.ask);
  return isLast ? [only] : [];
}

/** All devices at once are not each other's certificates; one of many is not the server. */
function byScope(candidate: Candidate, main: Observed | null): Candidate {
  if (candidate.standing !== 'open' || !main) return candidate;
  const place: Note = { uri: main.example.uri, range: { start: 0, end: 0 }, message: 'The log shows whom it hits.' };
  if (main.allDevices === true && candidate.cause.scope === 'one') {
    return { ...candidate, standing: 'excluded', because: [place], message: 'All mobile devices fail at once.' };
  }
  if (main.allDevices === false && candidate.cause.scope === 'all') {
    return { ...candidate, standing: 'excluded', because: [place], message: 'Other mobile devices succeed.' };
  }
  return candidate;
}

/** What certutil says of fetching the revocation list, as SYSTEM. */
function byOutput(candidate: Candidate, { revocationCodes }: DiagnosisInput): Candidate {
  if (candidate.standing !== 'open' || revocationCodes === null) return candidate;
  const codes: Readonly<Record<string, readonly number[]>> = {
    'revocation-unknown': [0x80092013, 0x80092012, 0x800b010e],
    'certificate-revoked': [0x80092010, 0x800b010c],
  };
  const own = codes[candidate.cause.id];
  if (!own) return candidate;
  const found = revocationCodes.find(({ code }) => own.includes(code));
  if (found) return { ...candidate, standing: 'evidenced', because: [found.place], message: found.place.message };
  return { ...candidate, standing: 'excluded', message: 'certutil verified the certificate without this error.' };
}

function contradiction({ status, substatus }: Shown, main: Observed | null): string {
  const code = substatus === null ? String(status) : `${status}.${substatus}`;
  const since = main && !Number.isNaN(main.last) ? ' The log may be of another server or older than the files.' : '';
  return `Nothing in these files leads to ${code}.${since}`;
}

/** A log of this server after the last change settles it. */
function contradicted(answered: ReadonlySet<QuestionId>): Question {
  return answered.has('freb') ? questionOf('log') : questionOf('freb');
}

function handedOver(open: readonly Candidate[], ends: string): Question {
  const ids = open.map(({ cause }) => cause.id);
  if (ids.includes('certificate-not-sent')) return questionOf('deviceCertificate');
  if (ids.includes('tls-ended-before')) return questionOf('shownCertificate');
  if (ids.includes('application-refused') || ids.includes('back-end-refused')) return questionOf('exchangeLog');
  return ends === 'device' ? questionOf('delegation') : questionOf('kdcEvents');
}

/** The settings that decide, as far as the files tell. */
function factsOf(world: World, { signIn, records }: Target): DiagnosedFact[] {
  const pipeline = pipelineOf(signIn);
  return [
    {
      what: 'certificateRequested',
      value: signIn.asksForCertificate,
      because: placeOf(signIn.sslFlags, `sslFlags: "${signIn.sslFlags.raw ?? ''}"`),
    },
    {
      what: 'certificateRequired',
      value: signIn.requiresCertificate,
      because: placeOf(signIn.sslFlags, `sslFlags: "${signIn.sslFlags.raw ?? ''}"`),
    },
    {
      what: 'mapping',
      value: isOn(signIn.mapping),
      because: placeOf(signIn.mapping, 'Client certificate mapping at the path'),
    },
    {
      what: 'mappingModule',
      value: and(isInstalled(world.configuration), pipeline.holdsIt),
      because: pipeline.removal ? [{ ...pipeline.removal, message: 'The module is removed here.' }].map(plain) : [],
    },
    {
      what: 'dsMapper',
      value: switchOf(records, 'dsMapper'),
      because: switchPlaces(records, 'dsMapper', 'DS Mapper Usage'),
    },
    {
      what: 'revocationCheck',
      value: switchOf(records, 'verifyRevocation'),
      because: switchPlaces(records, 'verifyRevocation', 'Verify Client Certificate Revocation'),
    },
    {
      what: 'negotiatedInHandshake',
      value: switchOf(records, 'negotiateClientCertificate'),
      because: switchPlaces(records, 'negotiateClientCertificate', 'Negotiate Client Certificate'),
    },
  ];
}

const plain = ({ uri, range, message }: Note): Note => ({ uri, range, message });
