// The reasons that HTTP.SYS writes to `s-reason` of its HTTPERR log.

export interface HttperrReason {
  /** As HTTP.SYS writes it. */
  readonly reason: string;
  /** A sentence without its period. */
  readonly meaning: string;
  /** True for what idle connections and clients that go away write all day on a healthy server. */
  readonly ordinary: boolean;
}

type Row = readonly [reason: string, meaning: string, ordinary?: 'ordinary'];

const rows: readonly Row[] = [
  ['AppOffline', 'The application is unavailable because its application pool is offline'],
  ['AppPoolTimer', 'The application pool is too busy to process the request'],
  ['AppShutdown', 'The application pool is shutting down'],
  ['BadRequest', 'The request could not be parsed'],
  ['Client_Reset', 'The client reset the connection before the request was assigned to a worker process', 'ordinary'],
  ['Connection_Abandoned_By_AppPool', 'The worker process ended and abandoned its connections'],
  ['Connection_Abandoned_By_ReqQueue', 'The request queue was closed and abandoned its connections'],
  ['Connection_Dropped', 'The client closed the connection before the response was sent', 'ordinary'],
  ['Connection_Dropped_List_Full', 'The list of dropped connections is full'],
  ['ConnLimit', 'The connection limit of the site is reached'],
  ['Connections_Refused', 'The kernel memory for connections is nearly exhausted'],
  ['Disabled', 'The application pool is disabled'],
  ['EntityTooLarge', 'The entity of the request is larger than allowed'],
  ['FieldLength', 'A request header is longer than MaxFieldLength allows'],
  ['Forbidden', 'An element of the URL is forbidden'],
  ['Header', 'A request header is malformed'],
  ['Hostname', 'The host name of the request is invalid'],
  ['Internal', 'HTTP.SYS had an internal error'],
  ['Invalid_CR/LF', 'The request has an illegal carriage return or line feed'],
  ['LengthRequired', 'A required content length is missing'],
  ['N/A', 'The service is unavailable because of an internal error'],
  ['N/I', 'The feature is not implemented'],
  ['NotFound', 'The address was not found'],
  ['Number', 'A number in the request is malformed'],
  ['Precondition', 'A required precondition is missing'],
  ['QueueFull', 'The request queue of the application pool is full'],
  ['RequestLength', 'The request line and headers are longer than MaxRequestBytes allows'],
  ['Timer_AppPool', 'The request waited too long in the queue of the application pool'],
  ['Timer_ConnectionIdle', 'The connection was idle until it timed out', 'ordinary'],
  ['Timer_EntityBody', 'The entity body did not arrive in time'],
  ['Timer_HeaderWait', 'The request headers did not arrive in time'],
  ['Timer_MinBytesPerSecond', 'The client did not receive the response fast enough', 'ordinary'],
  ['Timer_ReqQueue', 'The request waited too long in the request queue'],
  ['Timer_Response', 'The response was not sent in time'],
  ['URL', 'The URL is malformed'],
  ['URL_Length', 'The URL is longer than allowed'],
  ['Verb', 'The verb is malformed'],
  ['Version_N/S', 'The HTTP version is not supported'],
];

/** Every reason, in the order of the alphabet. */
export const httperrReasons: readonly HttperrReason[] = rows.map(([reason, meaning, ordinary]) => ({
  reason,
  meaning,
  ordinary: ordinary !== undefined,
}));

const byName = new Map(httperrReasons.map((entry) => [entry.reason.toLowerCase(), entry]));

/** The entry of a reason, found without case; null when it is unknown. */
export function httperrReason(name: string): HttperrReason | null {
  return byName.get(name.trim().toLowerCase()) ?? null;
}
