// From a status that was seen back to its causes: every way through the stages that ends with it in the world.
//
// Facts with evidence are not varied; an unknown may be anything. A cause without any such way is excluded by the evidence.
import type { Finding } from '../rules/finding.js';
import type { SignInState } from '../sign-in/sign-in-state.js';
import { placeOf } from './step.js';
import type { Note } from '../text/range.js';
import type { Cause, Shown } from './causes.js';
import { causesOf } from './causes.js';
import type { Leaf, SimulatedRequest, Step, Unknown } from './model.js';
import { stages } from './model.js';
import type { Way } from './run.js';
import { waysOf } from './run.js';
import { findingFor } from './simulate.js';
import type { Target } from './target.js';
import type { World } from './world.js';

/** `evidenced`: it follows from what the files say alone. */
export type Standing = 'evidenced' | 'open' | 'excluded';

export interface Candidate {
  readonly cause: Cause;
  readonly standing: Standing;
  /** Where it is evidenced, or what excludes it. */
  readonly because: readonly Note[];
  /** Why it is excluded, or what it takes: a sentence. */
  readonly message: string;
  readonly finding: Finding | null;
  /** The unknowns on which an open cause rests. */
  readonly unknowns: readonly Unknown[];
}

export interface Inversion {
  readonly candidates: readonly Candidate[];
  /** No way through this world ends with the status. */
  readonly isContradiction: boolean;
  readonly target: Target | null;
}

interface Found {
  readonly leaf: Leaf;
  readonly target: Target | null;
}

/** `requests` are the variants under which the status may have been seen. */
export function invert(shown: Shown, requests: readonly SimulatedRequest[], world: World): Inversion {
  const ways = requests.map((request) => waysOf(request, world));
  const all = ways.flatMap(({ way, target }) => leavesOf(way).map((leaf): Found => ({ leaf, target })));
  const seen = all.filter(({ leaf }) => shows(leaf, shown));
  const target = ways[0]?.target ?? null;
  const passing = all.find(({ leaf }) => leaf.end.outcome.kind === 'passes') ?? all[0];
  const candidates = causesOf(shown).map((cause): Candidate => {
    const own = seen.filter(({ leaf }) => leaf.end.cause === cause.id);
    if (own.length > 0) return possible(cause, own, world);
    if (!isSimulated(cause)) return open(cause, world, target);
    return excluded(cause, passing?.leaf.steps ?? [], all, target);
  });
  return { candidates, isContradiction: candidates.every(({ standing }) => standing === 'excluded'), target };
}

function leavesOf(way: Way): Leaf[] {
  return way.kind === 'leaf' ? [way.leaf] : way.children.flatMap(leavesOf);
}

/** An absent sub-status or code is unknown, not 0; codes of Windows decide only where they are its own. */
function shows({ end: { outcome } }: Leaf, { status, substatus, win32 }: Shown): boolean {
  if (outcome.status !== status) return false;
  if (substatus !== null && outcome.substatus !== null && substatus !== outcome.substatus) {
    // 413.0 and 413.1 are both told of one thing.
    if (status !== 413) return false;
  }
  const decides = win32 !== null && win32 > 0xffff && outcome.win32 !== null && outcome.win32 > 0xffff;
  return !decides || win32 === outcome.win32;
}

function possible(cause: Cause, own: readonly Found[], world: World): Candidate {
  const [first] = [...own].sort((a, b) => odd(a.leaf) - odd(b.leaf));
  const { leaf, target } = first!;
  const finding = findingFor(leaf.end, target, world) ?? findingOf(cause, world, target);
  const unknowns = [
    ...new Set(leaf.assumptions.flatMap(({ unknown, normal }) => (unknown === null || normal ? [] : [unknown]))),
  ];
  const isEvidenced = odd(leaf) === 0 && !isOrdinary(leaf);
  return {
    cause,
    standing: isEvidenced ? 'evidenced' : 'open',
    because: leaf.end.because,
    message: leaf.end.message,
    finding,
    unknowns,
  };
}

/** Assumptions of something that deviates and that no file says. */
function odd({ assumptions }: Leaf): number {
  return assumptions.filter(({ normal }) => !normal).length;
}

/** A challenge that the caller can answer proves nothing. */
function isOrdinary({ end: { outcome } }: Leaf): boolean {
  return outcome.kind === 'challenged';
}

/** What the files do not decide because it happens outside of IIS. */
function isSimulated({ id }: Cause): boolean {
  return !['application-refused', 'back-end-refused'].includes(id);
}

function open(cause: Cause, world: World, target: Target | null): Candidate {
  const finding = findingOf(cause, world, target);
  return { cause, standing: 'open', because: [], message: cause.tellsApart, finding, unknowns: [] };
}

function findingOf(cause: Cause, world: World, target: Target | null): Finding | null {
  const end = { because: [], rules: cause.rules } as unknown as Leaf['end'];
  return findingFor(end, target, world);
}

/** The setting that a cause is about, with its place; none where it is not about one. */
function settingOf({ id }: Cause, signIn: SignInState): readonly Note[] {
  switch (id) {
    case 'mapping-off':
      return placeOf(signIn.mapping, 'Client certificate mapping at the path');
    case 'mapping-below-site':
      return placeOf(signIn.iisMapping, 'IIS client certificate mapping at the path');
    case 'providers-empty':
    case 'ticket-refused':
      return placeOf(signIn.windows, 'Windows authentication at the path');
    case 'channel-binding':
      return placeOf(signIn.tokenChecking, 'Extended Protection at the path');
    case 'certificate-never-asked':
    case 'certificate-not-sent':
    case 'tls-ended-before':
      return placeOf(signIn.sslFlags, 'The SSL settings of the path');
    case 'body-over-read-ahead':
      return placeOf(signIn.uploadReadAheadSize, 'The read-ahead size of the path');
    default:
      return [];
  }
}

/** The step of its stage on the way that passes says why not; else the stage at which every way has ended before. */
function excluded(cause: Cause, steps: readonly Step[], all: readonly Found[], target: Target | null): Candidate {
  const setting = target ? settingOf(cause, target.signIn) : [];
  if (setting.length > 0) {
    const message = 'The setting that decides it is not in that state.';
    return { cause, standing: 'excluded', because: setting, message, finding: null, unknowns: [] };
  }
  if (all.some(({ leaf }) => leaf.end.cause === cause.id)) {
    const message = 'It would show another status or Windows code.';
    return { cause, standing: 'excluded', because: [], message, finding: null, unknowns: [] };
  }
  const everywhere = all.flatMap(({ leaf }) => leaf.steps);
  const own =
    everywhere.find(({ stage, because }) => stage === cause.stage && because.length > 0) ??
    steps.find(({ stage, result }) => stage === cause.stage && result !== 'skipped');
  const earlier = all.find(({ leaf }) => stages.indexOf(leaf.stage) < stages.indexOf(cause.stage))?.leaf.end;
  const skipped = steps.find(({ stage }) => stage === cause.stage);
  const told = own ?? (skipped && skipped.because.length > 0 ? skipped : (earlier ?? skipped));
  return {
    cause,
    standing: 'excluded',
    because: told?.because ?? [],
    message: told?.message ?? 'The configuration does not lead there.',
    finding: null,
    unknowns: [],
  };
}
