// What `netsh http show sslcert` prints: the records of HTTP.SYS, each with its certificate and where its
// lines stand.
//
// Windows translates the labels; a record is recognised by its first field, which holds an address and a
// port, and the rest by their order of kinds where labels are not English. Source: the documentation of
// `netsh http`, and the SslBindingInfo key.
import type { Range } from '../text/range.js';

export interface NetshField {
  readonly label: string;
  /** '' for `(null)`. */
  readonly value: string;
  /** Of the value in the text. */
  readonly range: Range;
}

/** A field that is on or off, and where it says so. */
export interface NetshSwitch {
  readonly on: boolean;
  /** Of the value in the text. */
  readonly range: Range;
}

/** The switches of a record that decide what becomes of client certificates. */
export type NetshSwitchName =
  | 'dsMapper'
  | 'negotiateClientCertificate'
  | 'verifyRevocation'
  | 'usageCheck'
  | 'trustList'
  | 'rejectConnections'
  | 'disableTls13'
  | 'disableHttp2';

/** Null: it is not said, or not in English. */
export type NetshSwitches = Readonly<Record<NetshSwitchName, NetshSwitch | null>>;

export interface NetshRecord extends NetshSwitches {
  readonly kind: 'ipPort' | 'hostnamePort' | 'centralStore' | 'scopedCentralStore';
  /** `0.0.0.0:443`, `mail.contoso.com:443`. */
  readonly endpoint: string;
  /** From the first character of its first line to the end of its last. */
  readonly range: Range;
  /** Lower-case hexadecimal of 40 digits; null when there is none, as for the central store. */
  readonly certificateHash: string | null;
  readonly certificateHashRange: Range | null;
  readonly applicationId: string | null;
  readonly storeName: string | null;
  /** Every field in the order of the text. */
  readonly fields: readonly NetshField[];
}

const LINE = /[^\r\n]+/g;

/**
 * `label : value`; the colon that counts has white space before it, as `IP:port` and `Hostname:port` hold one
 * themselves. Looked for by hand: an expression with white space of any length on both sides takes the square
 * of the time on a line that is full of it.
 */
function fieldOf(line: string, at: number): NetshField | null {
  const from = line.length - line.trimStart().length;
  let colon = line.indexOf(':', from);
  while (colon > from && line[colon - 1]!.trim() !== '') colon = line.indexOf(':', colon + 1);
  if (colon <= from) return null;
  const raw = line.slice(colon + 1).trim();
  const end = at + Math.max(line.trimEnd().length, colon + 1);
  const range = { start: end - raw.length, end };
  return { label: line.slice(from, colon).trimEnd(), value: raw === '(null)' ? '' : raw, range };
}

const KINDS: readonly (readonly [RegExp, NetshRecord['kind']])[] = [
  [/^ip:port$/i, 'ipPort'],
  [/^hostname:port$/i, 'hostnamePort'],
  [/^central certificate store$/i, 'centralStore'],
  [/^scoped ?ccs$/i, 'scopedCentralStore'],
];

/** Reads every record of a text. Total: lines that belong to none are passed over. */
export function readNetshSslCertificates(text: string): NetshRecord[] {
  const records: { kind: NetshRecord['kind']; fields: NetshField[]; start: number; end: number }[] = [];
  for (const match of text.matchAll(LINE)) {
    const field = fieldOf(match[0], match.index);
    if (!field) continue;
    const { end } = field.range;
    const kind = kindOf(field);
    if (kind !== null) {
      const start = match.index + (match[0].length - match[0].trimStart().length);
      records.push({ kind, fields: [field], start, end });
    } else {
      const record = records.at(-1);
      if (record === undefined) continue;
      record.fields.push(field);
      record.end = end;
    }
  }
  return records.map(({ kind, fields, start, end }) => recordOf(kind, fields, { start, end }));
}

/**
 * Translated Windows says `IP:Port` and `Hostname:Port` in other cases and words, with an address and a port
 * behind.
 */
function kindOf({ label, value }: NetshField): NetshRecord['kind'] | null {
  for (const [pattern, kind] of KINDS) if (pattern.test(label)) return kind;
  if (!label.includes(':') || !/:\d{1,5}$/.test(value)) return null;
  return /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.%]+\]):\d+$/i.test(value) ? 'ipPort' : 'hostnamePort';
}

function recordOf(kind: NetshRecord['kind'], fields: readonly NetshField[], range: Range): NetshRecord {
  const find = (pattern: RegExp): NetshField | undefined => fields.find(({ label }) => pattern.test(label));
  // A thumbprint is unmistakable in any language; other fields are read by their English labels alone. What a
  // transcript has behind the record of a central store, which has none, may be one too.
  const labelled = find(/^certificate hash$/i);
  const hash = (labelled ? [labelled] : fields).find(({ value }) => /^[0-9a-f]{40}$/i.test(value));
  return {
    kind,
    endpoint: fields[0]!.value,
    range,
    certificateHash: hash?.value.toLowerCase() ?? null,
    certificateHashRange: hash?.range ?? null,
    applicationId: fields.find(({ value }) => /^\{[0-9a-f-]{36}\}$/i.test(value))?.value ?? null,
    storeName: find(/^certificate store name$/i)?.value ?? null,
    dsMapper: switchOf(find(/^ds mapper usage$/i)),
    negotiateClientCertificate: switchOf(find(/^negotiate client certificate$/i)),
    verifyRevocation: switchOf(find(/^verify client certificate revocation$/i)),
    usageCheck: switchOf(find(/^usage check$/i)),
    trustList: namedOf([find(/^ctl store name$/i), find(/^ctl identifier$/i)]),
    rejectConnections: switchOf(find(/^reject connections$/i)),
    disableTls13: switchOf(find(/^disable tls ?1\.3$/i)),
    disableHttp2: switchOf(find(/^disable http\/?2$/i)),
    fields,
  };
}

/** A name in one of the fields against `(null)` in all. */
function namedOf(fields: readonly (NetshField | undefined)[]): NetshSwitch | null {
  const field = fields.find((one) => one !== undefined && one.value !== '') ?? fields.find((one) => one !== undefined);
  return field === undefined ? null : { on: field.value !== '', range: field.range };
}

/** `Enabled` and `Set` against `Disabled` and `Not Set`. */
function switchOf(field: NetshField | undefined): NetshSwitch | null {
  const on = /^(?:enabled|set)$/i.test(field?.value ?? '');
  const off = /^(?:disabled|not set)$/i.test(field?.value ?? '');
  return field !== undefined && (on || off) ? { on, range: field.range } : null;
}
