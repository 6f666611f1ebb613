// Stage 3: whether IIS can load the configuration of the path; what it rejects ends every request at or below
// the place.
import { isAtOrBelow, joinConfigurationPath, samePath } from '../../iis/paths.js';
import type { Finding } from '../../rules/finding.js';
import type { SimulatedRequest, StepResult } from '../model.js';
import { codes, end, noResponse, pass, refused } from '../step.js';
import type { Target } from '../target.js';
import type { World } from '../world.js';

/** Errors that are not about loading a file. */
const otherStages = new Set(['iis/site-structure', 'iis/module-not-registered']);

export function configuration(_request: SimulatedRequest, world: World, target: Target): StepResult {
  const { findings } = world.members;
  const rejected = findings.filter(
    ({ rule, severity }) => rule.startsWith('iis/') && severity === 'error' && !otherStages.has(rule),
  );
  for (const finding of rejected) {
    const scope = scopeOf(finding, world, target.configurationPath);
    if (scope === 'elsewhere') continue;
    const { uri, range, message, rule } = finding;
    const because = [{ uri, range, message }];
    if (scope === 'server') {
      // WAS cannot read the file; one that runs may go on with what it read before.
      const text = 'IIS cannot read applicationHost.config.';
      const outcome = rule === 'iis/not-well-formed' ? refused(503, null, null, 'httperr') : noResponse;
      return end('configuration-refused', outcome, 'possible', text, because, [rule]);
    }
    const outcome = refused(500, substatusOf(finding), codeOf(finding));
    // What fails requests for folders alone may let this one pass.
    const certainty = finding.message.includes('requests for folders') ? 'possible' : 'certain';
    return end('configuration-refused', outcome, certainty, 'IIS rejects the configuration.', because, [rule]);
  }
  const module = findings.find(
    (finding) =>
      finding.rule === 'iis/module-not-registered' && scopeOf(finding, world, target.configurationPath) !== 'elsewhere',
  );
  if (module) {
    const because = [{ uri: module.uri, range: module.range, message: module.message }];
    const outcome = refused(500, 21, null);
    return end('configuration-refused', outcome, 'possible', 'A module is not registered.', because, [module.rule]);
  }
  return pass('IIS loads the configuration of the path, as far as the files were provided.');
}

/** Whether a fault is on the way of a path, somewhere else, or in what the whole server is started with. */
function scopeOf(finding: Finding, { configuration: server }: World, path: string): 'path' | 'server' | 'elsewhere' {
  const { uri, configurationPath } = finding;
  if (uri === server.applicationHost.uri) {
    if (finding.rule === 'iis/not-well-formed' || finding.rule === 'iis/config-sections-position') return 'server';
    const section = server.applicationHost.sections.find(
      ({ element }) => element.range.start <= finding.range.start && finding.range.end <= element.range.end,
    );
    if (section?.section.startsWith('system.applicationHost/') === true) return 'server';
    return isAtOrBelow(path, configurationPath) ? 'path' : 'elsewhere';
  }
  const file = [...server.placedFiles].find(([{ uri: own }]) => own === uri);
  // A file that a configSource names is at no path of its own; its findings are.
  if (!file) return configurationPath !== '' && isAtOrBelow(path, configurationPath) ? 'path' : 'elsewhere';
  const [, bases] = file;
  // A finding of a file that is read at several paths names the first of them.
  const tail = bases.some((base) => samePath(base, configurationPath))
    ? ''
    : configurationPath.slice((bases[0] ?? '').length + 1);
  return bases.some((base) => isAtOrBelow(path, joinConfigurationPath(base, tail))) ? 'path' : 'elsewhere';
}

/**
 * 19, unless the message names another: a bad precondition ends in 500.0, settings of the classic pipeline in
 * 500.22 to 24.
 */
function substatusOf({ message }: Finding): number {
  return Number(/\b500\.(\d+)/.exec(message)?.[1] ?? 19);
}

/** The code that the error page and the log show; messages name it where it is known. */
function codeOf({ rule, message }: Finding): number {
  const named = /0x(8007[0-9a-f]{4})/i.exec(message)?.[1];
  if (named !== undefined) return Number.parseInt(named, 16);
  if (rule === 'iis/integrated-mode-validation') return codes.notSupportedResult;
  if (rule.startsWith('iis/locked-')) return codes.locked;
  return rule === 'iis/duplicate-collection-entry' ? codes.alreadyExists : codes.invalidData;
}
