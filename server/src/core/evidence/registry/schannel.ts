// What registry values say of SCHANNEL: which versions of TLS it offers as a server (domain/14 §14.5), and
// whether it sends the list of issuers.
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

/** `SendTrustedIssuerList` is off by default since Windows Server 2012. */
export function issuerListValues<T extends RegistryValue>(registry: readonly T[]): T[] {
  return registry.filter(
    ({ key, name, number }) =>
      key.endsWith('\\securityproviders\\schannel') && /^sendtrustedissuerlist$/i.test(name) && number !== null,
  );
}

/** At the key of SCHANNEL or below it. */
export function isOfSchannel({ key }: RegistryValue): boolean {
  return key.includes('\\securityproviders\\schannel');
}
