// One logged event as a fact: which provider, when, and what its message or data name.
import type { Range } from '../../text/range.js';
import type { EventFact, EventProvider } from '../facts.js';

/** An event as a text has it. */
export interface RawEvent {
  readonly provider: string;
  readonly id: number;
  readonly computer: string | null;
  readonly time: string | null;
  /** The message; of XML the values of its data, one a line. */
  readonly message: string;
  /** Data by their names, in lower case; only XML has them. */
  readonly data?: ReadonlyMap<string, string>;
  readonly range: Range;
}

const providers: readonly (readonly [RegExp, EventProvider])[] = [
  [/kerberos-key-distribution-center|^kdcsvc$|^kdc$/i, 'kdc'],
  [/microsoft-windows-httpevent|^httpevent$|microsoft-windows-httpservice/i, 'http'],
  [/^(?:microsoft-windows-)?schannel/i, 'schannel'],
  [/security-kerberos|^kerberos$/i, 'kerberos'],
  [/capi2/i, 'capi2'],
  [/microsoft-windows-security-auditing/i, 'security'],
];

export function eventProvider(name: string): EventProvider {
  return providers.find(([pattern]) => pattern.test(name.trim()))?.[1] ?? 'other';
}

export function eventFact({ provider, id, time, message, data, range }: RawEvent): EventFact {
  const kind = eventProvider(provider);
  const short = message.slice(0, 8000);
  const thumbprint = data?.get('thumbprint') ?? /Thumbprint:\s{0,20}([0-9A-Fa-f]{40})\b/.exec(short)?.[1] ?? null;
  return {
    provider: kind,
    id,
    times: time === null ? [] : timesOf(time),
    endpoint: kind === 'http' ? endpointIn(short) : null,
    account: kind === 'kdc' ? (data?.get('accountname') ?? accountIn(short)) : null,
    thumbprint: thumbprint?.toLowerCase() ?? null,
    range,
  };
}

/** The endpoint is last in the message: `… deleted for endpoint : 0.0.0.0:443`. */
function endpointIn(message: string): string | null {
  const all = [...message.matchAll(/(?<=^|[\s>])((?:\[[0-9a-f:.%]{2,60}\]|[\w.-]{1,253}):\d{1,5})(?=$|[\s.,<])/gi)];
  return all.at(-1)?.[1]?.toLowerCase() ?? null;
}

function accountIn(message: string): string | null {
  const found =
    /(?:^|\s)(?:User|Account|AccountName|Account Name): {0,20}([^\s:][^\r\n:"]{0,120}?)(?=\s{2,}|\s+Certificate\b|[\r\n"]|$)/m;
  return found.exec(message)?.[1]?.trim() ?? null;
}

/**
 * A time as milliseconds in UTC. Local dates can be read with the day or the month first, so that both count,
 * always in this order, and two times of one text are compared reading by reading.
 */
export function timesOf(written: string): number[] {
  const iso = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?/.exec(written);
  if (iso) {
    const [, year, month, day, hour, minute, second, fraction] = iso;
    const milliseconds = Math.trunc(Number(`0.${fraction ?? '0'}`) * 1000);
    return [Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second!, milliseconds)];
  }
  const json = /^\\?\/Date\((-?\d{1,16})\)\\?\/$/.exec(written);
  if (json) return [Number(json[1])];
  const local = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4}),? (\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?: ?([AP])\.?M\.?)?/i.exec(
    written,
  );
  if (!local) return [];
  const [, first, second, year, hour, minute, seconds, half] = local;
  const hours = half === undefined ? +hour! : (+hour! % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const at = (month: number, day: number): number => Date.UTC(+year!, month - 1, day, hours, +minute!, +(seconds ?? 0));
  return [
    [+first!, +second!],
    [+second!, +first!],
  ].map(([month, day]) => (month! <= 12 ? at(month!, day!) : NaN));
}
