// Reads HTTPERR logs, in which raw spaces may be in addresses, with or without a header and `streamid`.
import { httperrReason } from '../../status/httperr-reasons.js';
import { byteText } from './byte-text.js';
import { LineSplitter } from './line-splitter.js';

/** One line; '' for what it does not say. */
export interface HttperrRecord {
  readonly date: string;
  readonly time: string;
  readonly client: string;
  readonly server: string;
  readonly uri: string;
  /** 0 where it has none. */
  readonly status: number;
  readonly reason: string;
  readonly queue: string;
  /** Zero-based. */
  readonly line: number;
}

const defaultNames =
  'date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename'.split(' ');

export class HttperrReader {
  readonly #record: (record: HttperrRecord) => void;
  readonly #unreadable: (line: number) => void;
  readonly #splitter: LineSplitter;
  #names = defaultNames;

  constructor(record: (record: HttperrRecord) => void, unreadable: (line: number) => void) {
    this.#record = record;
    this.#unreadable = unreadable;
    this.#splitter = new LineSplitter(({ bytes, start, end, line, hasNul }) => {
      this.#line(byteText(bytes, start, end).replace(/^\uFEFF/, ''), line, hasNul);
    });
  }

  get lines(): number {
    return this.#splitter.lines;
  }

  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
  }

  end(): void {
    this.#splitter.end();
  }

  #line(text: string, line: number, hasNul: boolean): void {
    if (text.trim() === '') return;
    if (text.startsWith('#')) {
      if (/^#Fields:/i.test(text)) this.#names = text.slice('#Fields:'.length).trim().toLowerCase().split(/\s+/);
      return;
    }
    const values = hasNul ? null : this.#values(text.trimEnd().split(' '));
    if (values === null || !/^\d{4}-\d\d-\d\d$/.test(values.get('date') ?? '')) {
      this.#unreadable(line);
      return;
    }
    const value = (name: string): string => {
      const found = values.get(name) ?? '-';
      return found === '-' ? '' : found;
    };
    this.#record({
      date: value('date'),
      time: value('time'),
      client: value('c-ip'),
      server: value('s-ip'),
      uri: value('cs-uri'),
      status: Number(value('sc-status')) || 0,
      reason: value('s-reason'),
      queue: value('s-queuename'),
      line,
    });
  }

  /**
   * Fields from the left up to the address and from the right back to it: what is left over belongs to the
   * address.
   */
  #values(tokens: readonly string[]): Map<string, string> | null {
    const names = this.#names;
    const uri = names.indexOf('cs-uri');
    if (uri < 0) return tokens.length < names.length ? null : paired(names, tokens);
    const after = names.length - uri - 1;
    if (tokens.length < names.length) return null;
    let rest = tokens.length - after;
    const reason = names.indexOf('s-reason') - uri - 1;
    // A queue name may hold spaces too: the known reason shows where the fields after the address begin.
    if (httperrReason(tokens[rest + reason] ?? '') === null) {
      const found = tokens.findIndex(
        (token, i) => i > uri + reason && httperrReason(token) !== null && token !== 'URL',
      );
      if (found > 0 && found - reason > uri) rest = found - reason;
    }
    const values = paired(names.slice(0, uri), tokens);
    values.set('cs-uri', tokens.slice(uri, rest).join(' '));
    names.slice(uri + 1).forEach((name, i) => {
      values.set(name, i === after - 1 ? tokens.slice(rest + i).join(' ') : tokens[rest + i]!);
    });
    return values;
  }
}

function paired(names: readonly string[], tokens: readonly string[]): Map<string, string> {
  return new Map(names.map((name, i) => [name, tokens[i]!]));
}
