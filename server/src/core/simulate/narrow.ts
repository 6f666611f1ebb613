// What excludes or proves causes besides the simulation: whom the log shows the failure hits, and saved
// output of certutil.
import type { Note } from '../text/range.js';
import type { Candidate } from './invert.js';
import type { Observed } from './observed.js';

/** A code of Windows in saved output of `certutil -verify -urlfetch`. */
export interface RevocationCode {
  readonly code: number;
  readonly place: Note;
}

/**
 * All devices at once are not each other's certificates; one of many is not the server. What the files show for
 * certain of a certificate is unlikely then, not excluded. `othersSignIn`: clients without a certificate do, so that
 * those that succeed may be these.
 */
export function byScope(candidate: Candidate, main: Observed | null, othersSignIn: boolean): Candidate {
  const { scope } = candidate.cause;
  if (candidate.standing === 'excluded' || !main) return candidate;
  const message =
    main.allDevices === true && scope === 'one' && main.users !== 1
      ? 'All mobile devices fail at once.'
      : main.allDevices === false && scope === 'all' && !othersSignIn
        ? 'Other mobile devices succeed.'
        : null;
  if (message === null) return candidate;
  const against = [{ uri: main.example.uri, range: { start: 0, end: 0 }, message }];
  if (scope === 'one' && candidate.standing === 'evidenced') return { ...candidate, standing: 'open', against };
  return { ...candidate, standing: 'excluded', because: against, message };
}

const certutilCodes: Readonly<Record<string, readonly number[]>> = {
  'revocation-unknown': [0x80092013, 0x80092012, 0x800b010e],
  'certificate-revoked': [0x80092010, 0x800b010c],
};

/** What certutil says of fetching the revocation list, as SYSTEM; `codes` is null without its output. */
export function byCertutil(candidate: Candidate, codes: readonly RevocationCode[] | null): Candidate {
  const own = certutilCodes[candidate.cause.id];
  if (candidate.standing !== 'open' || codes === null || !own) return candidate;
  const found = codes.find(({ code }) => own.includes(code));
  if (found) return { ...candidate, standing: 'evidenced', because: [found.place], message: found.place.message };
  return { ...candidate, standing: 'excluded', message: 'certutil verified the certificate without this error.' };
}
