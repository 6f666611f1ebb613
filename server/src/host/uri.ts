// URIs in one spelling, so that two names of one file compare equal: `file:///C:/a b` and
// `file:///c%3A/a%20b`.

/** What VS Code's own URIs encode beyond encodeURIComponent. */
const alsoEncoded = /[!'()*]/g;

function encodeSegment(segment: string): string {
  try {
    // A stray percent sign stands for itself.
    const decoded = decodeURIComponent(segment.replace(/%(?![0-9a-f]{2})/gi, '%25'));
    return encodeURIComponent(decoded).replace(
      alsoEncoded,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  } catch {
    // Not UTF-8 behind the percent signs, or half a surrogate pair: left as it is.
    return segment;
  }
}

/** Names of machines have no case; user, port and the brackets of an address keep their signs. */
function encodeAuthority(authority: string): string {
  return encodeSegment(authority.replace(/[A-Z]/g, (letter) => letter.toLowerCase())).replace(
    /%(?:3A|40|5B|5D)/g,
    decodeURIComponent,
  );
}

/**
 * The spelling in which this project compares uris, which is also VS Code's: scheme in lower case, drive
 * letter in lower case, everything but unreserved characters percent-encoded, no slash at the end. What is
 * not an uri is returned as it is.
 */
export function canonicalUri(uri: string): string {
  const match = /^([a-z][a-z0-9+.-]*):(?:\/\/([^/?#]*))?([^?#]*)(.*)$/is.exec(uri);
  if (!match) return uri;
  const [, scheme = '', authority, path = '', rest = ''] = match;
  const segments = path
    .replace(/\/+$/, '')
    .split('/')
    .map(encodeSegment)
    .join('/')
    .replace(/^\/([a-z])%3a(?=\/|$)/i, (_, drive: string) => `/${drive.toLowerCase()}%3A`);
  const host = authority === undefined ? '' : `//${encodeAuthority(authority)}`;
  return `${scheme.toLowerCase()}:${host}${segments === '' && authority !== undefined ? '/' : segments}${rest}`;
}

/** The uri of the folder that holds a file, without a slash at the end. */
export function folderOf(uri: string): string {
  return uri.slice(0, Math.max(uri.lastIndexOf('/'), 0));
}

/** The last segment, decoded; of `untitled:web.config` what follows the scheme. */
export function fileNameOf(uri: string): string {
  const segment = uri.slice(Math.max(uri.lastIndexOf('/'), uri.indexOf(':')) + 1);
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** True for a folder itself and everything below it; both in canonical spelling. */
export function isInside(folder: string, uri: string): boolean {
  return uri === folder || uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/**
 * What a user's path means: absolute (also `C:\…` and `\\server\share`), a uri, or relative to a folder. An
 * absolute path is one of the machine that the folder is on.
 */
export function resolvePath(path: string, folder: string): string {
  const slashed = path.replaceAll('\\', '/');
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return canonicalUri(path);
  if (/^[a-z]:(\/|$)/i.test(slashed)) return canonicalUri(`file:///${escapePath(slashed)}`);
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(folder)?.[0] ?? 'file://';
  if (slashed.startsWith('//')) return canonicalUri(`file:${escapePath(slashed)}`);
  if (slashed.startsWith('/')) return canonicalUri(origin + escapePath(slashed));
  const segments = folder.slice(origin.length).split('/');
  for (const segment of slashed.replace(/^\$\{workspaceFolder\}\/?/, '').split('/')) {
    if (segment === '..') {
      if (segments.length > 1) segments.pop();
    } else if (segment !== '' && segment !== '.') segments.push(escapePath(segment));
  }
  return canonicalUri(origin + segments.join('/'));
}

/** A path is not a URI yet: its percent signs, question marks and number signs are characters of names. */
function escapePath(path: string): string {
  return path.replace(/[%?#]/g, (character) => encodeURIComponent(character));
}

/** Scheme and machine of a uri: `file://`, `file://server`. */
export function originOf(uri: string): string {
  return /^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?/i.exec(uri)?.[0] ?? '';
}
