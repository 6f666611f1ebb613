// How files are called in output: relative to the working folder, with `/`, `../…` outside of it.
import { relativePath } from '../host/relative-path.js';
import { canonicalUri } from '../host/uri.js';

/** What standard input is called, as a uri and in output. */
export const standardInput = '<stdin>';

/** The uri of an argument; `-` is standard input. */
export function uriOfArgument(path: string, host: { uriOf(path: string): string }): string {
  return path === '-' ? standardInput : host.uriOf(path);
}

/** Each file or folder once, however often and in whichever ways it is named. */
export function distinctPaths(paths: readonly string[], host: { uriOf(path: string): string }): readonly string[] {
  return [...new Map(paths.map((path) => [uriOfArgument(path, host), path])).values()];
}

/**
 * The path of a uri as output shows it; `.` for the working folder. A uri of another kind or drive is shown
 * whole.
 */
export function relativeName(workingFolder: string, uri: string): string {
  // Standard input is in no folder; a server read from it is called as the file is.
  if (uri === standardInput || uri === '') return standardInput;
  return relativePath(workingFolder, uri);
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
