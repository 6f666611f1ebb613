// What is kept of a device or client with 401s that wait for an explanation, bursts, or provisioning.
import type { Hop } from '../requests/request-facts.js';
import type { Event } from './incident.js';
import { Bursts, type Burst } from './bursts.js';
import { LoopWindow, ProvisioningStreak, type ProvisioningLoop } from './loops.js';
import { legSeconds } from './success-log.js';

/** So many 401s wait for a success that explains them. */
const maximumWaiting = 64;

const nothing: readonly never[] = [];

export class Details {
  #waiting: Event[] | null = null;
  #bursts: Bursts | null = null;
  #frontWindow: LoopWindow | null = null;
  #backWindow: LoopWindow | null = null;
  #frontStreak: ProvisioningStreak | null = null;
  #backStreak: ProvisioningStreak | null = null;

  /** A success makes legs of the 401s within the minute before. */
  explainLegs(time: number): void {
    const waiting = this.#waiting;
    if (waiting === null) return;
    for (let i = waiting.length - 1; i >= 0; i--) {
      if (waiting[i]!.time <= time && waiting[i]!.time >= time - legSeconds) waiting.splice(i, 1);
    }
  }

  /** A 401 waits for what follows it; the answer is the oldest where too many wait, else null. */
  wait(event: Event): Event | null {
    if (this.#waiting === null) {
      this.#waiting = [event];
      return null;
    }
    const waiting = this.#waiting;
    if (isStatus(event, 1)) {
      for (let i = waiting.length - 1; i >= 0; i--) {
        const before = event.time - waiting[i]!.time;
        if (before >= 0 && before <= legSeconds && isStatus(waiting[i]!, 2)) waiting.splice(i, 1);
      }
    }
    waiting.push(event);
    return waiting.length > maximumWaiting ? waiting.shift()! : null;
  }

  takeWaiting(): readonly Event[] {
    const waiting = this.#waiting ?? nothing;
    this.#waiting = null;
    return waiting;
  }

  /** Many requests within a minute, on one server too few for a loop. */
  get bursts(): Bursts {
    return (this.#bursts ??= new Bursts());
  }

  loopsOfServers(): readonly Burst[] {
    return this.#bursts?.loops() ?? nothing;
  }

  /** The requests since a minute that `startWindow` began. */
  window(hop: Hop): LoopWindow {
    return (hop === 'front' ? this.#frontWindow : this.#backWindow)!;
  }

  /** Begins a minute; `before` is the time of the request before. */
  startWindow(hop: Hop, before: number): LoopWindow {
    const window = new LoopWindow(before);
    if (hop === 'front') this.#frontWindow = window;
    else this.#backWindow = window;
    return window;
  }

  streak(hop: Hop): ProvisioningStreak {
    if (hop === 'front') return (this.#frontStreak ??= new ProvisioningStreak());
    return (this.#backStreak ??= new ProvisioningStreak());
  }

  progress(hop: Hop, time: number): void {
    (hop === 'front' ? this.#frontStreak : this.#backStreak)?.progress(time);
  }

  /** True while provisioning goes on. */
  get hasStreak(): boolean {
    return (this.#frontStreak?.isOpen ?? false) || (this.#backStreak?.isOpen ?? false);
  }

  /** The provisioning that nothing ended. */
  loops(): readonly ProvisioningLoop[] {
    const loops = [this.#frontStreak?.unresolved() ?? null, this.#backStreak?.unresolved() ?? null];
    return loops.filter((one) => one !== null);
  }
}

function isStatus({ signature }: Pick<Event, 'signature'>, substatus: number): boolean {
  return signature.kind === 'status' && signature.status === 401 && signature.substatus === substatus;
}

/** 401.1 with SEC_E_NO_CREDENTIALS: a step of the handshake of Negotiate and NTLM. */
export function isHandshake(one: Pick<Event, 'signature'>): boolean {
  return isStatus(one, 1) && one.signature.kind === 'status' && one.signature.win32 === 0x8009_030e;
}
