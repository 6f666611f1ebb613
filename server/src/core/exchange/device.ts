// What a device that takes the client certificate needs of a virtual directory.
import type { Truth } from '../iis/truth.js';
import { and, holds, isOn } from '../iis/truth.js';
import { inProcedure } from './sign-in.js';
import type { VirtualDirectory } from './virtual-directory.js';

/** A path of the front end whose certificates end at a device. */
export function behindDevice(directory: VirtualDirectory): boolean {
  return inProcedure(directory) && directory.termination === 'device';
}

/** ActiveSync, which every device publishes. Whether it publishes owa and ecp too is not in the files. */
export function activeSyncBehindDevice(directory: VirtualDirectory): boolean {
  return behindDevice(directory) && directory.name === 'activeSync';
}

/** Windows authentication is on and its providers are such that a predicate holds; names in lower case, in the order offered. */
export function offers(directory: VirtualDirectory, predicate: (names: readonly string[]) => boolean): Truth {
  return and(
    isOn(directory.windows),
    holds(directory.providers, (list) => predicate(list.map(({ name }) => name.toLowerCase()))),
  );
}

export const isNegotiate = (name: string): boolean => name === 'negotiate' || name === 'negotiate:kerberos';
