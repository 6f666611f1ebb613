// What is known of one mobile device while logs are read: failures, open 401s, successes, loops.
import { none } from '../requests/names.js';
import type { Hop } from '../requests/request-reader.js';
import { addEvent, earlier, later, type Event, type Incident } from './incident.js';
import { legSeconds, SuccessTimes } from './successes.js';
import { LoopWindow, ProvisioningStreak } from './loops.js';

/** So many 401s wait for a success that explains them. */
const maximumOpen = 64;

export class DeviceState {
  /** Number of the device table; `none` for what is told apart by client and user agent only. */
  readonly device: number;
  user = none;
  deviceType = none;
  agent = none;
  /** Requests that are neither probes nor, as far as known, legs. */
  requests = 0;
  firstFailure = NaN;
  lastFailure = NaN;
  lastSuccess = NaN;
  readonly incidents: Incident[] = [];
  readonly successes = new SuccessTimes();
  readonly #open: Event[] = [];
  #frontWindow: LoopWindow | null = null;
  #backWindow: LoopWindow | null = null;
  #frontStreak: ProvisioningStreak | null = null;
  #backStreak: ProvisioningStreak | null = null;

  constructor(device: number) {
    this.device = device;
  }

  /** A request that succeeded: 401s within the minute before were its legs. */
  success(time: number, maximumTimes: number): void {
    this.lastSuccess = later(this.lastSuccess, time);
    if (Number.isNaN(time)) return;
    this.successes.add(time, maximumTimes);
    const open = this.#open;
    for (let i = open.length - 1; i >= 0; i--) {
      if (open[i]!.time <= time && open[i]!.time >= time - legSeconds) open.splice(i, 1);
    }
  }

  /** A failure other than 401. */
  failure(event: Event): void {
    this.firstFailure = earlier(this.firstFailure, event.time);
    this.lastFailure = later(this.lastFailure, event.time);
    addEvent(this.incidents, event);
  }

  /** A 401, which may turn out to be a leg; `settled` takes what is given up waiting for. */
  unauthorized(event: Event, settled: (event: Event) => void): void {
    const open = this.#open;
    if (isStatus(event, 1)) {
      for (let i = open.length - 1; i >= 0; i--) {
        const before = event.time - open[i]!.time;
        if (before >= 0 && before <= legSeconds && isStatus(open[i]!, 2)) open.splice(i, 1);
      }
    }
    open.push(event);
    if (open.length > maximumOpen) {
      const oldest = open.shift()!;
      if (!this.successes.follow(oldest.time)) settled(oldest);
    }
  }

  /** After the last file: the 401s that nothing explains. */
  settle(settled: (event: Event) => void): void {
    const left = this.#open.filter(({ time }) => !this.successes.follow(time));
    // The handshake of Negotiate and NTLM is a failure only where a device has nothing else.
    const more = this.successes.any || [...left, ...this.incidents].some((one) => !isHandshake(one));
    for (const event of left) if (!more || !isHandshake(event)) settled(event);
    this.#open.length = 0;
    if (more) {
      for (let i = this.incidents.length - 1; i >= 0; i--) {
        if (isHandshake(this.incidents[i]!)) this.incidents.splice(i, 1);
      }
    }
    for (const streak of [this.#frontStreak, this.#backStreak]) {
      const loop = streak?.unresolved() ?? null;
      if (loop === null) continue;
      addEvent(this.incidents, loop.first, loop.count - 1);
      addEvent(this.incidents, loop.last);
    }
  }

  /** Counts a request for loops; the answer is how many requests a loop has newly grown by. */
  countInWindow(hop: Hop, time: number): number {
    if (hop === 'front') return (this.#frontWindow ??= new LoopWindow()).add(time);
    return (this.#backWindow ??= new LoopWindow()).add(time);
  }

  /** Requests of a loop. */
  loop(event: Event, count: number): void {
    addEvent(this.incidents, event, count);
  }

  provisioning(hop: Hop): ProvisioningStreak {
    if (hop === 'front') return (this.#frontStreak ??= new ProvisioningStreak());
    return (this.#backStreak ??= new ProvisioningStreak());
  }
}

function isStatus({ signature }: Pick<Event, 'signature'>, substatus: number): boolean {
  return signature.kind === 'status' && signature.status === 401 && signature.substatus === substatus;
}

/** 401.1 with SEC_E_NO_CREDENTIALS. */
function isHandshake(one: Pick<Event, 'signature'>): boolean {
  return isStatus(one, 1) && one.signature.kind === 'status' && one.signature.win32 === 0x8009_030e;
}
