// How files are called in output: relative to the working folder, with `/`, `../…` outside of it.
import { canonicalUri } from '../host/uri.js';

/** What standard input is called, as a uri and in output. */
export const standardInput = '<stdin>';

/** The uri of an argument; `-` is standard input. */
export function uriOfArgument(path: string, host: { uriOf(path: string): string }): string {
  return path === '-' ? standardInput : host.uriOf(path);
}

/**
 * The path of a uri as output shows it; `.` for the working folder. A uri of another kind or drive is shown
 * whole.
 */
export function relativeName(workingFolder: string, uri: string): string {
  // Standard input is in no folder; a server read from it is called as the file is.
  if (uri === standardInput || uri === '') return standardInput;
  const from = partsOf(workingFolder);
  const to = partsOf(uri);
  if (!to) return uri;
  if (from?.root !== to.root) return to.root + to.segments.join('/');
  let shared = 0;
  while (
    shared < from.segments.length &&
    shared < to.segments.length &&
    from.segments[shared] === to.segments[shared]
  ) {
    shared++;
  }
  const up = from.segments.slice(shared).map(() => '..');
  return [...up, ...to.segments.slice(shared)].join('/') || '.';
}

interface Parts {
  /** What two paths must share to be relative to each other: `/`, `c:/`, `//server/share/`. */
  readonly root: string;
  readonly segments: readonly string[];
}

function partsOf(uri: string): Parts | null {
  const match = /^file:\/\/([^/]*)\/(.*)$/i.exec(uri);
  if (!match) return null;
  const segments = match[2]!
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode);
  if (match[1] !== '') return { root: `//${match[1]!}/${segments[0] ?? ''}/`, segments: segments.slice(1) };
  const drive = /^[a-z]:$/i.exec(segments[0] ?? '')?.[0];
  if (drive === undefined) return { root: '/', segments };
  return { root: `${drive.toLowerCase()}/`, segments: segments.slice(1) };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * A relative or absolute path in a file that the user named (`--config`), with either slash, against its
 * folder.
 */
export function resolveUri(folder: string, path: string): string {
  const written = path.replaceAll('\\', '/');
  if (/^[a-z]:\//i.test(written)) return canonicalUri(`file:///${written}`);
  const segments = written.startsWith('/') ? ['file:', '', ''] : folder.split('/');
  for (const segment of written.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(encodeURIComponent(segment));
  }
  return canonicalUri(segments.join('/'));
}
