// Reads files and says what they are: the one way in for command line and language server.
import type { SourceFile } from '../core/text/source-file.js';
import { roleOf } from '../core/workspace/classify.js';
import { documentOf, trimTrees } from '../core/iis/documents.js';
import { decodeText, type DecodedText } from '../host/decode.js';
import { matchesQuery, readFileAt, readHead, type ExcludeTest, type FileQuery, type Host } from '../host/host.js';
import { fileNameOf, folderOf, isInside } from '../host/uri.js';
import { headSize, kindOf, type Candidate, type FileKind } from './kinds.js';
import { innerUri, openZip } from './zip.js';
import { parallelReads, schemaQuery, searchQuery } from './query.js';

/** A file as it was read. */
export interface TakenFile {
  readonly uri: string;
  /** Undefined for a file that the product has nothing to do with. */
  readonly kind: FileKind | undefined;
  /** All of it; of logs and of what is not read the beginning. */
  readonly bytes: Uint8Array;
  /** Null where it is not read as text. */
  readonly text: { readonly source: SourceFile; readonly form: DecodedText } | null;
  /** Why it cannot be read, as a clause; null where it can. */
  readonly unreadable: string | null;
}

export type Taken = TakenFile | 'missing';

/** A file that was found and not checked, and why: a noun phrase with what to do. */
export interface NotChecked {
  readonly uri: string;
  readonly why: string;
  /** Saved output of the server in a form that is not read. */
  readonly isEvidence: boolean;
}

export class Intake {
  readonly #host: Host;
  readonly #isExcluded: ExcludeTest | undefined;
  /** Those that were opened. */
  readonly #archives = new Set<string>();

  constructor(host: Host, isExcluded?: ExcludeTest) {
    this.#host = host;
    this.#isExcluded = isExcluded;
  }

  /**
   * Reads one file. `root` is the folder that was searched when it was found; null for a file that was named.
   */
  async read(uri: string, root: string | null, inSchemaFolder = false): Promise<Taken> {
    for (const archive of this.#archives)
      if (uri !== archive && isInside(archive, uri)) return this.#readInside(archive, uri);
    const candidate = candidateOf(uri, root, inSchemaFolder);
    const head = await readHead(this.#host, uri, headSize);
    if (head.kind === 'missing') return 'missing';
    if (head.kind === 'unreadable') {
      return (await this.#host.stat(uri)) === 'folder' ? 'missing' : unreadable(uri, head.reason);
    }
    if (head.whole) return recognised(candidate, head.bytes);
    // Logs and what is not read are known by their beginning; nothing more of them is read.
    const kind = kindOf({ ...candidate, head: head.bytes, source: null });
    const isWhole = kind?.enters === 'certificates' || kind?.enters === 'archives';
    if (kind && !isWhole) return { uri, kind, bytes: head.bytes, text: null, unreadable: null };
    const result = await readFileAt(this.#host, uri);
    if (result.kind === 'missing') return 'missing';
    return result.kind === 'unreadable' ? unreadable(uri, result.reason) : recognised(candidate, result.bytes);
  }

  /** What bytes are that came without a file. */
  take(uri: string, bytes: Uint8Array): TakenFile {
    return recognised(candidateOf(uri, null, false), bytes);
  }

  /** The files of a zip archive, under names below its own; as in `NotChecked` why it was not opened. */
  open({ uri, bytes }: TakenFile): readonly TakenFile[] | string {
    const uriOf = (path: string): string => innerUri(uri, path);
    const zip = openZip(bytes, (path) => isCandidate(uriOf(path)) && !this.#isExcluded?.(uriOf(path)));
    if ('problem' in zip) return `a zip archive that was not opened: ${zip.problem}.`;
    this.#archives.add(uri);
    return [
      ...zip.entries.map(({ path, bytes: inner }) => recognised(candidateOf(uriOf(path), uri, false), inner)),
      ...zip.tooLarge.map((path) => unreadable(uriOf(path), 'it is too large to be unpacked in memory. Extract it')),
    ];
  }

  /** A file of any name in an archive: a configuration may name it. */
  async #readInside(archive: string, uri: string): Promise<Taken> {
    const whole = await readFileAt(this.#host, archive);
    const zip = whole.kind === 'bytes' ? openZip(whole.bytes, (path) => innerUri(archive, path) === uri) : null;
    const [entry] = zip && 'entries' in zip ? zip.entries : [];
    return entry ? recognised(candidateOf(uri, archive, false), entry.bytes) : 'missing';
  }

  /** The uris of what a search of the folder finds, and what kept it from finding more. */
  search(folder: string, query: FileQuery = searchQuery): ReturnType<Host['list']> {
    return this.#host.list(folder, query, this.#isExcluded);
  }

  /** Reads many files, some at the same time, in their order; `each` is called for every one as it comes. */
  async readAll(
    uris: readonly string[],
    rootOf: (uri: string) => string | null,
    each: (uri: string, taken: Taken) => void,
  ): Promise<void> {
    for (let at = 0; at < uris.length; at += parallelReads) {
      const batch = uris.slice(at, at + parallelReads);
      const read = await Promise.all(batch.map((uri) => this.read(uri, rootOf(uri))));
      read.forEach((taken, index) => {
        each(batch[index]!, taken);
      });
      await this.#host.yield();
    }
  }

  /** The schema files of a folder. */
  async schemas(folder: string): Promise<readonly TakenFile[]> {
    const { uris } = await this.#host.list(folder, schemaQuery);
    const files: TakenFile[] = [];
    for (const uri of uris) {
      const taken = await this.read(uri, folder, true);
      if (taken !== 'missing' && taken.text && taken.kind?.enters === 'schemas') files.push(taken);
    }
    return files;
  }
}

type Named = Pick<Candidate, 'uri' | 'name' | 'below' | 'isNamed' | 'inSchemaFolder'>;

function candidateOf(uri: string, root: string | null, inSchemaFolder: boolean): Named {
  const name = fileNameOf(uri).toLowerCase();
  const isBelow = root !== null && uri !== root && isInside(root, uri);
  const below = isBelow
    ? uri
        .slice(root.length + 1)
        .split('/')
        .map(decoded)
    : [name];
  return { uri, name, below, isNamed: root === null, inSchemaFolder };
}

function recognised(candidate: Named, bytes: Uint8Array): TakenFile {
  const { uri } = candidate;
  const kind = kindOf({ ...candidate, head: bytes, source: null });
  if (kind) return { uri, kind, bytes, text: null, unreadable: null };
  const form = decodeText(bytes);
  if (form.kind === 'unreadable') return unreadable(uri, form.reason, bytes);
  const source: SourceFile = { uri, text: form.text, encoding: { name: form.encoding, isLossy: form.lossy } };
  return { uri, kind: kindOf({ ...candidate, head: bytes, source }), bytes, text: { source, form }, unreadable: null };
}

function unreadable(uri: string, reason: string, bytes: Uint8Array = new Uint8Array()): TakenFile {
  return { uri, kind: undefined, bytes, text: null, unreadable: reason };
}

/** The folders beside these configurations in which IIS keeps its schema. */
export function schemaFoldersBeside(files: Iterable<SourceFile>): string[] {
  return [...files].filter((file) => isServer(file)).map(({ uri }) => `${folderOf(uri)}/schema`);
}

function isServer(file: SourceFile): boolean {
  const mayBe = /applicationhost/i.test(file.uri) || file.text.includes('system.applicationHost');
  const isHost = mayBe && roleOf(file, () => documentOf(file)) === 'applicationHost';
  trimTrees();
  return isHost;
}

/** Whether a search would look at a file, by its name. */
export function isCandidate(uri: string): boolean {
  return matchesQuery(fileNameOf(uri), searchQuery);
}

function decoded(segment: string): string {
  return fileNameOf(`/${segment}`).toLowerCase();
}
