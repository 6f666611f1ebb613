// One generation of the workspace, checked: what every request answers from.
import type { SourceFile } from '../core/text/source-file.js';
import type { Project } from '../core/face/project.js';
import { LineIndex, type Position, type PositionRange } from '../core/text/line-index.js';
import type { Range } from '../core/text/range.js';
import { canonicalUri, isInside } from '../host/uri.js';
import { innerScheme } from '../protocol.js';

const indexes = new WeakMap<SourceFile, LineIndex>();

/** The lines of a file, worked out once for each of its versions. */
export function linesOf(file: SourceFile): LineIndex {
  let lines = indexes.get(file);
  if (!lines) {
    lines = new LineIndex(file.text);
    indexes.set(file, lines);
  }
  return lines;
}

/** How the client names an open document, and the version that it announced. */
export interface OpenDocument {
  readonly clientUri: string;
  readonly version: number;
}

/** Archives that were opened; `isShown`: the client has documents for what is in them. */
export interface OpenedArchives {
  readonly archives: readonly string[];
  readonly isShown: boolean;
}

const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export class Snapshot {
  readonly #sources: ReadonlyMap<string, SourceFile>;
  /** Files that findings are in and that nothing else is asked about. */
  readonly #schemas: ReadonlyMap<string, SourceFile>;
  readonly #open: ReadonlyMap<string, OpenDocument>;
  readonly #opened: OpenedArchives;

  constructor(
    readonly generation: number,
    readonly project: Project,
    /** In English, as core has it. */
    readonly original: Project,
    sources: ReadonlyMap<string, SourceFile>,
    schemas: readonly SourceFile[],
    open: ReadonlyMap<string, OpenDocument>,
    opened: OpenedArchives,
  ) {
    this.#sources = sources;
    this.#schemas = new Map(schemas.map((file) => [canonicalUri(file.uri), file]));
    this.#open = open;
    this.#opened = opened;
  }

  /** With another project, and files that findings of it are in. */
  withProject(project: Project, original: Project, files: readonly SourceFile[]): Snapshot {
    return new Snapshot(
      this.generation,
      project,
      original,
      this.#sources,
      [...this.#schemas.values(), ...files],
      this.#open,
      this.#opened,
    );
  }

  /** The file as it was checked; undefined when it is not one of the project's. */
  source(uri: string): SourceFile | undefined {
    return this.#sources.get(canonicalUri(uri));
  }

  get files(): Iterable<string> {
    return this.#sources.keys();
  }

  get fileCount(): number {
    return this.#sources.size;
  }

  /** The client's own name of a file where it has one; of a file in an archive that of what it can show. */
  clientUri(uri: string): string {
    const archive = this.archiveOf(uri);
    if (archive === null) return this.#open.get(canonicalUri(uri))?.clientUri ?? uri;
    const path = uri.replace(/^[^:]*:(?:\/\/[^/]*)?/, '');
    return this.#opened.isShown ? `${innerScheme}:${path}?${encodeURIComponent(uri)}` : archive;
  }

  /** The archive that a file is in. */
  archiveOf(uri: string): string | null {
    return this.#opened.archives.find((archive) => archive !== uri && isInside(archive, uri)) ?? null;
  }

  /** The name and line in its archive of a place that the client cannot show; null for one that it can. */
  hidden(uri: string, range: Range): string | null {
    const archive = this.#opened.isShown ? null : this.archiveOf(uri);
    const file = this.source(uri);
    if (archive === null || !file) return null;
    return `${decodeURIComponent(uri.slice(archive.length + 1))}:${linesOf(file).rangeAt(range).start.line + 1}`;
  }

  /** The version of an open document; null for a file on disk. */
  version(uri: string): number | null {
    return this.#open.get(canonicalUri(uri))?.version ?? null;
  }

  /** Lines and characters of a range; null for a file that was not provided. */
  positions(uri: string, range: Range): PositionRange | null {
    const file = this.source(uri) ?? this.#schemas.get(canonicalUri(uri));
    if (!this.#opened.isShown && this.archiveOf(uri) !== null) return top;
    return file ? linesOf(file).rangeAt(range) : null;
  }

  /** A place of the client's as file and offset; null for a document that is not ours. */
  locate(uri: string, position: Position): { readonly file: SourceFile; readonly offset: number } | null {
    const file = this.source(innerFileOf(uri) ?? uri);
    return file ? { file, offset: linesOf(file).offsetAt(position) } : null;
  }
}

/** The file that a document for a file in an archive shows; null for any other document. */
export function innerFileOf(uri: string): string | null {
  const query = uri.startsWith(`${innerScheme}:`) ? uri.split('?')[1] : undefined;
  try {
    return query === undefined ? null : canonicalUri(decodeURIComponent(query));
  } catch {
    return null;
  }
}
