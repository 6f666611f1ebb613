// Which versions of TLS SCHANNEL offers as a server, as far as registry values say (domain/14 §14.5).
import type { RegistryValue, TlsServerState, TlsVersion } from '../facts.js';
import type { RegistryKey } from './parse.js';

const protocolKey =
  /^system\\currentcontrolset\\control\\securityproviders\\schannel\\protocols\\(ssl [23]\.0|tls 1\.[0-3])\\server$/;

/**
 * Off when Enabled is 0, or when DisabledByDefault is not 0 and Enabled is absent; a key without either says
 * nothing, and what has no key is as Windows has it by default.
 */
export function tlsServerStates(keys: readonly RegistryKey[]): TlsServerState[] {
  return keys.flatMap(({ path, values }): TlsServerState[] => {
    const version = protocolKey.exec(path)?.[1]?.toUpperCase() as TlsVersion | undefined;
    if (version === undefined) return [];
    const find = (name: string): RegistryValue | undefined =>
      values.find((value) => value.name.toLowerCase() === name && value.number !== null);
    const enabled = find('enabled');
    const disabledByDefault = find('disabledbydefault');
    const decides = enabled ?? disabledByDefault;
    if (!decides) return [];
    const on = enabled ? enabled.number !== 0 : disabledByDefault!.number === 0;
    return [{ version, on, range: decides.range }];
  });
}
