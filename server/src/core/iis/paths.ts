// Configuration paths (`Default Web Site/owa`), physical paths and uris: splitting, joining and comparing,
// without case as IIS does.

/**
 * `Default Web Site/owa/` → `Default Web Site/owa`; '.' and '' are the level itself. Nothing else is
 * collapsed.
 */
export function normalizeConfigurationPath(path: string): string {
  // A pattern for the end of a path would take time that grows with the square of a run of slashes.
  let end = path.length;
  while (path[end - 1] === '/') end--;
  const trimmed = path.slice(0, end);
  return trimmed === '.' ? '' : trimmed;
}

/** Joins a configuration path and a path relative to it. */
export function joinConfigurationPath(base: string, relative: string): string {
  const tail = normalizeConfigurationPath(relative);
  if (tail === '') return base;
  return base === '' ? tail : `${base}/${tail}`;
}

/** The form in which configuration paths are compared. */
export function pathKey(path: string): string {
  return path.toLowerCase();
}

export function samePath(a: string, b: string): boolean {
  return a === b || pathKey(a) === pathKey(b);
}

/** True when `path` is `ancestor` or lies below it, segment-wise and without case. */
export function isAtOrBelow(path: string, ancestor: string): boolean {
  if (ancestor === '') return true;
  const a = pathKey(ancestor);
  const p = pathKey(path);
  return p === a || p.startsWith(`${a}/`);
}

/** `a/b/c` → ['', 'a', 'a/b', 'a/b/c']: the levels from the server down to the path. */
export function levelsOf(path: string): string[] {
  const levels = [''];
  if (path === '') return levels;
  let at = -1;
  do {
    at = path.indexOf('/', at + 1);
    levels.push(at < 0 ? path : path.slice(0, at));
  } while (at >= 0);
  return levels;
}

/**
 * `C:\Program Files\X` → ['c:', 'program files', 'x'], for comparison. Environment variables stay as they
 * are.
 */
export function physicalSegments(physicalPath: string): string[] {
  return physicalPath
    .split(/[\\/]+/)
    .filter((segment) => segment !== '')
    .map((segment) => segment.toLowerCase());
}

/** The decoded path segments of a uri or of a plain path with slashes; case is kept. */
export function uriSegments(uri: string): string[] {
  const path = uri.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .map(decodeSegment);
}

function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The uri of the folder that holds a file: everything before the last slash; '' when there is none. */
export function folderOf(uri: string): string {
  const slash = uri.lastIndexOf('/');
  return slash < 0 ? '' : uri.slice(0, slash);
}

/** The file name of a uri, decoded. */
export function fileNameOf(uri: string): string {
  return decodeSegment(uri.slice(uri.lastIndexOf('/') + 1));
}

/** How many segments two lists share at their ends, compared without case. */
export function commonTail(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (
    count < a.length &&
    count < b.length &&
    a[a.length - 1 - count]!.toLowerCase() === b[b.length - 1 - count]!.toLowerCase()
  ) {
    count++;
  }
  return count;
}

/** How many segments two lists share at their starts; case is kept, since hosts differ. */
export function commonHead(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count++;
  return count;
}
