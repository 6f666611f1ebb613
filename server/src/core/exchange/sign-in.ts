// What the sign-in settings of a path amount to, so that of one mistake one rule speaks: the one nearest to
// its cause.
import type { Effective } from '../iis/effective.js';
import type { Truth } from '../iis/truth.js';
import { and, isOn, not, or } from '../iis/truth.js';
import { certificateVirtualDirectories } from './layout.js';
import type { VirtualDirectory } from './virtual-directory.js';

/** Whether it belongs to a site where clients sign in, not to one that a newer server forwards requests to. */
export function takesClients({ role, server }: VirtualDirectory): boolean {
  return role === 'frontEnd' || (role === 'legacy' && server.frontEnds.length > 0);
}

/**
 * Whether Exchange's procedure for client certificates covers it: ActiveSync, Outlook on the web and the
 * admin center where clients arrive.
 */
export function inProcedure(directory: VirtualDirectory): boolean {
  const { name } = directory;
  return takesClients(directory) && name !== null && certificateVirtualDirectories.includes(name);
}

/** Where a gateway or another server validates certificates, it is a mistake that the path requests any at all. */
export function mayValidate({ termination }: VirtualDirectory): boolean {
  return termination !== 'device' && termination !== 'legacy';
}

/**
 * A path outside Exchange that uses certificates: the rules about certificates hold there as well, those
 * about the procedure do not.
 */
export function isOutsideExchange(directory: VirtualDirectory): boolean {
  return directory.role === 'other' || (takesClients(directory) && directory.isForeign);
}

/** Whether the rules about client certificates refer to it. */
export function usesCertificatesHere(directory: VirtualDirectory): boolean {
  return (inProcedure(directory) && directory.termination === 'exchange') || isOutsideExchange(directory);
}

/**
 * What a path merely inherits from its site or the server is the mistake of that place, and counts as off
 * here.
 */
function itself(directory: VirtualDirectory, effective: Effective<unknown>, verdict: Truth): Truth {
  return directory.inheritsFromSite(effective) ? 'no' : verdict;
}

export function asksItself(directory: VirtualDirectory): Truth {
  return itself(directory, directory.sslFlags, directory.asksForCertificate);
}

export function ownsRequirement(directory: VirtualDirectory): Truth {
  return itself(directory, directory.sslFlags, directory.requiresCertificate);
}

export function acceptsItself(directory: VirtualDirectory): Truth {
  return itself(directory, directory.sslFlags, directory.acceptsCertificate);
}

export function mapsItself(directory: VirtualDirectory): Truth {
  return itself(directory, directory.mapping, isOn(directory.mapping));
}

export function mapsByIisItself(directory: VirtualDirectory): Truth {
  return itself(directory, directory.iisMapping, isOn(directory.iisMapping));
}

/**
 * Certificates for Exchange and Windows authentication for a device at one path; no one has said by hand
 * which of them is meant.
 */
export function bothTerminations(directory: VirtualDirectory): Truth {
  if (directory.server.settings.termination !== 'auto' || !inProcedure(directory)) return 'no';
  return and(isOn(directory.windows), or(asksItself(directory), mapsItself(directory)));
}

/**
 * Certificates accepted and mapped to no one, with Basic beside them: an attempt to let each client choose.
 */
export function certificateOrPassword(directory: VirtualDirectory): Truth {
  if (!inProcedure(directory)) return 'no';
  return and(
    acceptsItself(directory),
    isOn(directory.basic),
    not(isOn(directory.mapping)),
    not(bothTerminations(directory)),
  );
}

/** Certificates that end here and nowhere else: what the rules about the settings of that procedure check. */
export function hasOneTermination(directory: VirtualDirectory): Truth {
  return not(or(bothTerminations(directory), certificateOrPassword(directory)));
}
