// Counts what logs say while they are read: requests, probes, mobile devices and their failures. Memory does not grow with the logs.
import { byteText } from '../reading/byte-text.js';
import type { LineView } from '../reading/line-splitter.js';
import type { W3cLayout } from '../reading/w3c-layout.js';
import { none } from '../requests/names.js';
import { isActiveSync, RequestReader, type RequestFacts } from '../requests/request-reader.js';
import { activeSyncCode } from '../../status/active-sync-codes.js';
import { DeviceState } from './device-state.js';
import { earlier, later, type Event, type LogLine } from './incident.js';
import { ServerTable } from './servers.js';
import { Signatures, type Signature } from './signature.js';

/** So many numbers are kept of all successes together. */
const successBudget = 4_000_000;

/** Clients without a device ID that are told apart. */
const maximumClients = 50_000;

/** More hours than two years have are not shown. */
const maximumHours = 20_000;

/** So many requests are kept for HttpProxy rows that name them. */
const maximumFailedRequests = 20_000;

/** Requests on which a field was not logged, with the header that left it out. */
export interface MissingFields {
  readonly names: readonly string[];
  requests: number;
  readonly at: LogLine;
  readonly servers: Map<number, number>;
  first: number;
  last: number;
}

export interface StatusCount {
  readonly status: number;
  readonly substatus: number | null;
  readonly win32: number | null;
  count: number;
}

/** Failures by hour and signature. */
export type Timeline = Map<number, Map<Signature, number>>;

export class LogTriage {
  readonly reader = new RequestReader();
  readonly servers = new ServerTable();
  readonly signatures = new Signatures();
  readonly devices = new Map<number, DeviceState>();
  /** Clients that send no device ID, by client and user agent. */
  readonly others = new Map<number, DeviceState>();
  readonly statuses = new Map<number, Map<number, StatusCount>>();
  readonly missing = new Map<string, MissingFields>();
  readonly users = new Set<number>();
  readonly timeline: Timeline = new Map();
  /** The first W3C record of all. */
  firstRecord: LogLine | null = null;
  requests = 0;
  activeSync = 0;
  probes = 0;
  /** Seconds since 1970 of the earliest and the latest line. */
  first = NaN;
  last = NaN;
  /** True when the tables were full, so that what came later is summed up. */
  overflowed = false;
  readonly #provisioningCommands: boolean[] = [];
  readonly #failedRequests = new Map<string, number>();
  readonly #since: number;
  #file = 0;

  /** `since`: seconds since 1970; earlier requests are left out. NaN for all. */
  constructor(since: number) {
    this.#since = since;
  }

  startFile(file: number): void {
    this.#file = file;
    this.reader.clock.reset();
  }

  /** A W3C record; `date` is that of `#Date`. */
  record(view: LineView, layout: W3cLayout, date: string | null): void {
    const time = this.reader.clock.read(view, layout, date);
    if (time < this.#since) return;
    this.requests++;
    if (!(time >= this.first)) this.first = earlier(this.first, time);
    if (!(time <= this.last)) this.last = later(this.last, time);
    const server = this.servers.of(view, layout, this.#file);
    this.servers.count(server, false);
    this.firstRecord ??= { file: this.#file, line: view.line };
    if (layout.stem < 0) {
      this.#countMissing(layout, server, view.line);
      return;
    }
    if (!isActiveSync(view.bytes, view.fieldStart(layout.stem), view.fieldEnd(layout.stem))) return;
    this.servers.count(server, true);
    this.activeSync++;
    const facts = this.reader.read(view, layout);
    this.#countStatus(facts, layout.status >= 0);
    if (facts.probe) {
      this.probes++;
      return;
    }
    if (layout.substatus < 0 || layout.win32 < 0 || layout.status < 0) this.#countMissing(layout, server, view.line);
    this.#request(facts, server, view.line);
    if (facts.status >= 500 && facts.device !== none) this.#rememberRequest(view, layout, facts.device);
  }

  /** A failure that another log than W3C tells; `facts` says of whom. */
  failure(facts: RequestFacts, signature: Signature, server: number, line: number): void {
    if (facts.time < this.#since || facts.probe) return;
    this.first = earlier(this.first, facts.time);
    this.last = later(this.last, facts.time);
    const event = this.#event(facts, signature, server, line);
    const state = this.#stateOf(facts);
    state.failure(event);
    this.#countHour(event);
  }

  /** The device of a request that the front end answered with 5xx, by its `cafeReqId`; `none` where it is unknown. */
  deviceOfRequest(requestId: string): number {
    return this.#failedRequests.get(requestId) ?? none;
  }

  /** After the last file: decides what 401s were. */
  settle(): void {
    for (const states of [this.devices, this.others]) {
      for (const state of states.values())
        state.settle((event) => {
          this.#settled(state, event);
        });
    }
    this.overflowed ||= this.reader.devices.overflowed || this.reader.clients.overflowed;
  }

  #request(facts: RequestFacts, server: number, line: number): void {
    const { status, hop, time } = facts;
    const state = this.#stateOf(facts);
    state.requests++;
    if (facts.user !== none) {
      state.user = facts.user;
      this.users.add(facts.user);
    }
    if (facts.deviceType !== none) state.deviceType = facts.deviceType;
    if (facts.agent !== none) state.agent = facts.agent;
    if (status === 401) {
      const signature = this.signatures.status(hop, status, facts.substatus, facts.win32);
      state.unauthorized(this.#event(facts, signature, server, line), (event) => {
        this.#settled(state, event);
      });
      return;
    }
    this.#countLoop(state, facts, server, line);
    if (status >= 400 && status !== 449 && status !== 451) {
      const event = this.#event(facts, this.signatures.status(hop, status, facts.substatus, facts.win32), server, line);
      state.failure(event);
      this.#countHour(event);
      return;
    }
    const budget = successBudget / Math.max(1, this.devices.size + this.others.size);
    this.servers.success(server, time);
    state.success(time, Math.max(8, Math.min(512, budget | 0)));
    if (facts.backEndError !== '') this.#backEndError(state, facts, server, line);
    else if (status === 449) this.#provisioning(state, facts, server, line);
    else if (facts.command !== none && !this.#isProvisioning(facts.command)) {
      state.provisioning(hop).progress(time);
    }
  }

  /** Exchange appends `cafeReqId=<GUID>` to the query, which HttpProxy calls RequestId. */
  #rememberRequest(view: LineView, layout: W3cLayout, device: number): void {
    if (layout.query < 0 || this.#failedRequests.size >= maximumFailedRequests) return;
    const query = byteText(view.bytes, view.fieldStart(layout.query), view.fieldEnd(layout.query));
    const id = /cafeReqId=([0-9a-f-]{36})/i.exec(query)?.[1];
    if (id !== undefined) this.#failedRequests.set(id.toLowerCase(), device);
  }

  /** `Provision` and `Settings` come before a device may synchronize. */
  #isProvisioning(command: number): boolean {
    return (this.#provisioningCommands[command] ??= isProvisioning(this.reader.commands.name(command)));
  }

  /** An error that the back end logs behind a success. */
  #backEndError(state: DeviceState, facts: RequestFacts, server: number, line: number): void {
    const written = facts.backEndError;
    const code = activeSyncCode(/^\d+$/.test(written) ? Number(written) : written);
    const error = code?.name ?? written;
    if (error === 'DeviceNotProvisioned') this.#provisioning(state, facts, server, line);
    else {
      const signature = this.signatures.of({ kind: 'activeSync', error });
      const event = this.#event(facts, signature, server, line);
      state.failure(event);
      this.#countHour(event);
    }
  }

  #provisioning(state: DeviceState, facts: RequestFacts, server: number, line: number): void {
    const signature = this.signatures.of({ kind: 'provisioningLoop', hop: facts.hop });
    state.provisioning(facts.hop).add(this.#event(facts, signature, server, line));
  }

  #countLoop(state: DeviceState, facts: RequestFacts, server: number, line: number): void {
    if (state.device === none) return;
    const grown = state.countInWindow(facts.hop, facts.time);
    if (grown === 0) return;
    state.loop(this.#event(facts, this.signatures.of({ kind: 'requestLoop', hop: facts.hop }), server, line), grown);
  }

  #settled(state: DeviceState, event: Event): void {
    state.failure(event);
    this.#countHour(event);
  }

  #event(facts: RequestFacts, signature: Signature, server: number, line: number): Event {
    const { time, client } = facts;
    return { time, signature, server, client, at: { file: this.#file, line } };
  }

  #stateOf({ device, client, agent }: RequestFacts): DeviceState {
    if (device !== none) {
      let state = this.devices.get(device);
      if (state === undefined) this.devices.set(device, (state = new DeviceState(device)));
      return state;
    }
    const key = (client + 1) * 0x10_0000 + agent + 1;
    let state = this.others.get(key);
    if (state === undefined) {
      if (this.others.size >= maximumClients) {
        this.overflowed = true;
        return this.others.get(0) ?? this.#summedUp();
      }
      this.others.set(key, (state = new DeviceState(none)));
    }
    return state;
  }

  #summedUp(): DeviceState {
    const state = new DeviceState(none);
    this.others.set(0, state);
    return state;
  }

  #countStatus({ status, substatus, win32 }: RequestFacts, logged: boolean): void {
    if (!logged) return;
    const outer = status * 1024 + (substatus ?? 1023);
    let counts = this.statuses.get(outer);
    if (counts === undefined) this.statuses.set(outer, (counts = new Map<number, StatusCount>()));
    const count = counts.get(win32 ?? -1);
    if (count !== undefined) count.count++;
    else counts.set(win32 ?? -1, { status, substatus, win32, count: 1 });
  }

  #countMissing(layout: W3cLayout, server: number, line: number): void {
    const names = missingFields(layout);
    const key = names.join(' ');
    let missing = this.missing.get(key);
    if (missing === undefined) {
      const at = { file: this.#file, line };
      missing = { names, requests: 0, at, servers: new Map(), first: NaN, last: NaN };
      this.missing.set(key, missing);
    }
    const { time } = this.reader.clock;
    missing.requests++;
    missing.first = earlier(missing.first, time);
    missing.last = later(missing.last, time);
    missing.servers.set(server, (missing.servers.get(server) ?? 0) + 1);
  }

  #countHour({ time, signature }: Event): void {
    if (Number.isNaN(time)) return;
    const hour = Math.floor(time / 3600);
    let counts = this.timeline.get(hour);
    if (counts === undefined) {
      if (this.timeline.size >= maximumHours) return;
      this.timeline.set(hour, (counts = new Map<Signature, number>()));
    }
    counts.set(signature, (counts.get(signature) ?? 0) + 1);
  }
}

function isProvisioning(command: string): boolean {
  return /^(?:Provision|Settings)$/i.test(command);
}

/** The fields that the triage needs and a layout does not have. */
export function missingFields(layout: W3cLayout): string[] {
  const needed = [
    ['cs-uri-stem', layout.stem],
    ['sc-status', layout.status],
    ['sc-substatus', layout.substatus],
    ['sc-win32-status', layout.win32],
  ] as const;
  return needed.filter(([, index]) => index < 0).map(([name]) => name);
}
