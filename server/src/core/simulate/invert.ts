// From a status that was seen back to its causes: every way through the stages that ends with it in the
// world.
//
// Facts with evidence are not varied; an unknown may be anything. A cause without any such way is excluded by
// the evidence.
import type { Finding } from '../rules/finding.js';
import type { Note } from '../text/range.js';
import type { Cause, Shown } from './causes.js';
import { causeOf, causesOf, withKnownCode } from './causes.js';
import { exclusionOf } from './excluded.js';
import type { Leaf, SimulatedRequest, Unknown } from './model.js';
import { repaired, type Case } from './repair.js';
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
  /** What speaks against an open cause; absent where nothing does. */
  readonly against?: readonly Note[];
  /** It happens where no file tells, so that it cannot be proven by what else is excluded. */
  readonly isOutside: boolean;
}

export interface Inversion {
  readonly candidates: readonly Candidate[];
  readonly target: Target | null;
}

interface Found {
  readonly leaf: Leaf;
  readonly target: Target | null;
}

/** `requests` are the variants under which the status may have been seen. */
export function invert(seen: Shown, requests: readonly SimulatedRequest[], given: World): Inversion {
  const shown = withKnownCode(seen);
  const world = answering(given, shown);
  const ways = requests.map((request) => waysOf(request, world));
  const all = ways.flatMap(({ way, target }) => leavesOf(way).map((leaf): Found => ({ leaf, target })));
  const fitting = all.filter(({ leaf }) => shows(leaf, shown));
  const target = ways[0]?.target ?? null;
  const isTicketTaken =
    requests[0]?.from === 'gateway' &&
    all.some(({ leaf: { end } }) => end.outcome.kind === 'passes' || end.cause === 'ticket-refused');
  const passing = all.find(({ leaf }) => leaf.end.outcome.kind === 'passes') ?? all[0];
  const candidates = causesOf(shown).map((cause): Candidate => {
    const own = fitting.filter(({ leaf }) => leaf.end.cause === cause.id);
    if (own.length > 0) return possible(cause, shown, own, world);
    if (!isSimulated(cause, shown, target, world, isTicketTaken)) return open(cause, world, target);
    const leaves = all.map(({ leaf }) => leaf);
    const why = exclusionOf(cause, passing?.leaf.steps ?? [], leaves, target, world, requests[0] ?? null);
    return { cause, standing: 'excluded', ...why, finding: null, unknowns: [], isOutside: false };
  });
  return { candidates, target };
}

/** A status that was seen shows that the server took the connection. */
function answering(world: World, { status }: Shown): World {
  return status === 0 ? world : world.correcting({ endpoint: 'yes' });
}

export function leavesOf(way: Way): Leaf[] {
  return way.kind === 'leaf' ? [way.leaf] : way.children.flatMap(leavesOf);
}

/** An absent substatus or code is unknown, not 0; codes of Windows decide only where they are its own. */
function shows({ end: { outcome } }: Leaf, { status, substatus, win32 }: Shown): boolean {
  if ((outcome.status ?? 0) !== status || (status === 0 && outcome.kind !== 'noResponse')) return false;
  if (substatus !== null && outcome.substatus !== null && substatus !== outcome.substatus) {
    // 413.0 and 413.1 are both about one thing.
    if (status !== 413) return false;
  }
  const decides = win32 !== null && win32 > 0xffff && outcome.win32 !== null && outcome.win32 > 0xffff;
  return !decides || win32 === outcome.win32;
}

function possible(cause: Cause, shown: Shown, own: readonly Found[], world: World): Candidate {
  const [first] = [...own].sort((a, b) => odd(a.leaf) - odd(b.leaf));
  const { leaf, target } = first!;
  const finding = findingFor(leaf.end, target, world) ?? findingOf(cause, world, target);
  const unknowns = [
    ...new Set(leaf.assumptions.flatMap(({ unknown, normal }) => (unknown === null || normal ? [] : [unknown]))),
  ];
  return {
    cause,
    standing: isEvidenced(first!, shown, world) ? 'evidenced' : 'open',
    because: leaf.end.because,
    message: leaf.end.message,
    finding,
    unknowns,
    isOutside: false,
  };
}

/** Several answers of Windows to one state: which one it was, the status tells that was seen. */
const answers = new Set(['refusal', 'fault', 'tls13Answer']);

/** Assumptions of something that deviates and that no file says. */
function odd({ assumptions }: Leaf): number {
  return assumptions.filter(({ normal, fact }) => !normal && !answers.has(fact)).length;
}

/** Rules that say of a path that asks for a password that it is meant to take certificates. */
const meantForCertificates = ['exchange/client-certificate-ignored', 'exchange/owa-and-ecp-differ'];

/**
 * It follows from the files alone. A challenge that the caller can answer is normal, unless a rule says
 * otherwise.
 */
function isEvidenced({ leaf, target }: Found, { substatus }: Shown, world: World): boolean {
  const { cause, outcome } = leaf.end;
  if (odd(leaf) > 0) return false;
  // That a request came over HTTP only its own substatus tells.
  if (cause === 'ssl-required') return substatus !== null;
  if (cause !== 'no-method' || outcome.kind !== 'challenged') return true;
  return meantForCertificates.includes(findingFor(leaf.end, target, world)?.rule ?? '');
}

/**
 * The causes that lead to the status, found one behind the other: with the last repaired as well, the files
 * lead there no more. Null where they still do, or where a repair lies outside of what is simulated.
 */
export function withRepairs(
  seen: Shown,
  requests: readonly SimulatedRequest[],
  world: World,
  first: readonly Candidate[],
): Candidate[] | null {
  const shown = withKnownCode(seen);
  const found = [...first];
  for (;;) {
    const cases = requests.map((request) =>
      found.reduce<Case | null>((seen, { cause }) => seen && repaired(cause.id, seen), {
        request,
        world: answering(world, shown),
      }),
    );
    const left = cases.flatMap((seen): Found[] => {
      if (!seen) return [];
      const { way, target } = waysOf(seen.request, seen.world);
      return leavesOf(way).map((leaf) => ({ leaf, target }));
    });
    const isFound = ({ end }: Leaf): boolean => found.some(({ cause }) => cause.id === end.cause);
    const still = left.filter((one) => shows(one.leaf, shown) && (isFound(one.leaf) || isEvidenced(one, shown, world)));
    const next = still.map(({ leaf }) => causeOf(leaf.end.cause ?? '')).find((cause) => cause !== undefined);
    if (cases.includes(null)) return null;
    if (still.length === 0) return found;
    if (!next || found.some(({ cause }) => cause === next)) return null;
    found.push(possible(next, shown, still, world));
  }
}

/** What the files do not decide because it happens outside of IIS. */
function isSimulated(
  { id }: Cause,
  { status, win32, isOfHttpSys }: Shown,
  target: Target | null,
  world: World,
  isTicketTaken: boolean,
): boolean {
  switch (id) {
    case 'application-refused':
      return false;
    case 'back-end-refused':
      // What HTTP.SYS answers itself never came to Exchange.
      return status < 500 || isOfHttpSys === true;
    case 'ticket-refused':
      // A gateway that gets no ticket leaves the first leg alone, which is the same as that of every request.
      return status !== 401 || !isTicketTaken;
    case 'configuration-refused': {
      // A pool that was stopped, rights on a file, and a web.config that was not provided are in no file at
      // hand.
      const isElsewhere = status === 503 || (status === 500 && win32 !== null && unreadable.has(win32));
      return !isElsewhere && !(status === 500 && hasUnknownWebConfig(target, world));
    }
    default:
      return true;
  }
}

/** Access denied, file or path not found, and bad network path, as HRESULT and as plain codes. */
const unreadable = new Set([2, 3, 5, 53].flatMap((code) => [code, 0x8007_0000 + code]));

function hasUnknownWebConfig(target: Target | null, { configuration }: World): boolean {
  if (!target) return false;
  const parts = target.configurationPath.split('/');
  const levels = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  return levels.some((level) => configuration.webConfigs.at(level) === 'unknown');
}

function open(cause: Cause, world: World, target: Target | null): Candidate {
  const finding = findingOf(cause, world, target);
  if (finding?.rule.startsWith('evidence/')) {
    const { uri, range, message } = finding;
    const because = [{ uri, range, message }];
    return { cause, standing: 'evidenced', because, message, finding, unknowns: [], isOutside: true };
  }
  const message = cause.tellsApart;
  return { cause, standing: 'open', because: [], message, finding, unknowns: [], isOutside: true };
}

function findingOf({ rules }: Cause, world: World, target: Target | null): Finding | null {
  return findingFor({ because: [], rules }, target, world);
}
