// Where a server maps client certificates to accounts of Active Directory: at server level, or anywhere below
// its front end.
import { takesClients } from '../../exchange/sign-in.js';
import type { ExchangeServer } from '../../exchange/virtual-directory.js';
import { sections } from '../../sign-in/sections.js';
import type { Effective } from '../../iis/effective.js';
import { readBoolean } from '../../iis/read.js';
import { isOn, or } from '../../iis/truth.js';
import type { Truth } from '../../iis/truth.js';
import type { Note } from '../../text/range.js';

function ofFrontEnd({ virtualDirectories }: ExchangeServer): Effective<boolean>[] {
  return virtualDirectories.filter((one) => takesClients(one) || one.role === 'other').map(({ mapping }) => mapping);
}

function mappings(server: ExchangeServer): Effective<boolean>[] {
  return [readBoolean(server.configuration, '', sections.mapping, 'enabled'), ...ofFrontEnd(server)];
}

/** Anywhere, if only at server level, from where Exchange's own locations let no path inherit it. */
export function mapsCertificates(server: ExchangeServer): Truth {
  return or(...mappings(server).map(isOn));
}

/** For a path that clients use. */
export function mapsClients(server: ExchangeServer): Truth {
  return or(...ofFrontEnd(server).map(isOn));
}

/**
 * The certificate is not to end at a device or pass through an older server, where mapping itself would be
 * the mistake.
 */
export function mayEndAtExchange({ frontEnd, backEnd, legacy, termination }: ExchangeServer): boolean {
  const isExchange = frontEnd !== null || backEnd !== null || legacy !== null;
  return isExchange
    ? (frontEnd !== null || legacy !== null) && termination.value !== 'device' && termination.value !== 'legacy'
    : termination.value === 'none';
}

/** Every place that turns mapping on, each once, the server level first. */
export function mappingPlaces(server: ExchangeServer): Note[] {
  const places = new Map<string, Note>();
  for (const mapping of mappings(server)) {
    const { origin } = mapping;
    if (isOn(mapping) !== 'yes' || origin.kind === 'schema') continue;
    const { uri, range, configurationPath } = origin;
    const where = configurationPath === '' ? 'the whole server' : configurationPath;
    places.set(`${uri} ${range.start}`, { uri, range, message: `Mapping is enabled for ${where}.` });
  }
  return [...places.values()];
}
