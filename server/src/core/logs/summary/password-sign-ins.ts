// Requests that the front end's HttpProxy log shows as signed in with a password.
import { none } from '../requests/names.js';
import { earlier, later, type LogLine } from './incident.js';

export interface PasswordSignIns {
  /** A number of the server table. */
  readonly server: number;
  count: number;
  readonly devices: Set<number>;
  first: number;
  last: number;
  readonly example: LogLine;
}

export class PasswordSignInCounts {
  readonly #servers = new Map<number, PasswordSignIns>();

  get all(): readonly PasswordSignIns[] {
    return [...this.#servers.values()];
  }

  /** One more request; `time` in seconds since 1970 or NaN. */
  add(server: number, device: number, time: number, at: LogLine): void {
    let known = this.#servers.get(server);
    if (known === undefined) {
      known = { server, count: 0, devices: new Set(), first: time, last: time, example: at };
      this.#servers.set(server, known);
    }
    known.count++;
    if (device !== none) known.devices.add(device);
    known.first = earlier(known.first, time);
    known.last = later(known.last, time);
  }
}
