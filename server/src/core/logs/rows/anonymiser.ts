// Replaces users, mobile devices, addresses, and hosts consistently by pseudonyms, including inside queries.
import { percentDecoded, readActiveSyncQuery, reencodedQuery } from '../requests/active-sync-query.js';
import { accountName } from '../requests/identity.js';
import type { LogRow } from './row.js';

/** Parameters of a query that say nothing about a person. */
const kept = new Set(['cmd', 'devicetype', 'log', 'saveinsent', 'acceptmultipart']);

/** Elements of `Log=` that are figures or fixed words. */
const keptLogElement =
  /^(?:[A-Z][A-Za-z]{0,7}\d*|(?:SC\d|As|Ver\d|Error|Hb|Rto|Cpo|Fet|Throttle|St|Ty|Filt)(?::|%3a)[\w.-]*)$/;

export class Anonymiser {
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** A row without names. */
  row(row: LogRow): LogRow {
    return {
      ...row,
      file: this.#name('file', row.file),
      server: this.#name('server', row.server.toLowerCase()),
      user: this.user(row.user),
      device: this.device(row.device),
      client: this.client(row.client),
      query: this.query(row.query),
      requestId: this.#name('request', row.requestId),
    };
  }

  user(account: string): string {
    return this.#name('user', accountName(account));
  }

  device(id: string): string {
    return this.#name('device', id.toUpperCase()).toUpperCase();
  }

  /** Addresses of 10.0.0.0/8 in the order in which they come up. */
  client(address: string): string {
    if (address === '') return '';
    const number = Number(this.#name('client', address).slice('client'.length));
    return `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
  }

  server(name: string): string {
    return this.#name('server', name.toLowerCase());
  }

  /** The query with the same meaning. */
  query(query: string): string {
    return query
      .split('&')
      .map((part, index) => this.#parameter(part, index === 0))
      .join('&');
  }

  #parameter(part: string, first: boolean): string {
    const equals = part.indexOf('=');
    if (first) {
      const { encoded, deviceId, user } = readActiveSyncQuery(part);
      const written = encoded ? reencodedQuery(part, this.device(deviceId ?? ''), this.user(user ?? '')) : null;
      if (written !== null) return written.replaceAll('+', '%2B');
    }
    if (equals < 0) return part.length > 40 ? 'removed' : part;
    const name = part.slice(0, equals).toLowerCase();
    const value = part.slice(equals + 1);
    if (name === 'user') return `${part.slice(0, equals)}=${this.user(value)}`;
    if (name === 'deviceid') return `${part.slice(0, equals)}=${this.device(percentDecoded(value))}`;
    if (name === 'log') return `${part.slice(0, equals)}=${logElements(value)}`;
    if (name === 'cafereqid')
      return `${part.slice(0, equals)}=${this.#name('request', value.replace(/;$/, '').toLowerCase())};`;
    return kept.has(name) ? part : `${part.slice(0, equals)}=removed`;
  }

  #name(kind: string, text: string): string {
    if (text === '') return '';
    const key = `${kind} ${text}`;
    let name = this.#names.get(key);
    if (name === undefined) {
      const number = (this.#counts.get(kind) ?? 0) + 1;
      this.#counts.set(kind, number);
      this.#names.set(key, (name = `${kind}${number}`));
    }
    return name;
  }
}

/** What is left of a `Log=` value: figures and errors; names of users, servers and domains are gone. */
function logElements(value: string): string {
  return value
    .split('_')
    .filter((element) => keptLogElement.test(element))
    .join('_');
}
