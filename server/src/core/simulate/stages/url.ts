// Stage 2: which site and configuration path the URL names.
import type { SimulatedRequest, StepResult } from '../model.js';
import { end, pass, refused } from '../step.js';
import type { Target } from '../target.js';
import type { World } from '../world.js';

export function url(request: SimulatedRequest, _world: World, target: Target | null): StepResult {
  if (!target) {
    return end(null, refused(404, null, null, 'httperr'), 'likely', `No site answers for ${request.host}.`, []);
  }
  return pass(`The URL reaches the configuration path ${target.configurationPath}.`);
}
