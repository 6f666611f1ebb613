// The read-ahead size of a path and the value in applicationHost.config that a web.config makes void.
import type { Place } from '../text/range.js';
import type { VirtualDirectory } from './virtual-directory.js';

/** What the procedure sets, which is also the schema's default. */
export const sufficientReadAhead = 49152;

export interface VoidValue extends Place {
  readonly raw: string;
}

/** The value that applicationHost.config has for this very path while another file has the last word; null without one. */
export function voidReadAhead(directory: VirtualDirectory): VoidValue | null {
  const { uploadReadAheadSize, server } = directory;
  const { uri, document } = server.configuration.applicationHost;
  const last = uploadReadAheadSize.origin;
  if (last.kind === 'schema' || last.uri === uri) return null;
  const origin = uploadReadAheadSize.trail.find(
    (one) => one.kind !== 'schema' && one.uri === uri && directory.owns({ ...uploadReadAheadSize, origin: one }),
  );
  if (!origin || origin.kind === 'schema') return null;
  return { uri, range: origin.range, raw: document.text.slice(origin.range.start, origin.range.end) };
}
