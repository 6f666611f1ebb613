// Reads the query of a line into facts: parameters by name, the Base64 form once per distinct value, the back
// end's log.
import { firstMark, FoldedText, zeroBytes, type ByteSource } from '../reading/byte-source.js';
import { ByteTable, overflow } from '../reading/byte-table.js';
import { byteText } from '../reading/byte-text.js';
import { readActiveSyncQuery } from './active-sync-query.js';
import type { NameTables } from './name-tables.js';
import { none, type NameTable } from './names.js';
import type { RequestFacts } from './request-facts.js';

interface Decoded {
  readonly device: number;
  readonly deviceType: number;
  readonly user: number;
  readonly command: number;
}

/** Base64 values that are remembered; further ones are decoded each time. */
const maximumEncoded = 50_000;

const ampersands = 0x2626_2626;
const underscores = 0x5f5f_5f5f;

const command = new FoldedText('cmd=');
const user = new FoldedText('user=');
const device = new FoldedText('deviceid=');
const deviceType = new FoldedText('devicetype=');
const log = new FoldedText('log=');

export class QueryReader {
  readonly #names: NameTables;
  readonly #facts: RequestFacts;
  readonly #encoded = new ByteTable(maximumEncoded);
  readonly #decoded: Decoded[] = [];

  constructor(names: NameTables, facts: RequestFacts) {
    this.#names = names;
    this.#facts = facts;
  }

  /**
   * Sets what the query `bytes[start, end)` says. `knownUser`: who it is from, where that is known already.
   */
  read(source: ByteSource, start: number, end: number, knownUser: number): void {
    const facts = this.#facts;
    facts.device = facts.deviceType = facts.command = none;
    facts.user = knownUser;
    facts.backEndError = '';
    const first = nextByte(source, start, end, ampersands);
    if (first - start > 8 && isEncoded(source.bytes, start, first)) this.#encodedQuery(source, start, first);
    else this.#parameter(source, start, first, end);
    for (let from = first + 1; from < end;) {
      const to = nextByte(source, from, end, ampersands);
      this.#parameter(source, from, to, end);
      from = to + 1;
    }
  }

  /** One part of the query that ends at `end`; the first value of a name counts. */
  #parameter(source: ByteSource, from: number, to: number, end: number): void {
    const facts = this.#facts;
    const names = this.#names;
    // No name that tells something begins with another letter.
    switch (source.bytes[from]! | 32) {
      case 99:
        if (facts.command === none) facts.command = valueOf(source, from, to, command, names.commands);
        break;
      case 100:
        if (facts.device === none) facts.device = valueOf(source, from, to, device, names.devices);
        if (facts.deviceType === none) facts.deviceType = valueOf(source, from, to, deviceType, names.deviceTypes);
        break;
      case 117:
        if (facts.user === none) facts.user = valueOf(source, from, to, user, names.users);
        break;
      case 108:
        if (facts.backEndError === '' && log.startsAt(source, from, to)) {
          facts.backEndError = loggedError(source, from + log.length, end);
        }
    }
  }

  #encodedQuery(source: ByteSource, from: number, to: number): void {
    const raw = this.#encoded.add(source, from, to);
    const decoded =
      raw === overflow
        ? this.#decode(source.bytes, from, to)
        : (this.#decoded[raw] ??= this.#decode(source.bytes, from, to));
    const facts = this.#facts;
    facts.device = decoded.device;
    facts.deviceType = decoded.deviceType;
    if (facts.user === none) facts.user = decoded.user;
    facts.command = decoded.command;
  }

  #decode(bytes: Uint8Array, from: number, to: number): Decoded {
    const query = readActiveSyncQuery(byteText(bytes, from, to));
    const names = this.#names;
    const id = (table: NameTable, text: string | null): number => (text === null ? none : table.addText(text));
    return {
      device: query.encoded ? id(names.devices, query.deviceId) : none,
      deviceType: id(names.deviceTypes, query.deviceType),
      user: id(names.users, query.user),
      command: id(names.commands, query.command),
    };
  }
}

/** The number of what follows a name; `none` where the part has another name or no value. */
function valueOf(source: ByteSource, from: number, to: number, name: FoldedText, table: NameTable): number {
  const value = from + name.length;
  return to > value && name.startsAt(source, from, to) ? table.add(source, value, to) : none;
}

/** Where the next such byte is, or `end`. `wanted`: the byte four times over. */
function nextByte({ bytes, words }: ByteSource, start: number, end: number, wanted: number): number {
  const byte = wanted & 0xff;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const marks = zeroBytes(words.getInt32(at, true) ^ wanted);
    // The lowest mark is always right.
    if (marks !== 0) return at + firstMark(marks);
  }
  while (at < end && bytes[at] !== byte) at++;
  return at;
}

/** True where no equals sign stands but as the padding of Base64. */
function isEncoded(bytes: Uint8Array, start: number, end: number): boolean {
  let equals = start;
  while (equals < end && bytes[equals] !== 61) equals++;
  return equals >= end - 1 || (equals === end - 2 && bytes[end - 1] === 61);
}

/**
 * As `backEndError`, which is asked only where the bytes may hold an error: the log is on every line of the
 * back end.
 */
function loggedError(source: ByteSource, start: number, end: number): string {
  for (let from = start; from < end;) {
    const mayBeError = signs.some((sign) => sign.startsAt(source, from, end)) && !success.startsAt(source, from, end);
    if (mayBeError) return backEndError(byteText(source.bytes, start, end));
    from = nextByte(source, from, end, underscores) + 1;
  }
  return '';
}

const signs = [new FoldedText('error'), new FoldedText('sc1:'), new FoldedText('sc1%')];
const success = new FoldedText('sc1:1_');

/**
 * The name behind `Error:`, else the number behind `SC1:` unless that is success; '' where the log value has
 * neither.
 */
export function backEndError(text: string): string {
  const named = /(?:^|_)Error(?::|%3a)([^_&\s]+)/i.exec(text);
  if (named !== null) return named[1]!;
  const status = /(?:^|_)SC1(?::|%3a)(\d+)/i.exec(text);
  return status !== null && Number(status[1]) > 100 ? status[1]! : '';
}
