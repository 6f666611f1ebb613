// Sends a request through the stages in order; a fork continues with every assumption, and each branch ends as a
// leaf.
import type { Certainty, Leaf, Progress, SimulatedRequest, Stage, Step, StepResult } from './model.js';
import { atStart, weakest } from './model.js';
import { ask } from './stages/ask.js';
import { application, authorization, proxy } from './stages/after.js';
import { authentication } from './stages/authentication.js';
import { body } from './stages/body.js';
import { revocation, usage, validity } from './stages/certificate.js';
import { trust } from './stages/trust.js';
import { configuration } from './stages/configuration.js';
import { endpoint } from './stages/endpoint.js';
import { moduleStage } from './stages/module.js';
import { none } from './stages/none.js';
import { ssl } from './stages/ssl.js';
import { token } from './stages/token.js';
import { url } from './stages/url.js';
import { severalFaults } from './several-faults.js';
import type { Target } from './target.js';
import { targetOf } from './target.js';
import type { World } from './world.js';

export type StageFunction = (request: SimulatedRequest, world: World, target: Target, progress: Progress) => StepResult;

const pipeline: readonly (readonly [Stage, StageFunction])[] = [
  ['endpoint', endpoint],
  ['url', url],
  ['configuration', configuration],
  ['ssl', ssl],
  ['ask', ask],
  ['body', body],
  ['none', none],
  ['validity', severalFaults('validity', validity)],
  ['trust', severalFaults('trust', trust)],
  ['usage', severalFaults('usage', usage)],
  ['revocation', severalFaults('revocation', revocation)],
  ['token', token],
  ['module', moduleStage],
  ['authentication', authentication],
  ['authorization', authorization],
  ['application', application],
  ['proxy', proxy],
];

/** A node of the tree of ways. */
export type Way =
  { readonly kind: 'leaf'; readonly leaf: Leaf } | { readonly kind: 'fork'; readonly children: readonly Way[] };

/** More ways than this are not followed; a request has at most one fork per unknown, and most end early. */
const maximumWays = 256;

export function waysOf(request: SimulatedRequest, world: World): { readonly way: Way; readonly target: Target | null } {
  const target = targetOf(request, world);
  let ways = 0;
  const followed = (world: World): Target | null =>
    target?.leftover && world.assumed('leftover') === 'no' ? { ...target, records: [target.leftover] } : target;
  const follow = (from: number, world: World, so: Omit<Leaf, 'stage' | 'end'>, progress: Progress): Way => {
    let certainty: Certainty = so.certainty;
    let now = progress;
    const steps: Step[] = [...so.steps];
    const reached = followed(world);
    for (let at = from; ; at++) {
      const [stage, decide] = pipeline[at]!;
      // The first two stages decide that there is a target.
      const result = decide(request, world, reached!, now);
      const { message, because } = result;
      steps.push({ stage, result: result.kind, message, because });
      if (result.kind === 'pass') {
        certainty = weakest(certainty, result.certainty);
        now = { ...now, ...result.progress };
      } else if (result.kind === 'end' || (result.kind === 'fork' && ways >= maximumWays)) {
        const end = result.kind === 'end' ? result : undecided(result.message);
        ways++;
        return {
          kind: 'leaf',
          leaf: {
            stage,
            end,
            certainty: weakest(certainty, end.certainty),
            assumptions: so.assumptions,
            steps: onePerStage(steps),
          },
        };
      } else if (result.kind === 'fork') {
        const fact = result.fact ?? result.unknown ?? stage;
        const children = result.options.map(({ value, when, certainty: own, normal }) => {
          const assumption = { unknown: result.unknown, fact, value, when, certainty: own, normal };
          const next = { certainty, assumptions: [...so.assumptions, assumption], steps };
          return follow(at, world.assuming(fact, value), next, now);
        });
        return { kind: 'fork', children };
      }
    }
  };
  const start = { certainty: 'certain' as const, assumptions: [], steps: [] };
  return { way: follow(0, world, start, atStart), target };
}

/** A stage that forks is gone through again with an assumption; it is one step. */
function onePerStage(steps: readonly Step[]): Step[] {
  const result: Step[] = [];
  for (const step of steps) {
    const last = result.at(-1);
    if (last?.stage !== step.stage) result.push(step);
    else result.splice(-1, 1, { ...step, result: step.result === 'pass' ? last.result : step.result });
  }
  return result;
}

function undecided(message: string): Leaf['end'] {
  const outcome = {
    kind: 'passes',
    status: null,
    substatus: null,
    win32: null,
    logged: 'w3c',
    challenges: [],
    user: null,
  } as const;
  return { kind: 'end', cause: null, outcome, certainty: 'possible', message, because: [], rules: [] };
}
