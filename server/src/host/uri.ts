// URIs in one spelling, so that two names of one file compare equal: `file:///C:/a b` and `file:///c%3A/a%20b`.

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

/**
 * The spelling in which this project compares uris, which is also VS Code's: scheme in lower case, drive letter in lower
 * case, everything but unreserved characters percent-encoded, no slash at the end. What is no uri is returned as it is.
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
  const host = authority === undefined ? '' : `//${authority.toLowerCase()}`;
  return `${scheme.toLowerCase()}:${host}${segments === '' && authority !== undefined ? '/' : segments}${rest}`;
}

/** The uri of the folder that holds a file, without a slash at the end. */
export function folderOf(uri: string): string {
  return uri.slice(0, Math.max(uri.lastIndexOf('/'), 0));
}

/** The last segment, decoded. */
export function fileNameOf(uri: string): string {
  const segment = uri.slice(uri.lastIndexOf('/') + 1);
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
