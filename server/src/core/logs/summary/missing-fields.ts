// Which fields that the triage needs were not logged, on how many requests.
import type { W3cLayout } from '../reading/w3c-layout.js';
import { earlier, later, type LogLine } from './incident.js';

/** Requests on which a field was not logged, with the header that left it out. */
export interface MissingFields {
  readonly names: readonly string[];
  requests: number;
  readonly at: LogLine;
  /** Number of the server table → requests. */
  readonly servers: Map<number, number>;
  first: number;
  last: number;
}

/** True where a layout lacks one of the fields by which failures are distinguished. */
export function lacksFields({ status, substatus, win32 }: W3cLayout): boolean {
  return substatus < 0 || win32 < 0 || status < 0;
}

export class MissingFieldCounts {
  readonly #counts = new Map<string, MissingFields>();

  get all(): readonly MissingFields[] {
    return [...this.#counts.values()];
  }

  /** One more request; `time` in seconds since 1970 or NaN. */
  add(layout: W3cLayout, time: number, server: number, at: LogLine): void {
    const names = missingNames(layout);
    const key = names.join(' ');
    let missing = this.#counts.get(key);
    if (missing === undefined) {
      missing = { names, requests: 0, at, servers: new Map(), first: NaN, last: NaN };
      this.#counts.set(key, missing);
    }
    missing.requests++;
    missing.first = earlier(missing.first, time);
    missing.last = later(missing.last, time);
    missing.servers.set(server, (missing.servers.get(server) ?? 0) + 1);
  }
}

function missingNames(layout: W3cLayout): string[] {
  const needed = [
    ['cs-uri-stem', layout.stem],
    ['sc-status', layout.status],
    ['sc-substatus', layout.substatus],
    ['sc-win32-status', layout.win32],
  ] as const;
  return needed.filter(([, index]) => index < 0).map(([name]) => name);
}
