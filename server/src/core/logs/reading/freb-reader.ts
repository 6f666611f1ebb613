// Reads Failed Request Tracing files: which module rejected a request, and with which status.
import { XMLParser } from 'fast-xml-parser';

/** What one trace says. */
export interface FailedRequest {
  readonly url: string;
  /** 0 where the trace does not say it. */
  readonly status: number;
  readonly substatus: number | null;
  /** Unsigned; null where the trace does not say it. */
  readonly win32: number | null;
  readonly user: string;
  /** `IIS Web Core`; null where no module set an error status. */
  readonly module: string | null;
  /** `BEGIN_REQUEST`. */
  readonly notification: string | null;
  /** ISO 8601 of the first event; '' where there is none. */
  readonly time: string;
}

/** Larger traces are not read. */
export const maximumTrace = 16 * 1024 * 1024;

type Xml = Readonly<Record<string, unknown>>;

/** Null where the text is not a trace. */
export function readFailedRequest(text: string): FailedRequest | null {
  if (/<!DOCTYPE/i.test(text)) return null;
  let root: unknown;
  try {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      removeNSPrefix: true,
      parseTagValue: false,
      parseAttributeValue: false,
      isArray: (name) => name === 'Event' || name === 'Data',
    });
    root = (parser.parse(text) as Xml).failedRequest;
  } catch {
    return null;
  }
  if (!isXml(root)) return null;
  const trace = root;
  const attribute = (name: string): string => textOf(trace[`@${name}`]);
  const events = Array.isArray(root.Event) ? root.Event.filter(isXml) : [];
  const rejecting = events.map(dataOf).find((data) => data.has('ModuleName') && data.has('HttpStatus'));
  const [status, substatus] = (attribute('statusCode') || attribute('triggerStatusCode')).split('.');
  const code = rejecting?.get('ErrorCode');
  return {
    url: attribute('url'),
    status: Number(status) || Number(rejecting?.get('HttpStatus')) || 0,
    substatus: numberOf(substatus) ?? numberOf(rejecting?.get('HttpSubStatus')),
    win32: code === undefined ? null : numberOf(code),
    user: attribute('userName'),
    module: rejecting?.get('ModuleName') ?? null,
    notification: rejecting?.get('Notification') ?? null,
    time: events.map(createdAt).find((time) => time !== '') ?? '',
  };
}

function isXml(value: unknown): value is Xml {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(text: string | undefined): number | null {
  const value = Number(text);
  return text === undefined || text === '' || !Number.isFinite(value) ? null : value >>> 0;
}

/** `<EventData><Data Name="ModuleName">IIS Web Core</Data>…`. */
function dataOf(event: Xml): Map<string, string> {
  const data = isXml(event.EventData) && Array.isArray(event.EventData.Data) ? event.EventData.Data : [];
  return new Map(data.filter(isXml).map((one) => [textOf(one['@Name']), textOf(one['#text'])]));
}

function createdAt(event: Xml): string {
  const created = isXml(event.System) ? event.System.TimeCreated : null;
  return isXml(created) ? textOf(created['@SystemTime']) : '';
}
