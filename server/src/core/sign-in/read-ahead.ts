// The read-ahead size of a path and the value in applicationHost.config that a web.config makes void.
import type { Place } from '../text/range.js';
import type { SignInState } from './sign-in-state.js';

export interface VoidValue extends Place {
  readonly raw: string;
}

/**
 * The value that applicationHost.config has for this very path while another file has the last word; null
 * without one.
 */
export function voidReadAhead(state: SignInState): VoidValue | null {
  const { uploadReadAheadSize, configuration } = state;
  const { uri, document } = configuration.applicationHost;
  const last = uploadReadAheadSize.origin;
  if (last.kind === 'schema' || last.uri === uri) return null;
  const origin = uploadReadAheadSize.trail.find(
    (one) => one.kind !== 'schema' && one.uri === uri && state.owns({ ...uploadReadAheadSize, origin: one }),
  );
  if (!origin || origin.kind === 'schema') return null;
  return { uri, range: origin.range, raw: document.text.slice(origin.range.start, origin.range.end) };
}
