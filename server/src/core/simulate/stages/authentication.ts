// Stage 11, second part: what signs in a request that no certificate signs in: anonymous, passwords, and Kerberos tickets.
import { isOn } from '../../iis/truth.js';
import { challengesOf } from '../challenges.js';
import type { Progress, SimulatedRequest, StepResult } from '../model.js';
import { codes, deviation, end, fork, normal, pass, placeOf, refused, unauthorized } from '../step.js';
import type { Target } from '../target.js';
import type { World } from '../world.js';

export function authentication(
  request: SimulatedRequest,
  world: World,
  target: Target,
  progress: Progress,
): StepResult {
  const { signIn } = target;
  if (progress.user !== null || progress.token?.state === 'yes') return pass('The request has a user.');
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
    return pass('Anonymous authentication takes the request; the application may ask for more.', 'certain', because);
  }
  if (request.from === 'gateway' || request.from === 'proxy') return ticket(request, world, target);
  const challenges = challengesOf(signIn);
  const because = [
    ...placeOf(signIn.basic, 'Basic authentication at the path'),
    ...placeOf(signIn.windows, 'Windows authentication at the path'),
  ];
  const isEmpty = isOn(signIn.windows) === 'yes' && !challenges.some((name) => name !== 'Basic' && name !== 'Digest');
  if (challenges.length === 0) {
    const message = isEmpty ? 'Windows authentication offers no provider.' : 'No authentication method is enabled.';
    return end(isEmpty ? 'providers-empty' : 'no-method', unauthorized([]), 'certain', message, because, [
      'device/providers-empty',
      'termination/no-authentication',
      'device/windows-authentication-off',
      'exchange/client-certificate-ignored',
    ]);
  }
  const message = `IIS offers ${challenges.join(', ')}: the normal first leg.`;
  return end('no-method', unauthorized(challenges), 'certain', message, because, [
    'exchange/client-certificate-ignored',
    'device/basic-enabled',
    'device/other-authentication-enabled',
    'exchange/basic-with-client-certificate',
    'exchange/windows-with-client-certificate',
  ]);
}

/** A Kerberos ticket of a gateway or of another Exchange server. */
function ticket(request: SimulatedRequest, world: World, { signIn }: Target): StepResult {
  const windows = placeOf(signIn.windows, 'Windows authentication at the path');
  const challenges = challengesOf(signIn);
  if (isOn(signIn.windows) === 'no') {
    const message = 'Windows authentication is disabled, so the ticket is not accepted.';
    return end('no-method', unauthorized(challenges, false), 'certain', message, windows, [
      'device/windows-authentication-off',
      'termination/no-authentication',
      'coexistence/proxy-not-windows',
      'exchange/client-certificate-ignored',
    ]);
  }
  const providers = placeOf(signIn.providers, 'The list of providers');
  if (!challenges.includes('Negotiate')) {
    const isEmpty = !challenges.includes('NTLM');
    const message = isEmpty
      ? 'Windows authentication offers no provider.'
      : 'Only NTLM is offered, so a ticket is of no use.';
    return end(
      isEmpty ? 'providers-empty' : 'no-method',
      unauthorized(challenges, false),
      'certain',
      message,
      providers,
      ['device/providers-empty', 'device/negotiate-provider-missing', 'coexistence/proxy-not-windows'],
    );
  }
  if (request.from === 'gateway') {
    const binding = channelBinding(world, signIn);
    if (binding) return binding;
  }
  const known = spnProblem(world);
  if (known) {
    const message = 'The service principal name is registered on two accounts.';
    return end(
      'ticket-refused',
      refused(401, 1, codes.wrongPrincipal),
      'likely',
      message,
      [known],
      ['evidence/spn-duplicate'],
    );
  }
  const assumed = world.assumed('spn');
  if (assumed === undefined) {
    return fork(
      'spn',
      'Whether the account of the service can decrypt the ticket is unknown.',
      [
        normal('the service principal name is on the right account', 'likely'),
        deviation('the service principal name is on another account'),
      ],
      windows,
    );
  }
  if (assumed === 'no') {
    const message = 'The ticket was made for another account.';
    return end('ticket-refused', refused(401, 1, codes.wrongPrincipal), 'possible', message, windows, [
      'evidence/spn-duplicate',
    ]);
  }
  return pass('Windows authentication accepts the ticket.', 'likely', windows);
}

function channelBinding(world: World, signIn: Target['signIn']): StepResult | null {
  const { tokenChecking } = signIn;
  const because = placeOf(tokenChecking, 'tokenChecking of Extended Protection');
  if (tokenChecking.state === 'unknown' || tokenChecking.value !== 'Require') return null;
  const message = 'Extended Protection requires a channel binding, and the gateway ended TLS.';
  return end('channel-binding', refused(401, 1, codes.badBindings), 'likely', message, because, [
    'device/extended-protection-required',
  ]);
}

/** An http/ name on two accounts. */
function spnProblem({ members: { facts } }: World) {
  const seen = new Map<string, string>();
  for (const { name, account, uri, range } of facts.serviceNames) {
    const key = name.toLowerCase();
    if (!key.startsWith('http/')) continue;
    const other = seen.get(key);
    if (other !== undefined && other !== account.toLowerCase()) {
      return { uri, range, message: `${name} is registered on another account as well.` };
    }
    seen.set(key, account.toLowerCase());
  }
  return null;
}
