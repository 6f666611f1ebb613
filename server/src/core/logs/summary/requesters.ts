// What is known of each mobile device, or client without a device ID: a row of numbers, and details of those
// that need any.
import { none } from '../requests/names.js';
import type { Hop, RequestFacts } from '../requests/request-facts.js';
import { Details, isHandshake } from './details.js';
import { addEvent, later, type Event, type Incident } from './incident.js';
import { loopSeconds, type LoopWindow } from './loops.js';
import { column, RequesterRows } from './requester-rows.js';
import { earlierTime, noTime, storedTime, timeOf } from './stored-time.js';
import { isFollowed, legSeconds, SuccessLog } from './success-log.js';

const nothing: readonly never[] = [];

const open = { frontWindow: 1, backWindow: 2, windows: 3, streaks: 4 } as const;

export class Requesters extends RequesterRows {
  // A row without an entry has none.
  readonly #incidents: (readonly Incident[] | undefined)[] = [];
  readonly #details: (Details | undefined)[] = [];
  /** What of the details of a row is in use, so that they are not looked at for nothing: bits of `open`. */
  #open = new Uint8Array(1024);
  /** The latest time of a 401 of a row; NaN where there is none. */
  #unauthorized = new Float64Array(1024).fill(NaN);
  readonly #successes = new SuccessLog();

  /** The failures of a row by kind. */
  incidentsOf(row: number): readonly Incident[] {
    return this.#incidents[row] ?? nothing;
  }

  /**
   * One more request, and what it says of the device: a failed one often says less. True for another user.
   */
  count(row: number, { user, deviceType, agent }: RequestFacts): boolean {
    this.block(row)[this.start(row) + column.requests]!++;
    return this.knows(row, user, deviceType, agent);
  }

  /** As `count`, of what is no request of its own. */
  knows(row: number, user: number, deviceType: number, agent: number): boolean {
    const numbers = this.block(row);
    const at = this.start(row);
    if (deviceType !== none) numbers[at + column.deviceType] = deviceType;
    if (agent !== none) numbers[at + column.agent] = agent;
    if (user === none || numbers[at + column.user] === user) return false;
    numbers[at + column.user] = user;
    return true;
  }

  /** A request that succeeded: 401s within the minute before were its legs. */
  success(row: number, facts: Pick<RequestFacts, 'time'>): void {
    const time = storedTime(facts.time);
    if (time === noTime) return;
    const numbers = this.block(row);
    const at = this.start(row);
    if (time > numbers[at + column.lastSuccess]!) numbers[at + column.lastSuccess] = time;
    const from = numbers[at + column.successFrom]!;
    const to = numbers[at + column.successTo]!;
    if (time >= from && time - to <= legSeconds && from !== noTime) {
      if (time > to) numbers[at + column.successTo] = time;
    } else {
      // Logs of several servers are read one after the other, so that the clock jumps back.
      const isBack = time < from;
      if (isBack || from !== noTime) {
        const before = numbers[at + column.stretch]!;
        numbers[at + column.stretch] = this.#successes.add(isBack ? time : from, isBack ? time : to, before);
      }
      if (!isBack) numbers[at + column.successFrom] = numbers[at + column.successTo] = time;
    }
    if (facts.time - legSeconds <= this.#unauthorized[row]!) this.#details[row]!.explainLegs(facts.time);
  }

  failure(row: number, event: Event): void {
    const time = storedTime(event.time);
    this.set(row, column.firstFailure, earlierTime(this.get(row, column.firstFailure), time));
    this.set(row, column.lastFailure, Math.max(this.get(row, column.lastFailure), time));
    this.add(row, event);
  }

  /**
   * A 401, which may turn out to be a leg; the answer is one that is given up waiting for and no leg, or
   * null.
   */
  unauthorized(row: number, event: Event): Event | null {
    const oldest = this.#detail(row).wait(event);
    this.#unauthorized[row] = later(this.#unauthorized[row]!, event.time);
    return oldest !== null && !this.#isFollowed(row, oldest.time) ? oldest : null;
  }

  /** The requests of the last minute where there are so many that they may belong to a loop, else null. */
  countInWindow(row: number, facts: RequestFacts, file: number): LoopWindow | null {
    const time = storedTime(facts.time);
    if (time === noTime) return null;
    const numbers = this.block(row);
    const at = this.start(row);
    if (numbers[at + column.file] !== file) this.#startFile(row, file);
    const isFront = facts.hop === 'front';
    const seen = at + (isFront ? column.seenFront : column.seenBack);
    const isOpen = isFront ? open.frontWindow : open.backWindow;
    const before = numbers[seen]!;
    numbers[seen] = time;
    // Most requests are more than a minute apart, and then there is nothing to count.
    if (before === noTime || time - before >= loopSeconds || before - time > loopSeconds) {
      this.#open[row]! &= ~isOpen;
      return null;
    }
    const details = this.#detail(row);
    const goesOn = (this.#open[row]! & isOpen) !== 0;
    const window = goesOn ? details.window(facts.hop) : details.startWindow(facts.hop, timeOf(before));
    this.#open[row]! |= isOpen;
    window.add(facts.time);
    return window.isBurst ? window : null;
  }

  /** Another file is another server or another time: its requests are counted on their own. */
  #startFile(row: number, file: number): void {
    this.set(row, column.file, file);
    this.set(row, column.seenFront, noTime);
    this.set(row, column.seenBack, noTime);
    this.#open[row]! &= ~open.windows;
  }

  /** The last of many requests: of a loop, or of one only together with those on other servers. */
  burst(row: number, event: Event, { grown, first, counted }: LoopWindow): void {
    if (grown === 0) this.#detail(row).bursts.add(event, counted);
    else {
      if (grown > 1) this.add(row, { ...event, time: first }, grown - 1);
      this.add(row, event);
    }
  }

  /** Failures that are all like this one. */
  add(row: number, event: Event, count = 1): void {
    while (this.#incidents.length <= row) this.#incidents.push(undefined);
    this.#incidents[row] = addEvent(this.incidentsOf(row), event, count);
  }

  /** A 449. */
  provisioning(row: number, hop: Hop, event: Event): void {
    // Logs of several servers are read one after the other: the device may have got past this already.
    const progressed = this.get(row, hop === 'front' ? column.progressFront : column.progressBack);
    if (progressed >= storedTime(event.time) && progressed !== noTime) return;
    this.#detail(row).streak(hop).add(event);
    this.#open[row]! |= open.streaks;
  }

  /** A command other than those of provisioning went through. */
  progress(row: number, { hop, time }: RequestFacts): void {
    const stored = storedTime(time);
    const which = hop === 'front' ? column.progressFront : column.progressBack;
    if (stored > this.get(row, which)) this.set(row, which, stored);
    if ((this.#open[row]! & open.streaks) === 0) return;
    const details = this.#details[row]!;
    details.progress(hop, time);
    if (!details.hasStreak) this.#open[row]! &= ~open.streaks;
  }

  /** After the last file: hands over the 401s that nothing explains. */
  settle(take: (row: number, event: Event) => void): void {
    for (const [row, details] of this.#details.entries()) {
      if (details === undefined) continue;
      const left = details.takeWaiting().filter(({ time }) => !this.#isFollowed(row, time));
      for (const event of this.#failuresOf(row, left)) take(row, event);
      for (const { first, last, count } of details.loops()) {
        this.add(row, first, count - 1);
        this.add(row, last);
      }
      for (const { event, count } of details.loopsOfServers()) this.add(row, event, count);
    }
  }

  /** Of 401s that no success explains, those that are failures. */
  #failuresOf(row: number, left: readonly Event[]): readonly Event[] {
    const incidents = this.incidentsOf(row);
    const succeeded = this.get(row, column.successFrom) !== noTime;
    // A handshake is a failure only where a device has nothing else.
    if (!succeeded && left.every(isHandshake) && incidents.every(isHandshake)) return left;
    this.#incidents[row] = incidents.filter((one) => !isHandshake(one));
    return left.filter((one) => !isHandshake(one));
  }

  #isFollowed(row: number, seconds: number): boolean {
    const time = storedTime(seconds);
    return (
      isFollowed(this.get(row, column.successFrom), this.get(row, column.successTo), time) ||
      this.#successes.isFollowed(this.get(row, column.stretch), time)
    );
  }

  #detail(row: number): Details {
    // Without holes, which would make a dictionary of it.
    while (this.#details.length <= row) this.#details.push(undefined);
    while (this.#open.length <= row) {
      const [before, times] = [this.#open, this.#unauthorized];
      this.#open = new Uint8Array(before.length * 2);
      this.#open.set(before);
      this.#unauthorized = new Float64Array(times.length * 2).fill(NaN);
      this.#unauthorized.set(times);
    }
    return (this.#details[row] ??= new Details());
  }
}
