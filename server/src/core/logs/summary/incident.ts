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
  readonly clients: number[];
}

/** A mobile device roams, but not further than this is counted. */
const maximumClients = 64;

/** A device with more kinds of failure than this is made up. */
const maximumIncidents = 64;

/** Adds `count` failures to the incidents of a device. */
export function addEvent(incidents: Incident[], event: Event, count = 1): void {
  let incident = incidents.find(({ signature, server }) => signature === event.signature && server === event.server);
  if (incident === undefined) {
    if (incidents.length >= maximumIncidents) return;
    const { signature, server, time, at } = event;
    incident = { signature, server, count: 0, first: time, last: time, example: at, clients: [] };
    incidents.push(incident);
  }
  incident.count += count;
  incident.first = earlier(incident.first, event.time);
  incident.last = later(incident.last, event.time);
  const { client } = event;
  if (client !== none && incident.clients.length < maximumClients && !incident.clients.includes(client)) {
    incident.clients.push(client);
  }
}

/** The smaller of two times, whichever of them is known. */
export function earlier(a: number, b: number): number {
  return Number.isNaN(a) || b < a ? b : a;
}

/** The larger of two times, whichever of them is known. */
export function later(a: number, b: number): number {
  return Number.isNaN(a) || b > a ? b : a;
}
