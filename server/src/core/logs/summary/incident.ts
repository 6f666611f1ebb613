// One kind of failure of one mobile device on one server, counted.
import { none } from '../requests/names.js';
import type { Signature } from './signature.js';

/** A line of a file that was read. */
export interface LogLine {
  /** Index of the file in reading order. */
  readonly file: number;
  /** Zero-based. */
  readonly line: number;
}

/** A failed request at the moment it is read. */
export interface Event {
  /** Seconds since 1970; NaN where the line has no time. */
  readonly time: number;
  readonly signature: Signature;
  /** A number of the server table. */
  readonly server: number;
  readonly client: number;
  readonly at: LogLine;
}

export interface Incident {
  readonly signature: Signature;
  readonly server: number;
  count: number;
  first: number;
  last: number;
  /** The earliest line of it that was read first. */
  readonly example: LogLine;
  /** The first client, `none` where no line says it, and those after it. */
  readonly client: number;
  others: readonly number[];
}

/** A mobile device roams, but not further than this is counted. */
const maximumClients = 64;

const noClients: readonly number[] = [];

/** A device with more kinds of failure than this is made up. */
const maximumIncidents = 64;

/** The incidents of a device with `count` failures more. */
export function addEvent(incidents: readonly Incident[], event: Event, count = 1): readonly Incident[] {
  const { signature, server, time, client, at } = event;
  const known = incidentOf(incidents, signature, server);
  if (known === undefined) {
    if (incidents.length >= maximumIncidents) return incidents;
    const incident = { signature, server, count, first: time, last: time, example: at, client, others: noClients };
    return incidents.length === 0 ? [incident] : [...incidents, incident];
  }
  known.count += count;
  known.first = earlier(known.first, time);
  known.last = later(known.last, time);
  if (client !== none && client !== known.client && !known.others.includes(client)) {
    if (known.others.length < maximumClients) known.others = [...known.others, client];
  }
  return incidents;
}

function incidentOf(incidents: readonly Incident[], signature: Signature, server: number): Incident | undefined {
  for (const one of incidents) if (one.signature === signature && one.server === server) return one;
  return undefined;
}

/** The smaller of two times, whichever of them is known. */
export function earlier(a: number, b: number): number {
  return Number.isNaN(a) || b < a ? b : a;
}

/** The larger of two times, whichever of them is known. */
export function later(a: number, b: number): number {
  return Number.isNaN(a) || b > a ? b : a;
}
