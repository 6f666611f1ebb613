// Reads logs one after the other as streams and sums them up; cancellable, with progress.
import { contentReader, type Unreadable } from './file-reader.js';
import { kindBytes, logKind, otherFormat, type LogKind, type OtherFormat } from './reading/log-kind.js';
import { summaryOf, type LogFile, type LogSummary, type TracedRequest } from './summary/summary.js';
import { LogTriage } from './summary/triage.js';
import { countTraces } from './summary/traces.js';

/** A file as it is handed in. */
export interface LogSource {
  readonly uri: string;
  /** Bytes on disk, for the progress; null where unknown. */
  readonly size: number | null;
  /**
   * The unpacked content; a piece may be overwritten when the next is requested. A rejection ends the file
   * and nothing else.
   */
  open(): AsyncIterable<Uint8Array>;
}

export interface ReadOptions {
  /** Seconds since 1970: earlier requests are left out. */
  readonly since?: number;
  readonly progress?: (progress: LogProgress) => void;
  /** Called after every chunk; reading goes on when it resolves. */
  readonly pause?: () => Promise<void>;
  /** Asked after every chunk. */
  readonly cancelled?: () => boolean;
}

export interface LogProgress {
  readonly uri: string;
  /** Files that are read whole, and all. */
  readonly done: number;
  readonly files: number;
  /** Unpacked bytes of all files so far. */
  readonly bytes: number;
  /** Requests so far that failed, before 401s are distinguished. */
  readonly failures: number;
}

/** Reads every source; none is fatal. */
export async function readLogs(sources: readonly LogSource[], options: ReadOptions = {}): Promise<LogSummary> {
  const ordered = inReadingOrder(sources);
  const triage = new LogTriage(options.since ?? NaN);
  const files: LogFile[] = [];
  const traces: TracedRequest[] = [];
  let bytes = 0;
  let complete = true;
  for (const [index, source] of ordered.entries()) {
    triage.startFile(index);
    triage.servers.addFile(folderOf(source.uri));
    const unreadable: Unreadable = { count: 0, at: [], someRead: false };
    const content = new FileContent((kind) =>
      contentReader(kind, { triage, file: index, uri: source.uri, unreadable, trace: (one) => traces.push(one) }),
    );
    let problem: string | null = null;
    try {
      for await (const chunk of source.open()) {
        bytes += chunk.length;
        content.push(chunk);
        options.progress?.({ uri: source.uri, done: index, files: ordered.length, bytes, failures: triage.failures });
        await options.pause?.();
        complete = !(options.cancelled?.() ?? false);
        if (!complete) break;
      }
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
    content.end();
    const isUnread =
      content.kind === 'freb' ? traces.at(-1)?.uri !== source.uri : content.kind === 'empty' && problem !== null;
    files.push({
      uri: source.uri,
      kind: isUnread ? 'unknown' : content.kind,
      otherFormat: content.otherFormat,
      bytes: content.bytes,
      lines: content.lines,
      unreadableLines: unreadable.count,
      unreadableAt: unreadable.at,
      isUnread: unreadable.count > 0 && !unreadable.someRead,
      problem,
    });
    if (!complete) break;
  }
  countTraces(triage, files, traces);
  return summaryOf(triage, files, traces, complete);
}

/**
 * Files of the same day after each other, so that what happens on several servers at once is read close
 * together; HttpProxy after the W3C log of its day or hour, whose requests it names.
 */
function inReadingOrder(sources: readonly LogSource[]): LogSource[] {
  const keys = new Map(sources.map((source) => [source, readingKey(source.uri)]));
  return [...sources].sort((a, b) => {
    const [first, second] = [keys.get(a)!, keys.get(b)!];
    return first < second ? -1 : first > second ? 1 : a.uri < b.uri ? -1 : 1;
  });
}

/** `261102` or `26110206`: IIS writes the year with two digits, Exchange with four. */
function readingKey(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  const digits = /\d{6,10}/.exec(name)?.[0] ?? '';
  return digits.replace(/^20(?=\d{6}(?:\d\d)?$)/, '') + (/httpproxy/i.test(name) ? '~' : '');
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}

/** Keeps the first bytes until they tell the kind, then feeds the reader of that kind. */
class FileContent {
  readonly #readerOf: (kind: LogKind) => ReturnType<typeof contentReader>;
  #head: Uint8Array[] = [];
  #reader: ReturnType<typeof contentReader> | null = null;
  kind: LogKind = 'unknown';
  otherFormat: OtherFormat | null = null;
  bytes = 0;

  constructor(readerOf: (kind: LogKind) => ReturnType<typeof contentReader>) {
    this.#readerOf = readerOf;
  }

  get lines(): number {
    return this.#reader?.lines ?? 0;
  }

  push(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    if (this.#reader !== null) {
      this.#reader.push(chunk);
      return;
    }
    this.#head.push(chunk.slice());
    if (this.bytes >= kindBytes) this.#decide(false);
  }

  end(): void {
    if (this.#reader === null) this.#decide(true);
    this.#reader!.end();
  }

  #decide(whole: boolean): void {
    const [first] = this.#head;
    const head = this.#head.length === 1 ? first! : joined(this.#head);
    this.#head = [];
    this.kind = logKind(head, whole);
    if (this.kind === 'unknown') this.otherFormat = otherFormat(head);
    this.#reader = this.#readerOf(this.kind);
    this.#reader.push(head);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
