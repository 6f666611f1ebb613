// Counts what logs say while they are read: requests, probes, mobile devices and their failures. Memory does
// not grow with the logs.
import { byteText } from '../reading/byte-text.js';
import type { LineView } from '../reading/line-splitter.js';
import type { W3cLayout } from '../reading/w3c-layout.js';
import { accountName, isLoopback, isMonitoringAccount, isMonitoringAgent } from '../requests/identity.js';
import { none } from '../requests/names.js';
import { certificateSubstatuses, type RequestFacts } from '../requests/request-facts.js';
import { isActiveSync, numberAt, RequestReader } from '../requests/request-reader.js';
import { activeSyncCode } from '../../status/active-sync-codes.js';
import { earlier, later, type Event, type LogLine } from './incident.js';
import { lacksFields, MissingFieldCounts } from './missing-fields.js';
import { PasswordSignInCounts } from './password-sign-ins.js';
import { Requesters } from './requesters.js';
import { ServerTable } from './servers.js';
import { Signatures, type Signature } from './signature.js';
import { StatusCounts } from './status-counts.js';
import { Timeline } from './timeline.js';

/** So many requests are kept for HttpProxy rows that name them. */
const maximumFailedRequests = 20_000;

export class LogTriage {
  readonly reader = new RequestReader();
  readonly servers = new ServerTable();
  readonly signatures = new Signatures();
  readonly requesters = new Requesters();
  readonly statuses = new StatusCounts();
  /** Requests for other paths than ActiveSync's that IIS rejected because of the client certificate. */
  readonly refusedElsewhere = new StatusCounts();
  refusedIn = -1;
  readonly missing = new MissingFieldCounts();
  readonly passwords = new PasswordSignInCounts();
  readonly users = new Set<number>();
  readonly timeline = new Timeline();
  /** The first W3C record of all. */
  firstRecord: LogLine | null = null;
  requests = 0;
  activeSync = 0;
  probes = 0;
  /** Requests that failed; a 401 counts when nothing explains it. */
  failures = 0;
  /** Seconds since 1970 of the earliest and the latest line. */
  first = NaN;
  last = NaN;
  readonly #provisioningCommands: boolean[] = [];
  readonly #failedRequests = new Map<string, number>();
  readonly #since: number;
  #file = 0;
  /** Whether the lines have a field for the Win32 status. */
  #hasWin32 = false;

  /** `since`: seconds since 1970; earlier requests are left out. NaN for all. */
  constructor(since: number) {
    this.#since = since;
  }

  /** True when tables were full, so that what came later is summed up. */
  get overflowed(): boolean {
    const { devices, clients } = this.reader.names;
    return this.requesters.overflowed || devices.overflowed || clients.overflowed;
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
    this.firstRecord ??= this.#at(view.line);
    if (layout.stem < 0) this.missing.add(layout, time, server, this.#at(view.line));
    else if (isActiveSync(view, view.fieldStart(layout.stem), view.fieldEnd(layout.stem))) {
      this.#activeSync(view, layout, server);
    } else if (numberAt(view, layout.status) === 403) {
      const substatus = numberAt(view, layout.substatus);
      if (substatus !== null && certificateSubstatuses.includes(substatus) && !isProbe(view, layout)) {
        this.refusedElsewhere.add(403, substatus, null);
        if (this.refusedIn < 0) this.refusedIn = this.#file;
      }
    }
  }

  /** A failure that another log than W3C tells; `facts` says of whom. */
  failure(facts: RequestFacts, signature: Signature, server: number, line: number): void {
    if (facts.time < this.#since || facts.probe) return;
    this.first = earlier(this.first, facts.time);
    this.last = later(this.last, facts.time);
    const row = this.#rowOf(facts);
    if (this.requesters.knows(row, facts.user, facts.deviceType, facts.agent)) this.users.add(facts.user);
    this.#failed(row, this.#event(facts, signature, server, line));
  }

  /** A success of HttpProxy that was signed in with a password. */
  passwordSignIn({ time, probe, device }: RequestFacts, server: number, line: number): void {
    if (!(time < this.#since) && !probe) this.passwords.add(server, device, time, this.#at(line));
  }

  /**
   * The device of a request that the front end answered with 5xx, by its `cafeReqId`; `none` where it is
   * unknown.
   */
  deviceOfRequest(requestId: string): number {
    return this.#failedRequests.get(requestId) ?? none;
  }

  /** After the last file: decides what 401s were. */
  settle(): void {
    this.requesters.settle((row, event) => {
      this.#failed(row, event);
    });
  }

  #activeSync(view: LineView, layout: W3cLayout, server: number): void {
    this.servers.count(server, true);
    this.activeSync++;
    this.#hasWin32 = layout.win32 >= 0;
    const facts = this.reader.read(view, layout);
    if (layout.status >= 0) this.statuses.add(facts.status, facts.substatus, facts.win32);
    if (facts.probe) {
      this.probes++;
      return;
    }
    if (lacksFields(layout)) this.missing.add(layout, facts.time, server, this.#at(view.line));
    this.#request(facts, server, view.line);
    if (facts.status >= 500 && facts.device !== none) this.#rememberRequest(view, layout, facts.device);
  }

  #request(facts: RequestFacts, server: number, line: number): void {
    const { status } = facts;
    const { requesters } = this;
    const row = this.#rowOf(facts);
    if (requesters.count(row, facts)) this.users.add(facts.user);
    if (status === 401) {
      const settled = requesters.unauthorized(row, this.#statusEvent(facts, server, line));
      if (settled !== null) this.#failed(row, settled);
      return;
    }
    if (facts.device !== none) this.#countLoop(row, facts, server, line);
    if (status >= 400 && status !== 449 && status !== 451) {
      this.#failed(row, this.#statusEvent(facts, server, line));
      return;
    }
    // What the status was is not known.
    if (status === 0 && facts.backEndError === '') return;
    this.servers.success(server, facts);
    requesters.success(row, facts);
    if (facts.backEndError !== '') this.#backEndError(row, facts, server, line);
    else if (status === 449) this.#provisioning(row, facts, server, line);
    else if (facts.command !== none && !this.#isProvisioning(facts.command)) requesters.progress(row, facts);
  }

  #rowOf({ device, agent }: RequestFacts): number {
    return device === none ? this.requesters.clientRow(this.reader.client, agent) : this.requesters.deviceRow(device);
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
    return (this.#provisioningCommands[command] ??= isProvisioning(this.reader.names.commands.name(command)));
  }

  /** An error that the back end logs behind a success. */
  #backEndError(row: number, facts: RequestFacts, server: number, line: number): void {
    const written = facts.backEndError;
    const code = activeSyncCode(/^\d+$/.test(written) ? Number(written) : written);
    const error = code?.name ?? written;
    if (error === 'DeviceNotProvisioned') this.#provisioning(row, facts, server, line);
    else this.#failed(row, this.#event(facts, this.signatures.of({ kind: 'activeSync', error }), server, line));
  }

  #provisioning(row: number, facts: RequestFacts, server: number, line: number): void {
    const { hop } = facts;
    const signature = this.signatures.of({ kind: 'provisioningLoop', hop });
    this.requesters.provisioning(row, hop, this.#event(facts, signature, server, line));
  }

  #countLoop(row: number, facts: RequestFacts, server: number, line: number): void {
    const window = this.requesters.countInWindow(row, facts, this.#file);
    if (window === null) return;
    const event = this.#event(facts, this.signatures.requestLoop(facts.hop), server, line);
    this.requesters.burst(row, event, window);
  }

  #failed(row: number, event: Event): void {
    this.failures++;
    this.requesters.failure(row, event);
    this.timeline.add(event.time, event.signature);
  }

  #statusEvent(facts: RequestFacts, server: number, line: number): Event {
    const { hop, status, substatus } = facts;
    // A `-` in the field: there was no code.
    const win32 = facts.win32 ?? (this.#hasWin32 ? 0 : null);
    return this.#event(facts, this.signatures.status(hop, status, substatus, win32), server, line);
  }

  #event(facts: RequestFacts, signature: Signature, server: number, line: number): Event {
    return { time: facts.time, signature, server, client: this.reader.client, at: this.#at(line) };
  }

  #at(line: number): LogLine {
    return { file: this.#file, line };
  }
}

/** True for monitoring, on paths where no device is read. */
function isProbe(view: LineView, { client, userAgent, user }: W3cLayout): boolean {
  const text = (field: number): string =>
    view.has(field) ? byteText(view.bytes, view.fieldStart(field), view.fieldEnd(field)) : '';
  return isLoopback(text(client)) || isMonitoringAgent(text(userAgent)) || isMonitoringAccount(accountName(text(user)));
}

function isProvisioning(command: string): boolean {
  return /^(?:Provision|Settings)$/i.test(command);
}
