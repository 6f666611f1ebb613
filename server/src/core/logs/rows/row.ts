// One ActiveSync request as a decoded row: what the questions ask and what other engines read.
import { byteText } from '../reading/byte-text.js';
import type { LineView } from '../reading/line-splitter.js';
import type { W3cLayout } from '../reading/w3c-layout.js';
import { readActiveSyncQuery } from '../requests/active-sync-query.js';
import { isoTime } from '../requests/clock.js';
import { accountName, clientAddress } from '../requests/identity.js';
import { backEndError } from '../requests/query-reader.js';
import type { RequestFacts } from '../requests/request-facts.js';
import { numberAt } from '../requests/request-reader.js';

/** Text is '' and a number null where the log does not say it. */
export interface LogRow {
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly file: string;
  /** One-based, as editors count. */
  readonly line: number;
  readonly server: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** The account without domain, suffix and case. */
  readonly user: string;
  readonly device: string;
  readonly deviceType: string;
  readonly command: string;
  /** 14.1; null for a plain query. */
  readonly protocol: number | null;
  readonly client: string;
  readonly userAgent: string;
  readonly status: number | null;
  readonly substatus: number | null;
  /** Unsigned. */
  readonly win32: number | null;
  /** Milliseconds. */
  readonly timeTaken: number | null;
  /** Bytes that the client sent. */
  readonly received: number | null;
  /** Monitoring and load balancers. */
  readonly probe: boolean;
  /** The hop from the front end to the back end. */
  readonly backEnd: boolean;
  /** What the back end logs behind a success. */
  readonly error: string;
  /** What HttpProxy calls RequestId. */
  readonly requestId: string;
}

/** In the order of CSV. */
export const rowColumns = [
  'time', 'file', 'line', 'server', 'method', 'path', 'query', 'user', 'device', 'deviceType', 'command', 'protocol',
  'client', 'userAgent', 'status', 'substatus', 'win32', 'timeTaken', 'received', 'probe', 'backEnd', 'error', 'requestId',
] as const satisfies readonly (keyof LogRow)[]; // prettier-ignore

/** The row of a line; `facts` are those of the same line. */
export function rowOf(view: LineView, layout: W3cLayout, facts: RequestFacts, file: string, server: string): LogRow {
  const text = (field: number): string =>
    view.has(field) ? byteText(view.bytes, view.fieldStart(field), view.fieldEnd(field)) : '';
  const query = text(layout.query);
  const decoded = readActiveSyncQuery(query);
  const written = text(layout.user);
  const account = accountName(written);
  return {
    time: isoTime(facts.time) ?? '',
    file,
    line: view.line + 1,
    server,
    method: text(layout.method),
    path: text(layout.stem),
    query,
    user: account === '' || account.endsWith('$') ? accountName(decoded.user ?? '') : account,
    device: decoded.deviceId ?? '',
    deviceType: decoded.deviceType ?? '',
    command: decoded.command ?? '',
    protocol: decoded.version,
    client: clientAddress(text(layout.forwardedFor)) || clientAddress(text(layout.client)),
    userAgent: text(layout.userAgent).replaceAll('+', ' '),
    status: numberAt(view, layout.status),
    substatus: numberAt(view, layout.substatus),
    win32: numberAt(view, layout.win32),
    timeTaken: numberAt(view, layout.timeTaken),
    received: numberAt(view, layout.received),
    probe: facts.probe,
    backEnd: facts.hop === 'back',
    error: decoded.log === null ? '' : backEndError(decoded.log),
    requestId: decoded.requestId ?? '',
  };
}
