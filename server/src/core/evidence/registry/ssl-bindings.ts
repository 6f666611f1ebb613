// The registry keys behind the SSL records of HTTP.SYS: SslBindingInfo, SslSniBindingInfo, SslCcsBindingInfo.
import type { NetshRecord, NetshSwitch } from '../netsh.js';
import type { RegistryValue } from '../facts.js';
import type { RegistryKey } from './parse.js';

/** Some sources spell the names with an `s`. */
const bindingKey =
  /^system\\currentcontrolset\\services\\http\\parameters\\ssl(sni|ccs|scopedccs)?bindings?info\\[^\\]+$/;

/** Bits of DefaultFlags (HTTP_SERVICE_CONFIG_SSL_FLAG_…). */
const flags = {
  dsMapper: 0x1,
  negotiateClientCertificate: 0x2,
  rejectConnections: 0x8,
  disableHttp2: 0x10,
  disableTls13: 0x40,
} as const;

/** Bits of DefaultCertCheckMode: neither revocation nor the purpose of a certificate is checked. */
const noRevocationCheck = 0x1;
const noUsageCheck = 0x10000;

/** The record that a key holds; null for any other key. */
export function sslRecordOf(key: RegistryKey): NetshRecord | null {
  const match = bindingKey.exec(key.path);
  if (!match || !/(?:^|:)\d{1,5}$/.test(key.name)) return null;
  const value = (name: string): RegistryValue | null =>
    key.values.find((candidate) => candidate.name.toLowerCase() === name) ?? null;
  const bit = (name: string, mask: number, whenSet: boolean): NetshSwitch | null => {
    const found = value(name);
    if (found?.number === null || found === null) return null;
    return { on: ((found.number & mask) !== 0) === whenSet, range: found.range };
  };
  const named = (names: readonly string[]): NetshSwitch | null => {
    const there = names.flatMap((name) => value(name) ?? []);
    const found = there.find(({ text }) => text !== null && text !== '') ?? there[0];
    return typeof found?.text === 'string' ? { on: found.text !== '', range: found.range } : null;
  };
  const hash = value('sslcerthash');
  const isHash = /^[0-9a-f]{40}$/.test(hash?.text ?? '');
  const last = key.values.at(-1);
  return {
    kind: kinds[match[1] ?? ''] ?? 'ipPort',
    endpoint: key.name,
    range: { start: key.range.start, end: last?.range.end ?? key.range.end },
    certificateHash: isHash ? hash!.text : null,
    certificateHashRange: isHash ? hash!.range : null,
    applicationId: guidOf(value('appid')?.text ?? ''),
    storeName: value('sslcertstorename')?.text ?? null,
    dsMapper: bit('defaultflags', flags.dsMapper, true),
    negotiateClientCertificate: bit('defaultflags', flags.negotiateClientCertificate, true),
    verifyRevocation: bit('defaultcertcheckmode', noRevocationCheck, false),
    usageCheck: bit('defaultcertcheckmode', noUsageCheck, false),
    trustList: named(['defaultsslctlstorename', 'defaultsslctlidentifier']),
    rejectConnections: bit('defaultflags', flags.rejectConnections, true),
    disableTls13: bit('defaultflags', flags.disableTls13, true),
    disableHttp2: bit('defaultflags', flags.disableHttp2, true),
    fields: [],
  };
}

const kinds: Readonly<Record<string, NetshRecord['kind']>> = {
  sni: 'hostnamePort',
  ccs: 'centralStore',
  scopedccs: 'scopedCentralStore',
};

/** A GUID as bytes: the first three groups are little-endian. */
function guidOf(hex: string): string | null {
  if (!/^[0-9a-f]{32}$/.test(hex)) return null;
  const reversed = (from: number, to: number): string => hex.slice(from, to).match(/../g)!.reverse().join('');
  return `{${[reversed(0, 8), reversed(8, 12), reversed(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')}}`;
}
