// Stage 2: which site and configuration path the URL names, and whether the site and its application pool
// start.
import { poolOf } from '../../iis/pools.js';
import type { Application } from '../../iis/sites.js';
import type { Note } from '../../text/range.js';
import type { SimulatedRequest, StepResult } from '../model.js';
import { deviation, end, fork, normal, pass, refused } from '../step.js';
import { applicationOf, type Target } from '../target.js';
import type { World } from '../world.js';

export function url(request: SimulatedRequest, world: World, target: Target | null): StepResult {
  if (!target || (!target.binding && !world.isCorrected('endpoint'))) {
    return end(null, refused(404, null, null, 'httperr'), 'likely', `No site answers for ${request.host}.`, []);
  }
  const unavailable = refused(503, null, null, 'httperr');
  const application = applicationOf(target);
  const invalid = invalidSite(world, target, application);
  if (invalid) {
    return end(
      'configuration-refused',
      unavailable,
      'likely',
      'The site or its application pool cannot start.',
      invalid,
      ['iis/site-structure'],
    );
  }
  const stopped = application && stoppedPool(world, application);
  if (stopped && world.assumed('pool') !== 'yes') {
    const message = 'The application pool does not start by itself.';
    if (world.assumed('pool') === 'no') return end('configuration-refused', unavailable, 'possible', message, stopped);
    const options = [normal('the application pool was started manually'), deviation('the application pool is stopped')];
    return fork(null, message, options, stopped, 'pool');
  }
  return pass(`The URL reaches the configuration path ${target.configurationPath}.`);
}

/** Where the rule found it: in the site itself or in the application, or in another one with the same key. */
function invalidSite({ members }: World, { site }: Target, application: Application | null): readonly Note[] | null {
  if (members.configuration.sites.length === 0) return null;
  const { uri } = members.configuration.applicationHost;
  const own = [site.element.startTag, ...(application ? [application.element.range] : [])];
  const found = members.findings.find(
    ({ rule, uri: at, range, evidence }) =>
      rule === 'iis/site-structure' &&
      at === uri &&
      [range, ...evidence.map((first) => first.range)].some((one) =>
        own.some(({ start, end: last }) => start <= one.start && one.end <= last),
      ),
  );
  return found ? [{ uri, range: found.range, message: found.message }] : null;
}

function stoppedPool({ configuration }: World, application: Application): readonly Note[] | null {
  const autoStart = poolOf(configuration, application.configurationPath)?.attributes.get('autoStart');
  if (autoStart?.value !== 'false' || autoStart.origin.kind === 'schema') return null;
  const { uri, range } = autoStart.origin;
  return [{ uri, range, message: `The pool ${application.applicationPool.value} does not start by itself.` }];
}
