// The path from a folder to a file, as baselines and output write it.

/** `.` for the folder itself, `../…` outside of it; a uri of another kind, machine, or drive as a whole. */
export function relativePath(folder: string, uri: string): string {
  const from = partsOf(folder);
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
  /** What two paths must share to be relative to each other: `/`, `c:/`, `//server/share/`, `memfs://host/`. */
  readonly root: string;
  readonly segments: readonly string[];
}

function partsOf(uri: string): Parts | null {
  const match = /^([a-z][\w+.-]*):\/\/([^/]*)\/(.*)$/i.exec(uri);
  if (!match) return null;
  const [, scheme, host, rest] = match as unknown as [string, string, string, string];
  const segments = rest
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode);
  if (scheme.toLowerCase() !== 'file') return { root: `${scheme}://${host}/`, segments };
  if (host !== '') return { root: `//${host}/${segments[0] ?? ''}/`, segments: segments.slice(1) };
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
