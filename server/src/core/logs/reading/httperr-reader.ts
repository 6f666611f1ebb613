// Reads HTTPERR logs, in which raw spaces may be in addresses, with or without a header and `streamid`.
import { httperrReason } from '../../status/httperr-reasons.js';
import type { LineSplitter } from './line-splitter.js';
import { textLines } from './text-lines.js';

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

export function httperrReader(
  takeRecord: (record: HttperrRecord) => void,
  unreadable: (line: number) => void,
): LineSplitter {
  let names: readonly string[] = defaultNames;
  return textLines((text, line, hasNul) => {
    if (text.startsWith('#')) {
      if (/^#Fields:/i.test(text)) names = text.slice('#Fields:'.length).trim().toLowerCase().split(/\s+/);
      return;
    }
    const values = hasNul ? null : valuesOf(names, text.trimEnd().split(' '));
    if (values === null || !/^\d{4}-\d\d-\d\d$/.test(values.get('date') ?? '')) {
      unreadable(line);
      return;
    }
    const value = (name: string): string => {
      const found = values.get(name) ?? '-';
      return found === '-' ? '' : found;
    };
    takeRecord({
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
  });
}

/**
 * Fields from the left up to the address and from the right back to it: what is left over belongs to the
 * address.
 */
function valuesOf(names: readonly string[], tokens: readonly string[]): Map<string, string> | null {
  const uri = names.indexOf('cs-uri');
  if (uri < 0) return tokens.length < names.length ? null : paired(names, tokens);
  const after = names.length - uri - 1;
  if (tokens.length < names.length) return null;
  let rest = tokens.length - after;
  const reason = names.indexOf('s-reason') - uri - 1;
  // A queue name may hold spaces too: the known reason shows where the fields after the address begin.
  if (httperrReason(tokens[rest + reason] ?? '') === null) {
    const found = tokens.findIndex((token, i) => i > uri + reason && httperrReason(token) !== null && token !== 'URL');
    if (found > 0 && found - reason > uri) rest = found - reason;
  }
  const values = paired(names.slice(0, uri), tokens);
  values.set('cs-uri', tokens.slice(uri, rest).join(' '));
  names.slice(uri + 1).forEach((name, i) => {
    values.set(name, i === after - 1 ? tokens.slice(rest + i).join(' ') : tokens[rest + i]!);
  });
  return values;
}

function paired(names: readonly string[], tokens: readonly string[]): Map<string, string> {
  return new Map(names.map((name, i) => [name, tokens[i]!]));
}
