// What is behind a status on one server: what its files prove, leave open, or exclude.
//
// Apart from `explain.ts`, which the language server bundles without the stages of a prediction.
import { asker } from './ask.js';
import { explain, type ExplainedCause, type Explanation, type Subject } from './explain.js';
import { hiddenBehind } from './hidden.js';
import { invert, type Candidate } from './invert.js';
import type { SimulatedRequest } from './model.js';
import type { World } from './world.js';

const order = { proven: 0, open: 1, excluded: 2 } as const;

/** Causes that have a finding first, then open ones, then what the evidence excludes. */
export function explainOn(subject: Subject, requests: readonly SimulatedRequest[], world: World): Explanation {
  const general = explain(subject);
  if (!subject.shown) return general;
  const { candidates, target } = invert(subject.shown, requests, world);
  const asked = asker(requests[0] ?? null, target);
  const evidenced = candidates.filter(({ standing }) => standing === 'evidenced').map(({ cause }) => cause);
  const excluded = candidates.filter(({ standing }) => standing === 'excluded');
  const hidden = hiddenBehind(evidenced, excluded, subject.shown, requests, world);
  const isHidden = (one: ExplainedCause): boolean => hidden.some(({ cause }) => cause === one.cause);
  const afterRepair = (one: Candidate): Candidate => hidden.find(({ cause }) => cause === one.cause) ?? one;
  const explained = candidates
    .map(afterRepair)
    .map(({ cause, standing, because, message, finding }): ExplainedCause => {
      const state = standing === 'evidenced' ? 'proven' : standing;
      const ask = state === 'open' && cause.ask !== null ? asked(cause.ask) : null;
      const certainty = state === 'proven' ? cause.certainty : (subject.atMost ?? cause.certainty);
      return { cause, certainty, state, finding, because, message, ask };
    });
  const rank = (one: ExplainedCause): number =>
    one.state === 'excluded' ? 8 : 2 * (order[one.state] + (one.finding ? 0 : 2)) + (isHidden(one) ? 1 : 0);
  const path = target === null ? {} : { configurationPath: target.configurationPath };
  return { ...general, ...path, causes: explained.sort((a, b) => rank(a) - rank(b)) };
}
