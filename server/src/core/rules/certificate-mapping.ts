// Where a server maps client certificates to accounts of Active Directory: at server level, or anywhere below its front end.
import { sections } from '../exchange/sections.js';
import type { ExchangeServer } from '../exchange/server.js';
import type { Effective } from '../iis/effective.js';
import { readBoolean } from '../iis/read.js';
import { isOn, or } from '../iis/truth.js';
import type { Truth } from '../iis/truth.js';
import type { Remark } from '../text/range.js';

function mappings({ configuration, virtualDirectories }: ExchangeServer): Effective<boolean>[] {
  return [
    readBoolean(configuration, '', sections.mapping, 'enabled'),
    ...virtualDirectories.filter(({ role }) => role === 'frontEnd').map(({ mapping }) => mapping),
  ];
}

export function mapsCertificates(server: ExchangeServer): Truth {
  return or(...mappings(server).map(isOn));
}

/** Every place that turns mapping on, each once, the server level first. */
export function mappingPlaces(server: ExchangeServer): Remark[] {
  const places = new Map<string, Remark>();
  for (const mapping of mappings(server)) {
    const { origin } = mapping;
    if (isOn(mapping) !== 'yes' || origin.kind === 'schema') continue;
    const { uri, range, configurationPath } = origin;
    const where = configurationPath === '' ? 'the whole server' : configurationPath;
    places.set(`${uri} ${range.start}`, { uri, range, message: `Mapping is on for ${where}.` });
  }
  return [...places.values()];
}
