// Whether the preCondition of a module or handler holds where it is listed: IIS skips an entry whose
// precondition does not hold.
import type { ServerConfiguration } from './configuration.js';
import type { Effective } from './effective.js';
import { levelsOf } from './paths.js';
import { poolOf } from './pools.js';
import { readBoolean } from './read.js';
import type { Truth } from './truth.js';
import { and, holds, isOn } from './truth.js';

/**
 * Words that are neither in IIS's documentation nor known by another case decide nothing here: a rule speaks
 * of them.
 */
export function preconditionHolds(server: ServerConfiguration, path: string, preCondition: string): Truth {
  const tokens = preCondition
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '');
  return and(...tokens.map((token) => tokenHolds(server, path, token)));
}

function tokenHolds(server: ServerConfiguration, path: string, token: string): Truth {
  const version = /^runtimeVersion(v[24]\.0)$/.exec(token)?.[1];
  if (version !== undefined) return ofPool(server, path, 'managedRuntimeVersion', version);
  switch (token) {
    case 'integratedMode':
      return ofPool(server, path, 'managedPipelineMode', 'Integrated');
    case 'classicMode':
      return ofPool(server, path, 'managedPipelineMode', 'Classic');
    case 'bitness32':
      return ofPool(server, path, 'enable32BitAppOnWin64', 'true');
    case 'bitness64':
      return ofPool(server, path, 'enable32BitAppOnWin64', 'false');
    case 'managedHandler': {
      // Otherwise the handler of each URL decides (measured on IIS 10).
      const forAll = readBoolean(server, path, 'system.webServer/modules', 'runAllManagedModulesForAllRequests');
      return isOn(forAll) === 'yes' ? 'yes' : 'unknown';
    }
    default:
      return 'unknown';
  }
}

function ofPool(server: ServerConfiguration, path: string, attribute: string, value: string): Truth {
  const application = levelsOf(path)
    .filter((level) => server.siteIndex.applicationAt(level))
    .at(-1);
  const pool = application === undefined ? null : poolOf(server, application);
  const found: Effective<string> | undefined = pool?.attributes.get(attribute);
  return found ? holds(found, (own) => own === value) : 'unknown';
}
