// What the rules about records of HTTP.SYS share: the switch of every record that a binding's connections
// get, and its place.
import { asksItself, mapsItself } from '../../exchange/sign-in.js';
import type { Site } from '../../iis/sites.js';
import type { RecordedBinding } from '../../exchange/ssl-records.js';
import type { SslRecord } from '../../evidence/netsh-records.js';
import type { ExchangeServer } from '../../exchange/virtual-directory.js';
import type { NetshSwitchName } from '../../evidence/netsh.js';
import { bindingsOf, clientBindings, leftoverRecords, switchOf } from '../../exchange/ssl-records.js';
import { flagsProblem, type ParsedBinding } from '../../exchange/bindings.js';
import { placeOfInformation } from './bindings.js';
import type { Truth } from '../../iis/truth.js';
import { or } from '../../iis/truth.js';
import type { Note, Place, Range } from '../../text/range.js';

/**
 * A record in which a switch is as it is not to be. Nothing tells whether clients use the address or name of one
 * that no binding has any more, so it is a warning at most.
 */
export interface WrongRecord {
  readonly isLeftover: boolean;
  readonly site: Site;
  readonly binding: ParsedBinding;
  readonly record: SslRecord;
  readonly at: Place;
  /** Where the binding is. */
  readonly evidence: readonly Note[];
}

/**
 * The records whose switch is `wrong`, each once, and whether there is one: unknown where a binding has no
 * record that tells.
 */
export function recordsWith(
  server: ExchangeServer,
  name: NetshSwitchName,
  wrong: boolean,
): { readonly found: readonly WrongRecord[]; readonly verdict: Truth } {
  const found = new Map<SslRecord, WrongRecord>();
  const verdicts = certificateBindings(server).map(({ site, binding, records }): Truth => {
    const on = switchOf(records, name);
    if (on === 'unknown') return 'unknown';
    if ((on === 'yes') !== wrong) return 'no';
    for (const record of records) {
      const said = record[name];
      if (!said || found.has(record)) continue;
      const note = {
        ...placeOfInformation(server.configuration, binding.binding),
        message: 'The record applies to this binding.',
      };
      found.set(record, { ...common(record, said.range), site, binding, evidence: [note], isLeftover: false });
    }
    return 'yes';
  });
  const { configuration, settings } = server;
  for (const { site, binding } of certificateBindings(server)) {
    for (const record of leftoverRecords(binding, settings.facts.sslRecords, configuration.sites)) {
      const said = record[name];
      if (said?.on !== wrong || found.has(record)) continue;
      const note = {
        ...placeOfInformation(configuration, binding.binding),
        message: 'HTTP.SYS prefers the record of this address or name to that of the binding.',
      };
      found.set(record, { ...common(record, said.range), site, binding, evidence: [note], isLeftover: true });
      verdicts.push('yes');
    }
  }
  return { found: [...found.values()], verdict: or(...verdicts) };
}

function common(record: SslRecord, range: Range): Pick<WrongRecord, 'record' | 'at'> {
  return { record, at: { uri: record.uri, range } };
}

/**
 * The bindings under which clients reach Exchange, and those of every other site of which a path uses
 * certificates.
 */
export function certificateBindings(server: ExchangeServer): RecordedBinding[] {
  return [
    ...clientBindings(server),
    ...sitesOutsideExchange(server).flatMap((site) => bindingsOf(site, server.settings)),
  ];
}

/**
 * Whether HTTP.SYS has no record for a binding. Only its own list tells; bindings of IIS (Get-WebBinding)
 * list what is bound. Unknown for invalid flags, and for central stores, whose records are looked up in ways
 * that no source tells for every case.
 */
export function lacksRecord({ binding, records }: RecordedBinding, { settings }: ExchangeServer): Truth {
  if (records.length > 0) return 'no';
  const listed = listedRecords(settings.facts.sslRecords);
  const isCentral = listed.some(
    ({ kind, endpoint }) =>
      (kind === 'scopedCentralStore' || kind === 'centralStore') && endpoint.endsWith(String(binding.port)),
  );
  return listed.length === 0 || isCentral || flagsProblem(binding) !== null ? 'unknown' : 'yes';
}

/** The records that HTTP.SYS listed itself. */
export function listedRecords(records: readonly SslRecord[]): readonly SslRecord[] {
  return records.filter(({ fields }) => fields.length > 0);
}

/** The sites without a part in Exchange that hold a path which uses certificates itself. */
export function sitesOutsideExchange({ virtualDirectories }: ExchangeServer): readonly Site[] {
  const using = virtualDirectories.filter(
    (one) => one.role === 'other' && or(asksItself(one), mapsItself(one)) === 'yes',
  );
  return [...new Set(using.map(({ site }) => site))];
}
