// The HTTP statuses and substatuses of IIS and ActiveSync with their meanings.

/** A status that IIS, HTTP.SYS or Exchange writes to `sc-status` and `sc-substatus`. */
export interface HttpStatus {
  /** 100 to 999. */
  readonly status: number;
  /** Null stands for the status as a whole, whatever its substatus. */
  readonly substatus: number | null;
  /** A sentence without its period; no cause is claimed. */
  readonly meaning: string;
  /** A key of `statusSources`. */
  readonly source: StatusSource;
}

export type StatusSource = keyof typeof statusSources;

/** Where the tables of this folder come from. */
export const statusSources = {
  iis: {
    title: 'The HTTP status code in IIS 7 and later versions (KB943891)',
    address:
      'https://learn.microsoft.com/troubleshoot/developer/webapps/iis/www-administration-management/http-status-code',
  },
  httperr: {
    title: 'Error logging in HTTP APIs (KB820729)',
    address:
      'https://learn.microsoft.com/troubleshoot/developer/webapps/aspnet/site-behavior-performance/error-logging-http-apis',
  },
  activeSync: {
    title: '[MS-ASHTTP] Exchange ActiveSync: HTTP Protocol, Status Line',
    address: 'https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-ashttp/',
  },
  activeSyncCommands: {
    title: '[MS-ASCMD] Exchange ActiveSync: Command Reference Protocol, Common Status Codes',
    address: 'https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-ascmd/',
  },
  win32: {
    title: '[MS-ERREF] Windows Error Codes',
    address: 'https://learn.microsoft.com/openspecs/windows_protocols/ms-erref/',
  },
  exchange: { title: 'Exchange front end and ActiveSync logs, observed' },
} as const satisfies Record<string, { readonly title: string; readonly address?: string }>;

type Row = readonly [status: number, substatus: number | null, meaning: string, source?: StatusSource];

const rows: readonly Row[] = [
  [200, null, 'The request succeeded; an ActiveSync error may be in the body of the response'],
  [204, null, 'The request succeeded and the response has no body'],
  [206, null, 'Part of the content was returned'],
  [207, null, 'Several results are in the body of the response'],
  [301, null, 'The address was moved permanently'],
  [302, null, 'The client is redirected'],
  [304, null, 'The content was not modified'],
  [307, null, 'The client is redirected temporarily'],
  [400, null, 'The request is malformed'],
  [400, 1, 'The Destination header is invalid'],
  [400, 2, 'The Depth header is invalid'],
  [400, 3, 'The If header is invalid'],
  [400, 4, 'The Overwrite header is invalid'],
  [400, 5, 'The Translate header is invalid'],
  [400, 6, 'The request body is invalid'],
  [400, 7, 'The content length is invalid'],
  [400, 8, 'The timeout is invalid'],
  [400, 9, 'The lock token is invalid'],
  [400, 10, 'The X-Forwarded-For header is invalid'],
  [400, 11, 'The WebSocket request is invalid'],
  [400, 601, 'Application Request Routing: the client request is malformed'],
  [400, 602, 'Application Request Routing: the time format is invalid'],
  [400, 603, 'Application Request Routing: the range is invalid'],
  [400, 604, 'Application Request Routing: the client is gone'],
  [400, 605, 'Application Request Routing: the maximum number of forwards was reached'],
  [400, 606, 'Application Request Routing: asynchronous competition error'],
  [401, null, 'The request was not authenticated'],
  [401, 1, 'The logon failed'],
  [401, 2, 'The logon failed because of the server configuration: no enabled method authenticated the request'],
  [401, 3, 'An access control list denies access to the resource'],
  [401, 4, 'A filter denied authorization'],
  [401, 5, 'An ISAPI or CGI application denied authorization'],
  [401, 501, 'Dynamic IP restriction: too many concurrent requests'],
  [401, 502, 'Dynamic IP restriction: too many requests in the period'],
  [401, 503, 'The IP address is denied'],
  [401, 504, 'The host name is denied'],
  [403, null, 'Access is forbidden'],
  [403, 1, 'Execute access is forbidden'],
  [403, 2, 'Read access is forbidden'],
  [403, 3, 'Write access is forbidden'],
  [403, 4, 'SSL is required'],
  [403, 5, '128-bit SSL is required'],
  [403, 6, 'The IP address is rejected'],
  [403, 7, 'A client certificate is required'],
  [403, 8, 'Access is denied for the name of the client site'],
  [403, 9, 'Too many clients are connected'],
  [403, 10, 'The server is configured to deny execute access'],
  [403, 11, 'The password was changed'],
  [403, 12, 'The certificate mapper denied access'],
  [403, 13, 'The client certificate is revoked, or its revocation could not be checked'],
  [403, 14, 'Directory listing is denied'],
  [403, 15, 'The number of client access licenses is exceeded'],
  [403, 16, 'The client certificate is not trusted or is invalid'],
  [403, 17, 'The client certificate has expired or is not yet valid'],
  [403, 18, 'The URL cannot be executed in the current application pool'],
  [403, 19, 'CGI applications cannot be executed in this application pool'],
  [403, 20, 'The passport logon failed'],
  [403, 21, 'Access to the source is denied'],
  [403, 22, 'Infinite depth is denied'],
  [403, 501, 'Dynamic IP restriction: too many concurrent requests'],
  [403, 502, 'Dynamic IP restriction: too many requests in the period'],
  [403, 503, 'The IP address is denied'],
  [404, null, 'The resource was not found'],
  [404, 1, 'The site was not found'],
  [404, 2, 'An ISAPI or CGI restriction denies the request'],
  [404, 3, 'A MIME type restriction denies the request'],
  [404, 4, 'No handler is configured'],
  [404, 5, 'Request filtering: the URL sequence is denied'],
  [404, 6, 'Request filtering: the verb is denied'],
  [404, 7, 'Request filtering: the file extension is denied'],
  [404, 8, 'Request filtering: the URL has a hidden segment'],
  [404, 9, 'The file attribute is hidden'],
  [404, 10, 'Request filtering: a request header is too long'],
  [404, 11, 'Request filtering: the URL is escaped twice'],
  [404, 12, 'Request filtering: the URL has high-bit characters'],
  [404, 13, 'Request filtering: the content length is too large'],
  [404, 14, 'Request filtering: the URL is too long'],
  [404, 15, 'Request filtering: the query string is too long'],
  [404, 16, 'A WebDAV request was sent to the static file handler'],
  [404, 17, 'Dynamic content is mapped to the static file handler'],
  [404, 18, 'Request filtering: the query string sequence is denied'],
  [404, 19, 'Request filtering: a filtering rule denies the request'],
  [404, 20, 'Request filtering: the URL has too many segments'],
  [405, null, 'The method is not allowed'],
  [406, null, 'The client does not accept the MIME type'],
  [408, null, 'The request timed out'],
  [411, null, 'The request has no content length'],
  [412, null, 'A precondition failed'],
  [413, null, 'The request entity is too large'],
  [413, 1, 'The request entity is too large'],
  [414, null, 'The URL is too long'],
  [431, null, 'The request headers are too long'],
  [449, null, 'The mobile device must provision before it continues', 'activeSync'],
  [451, null, 'The mobile device is redirected to another server by X-MS-Location', 'activeSync'],
  [456, null, 'The account or the mobile device is blocked', 'activeSync'],
  [457, null, 'The password of the account has expired', 'activeSync'],
  [500, null, 'Internal server error'],
  [500, 0, 'A module or ISAPI error occurred'],
  [500, 11, 'The application is shutting down'],
  [500, 12, 'The application is restarting'],
  [500, 13, 'The web server is too busy'],
  [500, 15, 'Direct requests for Global.asax are not allowed'],
  [500, 16, 'The UNC credentials are incorrect'],
  [500, 17, 'The URL authorization store was not found'],
  [500, 18, 'The URL authorization store cannot be opened'],
  [500, 19, 'The configuration data is invalid'],
  [500, 21, 'A module is not recognized'],
  [500, 22, 'An httpModules configuration does not apply in integrated mode'],
  [500, 23, 'An httpHandlers configuration does not apply in integrated mode'],
  [500, 24, 'An impersonation configuration does not apply in integrated mode'],
  [500, 50, 'URL Rewrite: error in RQ_BEGIN_REQUEST'],
  [500, 51, 'URL Rewrite: error in GL_PRE_BEGIN_REQUEST'],
  [500, 52, 'URL Rewrite: error in RQ_SEND_RESPONSE'],
  [500, 53, 'URL Rewrite: error in RQ_RELEASE_REQUEST_STATE'],
  [500, 100, 'An ASP error occurred'],
  [501, null, 'The method or command is not implemented'],
  [502, null, 'Bad gateway'],
  [502, 1, 'The CGI application timed out'],
  [502, 2, 'Bad gateway'],
  [502, 3, 'Application Request Routing: the connection to the server failed'],
  [502, 4, 'Application Request Routing: no server is available'],
  [503, null, 'The service is unavailable'],
  [503, 0, 'The application pool is unavailable'],
  [503, 2, 'The limit of concurrent requests is exceeded'],
  [503, 3, 'The ASP.NET queue is full'],
  [503, 4, 'The FastCGI queue is full'],
  [504, null, 'The gateway timed out'],
  [505, null, 'The protocol version is not supported'],
  [507, null, 'The mailbox has exceeded its quota', 'activeSync'],
];

/** Every entry, ordered by status and substatus. */
export const httpStatuses: readonly HttpStatus[] = rows.map(([status, substatus, meaning, source = 'iis']) => ({
  status,
  substatus,
  meaning,
  source,
}));

const byKey = new Map(httpStatuses.map((entry) => [keyOf(entry.status, entry.substatus), entry]));

/**
 * What a status means: the entry of its substatus, else that of the status as a whole, else null. Substatus
 * 0 says nothing more than the status.
 */
export function httpStatus(status: number, substatus: number | null = null): HttpStatus | null {
  return byKey.get(keyOf(status, substatus)) ?? byKey.get(keyOf(status, null)) ?? null;
}

function keyOf(status: number, substatus: number | null): string {
  return `${status}.${substatus ?? ''}`;
}
