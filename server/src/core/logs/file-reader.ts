// Reads one file of any kind of log into a triage.
import { httperrReason } from '../status/httperr-reasons.js';
import { byteText } from './reading/byte-text.js';
import { maximumTrace, readFailedRequest } from './reading/freb-reader.js';
import { httperrReader, type HttperrRecord } from './reading/httperr-reader.js';
import { httpProxyReader, type HttpProxyRow } from './reading/http-proxy-reader.js';
import { LineSplitter } from './reading/line-splitter.js';
import type { LogKind } from './reading/log-kind.js';
import { W3cReader } from './reading/w3c-reader.js';
import { isMonitoringAgent } from './requests/identity.js';
import { none } from './requests/names.js';
import type { TracedRequest } from './summary/summary.js';
import type { LogTriage } from './summary/triage.js';

/** What reads the content of one file; `lines` after `end`. */
export interface ContentReader {
  push(chunk: Uint8Array): void;
  end(): void;
  readonly lines: number;
}

/** Lines that could not be read: how many, and the first of them. */
export interface Unreadable {
  count: number;
  readonly at: number[];
  /** Whether any other line is a record. */
  someRead: boolean;
}

export interface ReaderContext {
  readonly triage: LogTriage;
  readonly file: number;
  readonly uri: string;
  readonly unreadable: Unreadable;
  /** Takes a trace of Failed Request Tracing. */
  readonly trace: (trace: TracedRequest) => void;
}

const shownLines = 10;

/** The reader of a kind. */
export function contentReader(kind: LogKind, context: ReaderContext): ContentReader {
  const unreadable = (line: number, lines = 1): void => {
    context.unreadable.count += lines;
    if (context.unreadable.at.length < shownLines) context.unreadable.at.push(line);
  };
  switch (kind) {
    case 'w3c':
      return w3cReader(context, unreadable);
    case 'httperr':
      return httperrReader((record) => {
        context.unreadable.someRead = true;
        takeHttperr(record, context);
      }, unreadable);
    case 'httpproxy':
      return httpProxyReader((row, line) => {
        context.unreadable.someRead = true;
        takeHttpProxy(row, line, context);
      }, unreadable);
    case 'freb':
      return frebReader(context);
    case 'empty':
    case 'unknown':
      return new LineSplitter(() => undefined);
  }
}

function w3cReader(
  { triage, unreadable: found }: ReaderContext,
  unreadable: (line: number, lines: number) => void,
): ContentReader {
  const reader: W3cReader = new W3cReader({
    layout: () => undefined,
    record: (view, layout) => {
      found.someRead = true;
      triage.record(view, layout, reader.date);
    },
    unreadable: (view, lines) => {
      unreadable(view.line, lines);
    },
  });
  return reader;
}

function takeHttperr(record: HttperrRecord, context: ReaderContext): void {
  const { triage, file } = context;
  const time = secondsOf(`${record.date}T${record.time}Z`);
  const [path, query] = splitQuery(record.uri);
  const activeSync = /^\/microsoft-server-activesync(?:\/|$)/i.test(path);
  if (!activeSync && !/^MSExchangeSyncAppPool$/i.test(record.queue)) return;
  if (/\/healthcheck\.htm$/i.test(path) || httperrReason(record.reason)?.ordinary === true) return;
  const facts = triage.reader.readText(time, record.client, query);
  const server = triage.servers.ofText(record.server === '' ? '127.0.0.1' : record.server, file, false);
  const { status, reason } = record;
  triage.failure(facts, triage.signatures.of({ kind: 'httperr', status, reason }), server, record.line);
}

function takeHttpProxy(row: HttpProxyRow, line: number, context: ReaderContext): void {
  const { triage, file } = context;
  const status = Number(row('backendstatus'));
  const isPassword = /^basic$/i.test(row('authenticationtype')) && status >= 200 && status < 300;
  if (!(status >= 500) && !isPassword) return;
  const protocol = row('protocol');
  if (protocol !== '' && !/^eas$/i.test(protocol)) return;
  const time = secondsOf(row('datetime'));
  const facts = triage.reader.readText(time, row('clientipaddress'), row('urlquery').replace(/^\?/, ''));
  const user = row('authenticateduser');
  if (user !== '') facts.user = triage.reader.names.users.addText(user);
  const requestId = row('requestid').toLowerCase();
  const failed = triage.deviceOfRequest(requestId);
  if (facts.device === none) facts.device = failed;
  facts.probe ||= /healthmailbox/i.test(user) || isMonitoringAgent(row('useragent'));
  const name = row('serverhostname');
  const server = triage.servers.ofText(name === '' ? '127.0.0.1' : name, file, name !== '');
  if (isPassword) triage.passwordSignIn(facts, server, line);
  else {
    const signature = triage.signatures.of({ kind: 'backEnd', status, isRepeated: failed !== none });
    triage.failure(facts, signature, server, line);
  }
}

function frebReader({ uri, trace }: ReaderContext): ContentReader {
  const parts: Uint8Array[] = [];
  let size = 0;
  let lines = 0;
  return {
    push(chunk) {
      size += chunk.length;
      if (size <= maximumTrace) parts.push(chunk.slice());
    },
    end() {
      const bytes = new Uint8Array(size <= maximumTrace ? size : 0);
      let at = 0;
      for (const part of size <= maximumTrace ? parts : []) {
        bytes.set(part, at);
        at += part.length;
      }
      const text = byteText(bytes);
      lines = text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
      const read = readFailedRequest(text.replace(/^\uFEFF/, ''));
      if (read !== null) trace({ ...read, uri });
    },
    get lines() {
      return lines;
    },
  };
}

function splitQuery(uri: string): [path: string, query: string] {
  const path = uri.replace(/^https?:\/\/[^/]*/i, '');
  const mark = path.indexOf('?');
  return mark < 0 ? [path, ''] : [path.slice(0, mark), path.slice(mark + 1)];
}

/** NaN where the text is not a time. */
function secondsOf(text: string): number {
  return Math.floor(Date.parse(text) / 1000);
}
