// Predicts what a request gets, with the place that decides, the finding that is there, and what is not
// known.
import type { Finding } from '../rules/finding.js';
import { isAtOrBelow } from '../iis/paths.js';
import type { Certainty, End, Leaf, Outcome, SimulatedRequest, Stage, Step, Unknown } from './model.js';
import type { Note } from '../text/range.js';
import { asker } from './ask.js';
import { disputesAbout } from './disputes.js';
import type { Question } from './questions.js';
import { costOf, questionIdFor } from './questions.js';
import { rankWays } from './rank.js';
import { waysOf } from './run.js';
import type { Target } from './target.js';
import { offersTls13 } from './tls.js';
import type { World } from './world.js';

export interface Predicted {
  readonly outcome: Outcome;
  readonly certainty: Certainty;
  readonly stage: Stage;
  readonly end: End;
  /** The finding about the place that decides; null where there is none. */
  readonly finding: Finding | null;
  readonly when: string;
}

export interface Prediction extends Predicted {
  readonly request: SimulatedRequest;
  /** Null where no site takes the request. */
  readonly target: Target | null;
  readonly alternatives: readonly Predicted[];
  /** `disputes`: evidence that contradicts itself about it. */
  readonly unknown: readonly {
    readonly what: Unknown;
    readonly decides: string;
    readonly ask: Question;
    readonly disputes: readonly Note[];
  }[];
  /** The TLS version of the first prediction; null where it is unknown and decides nothing. */
  readonly tls: '1.2' | '1.3' | null;
  /** Of the first prediction. */
  readonly steps: readonly Step[];
}

export function simulate(request: SimulatedRequest, world: World): Prediction {
  const { way, target } = waysOf(request, world);
  const { first, alternatives, unknown } = rankWays(way);
  const ask = asker(request, target);
  const predicted = (leaf: Leaf, certainty: Certainty, when: string): Predicted => ({
    outcome: leaf.end.outcome,
    certainty: leaf.end.outcome.kind === 'passes' && certainty === 'certain' ? 'likely' : certainty,
    stage: leaf.stage,
    end: leaf.end,
    finding: findingFor(leaf.end, target, world),
    when,
  });
  const isAlone = alternatives.length === 0;
  const main = predicted(first.leaf, isAlone || first.certainty !== 'certain' ? first.certainty : 'likely', first.when);
  return {
    ...main,
    request,
    target,
    alternatives: alternatives.map(({ leaf, certainty, when }) => predicted(leaf, certainty, when)),
    unknown: unknown
      .map(({ what, decides, count }) => ({ what, decides, count, ask: ask(questionIdFor(what)) }))
      .sort((a, b) => b.count - a.count || costOf(a.ask) - costOf(b.ask))
      .map(({ what, decides, ask: question }) => {
        return { what, decides, ask: question, disputes: disputesAbout(what, world, request, target) };
      }),
    tls: tlsOf(request, world, target),
    steps: first.leaf.steps,
  };
}

/** `--tls 1.3` means that the client offers it: where the server does not, the connection uses 1.2. */
function tlsOf(request: SimulatedRequest, world: World, target: Target | null): '1.2' | '1.3' | null {
  if (request.scheme === 'http' || !target) return request.tls;
  const { state } = offersTls13(request, world, target);
  return state === 'yes' ? '1.3' : state === 'no' ? '1.2' : null;
}

function liesAt({ because }: Pick<End, 'because'>, { uri, range }: Finding): boolean {
  return because.some((place) => place.uri === uri && place.range.start <= range.end && range.start <= place.range.end);
}

/**
 * The finding of a rule that refers to the cause, for the path or above it. What another rule says of the
 * same place is no cause, and its fix is none.
 */
export function findingFor(end: Pick<End, 'because' | 'rules'>, target: Target | null, world: World): Finding | null {
  const path = target?.configurationPath ?? '';
  for (const rule of end.rules) {
    const found = world.members.findings.filter(
      (finding) =>
        finding.rule === rule &&
        (isAtOrBelow(path, finding.configurationPath) || finding.configurationPath === '' || liesAt(end, finding)),
    );
    const best = found.find((finding) => liesAt(end, finding)) ?? found[0];
    if (best) return best;
  }
  return null;
}
