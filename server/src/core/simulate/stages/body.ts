// Stage 7: a request body that arrives before the certificate has to fit into what IIS reads ahead.
import type { Progress, SimulatedRequest, StepResult } from '../model.js';
import { deviation, end, fork, normal, pass, placeOf, refused, skip } from '../step.js';
import type { Target } from '../target.js';
import type { World } from '../world.js';

export function body(
  request: SimulatedRequest,
  world: World,
  { signIn }: Target,
  { certificate }: Progress,
): StepResult {
  if (certificate !== 'later') return skip('No certificate is requested after the handshake.');
  if (request.body === 0) return pass('The request has no body.');
  const size = signIn.uploadReadAheadSize;
  const assumed = world.assumed('readAhead');
  if (size.state === 'unknown' && assumed === undefined) {
    return fork(
      'webConfig',
      'The read-ahead size of the path is unknown.',
      [normal('the body fits into uploadReadAheadSize'), deviation('uploadReadAheadSize is smaller than the body')],
      [],
      'readAhead',
    );
  }
  const because = placeOf(size, `uploadReadAheadSize: "${size.raw ?? ''}"`);
  const fits = assumed === undefined && size.state === 'known' ? request.body <= size.value : assumed === 'yes';
  if (fits) return pass('The body fits into uploadReadAheadSize.', 'likely', because);
  const message = 'The body is larger than uploadReadAheadSize, and the certificate has not been requested yet.';
  return end('body-over-read-ahead', refused(413, 0, null), 'likely', message, because, [
    'exchange/upload-read-ahead-too-small',
    'exchange/upload-read-ahead-shadowed',
  ]);
}
