// Streams the ActiveSync requests of W3C logs as decoded rows.
import { kindBytes, logKind, otherFormat, type OtherFormat } from '../reading/log-kind.js';
import { W3cReader } from '../reading/w3c-reader.js';
import { isActiveSync, RequestReader } from '../requests/request-reader.js';
import type { LogSource } from '../read-logs.js';
import { byteText } from '../reading/byte-text.js';
import { isOwnAddress } from '../requests/identity.js';
import { rowOf, type LogRow } from './row.js';

export interface RowOptions {
  /** Seconds since 1970: earlier requests are left out. */
  readonly since?: number;
  /** How a file is called in rows. */
  readonly nameOf: (uri: string) => string;
  /** Called with every row, in the order of the files. */
  readonly row: (row: LogRow) => void;
  /** Called after every piece that was read; reading goes on when it resolves. */
  readonly pause?: () => Promise<void>;
  readonly cancelled?: () => boolean;
}

/** What went wrong with files; one clause each. */
export async function readRows(
  sources: readonly LogSource[],
  options: RowOptions,
): Promise<readonly { readonly uri: string; readonly problem: string }[]> {
  const problems: { uri: string; problem: string }[] = [];
  const requests = new RequestReader();
  for (const source of sources) {
    const file = new RowFile(source.uri, requests, options);
    try {
      for await (const piece of source.open()) {
        if (!file.push(piece)) break;
        await options.pause?.();
        if (options.cancelled?.() === true) return problems;
      }
    } catch (error) {
      problems.push({ uri: source.uri, problem: error instanceof Error ? error.message : String(error) });
    }
    if (file.end() !== 'unknown') continue;
    const problem =
      file.otherFormat === null
        ? 'it is not a log of a known kind'
        : `it is in the ${file.otherFormat} log format, which has no substatus`;
    problems.push({ uri: source.uri, problem });
  }
  return problems;
}

class RowFile {
  readonly #reader: W3cReader;
  #kind: ReturnType<typeof logKind> | null = null;
  otherFormat: OtherFormat | null = null;
  #head: Uint8Array[] = [];
  #size = 0;
  #server = '';

  constructor(uri: string, requests: RequestReader, { row, nameOf, since }: RowOptions) {
    const file = nameOf(uri);
    requests.clock.reset();
    this.#reader = new W3cReader({
      layout: () => undefined,
      unreadable: () => undefined,
      record: (view, layout) => {
        const time = requests.clock.read(view, layout, this.#reader.date);
        const field = view.has(layout.computerName) ? layout.computerName : layout.serverAddress;
        if (view.has(field)) {
          const name = byteText(view.bytes, view.fieldStart(field), view.fieldEnd(field));
          if (!isOwnAddress(name)) this.#server = name;
        }
        if (layout.stem < 0 || time < (since ?? NaN)) return;
        if (!isActiveSync(view, view.fieldStart(layout.stem), view.fieldEnd(layout.stem))) return;
        row(rowOf(view, layout, requests.read(view, layout), file, this.#server));
      },
    });
  }

  /** False once the file turns out to be of another kind. */
  push(piece: Uint8Array): boolean {
    if (this.#kind === null) {
      this.#head.push(piece.slice());
      this.#size += piece.length;
      if (this.#size < kindBytes) return true;
      this.#decide(false);
    } else this.#reader.push(piece);
    return this.#kind === 'w3c';
  }

  end(): ReturnType<typeof logKind> {
    if (this.#kind === null) this.#decide(true);
    if (this.#kind === 'w3c') this.#reader.end();
    return this.#kind!;
  }

  #decide(whole: boolean): void {
    const head = new Uint8Array(this.#size);
    let at = 0;
    for (const piece of this.#head) {
      head.set(piece, at);
      at += piece.length;
    }
    this.#head = [];
    this.#kind = logKind(head, whole);
    if (this.#kind === 'unknown') this.otherFormat = otherFormat(head);
    if (this.#kind === 'w3c') this.#reader.push(head);
  }
}
