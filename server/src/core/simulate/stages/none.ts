// Stage 8: a path that requires a certificate, and a request without one.
import type { Note } from '../../text/range.js';
import { strongestReason } from '../certificate-reasons.js';
import type { Progress, SimulatedRequest, StepResult } from '../model.js';
import { codes, deviation, end, fork, normal, pass, placeOf, refused, skip } from '../step.js';
import type { Target } from '../target.js';
import type { World } from '../world.js';
import { anySent } from './any-certificate.js';

/** Gateways and servers bring no client certificate of their own. */
const ofCallers = { gateway: 'tls-ended-before', proxy: 'back-end-refused' } as const;

export function none(request: SimulatedRequest, world: World, target: Target, progress: Progress): StepResult {
  const { signIn } = target;
  if (progress.certificate === 'unasked') return skip('No client certificate is requested.');
  const wasAsked = progress.certificate !== 'none';
  let before: { readonly cause: string; readonly because: readonly Note[] } | null = null;
  const isSeen = request.anyCertificate === true;
  const against = request.certificate && strongestReason(request.certificate, 'none', isSeen);
  const isNeverSent = against?.reason.state === 'bad';
  if (wasAsked && isSeen && !isNeverSent) {
    const sent = anySent(world, target);
    if (sent && 'kind' in sent) return sent;
    before = sent ?? (world.assumed('anySent') === against?.cause ? against : null);
  }
  if (wasAsked && request.certificate && (!isSeen || isNeverSent)) {
    const required = signIn.requiresCertificate === 'yes';
    const offers = isNeverSent ? 'no' : required && against === null ? 'yes' : world.assumed('clientOffers');
    if (offers === undefined) {
      return fork(
        'clientOffers',
        against?.message ?? 'A client may decline where a certificate is accepted but not required.',
        [
          normal('the client sends its certificate', against === null ? 'likely' : 'possible'),
          deviation('the client does not send its certificate'),
        ],
      );
    }
    if (offers === 'yes') return pass('The client sends its certificate.', 'certain', [], { certificate: 'sent' });
    before = against;
  }
  const because = placeOf(signIn.sslFlags, 'The SSL settings of the path');
  const requires = world.truth('requires', signIn.requiresCertificate);
  if (requires === 'unknown') {
    return fork(
      'webConfig',
      'Whether a client certificate is required is unknown.',
      [normal('a client certificate is required'), deviation('a client certificate is not required')],
      because,
      'requires',
    );
  }
  if (requires === 'no') {
    return pass('A client certificate is not required.', 'certain', because, { certificate: 'unasked' });
  }
  const never = world.assumed('requireWithoutNegotiate') === 'no';
  const outcome = refused(403, 7, codes.accessDenied);
  const message = never
    ? 'A client certificate is required, but IIS never requests it.'
    : request.certificate && request.from !== 'client' && request.from !== 'loopback'
      ? 'A client certificate is required, and that of the client is not passed on.'
      : 'A client certificate is required, but the request has none.';
  const rules = [
    ...(before?.cause === 'certificate-not-sent' ? ['certificate/cannot-sign'] : []),
    'device/client-certificate-configured',
    'termination/exchange-and-device',
    'coexistence/client-certificate-on-legacy',
    'coexistence/proxy-inherits-client-certificate',
    'exchange/proxy-requires-client-certificate',
    'exchange/client-certificate-on-site',
    'exchange/client-certificate-on-other-virtual-directory',
    'layout/back-end-modified',
    'layout/front-end-powershell-modified',
    'exchange/require-without-negotiate',
  ];
  const own = { client: 'certificate-not-sent', loopback: 'certificate-not-sent', ...ofCallers }[request.from];
  const cause = never ? 'certificate-never-asked' : (before?.cause ?? world.assumed('anySent') ?? own);
  return end(cause, outcome, 'certain', message, [...(before?.because ?? []), ...because], rules);
}
