// The commands that write a record of HTTP.SYS anew: there is no other way to change one on every Windows version.
import type { NetshRecord } from './netsh.js';

/** Labels of on-off fields, and the parameter that repeats one that is not as it is by default (`netsh http add sslcert`, help text). */
const PARAMETERS: readonly { readonly label: RegExp; readonly parameter: string; readonly otherwise: RegExp }[] = [
  {
    label: /^verify client certificate revocation$/i,
    parameter: 'verifyclientcertrevocation=disable',
    otherwise: /^disabled$/i,
  },
  {
    label: /^verify revocation using cached client certificate only$/i,
    parameter: 'verifyrevocationwithcachedclientcertonly=enable',
    otherwise: /^enabled$/i,
  },
  { label: /^usage check$/i, parameter: 'usagecheck=disable', otherwise: /^disabled$/i },
  { label: /^negotiate client certificate$/i, parameter: 'clientcertnegotiation=enable', otherwise: /^enabled$/i },
  { label: /^reject connections$/i, parameter: 'reject=enable', otherwise: /^enabled$/i },
  { label: /^disable http\/?2$/i, parameter: 'disablehttp2=enable', otherwise: /^set$/i },
  { label: /^disable quic$/i, parameter: 'disablequic=enable', otherwise: /^set$/i },
  { label: /^disable tls ?1\.2$/i, parameter: 'disabletls12=enable', otherwise: /^set$/i },
  { label: /^disable tls ?1\.3$/i, parameter: 'disabletls13=enable', otherwise: /^set$/i },
  { label: /^disable ocsp stapling$/i, parameter: 'disableocspstapling=enable', otherwise: /^set$/i },
  { label: /^disable legacy tls versions$/i, parameter: 'disablelegacytls=enable', otherwise: /^set$/i },
];

const NUMBERS: readonly { readonly label: RegExp; readonly parameter: string }[] = [
  { label: /^revocation freshness time$/i, parameter: 'revocationfreshnesstime' },
  { label: /^url retrieval timeout$/i, parameter: 'urlretrievaltimeout' },
];

const IS_ON = /^(?:enabled|set)$/i;

/** What goes into a command has to be plain: the text is somebody's file. */
const PLAIN = /^[\w.:[\]-]+$/;

/**
 * Deletes a record and adds it with the DS mapper on, everything else as it is. Null for a record that lacks what the command needs,
 * or that holds something that is not known here and so could not be repeated: a list of trusted issuers, a switch of a newer Windows.
 */
export function commandsWithDsMapper(record: NetshRecord): string[] | null {
  const { kind, endpoint, certificateHash, applicationId, storeName, fields } = record;
  const key = kind === 'ipPort' ? 'ipport' : kind === 'hostnamePort' ? 'hostnameport' : null;
  const trusted = fields.some(({ label, value }) => /^ctl /i.test(label) && value !== '');
  if (key === null || certificateHash === null || applicationId === null || storeName === null || trusted) return null;
  if (![endpoint, storeName].every((text) => PLAIN.test(text))) return null;
  const isKnown = (label: string): boolean =>
    /^ds mapper usage$/i.test(label) || PARAMETERS.some((parameter) => parameter.label.test(label));
  if (fields.some(({ label, value }) => IS_ON.test(value) && !isKnown(label))) return null;
  const switches = PARAMETERS.filter(({ label, otherwise }) =>
    fields.some((field) => label.test(field.label) && otherwise.test(field.value)),
  ).map(({ parameter }) => parameter);
  const numbers = NUMBERS.flatMap(({ label, parameter }) => {
    const value = fields.find((field) => label.test(field.label))?.value ?? '0';
    return /^[1-9]\d*$/.test(value) ? [`${parameter}=${value}`] : [];
  });
  const add = [
    `netsh http add sslcert ${key}=${endpoint}`,
    `certhash=${certificateHash}`,
    `appid=${applicationId}`,
    `certstorename=${storeName}`,
    ...switches,
    ...numbers,
    'dsmapperusage=enable',
  ];
  return [`netsh http delete sslcert ${key}=${endpoint}`, add.join(' ')];
}
