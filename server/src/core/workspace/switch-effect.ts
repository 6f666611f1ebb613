// What a switch of termination does beyond what it is for: the gate before it.
import type { Finding } from '../rules/finding.js';
import type { Change, Remedy } from '../remedy/remedy.js';
import { isAtOrBelow } from '../iis/paths.js';
import { lostWays } from '../sign-in/ways.js';
import type { Rule } from '../rules/rule.js';
import { broughtBy, type CheckedState } from './gate.js';

export interface SwitchEffect {
  /** Why it must not be made, as a clause; null where nothing speaks against it. */
  readonly problem: string | null;
  /** Errors and warnings that the files have afterwards and do not have now. */
  readonly findings: readonly Finding[];
}

/**
 * Compares the files before and after. It must not be made where IIS would reject a file, or where a path
 * that it is not for loses a way to sign in that works today. What else it brings (a module to install, a
 * record of HTTP.SYS) is for the person to know.
 */
export function effectOfSwitch(
  before: CheckedState,
  after: CheckedState,
  remedies: readonly Remedy[],
  rules: readonly Rule[],
): SwitchEffect {
  const findings = broughtBy(before, after, rules);
  const rejected = findings.find(({ rule, severity }) => rule.startsWith('iis/') && severity === 'error');
  if (rejected) return { problem: `it would cause another error, ${rejected.rule}: ${rejected.message}`, findings };
  const meant = remedies.flatMap(({ changes }) => changes.flatMap(pathOf));
  const laterAt = new Map(after.servers.map((server) => [server.hostUri, server]));
  for (const server of before.servers) {
    const later = laterAt.get(server.hostUri);
    const lost =
      later &&
      later !== server &&
      lostWays(server.configuration, later.configuration).find(
        ({ configurationPath }) => !meant.some((path) => isAtOrBelow(configurationPath, path)),
      );
    if (lost) return { problem: `it would end ${lost.way} at ${lost.configurationPath}.`, findings };
  }
  return { problem: null, findings };
}

/** The application or directory that a change is for; what it does to the server or a site reaches others. */
function pathOf(change: Change): readonly string[] {
  const path = 'target' in change ? change.target.configurationPath : '';
  return path.includes('/') ? [path] : [];
}
