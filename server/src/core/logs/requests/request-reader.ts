// Turns a W3C line into the facts that the triage counts, as numbers, without making texts of what repeats.
import { ByteTable, overflow } from '../reading/byte-table.js';
import { byteText } from '../reading/byte-text.js';
import type { LineView } from '../reading/line-splitter.js';
import type { W3cLayout } from '../reading/w3c-layout.js';
import { readActiveSyncQuery } from './active-sync-query.js';
import { LogClock } from './clock.js';
import { accountName, clientAddress, isLoopback, isMonitoringAccount } from './identity.js';
import { NameTable, none } from './names.js';

/** Mobile devices that are told apart; further ones are counted without being told apart. */
export const maximumDevices = 200_000;

/** Which side of Exchange wrote a line: the front end, or the back end's `Proxy` behind it. */
export type Hop = 'front' | 'back';

/** The facts of one ActiveSync request. One object is filled again and again. */
export interface RequestFacts {
  hop: Hop;
  /** Seconds since 1970, NaN where the line has no readable time. */
  time: number;
  /** 0 where it is not logged. */
  status: number;
  /** Null for a field that is not logged. */
  substatus: number | null;
  /** Unsigned. */
  win32: number | null;
  /** Numbers of the tables below; `none` where the line does not say. */
  device: number;
  deviceType: number;
  user: number;
  client: number;
  agent: number;
  command: number;
  probe: boolean;
  /** The back end's `Error:` name or common status behind `SC1:`, '' where there is none. */
  backEndError: string;
}

const stem = '/microsoft-server-activesync';
const proxy = '/proxy';
const healthCheck = '/healthcheck.htm';

/** True when `bytes[start, end)` begins with a lower-case ASCII text, without case. */
export function startsWith(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start < text.length) return false;
  for (let i = 0; i < text.length; i++) {
    let byte = bytes[start + i]!;
    if (byte >= 65 && byte <= 90) byte |= 32;
    if (byte !== text.charCodeAt(i)) return false;
  }
  return true;
}

/** True for the stem of ActiveSync and what lies below it. */
export function isActiveSync(bytes: Uint8Array, start: number, end: number): boolean {
  if (!startsWith(bytes, start, end, stem)) return false;
  const next = start + stem.length;
  return next === end || bytes[next] === 47;
}

interface Decoded {
  readonly device: number;
  readonly deviceType: number;
  readonly user: number;
  readonly command: number;
}

const asWritten = (raw: string): string => raw.replaceAll('+', ' ');

/** Reads facts; the tables outlive the files, so that the same device is the same number everywhere. */
export class RequestReader {
  readonly devices = new NameTable(maximumDevices, (raw) => readActiveSyncQuery(`DeviceId=${raw}`).deviceId ?? '');
  readonly deviceTypes = new NameTable(5000, (raw) => readActiveSyncQuery(`DeviceType=${raw}`).deviceType ?? '');
  readonly users = new NameTable(maximumDevices, accountName);
  readonly clients = new NameTable(maximumDevices, clientAddress);
  readonly agents = new NameTable(20_000, asWritten);
  readonly commands = new NameTable(200, (raw) => raw);
  readonly clock = new LogClock();
  readonly facts: RequestFacts = {
    hop: 'front',
    time: NaN,
    status: 0,
    substatus: null,
    win32: null,
    device: none,
    deviceType: none,
    user: none,
    client: none,
    agent: none,
    command: none,
    probe: false,
    backEndError: '',
  };
  readonly #encoded = new ByteTable(false, maximumDevices);
  readonly #decoded: Decoded[] = [];
  readonly #probeFlags = new Map<NameTable, Uint8Array>();

  /** Fills `facts` from an ActiveSync line; its time is the clock's last. */
  read(view: LineView, layout: W3cLayout): RequestFacts {
    const { facts } = this;
    const { bytes } = view;
    const stemStart = view.fieldStart(layout.stem);
    const stemEnd = view.fieldEnd(layout.stem);
    facts.hop = startsWith(bytes, stemStart + stem.length, stemEnd, proxy) ? 'back' : 'front';
    facts.time = this.clock.time;
    facts.status = numberAt(view, layout.status) ?? 0;
    facts.substatus = numberAt(view, layout.substatus);
    facts.win32 = numberAt(view, layout.win32);
    this.#query(view, layout);
    if (view.has(layout.user)) {
      const user = this.users.add(bytes, view.fieldStart(layout.user), view.fieldEnd(layout.user));
      // A computer account is another Exchange server that speaks for a user.
      if (user !== none && !this.users.name(user).endsWith('$')) facts.user = user;
    }
    const client = view.has(layout.forwardedFor) ? layout.forwardedFor : layout.client;
    facts.client = view.has(client) ? this.clients.add(bytes, view.fieldStart(client), view.fieldEnd(client)) : none;
    facts.agent = view.has(layout.userAgent)
      ? this.agents.add(bytes, view.fieldStart(layout.userAgent), view.fieldEnd(layout.userAgent))
      : none;
    facts.probe =
      this.#is(this.agents, facts.agent, isProbeAgent) ||
      this.#is(this.clients, facts.client, isLoopback) ||
      this.#is(this.users, facts.user, isMonitoringAccount) ||
      this.#is(this.deviceTypes, facts.deviceType, isProbeType) ||
      startsWith(bytes, Math.max(stemStart, stemEnd - healthCheck.length), stemEnd, healthCheck);
    return facts;
  }

  #is(table: NameTable, id: number, test: (name: string) => boolean): boolean {
    if (id === none) return false;
    let flags = this.#probeFlags.get(table);
    if (flags === undefined || id >= flags.length) {
      const larger = new Uint8Array(Math.max(1024, id * 2));
      if (flags !== undefined) larger.set(flags);
      this.#probeFlags.set(table, (flags = larger));
    }
    if (flags[id] === 0) flags[id] = test(table.name(id)) ? 2 : 1;
    return flags[id] === 2;
  }

  #query(view: LineView, layout: W3cLayout): void {
    const { facts } = this;
    facts.device = facts.deviceType = facts.user = facts.command = none;
    facts.backEndError = '';
    if (!view.has(layout.query)) return;
    this.readQuery(view.bytes, view.fieldStart(layout.query), view.fieldEnd(layout.query));
  }

  /** Sets what the query `bytes[start, end)` says. */
  readQuery(bytes: Uint8Array, start: number, end: number): void {
    const { facts } = this;
    for (let from = start; from < end;) {
      let equals = -1;
      let to = from;
      for (; to < end; to++) {
        const byte = bytes[to]!;
        if (byte === 38) break;
        if (byte === 61 && equals < 0) equals = to;
      }
      if (from === start && to - from > 8 && isPadding(bytes, equals, to)) this.#encodedQuery(bytes, from, to);
      else if (equals > from && to > equals + 1) this.#parameter(bytes, from, equals, to, end);
      if (facts.backEndError !== '' && startsWith(bytes, from, to, 'log=')) return;
      from = to + 1;
    }
  }

  #parameter(bytes: Uint8Array, from: number, equals: number, to: number, end: number): void {
    const { facts } = this;
    const length = equals - from;
    if (length === 3 && facts.command === none && startsWith(bytes, from, equals, 'cmd')) {
      facts.command = this.commands.add(bytes, equals + 1, to);
    } else if (length === 8 && facts.device === none && startsWith(bytes, from, equals, 'deviceid')) {
      facts.device = this.devices.add(bytes, equals + 1, to);
    } else if (length === 10 && facts.deviceType === none && startsWith(bytes, from, equals, 'devicetype')) {
      facts.deviceType = this.deviceTypes.add(bytes, equals + 1, to);
    } else if (length === 4 && facts.user === none && startsWith(bytes, from, equals, 'user')) {
      facts.user = this.users.add(bytes, equals + 1, to);
    } else if (length === 3 && startsWith(bytes, from, equals, 'log')) {
      facts.backEndError = backEndError(byteText(bytes, equals + 1, end));
    }
  }

  #encodedQuery(bytes: Uint8Array, from: number, to: number): void {
    const raw = this.#encoded.add(bytes, from, to);
    const decoded =
      raw === overflow ? this.#decode(bytes, from, to) : (this.#decoded[raw] ??= this.#decode(bytes, from, to));
    const { facts } = this;
    facts.device = decoded.device;
    facts.deviceType = decoded.deviceType;
    facts.user = decoded.user;
    facts.command = decoded.command;
  }

  #decode(bytes: Uint8Array, from: number, to: number): Decoded {
    const query = readActiveSyncQuery(byteText(bytes, from, to));
    const id = (table: NameTable, text: string | null): number => (text === null ? none : table.addText(text));
    return {
      device: query.encoded ? id(this.devices, query.deviceId) : none,
      deviceType: id(this.deviceTypes, query.deviceType),
      user: id(this.users, query.user),
      command: id(this.commands, query.command),
    };
  }
}

/** True where nothing but the padding of Base64 follows from `equals` on; -1 stands for no equals sign. */
function isPadding(bytes: Uint8Array, equals: number, end: number): boolean {
  return equals < 0 || equals === end - 1 || (equals === end - 2 && bytes[end - 1] === 61);
}

/** The name behind `Error:`, else the number behind `SC1:` unless that is success; '' where the log value has neither. */
export function backEndError(log: string): string {
  const error = /(?:^|_)Error(?::|%3a)([^_&\s]+)/i.exec(log);
  if (error !== null) return error[1]!;
  const status = /(?:^|_)SC1(?::|%3a)(\d+)/i.exec(log);
  return status !== null && Number(status[1]) > 100 ? status[1]! : '';
}

function isProbeAgent(agent: string): boolean {
  return /^AMProbe/i.test(agent);
}

function isProbeType(type: string): boolean {
  return type.toLowerCase() === 'easprobedevicetype';
}

/** The unsigned number in a field; null where it is not logged, `-` or no number. */
export function numberAt(view: LineView, field: number): number | null {
  if (field < 0 || field >= view.fields) return null;
  const { bytes } = view;
  const start = view.fieldStart(field);
  const end = view.fieldEnd(field);
  const negative = bytes[start] === 45;
  let value = 0;
  for (let i = negative ? start + 1 : start; i < end; i++) {
    const digit = bytes[i]! - 48;
    if (digit < 0 || digit > 9) return null;
    value = value * 10 + digit;
  }
  if (end === start || (negative && end === start + 1) || value > 0xffff_ffff) return null;
  return negative ? -value >>> 0 : value;
}
