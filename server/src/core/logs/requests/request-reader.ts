// Turns a W3C line into the facts that the triage counts, as numbers, without making texts of what repeats.
import { byteSource, FoldedText, type ByteSource } from '../reading/byte-source.js';
import { utf8Bytes } from '../reading/byte-text.js';
import { LineView } from '../reading/line-splitter.js';
import type { W3cLayout } from '../reading/w3c-layout.js';
import { LogClock } from './clock.js';
import { isLoopback } from './identity.js';
import { marks, NameTables } from './name-tables.js';
import { none } from './names.js';
import { QueryReader } from './query-reader.js';
import type { RequestFacts } from './request-facts.js';

const stem = new FoldedText('/microsoft-server-activesync');
const proxy = new FoldedText('/proxy');
const healthCheck = new FoldedText('/healthcheck.htm');

/** True for the stem of ActiveSync and what is below it. */
export function isActiveSync(source: ByteSource, start: number, end: number): boolean {
  if (!stem.startsAt(source, start, end)) return false;
  const next = start + stem.length;
  return next === end || source.bytes[next] === 47;
}

/** Reads facts; the tables outlive the files, so that the same device is the same number everywhere. */
export class RequestReader {
  readonly names = new NameTables();
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
    agent: none,
    command: none,
    probe: false,
    backEndError: '',
  };
  readonly #query = new QueryReader(this.names, this.facts);
  #view = new LineView();
  #clientField = -1;
  #addressField = -1;
  #client: number | null = none;

  /** Fills `facts` from an ActiveSync line; its time is the clock's last. */
  read(view: LineView, layout: W3cLayout): RequestFacts {
    const { facts, names } = this;
    const stemStart = view.fieldStart(layout.stem);
    const stemEnd = view.fieldEnd(layout.stem);
    facts.hop = proxy.startsAt(view, stemStart + stem.length, stemEnd) ? 'back' : 'front';
    facts.time = this.clock.time;
    facts.status = numberAt(view, layout.status) ?? 0;
    facts.substatus = numberAt(view, layout.substatus);
    facts.win32 = numberAt(view, layout.win32);
    const query = view.has(layout.query) ? layout.query : -1;
    const user = this.#signedIn(view, layout);
    if (query < 0) this.#query.read(view, 0, 0, user);
    else this.#query.read(view, view.fieldStart(query), view.fieldEnd(query), user);
    this.#client = null;
    this.#view = view;
    this.#addressField = view.has(layout.client) ? layout.client : -1;
    this.#clientField = view.has(layout.forwardedFor) ? layout.forwardedFor : this.#addressField;
    facts.agent = view.has(layout.userAgent)
      ? names.agents.add(view, view.fieldStart(layout.userAgent), view.fieldEnd(layout.userAgent))
      : none;
    facts.probe =
      names.agents.mark(facts.agent) === marks.probe ||
      this.#isLocal() ||
      names.users.mark(facts.user) === marks.probe ||
      names.deviceTypes.mark(facts.deviceType) === marks.probe ||
      ((view.bytes[stemEnd - 1]! | 32) === 109 &&
        healthCheck.startsAt(view, Math.max(stemStart, stemEnd - healthCheck.length), stemEnd));
    return facts;
  }

  /**
   * The client of the last facts. It is looked up when it is requested: most requests succeed, and then it is
   * not.
   */
  get client(): number {
    const view = this.#view;
    const field = this.#clientField;
    if (this.#client !== null) return this.#client;
    this.#client = field < 0 ? none : this.names.clients.add(view, view.fieldStart(field), view.fieldEnd(field));
    const address = this.#addressField;
    // A proxy may hide whom it forwards for.
    if (this.#client === none && address >= 0 && address !== field) {
      this.#client = this.names.clients.add(view, view.fieldStart(address), view.fieldEnd(address));
    }
    return this.#client;
  }

  /** True once ActiveSync requests came from two addresses. */
  get severalClients(): boolean {
    return this.names.clients.size > 1;
  }

  /** Who signed in; a computer account is another Exchange server that speaks for a user. */
  #signedIn(view: LineView, layout: W3cLayout): number {
    if (!view.has(layout.user)) return none;
    const { users } = this.names;
    const user = users.add(view, view.fieldStart(layout.user), view.fieldEnd(layout.user));
    return users.mark(user) === marks.computer ? none : user;
  }

  /** True for a client on the server itself. */
  #isLocal(): boolean {
    const view = this.#view;
    const { bytes } = view;
    if (this.#clientField < 0) return false;
    const start = view.fieldStart(this.#clientField);
    // What begins with 1 to 9 and not with 127 is another address.
    const first = bytes[start]!;
    const isOther = first > 48 && first < 58 && !(first === 49 && bytes[start + 1] === 50 && bytes[start + 2] === 55);
    return (!isOther || !this.severalClients) && this.names.clients.mark(this.client) === marks.probe;
  }

  /** Fills `facts` from what another log than W3C says of a request. */
  readText(time: number, client: string, query: string): RequestFacts {
    const { facts } = this;
    const source = byteSource(utf8Bytes(query));
    this.#query.read(source, 0, source.bytes.length, none);
    facts.time = time;
    this.#client = client === '' ? none : this.names.clients.addText(client);
    facts.agent = none;
    facts.probe = isLoopback(client) || /healthmailbox|easprobe/i.test(query);
    return facts;
  }
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
