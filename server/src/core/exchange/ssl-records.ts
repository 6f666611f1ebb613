// What HTTP.SYS has behind the https bindings of a site, as far as saved `netsh http show sslcert` output
// tells.
import type { NetshRecord, NetshSwitchName } from '../evidence/netsh.js';
import { truth, type Truth } from '../iis/truth.js';
import type { ParsedBinding } from './bindings.js';
import { bindingBits, httpsBindings, isLoopback } from './bindings.js';
import type { SslRecord } from '../evidence/netsh-records.js';
import type { Site } from '../iis/sites.js';
import { canonicalAddress } from '../text/ip-address.js';

/**
 * An https binding with the records that HTTP.SYS would take for its connections; several when several files
 * tell of them.
 */
export interface RecordedBinding {
  readonly site: Site;
  readonly binding: ParsedBinding;
  readonly records: readonly SslRecord[];
}

/**
 * The bindings under which clients reach the front end; those of the loopback address serve Exchange's own
 * probes alone.
 */
export function clientBindings({ frontEnds, settings }: ServerOfBindings): RecordedBinding[] {
  return frontEnds.flatMap((site) => bindingsOf(site, settings));
}

interface ServerOfBindings {
  readonly frontEnds: readonly Site[];
  readonly settings: Settings;
}

interface Settings {
  readonly facts: { readonly sslRecords: readonly SslRecord[] };
}

/** The https bindings of a site but those of the loopback address, with what HTTP.SYS has behind them. */
export function bindingsOf(site: Site, { facts }: Settings): RecordedBinding[] {
  return httpsBindings(site)
    .filter((binding) => !isLoopback(binding))
    .map((binding) => ({ site, binding, records: recordsBehind(binding, facts.sslRecords) }));
}

/**
 * The records that are behind a binding: those of its very address and, where it asks for server name
 * indication, of its host name; else that of the central store, else that of all addresses. Which of an
 * address and a name HTTP.SYS takes first is told differently by different sources, so both count, and what
 * they do not agree on is unknown.
 */
export function recordsBehind(
  { address, port, host, flags }: ParsedBinding,
  all: readonly SslRecord[],
): readonly SslRecord[] {
  const index = indexOf(all);
  const pick = (kind: SslRecord['kind'], name: string): readonly SslRecord[] =>
    index.get(keyOf(kind, name, port)) ?? [];
  const byName = (flags & bindingBits.sni) === 0 ? [] : pick('hostnamePort', host);
  const own = address === '' ? [] : pick('ipPort', address);
  if (byName.length + own.length > 0) return [...byName, ...own];
  return (flags & bindingBits.centralStore) !== 0 ? pick('centralStore', '') : pick('ipPort', '');
}

/**
 * Those behind a binding for connections to a host name: where the binding has no address of its own, HTTP.SYS takes
 * the record of the name before that of all addresses, whether a binding has the name or not.
 */
export function recordsForHost(binding: ParsedBinding, host: string, all: readonly SslRecord[]): readonly SslRecord[] {
  const behind = recordsBehind(binding, all);
  const byName = host === '' ? [] : (indexOf(all).get(keyOf('hostnamePort', host, binding.port)) ?? []);
  const isOfAll = binding.address === '' && (binding.flags & bindingBits.centralStore) === 0;
  return byName.length > 0 && isOfAll ? byName : [...new Set([...byName, ...behind])];
}

const ofIis = '{4dc3e181-e14b-4a21-b022-59fc669b0914}';

/**
 * What IIS left behind: records for an address or a name that no binding has any more. HTTP.SYS takes them before
 * that of all addresses, so connections to them get these instead of the record of the binding.
 */
export function leftoverRecords(
  { address, port, host, flags }: ParsedBinding,
  all: readonly SslRecord[],
  sites: readonly Site[],
): readonly SslRecord[] {
  if (address !== '' || (flags & (bindingBits.sni | bindingBits.centralStore)) !== 0) return [];
  const candidates = all.filter((record) => {
    const { name, port: recorded } = endpointOf(record);
    if (recorded !== port || name === '' || record.applicationId?.toLowerCase() !== ofIis) return false;
    if (record.kind === 'hostnamePort') return (host === '' || host === name) && name !== 'localhost';
    return record.kind === 'ipPort' && name !== '127.0.0.1' && name !== '::1';
  });
  if (candidates.length === 0) return candidates;
  const bound = new Set(sites.flatMap(httpsBindings).flatMap((binding) => recordsBehind(binding, all)));
  return candidates.filter((record) => !bound.has(record));
}

const indexes = new WeakMap<readonly SslRecord[], ReadonlyMap<string, readonly SslRecord[]>>();

/** The records by what they are looked up by, gathered once: a server may have thousands of names. */
function indexOf(all: readonly SslRecord[]): ReadonlyMap<string, readonly SslRecord[]> {
  const known = indexes.get(all);
  if (known) return known;
  const index = new Map<string, SslRecord[]>();
  for (const record of all) {
    const { name, port } = endpointOf(record);
    const key = keyOf(record.kind, name, port);
    const list = index.get(key);
    if (list) list.push(record);
    else index.set(key, [record]);
  }
  indexes.set(all, index);
  return index;
}

function keyOf(kind: SslRecord['kind'], name: string, port: number): string {
  return `${kind} ${port} ${name}`;
}

/** Name or address in the form of a parsed binding, '' for all. */
function endpointOf({ kind, endpoint }: NetshRecord): { readonly name: string; readonly port: number } {
  const at = endpoint.lastIndexOf(':');
  const host = endpoint
    .slice(0, Math.max(at, 0))
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
  const name = kind === 'ipPort' ? canonicalAddress(host) : host;
  const isAll = kind !== 'hostnamePort' && ['0.0.0.0', '::'].includes(name);
  return { name: isAll ? '' : name, port: Number(endpoint.slice(at + 1)) };
}

/**
 * What the records of one binding say of a switch; `unknown` when they contradict each other, or none of one
 * endpoint tells. Where several sources refer to one endpoint (netsh, the registry, Get-WebBinding), those
 * that do not know the switch leave it to the others.
 */
export function switchOf(records: readonly SslRecord[], name: NetshSwitchName): Truth {
  const byEndpoint = new Map<string, boolean | undefined>();
  const said = new Set<boolean | undefined>();
  for (const record of records) {
    const key = `${record.kind} ${record.endpoint.toLowerCase()}`;
    const on = record[name]?.on;
    byEndpoint.set(key, byEndpoint.get(key) ?? on);
    if (on !== undefined) said.add(on);
  }
  for (const on of byEndpoint.values()) if (on === undefined) said.add(undefined);
  const [on] = said;
  return said.size !== 1 || on === undefined ? 'unknown' : on ? 'yes' : 'no';
}

/** Whether records of one binding contradict each other about a switch. */
export function isDisputed(records: readonly SslRecord[], name: NetshSwitchName): boolean {
  const said = new Set(records.flatMap((record) => record[name]?.on ?? []));
  return said.size > 1;
}

const switchNames: readonly NetshSwitchName[] = [
  'dsMapper',
  'negotiateClientCertificate',
  'verifyRevocation',
  'usageCheck',
  'rejectConnections',
  'trustList',
  'disableTls13',
  'disableHttp2',
];

/** Whether another record of the same endpoint has another certificate, or says something else of a switch. */
export function isContradicted(record: NetshRecord, all: readonly SslRecord[]): boolean {
  const { name, port } = endpointOf(record);
  const endpoint = record.endpoint.toLowerCase();
  return (indexOf(all).get(keyOf(record.kind, name, port)) ?? []).some(
    (other) =>
      other.endpoint.toLowerCase() === endpoint &&
      (differ(record.certificateHash, other.certificateHash) ||
        switchNames.some((one) => differ(record[one]?.on, other[one]?.on))),
  );
}

/** Whether some of the records are of one endpoint and have different certificates. */
export function hasOtherCertificate(records: readonly SslRecord[]): boolean {
  return records.some((one) =>
    records.some(
      (other) =>
        other.endpoint.toLowerCase() === one.endpoint.toLowerCase() &&
        differ(one.certificateHash, other.certificateHash),
    ),
  );
}

function differ<T>(said: T | null | undefined, otherwise: T | null | undefined): boolean {
  return said != null && otherwise != null && said !== otherwise;
}

/** Whether a record says something else of a switch than what is known of others. */
export function differsFrom(record: SslRecord, others: readonly SslRecord[]): boolean {
  return switchNames.some((name) => {
    const said = switchOf([record], name);
    return said !== 'unknown' && said !== switchOf(others, name);
  });
}

const bits = {
  disableTls13: bindingBits.disableTls13,
  disableHttp2: bindingBits.disableHttp2,
  negotiateClientCertificate: bindingBits.negotiateClientCertificate,
} as const;

/** A switch that both a record and the flags of a binding have. */
export type SharedSwitch = keyof typeof bits;

export const sharedSwitches = Object.keys(bits) as readonly SharedSwitch[];

/** What the flags of a binding in applicationHost.config say of a switch. */
export function flagAt({ flags }: ParsedBinding, name: SharedSwitch): boolean {
  return (flags & bits[name]) !== 0;
}

/**
 * What holds for connections of a binding: HTTP.SYS reads no file, so its record decides; the flags do where
 * no record tells. Unknown where records contradict each other.
 */
export function switchAt(binding: ParsedBinding, records: readonly SslRecord[], name: SharedSwitch): Truth {
  const said = switchOf(records, name);
  return said === 'unknown' && !isDisputed(records, name) ? truth(flagAt(binding, name)) : said;
}

/** As `switchAt`, but unknown where no record tells and the flags do not have it on. */
export function switchKnownAt(binding: ParsedBinding | null, records: readonly SslRecord[], name: SharedSwitch): Truth {
  return binding && flagAt(binding, name) ? switchAt(binding, records, name) : switchOf(records, name);
}
