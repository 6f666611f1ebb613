// Stage 11, second part: what signs in a request that no certificate signs in: anonymous, and passwords.
import { isOn } from '../../iis/truth.js';
import { challengesOf } from '../challenges.js';
import type { Progress, SimulatedRequest, StepResult } from '../model.js';
import { deviation, end, fork, normal, pass, placeOf, unauthorized } from '../step.js';
import type { Target } from '../target.js';
import type { World } from '../world.js';
import { ticket } from './ticket.js';

export function authentication(
  request: SimulatedRequest,
  world: World,
  target: Target,
  progress: Progress,
): StepResult {
  const { signIn } = target;
  if (progress.user !== null || progress.token?.state === 'yes') return pass('The request has a user.');
  if (world.isCorrected('methods')) return pass('An enabled method authenticates the request.');
  const anonymous = world.truth('anonymous', isOn(signIn.anonymous));
  if (anonymous === 'unknown') {
    return fork(
      'webConfig',
      'Whether Anonymous authentication is enabled is unknown.',
      [
        normal('Anonymous authentication is disabled', 'possible', 'no'),
        deviation('Anonymous authentication is enabled', 'possible', 'yes'),
      ],
      [],
      'anonymous',
    );
  }
  if (anonymous === 'yes') {
    const because = placeOf(signIn.anonymous, 'Anonymous authentication is enabled here.');
    return pass(
      'Anonymous authentication accepts the request; the application may require further authentication.',
      'certain',
      because,
    );
  }
  if (request.from === 'gateway' || request.from === 'proxy') return ticket(request, world, target);
  const challenges = challengesOf(signIn);
  const because = [
    ...placeOf(signIn.anonymous, 'Anonymous authentication for the path'),
    ...placeOf(signIn.basic, 'Basic authentication for the path'),
    ...placeOf(signIn.windows, 'Windows authentication for the path'),
  ];
  // A file that was not provided may enable or disable a method.
  const isSure = [signIn.basic, signIn.digest, signIn.windows].every(({ state }) => state === 'known');
  const certainty = isSure ? 'certain' : 'possible';
  const isEmpty = isOn(signIn.windows) === 'yes' && !challenges.some((name) => name !== 'Basic' && name !== 'Digest');
  if (challenges.length === 0) {
    const message = isEmpty
      ? 'Windows authentication offers no provider.'
      : isSure
        ? 'Anonymous, Basic, and Windows authentication are disabled, and no certificate signs the request in.'
        : 'No certificate signs the request in, and it is unknown which other methods are enabled.';
    return end(isEmpty ? 'providers-empty' : 'no-method', unauthorized([]), certainty, message, because, [
      'device/providers-empty',
      'termination/no-authentication',
      'device/windows-authentication-off',
      'exchange/client-certificate-ignored',
      'exchange/owa-and-ecp-differ',
      'termination/exchange-and-device',
      'coexistence/legacy-active-sync-not-basic',
    ]);
  }
  const message = `IIS requests authentication and offers ${challenges.join(', ')}.`;
  return end('no-method', unauthorized(challenges), certainty, message, because, [
    'exchange/client-certificate-ignored',
    'device/basic-enabled',
    'device/other-authentication-enabled',
    'exchange/basic-with-client-certificate',
    'exchange/windows-with-client-certificate',
    'exchange/owa-and-ecp-differ',
    'termination/exchange-and-device',
    'coexistence/legacy-active-sync-not-basic',
  ]);
}
