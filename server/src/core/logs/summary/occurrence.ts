// Failures of one kind put together over mobile devices and servers, with what is striking about whom they
// hit.
import type { DeviceSummary, IncidentSummary } from './devices.js';
import { earlier, later, type LogLine } from './incident.js';
import type { Signature } from './signature.js';
import type { ServerOccurrence } from './server-occurrence.js';
import type { LogSummary } from './summary.js';

/** What a cause is made of. Times are seconds since 1970, NaN where no line has one. */
export interface Occurrence {
  readonly count: number;
  /** Distinct mobile devices, clients without a device ID not included. */
  readonly devices: number;
  /** Distinct addresses, and the only one where there is one. */
  readonly clients: number;
  readonly onlyClient: string | null;
  /** Most frequent first. */
  readonly servers: readonly ServerOccurrence[];
  readonly first: number;
  readonly last: number;
  readonly example: LogLine;
  readonly signatures: ReadonlyMap<Signature, number>;
  readonly failing: readonly DeviceSummary[];
}

/** Failures that are selected, of devices with at least `minimum` of them; null where there are none. */
export function occurrenceOf(
  summary: LogSummary,
  selects: (signature: Signature) => boolean,
  minimum = 1,
): Occurrence | null {
  const signatures = new Set([...summary.signatures].filter(selects));
  if (signatures.size === 0) return null;
  const collector = new Collector();
  for (const device of summary.failing) {
    const selected = frontEndFirst(device.incidentsOf(signatures));
    if (selected.reduce((sum, { count }) => sum + count, 0) >= minimum) collector.add(device, selected);
  }
  return collector.occurrence();
}

/**
 * The back end repeats what the front end logged: it counts only where the front end logged nothing of the
 * kind.
 */
function frontEndFirst(incidents: readonly IncidentSummary[]): readonly IncidentSummary[] {
  const isBack = ({ signature }: IncidentSummary): boolean => 'hop' in signature && signature.hop === 'back';
  const front = incidents.filter((incident) => !isBack(incident));
  return front.length > 0 ? front : incidents;
}

class Collector {
  readonly #servers = new Map<string, ServerOccurrence>();
  readonly #clients = new Set<number>();
  #client: string | null = null;
  readonly #signatures = new Map<Signature, number>();
  readonly #failing: DeviceSummary[] = [];
  #count = 0;
  #devices = 0;
  #first = NaN;
  #last = NaN;
  #example: LogLine | null = null;

  add(device: DeviceSummary, incidents: readonly IncidentSummary[]): void {
    this.#failing.push(device);
    const isDevice = device.device !== null;
    if (isDevice) this.#devices++;
    const seen = new Set<string>();
    for (const incident of incidents) {
      this.#count += incident.count;
      this.#signatures.set(incident.signature, (this.#signatures.get(incident.signature) ?? 0) + incident.count);
      for (const client of incident.clients) {
        this.#client ??= incident.clientName(client);
        this.#clients.add(client);
      }
      if (this.#example === null || incident.first < this.#first) this.#example = incident.example;
      this.#first = earlier(this.#first, incident.first);
      this.#last = later(this.#last, incident.last);
      this.#onServer(incident, isDevice && !seen.has(incident.server));
      seen.add(incident.server);
    }
  }

  occurrence(): Occurrence | null {
    if (this.#example === null) return null;
    return {
      count: this.#count,
      devices: this.#devices,
      clients: this.#clients.size,
      onlyClient: this.#clients.size === 1 ? this.#client : null,
      servers: [...this.#servers.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
      first: this.#first,
      last: this.#last,
      example: this.#example,
      signatures: this.#signatures,
      failing: this.#failing,
    };
  }

  #onServer({ server: name, count, first, last, example }: IncidentSummary, newDevice: boolean): void {
    const server = this.#servers.get(name);
    if (server === undefined) {
      this.#servers.set(name, { name, count, devices: newDevice ? 1 : 0, first, last, example });
      return;
    }
    server.count += count;
    if (newDevice) server.devices++;
    if (first < server.first) server.example = example;
    server.first = earlier(server.first, first);
    server.last = later(server.last, last);
  }
}
