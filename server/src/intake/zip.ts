// Opens a zip archive in memory, within bounds: nothing is written, no path leaves it, and a bomb is rejected.
//
// The directory is read here, so that every size is known before anything is unpacked (PKWARE APPNOTE 4.3).
// Deflate is fflate's.
import { Inflate } from 'fflate/browser';
import { canonicalUri } from '../host/uri.js';

export interface ZipEntry {
  /** With `/`, relative to the archive; no segment is empty, `.` or `..`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** `tooLarge`: paths of wanted files that were not unpacked. `problem` is a clause: `it is encrypted`. */
export type OpenedZip =
  { readonly entries: readonly ZipEntry[]; readonly tooLarge: readonly string[] } | { readonly problem: string };

export interface ZipLimits {
  readonly files: number;
  /** Unpacked bytes of one file and of all that are wanted. */
  readonly fileBytes: number;
  readonly totalBytes: number;
  /** Text hardly shrinks to less than a hundredth; bombs do. Small files are not held to it. */
  readonly ratio: number;
}

export const zipLimits: ZipLimits = {
  files: 5000,
  fileBytes: 40 * 1024 * 1024,
  totalBytes: 200 * 1024 * 1024,
  ratio: 200,
};

/** The uri of a file in an archive: below the archive's own. */
export function innerUri(archive: string, path: string): string {
  return canonicalUri(`${archive}/${path.split('/').map(encodeURIComponent).join('/')}`);
}

const smallFile = 1024 * 1024;
const inflateStep = 65_536;

/** The files that are wanted by their path; others are not unpacked. */
export function openZip(bytes: Uint8Array, wanted: (path: string) => boolean, limits = zipLimits): OpenedZip {
  const directory = readDirectory(bytes, limits.files);
  if ('problem' in directory) return directory;
  const entries: ZipEntry[] = [];
  const tooLarge: string[] = [];
  let total = 0;
  for (const file of directory.files) {
    const path = safePath(file.name);
    if (path === null || !wanted(path)) continue;
    if (file.encrypted) return { problem: 'it is encrypted' };
    if (file.size > limits.fileBytes) {
      tooLarge.push(path);
      continue;
    }
    total += file.size;
    if (total > limits.totalBytes) return { problem: 'its unpacked size exceeds the limit' };
    if (file.size > smallFile && file.size > file.packed * limits.ratio)
      return { problem: 'its unpacked size exceeds the limit' };
    const unpacked = unpack(bytes, file);
    if (unpacked === null) return { problem: 'it is damaged' };
    entries.push({ path, bytes: unpacked });
  }
  return { entries, tooLarge };
}

interface DirectoryFile {
  readonly name: string;
  readonly encrypted: boolean;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  /** Of the local header. */
  readonly offset: number;
}

function readDirectory(
  bytes: Uint8Array,
  most: number,
): { readonly files: readonly DirectoryFile[] } | { readonly problem: string } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === null) return { problem: 'it is damaged' };
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) return { problem: 'it has the form for very large archives' };
  if (count > most) return { problem: `it contains more than ${most} files` };
  const files: DirectoryFile[] = [];
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return { problem: 'it is damaged' };
    const nameLength = view.getUint16(at + 28, true);
    const nameEnd = at + 46 + nameLength;
    if (nameEnd > bytes.length) return { problem: 'it is damaged' };
    files.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, nameEnd)),
      encrypted: (view.getUint16(at + 8, true) & 1) !== 0,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return { files };
}

/** The record at the end; a comment of at most 65,535 bytes may follow it. */
function endOf(view: DataView): number | null {
  const lowest = Math.max(0, view.byteLength - 65_557);
  for (let at = view.byteLength - 22; at >= lowest; at--) if (view.getUint32(at, true) === 0x06054b50) return at;
  return null;
}

/** Null for folders and for paths that would leave the archive. */
function safePath(name: string): string | null {
  const segments = name.split(/[\\/]/);
  const isSafe = segments.every(
    (segment) => segment !== '' && segment !== '.' && segment !== '..' && !segment.includes(':'),
  );
  return isSafe ? segments.join('/') : null;
}

/** Null for what is damaged, packed in an unknown way, or longer than it says. */
function unpack(bytes: Uint8Array, { offset, packed, size, method }: DirectoryFile): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) return null;
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length) return null;
  const data = bytes.subarray(start, start + packed);
  if (method === 0) return packed === size ? data : null;
  return method === 8 ? inflate(data, size) : null;
}

function inflate(data: Uint8Array, size: number): Uint8Array | null {
  const unpacked = new Unpacked(size);
  const stream = new Inflate((chunk) => {
    unpacked.add(chunk);
  });
  try {
    for (let at = 0; at < data.length && unpacked.length <= size; at += inflateStep) {
      stream.push(data.subarray(at, at + inflateStep), at + inflateStep >= data.length);
    }
  } catch {
    return null;
  }
  return unpacked.length === size ? unpacked.bytes : null;
}

/** Takes no more than it was made for, and counts what comes. */
class Unpacked {
  readonly bytes: Uint8Array;
  length = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }

  add(chunk: Uint8Array): void {
    if (this.length + chunk.length <= this.bytes.length) this.bytes.set(chunk, this.length);
    this.length += chunk.length;
  }
}
