// What a device that takes the client certificate needs of a virtual directory.
import { negotiateAndNtlm } from '../sign-in/constants.js';
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

/**
 * Windows authentication is on and its providers are such that a predicate holds; names in lower case, in the
 * order offered.
 */
export function offers(directory: VirtualDirectory, predicate: (names: readonly string[]) => boolean): Truth {
  return and(
    isOn(directory.windows),
    holds(directory.providers, (list) => predicate(list.map(({ name }) => name.toLowerCase()))),
  );
}

/** Ways of IIS to offer Kerberos; they are offered first, and one that is listed already stays. */
const negotiating: readonly string[] = ['negotiate', 'negotiate:kerberos', 'negotiate:pku2u'];

/**
 * The providers that a path behind a gateway is to list: what offers Kerberos there now, as it is written, or
 * `Negotiate` where nothing does, then
 * `NTLM`. `Negotiate:Kerberos` stays: it is someone's choice and works.
 */
export function wantedProviders({ providers }: VirtualDirectory): readonly string[] {
  const names = providers.state === 'known' ? providers.value.map(({ name }) => name) : [];
  const kept = names.filter((name) => negotiating.includes(name.toLowerCase()));
  const [negotiate = '', ntlm = ''] = negotiateAndNtlm;
  return [...(kept.some((name) => isNegotiate(name.toLowerCase())) ? [] : [negotiate]), ...kept, ntlm];
}

export const isNegotiate = (name: string): boolean => name === 'negotiate' || name === 'negotiate:kerberos';
