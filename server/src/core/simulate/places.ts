// Places of bindings, records and accounts as notes.
import type { SslRecord } from '../evidence/netsh-records.js';
import type { NetshSwitchName } from '../evidence/netsh.js';
import type { ParsedBinding } from '../exchange/bindings.js';
import type { Note } from '../text/range.js';
import type { World } from './world.js';

export function placeOfBinding({ configuration }: World, { binding }: ParsedBinding, message: string): Note[] {
  return [{ uri: configuration.applicationHost.uri, range: binding.element.startTag, message }];
}

/** Where a record names its certificate. */
export function certificatePlace({
  uri,
  endpoint,
  certificateHash: sha1,
  certificateHashRange: range,
}: SslRecord): Note[] {
  return sha1 === null || range === null ? [] : [{ uri, range, message: `Certificate of ${endpoint}: ${sha1}` }];
}

/** Where the records say a switch: `DS Mapper Usage of 0.0.0.0:443: Disabled`. */
export function switchPlaces(records: readonly SslRecord[], name: NetshSwitchName, label: string): Note[] {
  return records.flatMap((record) => {
    const said = record[name];
    if (said === null) return [];
    const message = `${label} of ${record.endpoint}: ${said.on ? 'Enabled' : 'Disabled'}`;
    return [{ uri: record.uri, range: said.range, message }];
  });
}
