// Which field of a W3C line is what: from `#Fields:`, or from a line itself where a file has no header.

/** Field positions, -1 for a field that is not logged. */
export interface W3cLayout {
  /** The names as written. */
  readonly names: readonly string[];
  /** How many there are. */
  readonly count: number;
  readonly date: number;
  readonly time: number;
  readonly siteName: number;
  readonly computerName: number;
  readonly serverAddress: number;
  readonly method: number;
  readonly stem: number;
  readonly query: number;
  readonly port: number;
  readonly user: number;
  readonly client: number;
  readonly userAgent: number;
  readonly host: number;
  readonly status: number;
  readonly substatus: number;
  readonly win32: number;
  readonly received: number;
  readonly timeTaken: number;
  readonly forwardedFor: number;
  /** True where values with spaces are in double quotes (IIS Advanced Logging). */
  readonly quoted: boolean;
}

/** The fields of IIS's default `logExtFileFlags`. */
export const defaultFields =
  'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken';

/** The layout of a list of field names. */
export function w3cLayout(names: readonly string[], quoted = false): W3cLayout {
  const lower = names.map((name) => name.toLowerCase());
  const at = (...wanted: readonly string[]): number => {
    for (const name of wanted) {
      const index = lower.indexOf(name);
      if (index >= 0) return index;
    }
    return -1;
  };
  return {
    names,
    count: names.length,
    date: at('date', 'date-utc', 'date-local'),
    time: at('time', 'time-utc', 'time-local'),
    siteName: at('s-sitename'),
    computerName: at('s-computername'),
    serverAddress: at('s-ip'),
    method: at('cs-method'),
    stem: at('cs-uri-stem'),
    query: at('cs-uri-query'),
    port: at('s-port'),
    user: at('cs-username'),
    client: at('c-ip'),
    userAgent: at('cs(user-agent)'),
    host: at('cs-host', 'cs(host)'),
    status: at('sc-status'),
    substatus: at('sc-substatus'),
    win32: at('sc-win32-status'),
    received: at('cs-bytes'),
    timeTaken: at('time-taken', 'timetakenms'),
    forwardedFor: at('x-forwarded-for', 'cs(x-forwarded-for)'),
    quoted,
  };
}

const isAddress = (text: string): boolean =>
  /^\[?(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*:[0-9a-f:.]*(?:%\w+)?)\]?$/i.test(text);
const isNumber = (text: string | undefined): boolean => text !== undefined && /^-?\d{1,10}$/.test(text);

/**
 * The fields of a line of a file without a header, told by what is in it; null where it is not a line of IIS.
 * Between address and status IIS writes agent, cookie, referer and host, in this order and whichever of them
 * are enabled.
 */
export function inferFields(line: string): readonly string[] | null {
  const values = line.split(' ');
  if (!/^\d{4}-\d\d-\d\d$/.test(values[0]!) || !/^\d\d:\d\d:\d\d/.test(values[1] ?? '')) return null;
  const names = ['date', 'time'];
  if (/^W3SVC\d+$/i.test(values[names.length] ?? '')) names.push('s-sitename');
  if (!isAddress(values[names.length] ?? '') && isAddress(values[names.length + 1] ?? '')) names.push('s-computername');
  if (!isAddress(values[names.length] ?? '')) return null;
  names.push('s-ip', 'cs-method', 'cs-uri-stem', 'cs-uri-query', 's-port', 'cs-username', 'c-ip');
  const [stem, port, client] = [names.indexOf('cs-uri-stem'), names.indexOf('s-port'), names.length - 1];
  if (!/^[/*-]/.test(values[stem] ?? '') || !isNumber(values[port]) || !isAddress(values[client] ?? '')) return null;
  if (/^HTTP\/\d/i.test(values[names.length] ?? '')) names.push('cs-version');
  const status = values.findIndex(
    (value, i) => i >= names.length && /^(?:0|[1-9]\d\d)$/.test(value) && [1, 2].every((k) => isNumber(values[i + k])),
  );
  if (status < 0) return null;
  const between = [
    [],
    ['cs(User-Agent)'],
    ['cs(User-Agent)', 'cs(Referer)'],
    ['cs(User-Agent)', 'cs(Cookie)', 'cs(Referer)'],
    ['cs(User-Agent)', 'cs(Cookie)', 'cs(Referer)', 'cs-host'],
  ][status - names.length];
  if (between === undefined) return null;
  names.push(...between, 'sc-status', 'sc-substatus', 'sc-win32-status');
  const rest = values.slice(status + 3);
  const numbers = rest.findIndex((value) => !isNumber(value));
  const numeric = numbers < 0 ? rest.length : numbers;
  if (numeric >= 3) names.push('sc-bytes', 'cs-bytes', 'time-taken');
  else if (rest.length > 0) names.push('time-taken');
  for (let i = names.length; i < values.length; i++)
    names.push(i === values.length - 1 ? 'X-Forwarded-For' : `custom-${i}`);
  return names;
}
