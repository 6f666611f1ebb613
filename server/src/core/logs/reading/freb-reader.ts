// Reads Failed Request Tracing files: which module refused a request, and with which status.
import { parseXml } from '../../xml/parse.js';
import type { XmlElement } from '../../xml/tree.js';

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

/** Null where the text is not a trace. */
export function readFailedRequest(text: string): FailedRequest | null {
  if (/<!DOCTYPE/i.test(text)) return null;
  const { root } = parseXml(text);
  if (root === null || localName(root.name) !== 'failedRequest') return null;
  const attribute = (name: string): string => attributeNamed(root, name);
  const events = childrenNamed(root, 'Event');
  const refusal = events.map(dataOf).find((data) => data.has('ModuleName') && data.has('HttpStatus'));
  const [status, substatus] = (attribute('statusCode') || attribute('triggerStatusCode')).split('.');
  const code = refusal?.get('ErrorCode');
  return {
    url: attribute('url'),
    status: Number(status) || Number(refusal?.get('HttpStatus')) || 0,
    substatus: numberOf(substatus) ?? numberOf(refusal?.get('HttpSubStatus')),
    win32: code === undefined ? null : numberOf(code),
    user: attribute('userName'),
    module: refusal?.get('ModuleName') ?? null,
    notification: refusal?.get('Notification') ?? null,
    time: events.map(createdAt).find((time) => time !== '') ?? '',
  };
}

/** A name without its namespace prefix, which the stylesheet of a trace does not look at either. */
function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function childrenNamed(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement => child.kind === 'element' && localName(child.name) === name,
  );
}

function attributeNamed(element: XmlElement, name: string): string {
  return element.attributes.find((attribute) => localName(attribute.name) === name)?.value ?? '';
}

function textOf(element: XmlElement): string {
  return element.children
    .map((child) => (child.kind === 'text' || child.kind === 'cdata' ? child.text : ''))
    .join('')
    .trim();
}

function numberOf(text: string | undefined): number | null {
  const value = Number(text);
  return text === undefined || text === '' || !Number.isFinite(value) ? null : value >>> 0;
}

/** `<EventData><Data Name="ModuleName">IIS Web Core</Data>…`. */
function dataOf(event: XmlElement): Map<string, string> {
  const data = childrenNamed(event, 'EventData').flatMap((one) => childrenNamed(one, 'Data'));
  return new Map(data.map((one) => [attributeNamed(one, 'Name'), textOf(one)]));
}

function createdAt(event: XmlElement): string {
  const [created] = childrenNamed(event, 'System').flatMap((system) => childrenNamed(system, 'TimeCreated'));
  return created ? attributeNamed(created, 'SystemTime') : '';
}
