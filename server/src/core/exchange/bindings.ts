// Bindings of a site taken apart: address, port, host and the bits of their flags.
import type { Binding, Site } from '../iis/sites.js';
import { canonicalAddress } from '../text/ip-address.js';

/**
 * The bits of a binding's `sslFlags` that rules refer to (IIS reference, bindings/binding; 128 by
 * IISAdministration's enum).
 */
export const bindingBits = {
  sni: 1,
  centralStore: 2,
  disableHttp2: 4,
  disableTls13: 32,
  negotiateClientCertificate: 128,
} as const;

export interface ParsedBinding {
  readonly binding: Binding;
  /** '' for all addresses, however that is written; IPv6 in its canonical form without brackets. */
  readonly address: string;
  /**
   * As written, without brackets, '' for `*`: whether IIS takes `0.0.0.0` or `::` for the same as `*` is not
   * documented.
   */
  readonly spelling: string;
  readonly port: number;
  /** '' for any. */
  readonly host: string;
  /** NaN for what is not a number. */
  readonly flags: number;
}

/** `IP:port:host` of http and https; null for another form. An IPv6 address is in brackets. */
export function parseBinding(binding: Binding): ParsedBinding | null {
  const match = /^(?:\[([^\]]*)\]|([^:]*)):(\d{1,5}):(.*)$/.exec(binding.bindingInformation.value);
  if (!match) return null;
  const port = Number(match[3]);
  if (port < 1 || port > 65_535) return null;
  const spelling = (match[1] ?? match[2]!).toLowerCase();
  const address = canonicalAddress(spelling);
  return {
    binding,
    address: ['*', '0.0.0.0', '::'].includes(address) ? '' : address,
    spelling: spelling === '*' ? '' : spelling,
    port,
    host: match[4]!.toLowerCase(),
    flags: /^\d+$/.test(binding.sslFlags.value) ? Number(binding.sslFlags.value) : Number.NaN,
  };
}

export function isHttp({ protocol }: Binding): boolean {
  return ['http', 'https'].includes(protocol.value.toLowerCase());
}

/** The https bindings of a site that can be read. */
export function httpsBindings(site: Site): ParsedBinding[] {
  return site.bindings
    .filter(({ protocol }) => protocol.value.toLowerCase() === 'https')
    .flatMap((binding) => parseBinding(binding) ?? []);
}

export function isLoopback({ address }: ParsedBinding): boolean {
  return address === '127.0.0.1' || address === '::1';
}

const knownFlags = 255;
/** What is set per address and port, which the central certificate store does not have. */
const perAddress = 4 | 8 | 16 | 32 | 64;

/**
 * Why IIS does not accept the flags of a binding, or finds no certificate by them; null where nothing is
 * wrong.
 */
export function flagsProblem({ flags, host }: ParsedBinding): 'number' | 'unknown' | 'central' | 'host' | null {
  if (Number.isNaN(flags)) return 'number';
  if (flags > knownFlags) return 'unknown';
  if ((flags & bindingBits.centralStore) !== 0 && (flags & perAddress) !== 0) return 'central';
  return (flags & bindingBits.sni) !== 0 && host === '' ? 'host' : null;
}
