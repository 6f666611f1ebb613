// What the fields of IIS, HTTPERR, HttpProxy and custom logging mean.

const meanings: Readonly<Record<string, string>> = {
  __proto__: null as never,
  date: 'day of the request in UTC',
  time: 'time at which the request ended, in UTC',
  's-sitename': 'W3SVC and the ID of the site',
  's-computername': 'name of the server',
  's-ip': 'address of the server',
  's-port': 'port of the server: 443 at the front end, 444 at the back end',
  'cs-method': 'method of the request',
  'cs-uri-stem': 'path of the request',
  'cs-uri-query': 'query of the request, to which Exchange appends its own values',
  'cs-username': 'user that signed in; "-" where no user did',
  'c-ip': 'address of the client, or of the gateway in front',
  'c-port': 'port of the client',
  'cs-version': 'HTTP version',
  'cs(user-agent)': 'mail app or browser',
  'cs(cookie)': 'cookies of the request',
  'cs(referer)': 'page that led here',
  'cs-host': 'Host header',
  'cs-uri': 'address of the request',
  'sc-status': 'HTTP status',
  'sc-substatus': 'substatus of IIS, which distinguishes failures with the same status',
  'sc-win32-status': 'Windows error code, unsigned',
  'sc-bytes': 'bytes sent',
  'cs-bytes': 'bytes received',
  'time-taken': 'milliseconds; a Ping of ActiveSync may take up to an hour',
  streamid: 'stream of HTTP/2',
  's-siteid': 'ID of the site',
  's-reason': 'why HTTP.SYS answered or closed the connection itself',
  's-queuename': 'application pool',
  'x-forwarded-for': 'addresses of the client and of gateways, the client first',
  // HttpProxy logs of Exchange.
  requestid: 'ID of the request; the W3C log has it in the query, as cafeReqId',
  httpstatus: 'status of the answer',
  backendstatus: 'status that the back end answered',
};

/** Null for a field that is not known. */
export function fieldMeaning(name: string): string | null {
  return meanings[name.toLowerCase()] ?? null;
}
