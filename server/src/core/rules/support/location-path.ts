// The forms that the path of a location may have.
import type { LocationTag } from '../../iis/file.js';
import { maxPathSegments } from '../../iis/file.js';
import { pathKey, samePath } from '../../iis/paths.js';

/** What is wrong with the form of a location's path as it is written. */
export type PathProblem =
  'backslash' | 'metabase' | 'leading-slash' | 'trailing-slash' | 'segment' | 'wildcard' | 'drive' | 'too-deep';

/** An empty segment between others, `.` or `..`, or a space next to a slash. */
const oddSegment = /[^/]\/\/+[^/]|(?:^|\/)\.\.?(?:\/|$)|\s\/|\/\s/;

/**
 * `Site/app/folder`, without a slash at either end, odd segments, backslashes, wildcards, drives or the
 * metabase's `/LM/W3SVC/…`; null for a good one.
 */
export function pathProblem(path: string): PathProblem | null {
  if (/^\/?LM\/W3SVC(\/|$)/i.test(path)) return 'metabase';
  if (/^[a-z]:/i.test(path)) return 'drive';
  if (path.length > maxPathSegments && path.split('/', maxPathSegments + 1).length > maxPathSegments) return 'too-deep';
  if (path.includes('\\')) return 'backslash';
  if (/[*?]/.test(path)) return 'wildcard';
  if (path !== '.' && oddSegment.test(path)) return 'segment';
  if (path.startsWith('/')) return 'leading-slash';
  return path.endsWith('/') ? 'trailing-slash' : null;
}

/** True for a path that names what it means, whatever slash it ends with. */
export function isPlainLocationPath(path: string): boolean {
  const problem = pathProblem(path);
  return problem === null || problem === 'trailing-slash';
}

/** Tells whether a path has a location other than a given one. */
export function otherLocations(tags: readonly LocationTag[]): (path: string, tag: LocationTag) => boolean {
  const counts = new Map<string, number>();
  for (const tag of tags) counts.set(pathKey(tag.path), (counts.get(pathKey(tag.path)) ?? 0) + 1);
  return (path, tag) => (counts.get(pathKey(path)) ?? 0) > (samePath(tag.path, path) ? 1 : 0);
}
