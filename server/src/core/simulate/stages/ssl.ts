// Stage 4: SSL where the path requires it.
import type { SimulatedRequest, StepResult } from '../model.js';
import { codes, deviation, end, fork, normal, pass, placeOf, refused } from '../step.js';
import type { Target } from '../target.js';
import type { World } from '../world.js';

export function ssl(request: SimulatedRequest, world: World, { signIn }: Target): StepResult {
  if (request.scheme === 'https') return pass('The connection uses TLS.');
  const required = world.truth('webConfig', signIn.requiresSsl);
  if (required === 'unknown') {
    return fork('webConfig', 'Whether SSL is required is unknown.', [
      normal('the path requires SSL', 'possible'),
      deviation('the path does not require SSL', 'possible'),
    ]);
  }
  const because = placeOf(signIn.sslFlags, 'The SSL settings of the path');
  if (required === 'no') return pass('SSL is not required.', 'certain', because);
  const outcome = refused(403, 4, codes.accessDenied);
  return end('ssl-required', outcome, 'certain', 'The path requires SSL.', because, ['layout/active-sync-without-ssl']);
}
