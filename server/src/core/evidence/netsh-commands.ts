// The commands that write a saved record of HTTP.SYS again, with the DS mapper on.
import { netshParameters } from './netsh-parameters.js';
import type { NetshRecord } from './netsh.js';

/** What goes into a command has to be plain: the text is someone's file. */
const PLAIN = /^[\w.:[\]-]+$/;
const PLAIN_ID = /^\{[0-9a-f-]{36}\}$/i;

const names: ReadonlyMap<string, string> = new Map(
  netshParameters.map(([label, parameter]) => [label.toLowerCase(), parameter]),
);

/**
 * The record as netsh takes it: `ipport=0.0.0.0:443`; null for a kind or a name that cannot be written
 * safely.
 */
export function netshEndpoint({ kind, endpoint }: NetshRecord): string | null {
  const key = kind === 'ipPort' ? 'ipport' : kind === 'hostnamePort' ? 'hostnameport' : null;
  return key === null || !PLAIN.test(endpoint) ? null : `${key}=${endpoint}`;
}

/**
 * Deletes a record and adds it with the DS mapper on, everything else as it is. Null for a record that lacks
 * what the command needs, or that has something on that is not known here and so could not be repeated:
 * labels of another language, a newer Windows.
 */
export function commandsWithDsMapper(record: NetshRecord): string[] | null {
  const key = netshEndpoint(record);
  const settings = new Map<string, string>();
  for (const { label, value } of record.fields.slice(1)) {
    if (value === '' || /^not set$/i.test(value) || /^ds mapper usage$/i.test(label)) continue;
    const name = names.get(label.toLowerCase());
    const isOn = /^(?:enabled|set)$/i.test(value);
    if (name === undefined) {
      if (isOn) return null;
      continue;
    }
    const written = isOn ? 'enable' : /^disabled$/i.test(value) ? 'disable' : value;
    if (!PLAIN.test(written) && !PLAIN_ID.test(written)) return null;
    // Said twice, it is not of one record: netsh would reject the second command when the first has deleted
    // the record.
    if (settings.has(name)) return null;
    settings.set(name, written);
  }
  if (key === null || settings.get('certhash')?.toLowerCase() !== record.certificateHash || !settings.has('appid')) {
    return null;
  }
  const written = [...settings].map((setting) => setting.join('=')).join(' ');
  return [`netsh http delete sslcert ${key}`, `netsh http add sslcert ${key} ${written} dsmapperusage=enable`];
}
