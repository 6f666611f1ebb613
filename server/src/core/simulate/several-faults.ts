// Several faults of one certificate: HTTP.SYS hands IIS a single code, and no source says which one.
import type { Progress, SimulatedRequest, Stage, StepResult } from './model.js';
import { revocation, usage, validity } from './stages/certificate.js';
import { trust } from './stages/trust.js';
import { deviation, fork, skip } from './step.js';
import type { Target } from './target.js';
import type { World } from './world.js';

type Check = (request: SimulatedRequest, world: World, target: Target, progress: Progress) => StepResult;

const checks: readonly (readonly [Stage, Check])[] = [
  ['validity', validity],
  ['trust', trust],
  ['usage', usage],
  ['revocation', revocation],
];

/** The check of a stage, which leaves the word to another where several find a fault. */
export function severalFaults(stage: Stage, check: Check): Check {
  return (request, world, target, progress) => {
    if (progress.certificate !== 'sent') return check(request, world, target, progress);
    const assumed = world.assumed('fault');
    if (assumed !== undefined) {
      if (assumed !== stage) return skip('Another problem with the certificate is reported.');
      const own = check(request, world, target, progress);
      return own.kind === 'end' ? { ...own, certainty: 'possible' } : own;
    }
    const own = check(request, world, target, progress);
    if (own.kind !== 'end') return own;
    const faults = checks.filter(([, other]) => other(request, world, target, progress).kind === 'end');
    if (faults.length < 2) return own;
    return fork(
      null,
      'The certificate has several problems, and HTTP.SYS reports one of them.',
      faults.map(([name]) => deviation(`HTTP.SYS reports the problem of ${name}`, 'possible', name)),
      own.because,
      'fault',
    );
  };
}
