// Stage 11 for a gateway or another Exchange server: whether Windows authentication accepts the Kerberos
// ticket that it brings.
import { disputedDelegations } from '../../exchange/delegations.js';
import { disputedServiceNames } from '../../exchange/service-names.js';
import type { ServiceName } from '../../evidence/facts.js';
import { isOn, truth } from '../../iis/truth.js';
import type { Note } from '../../text/range.js';
import { challengesOf } from '../challenges.js';
import type { SimulatedRequest, StepResult } from '../model.js';
import { codes, deviation, end, fork, noResponse, normal, pass, placeOf, refused, unauthorized } from '../step.js';
import type { Target } from '../target.js';
import type { World } from '../world.js';

export function ticket(request: SimulatedRequest, world: World, { signIn }: Target): StepResult {
  const windows = placeOf(signIn.windows, 'Windows authentication for the path');
  const isEnabled = world.truth('windows', isOn(signIn.windows));
  const challenges = challengesOf(signIn, isEnabled);
  if (isEnabled === 'unknown') {
    return fork(
      'webConfig',
      'Whether Windows authentication is enabled is unknown.',
      [normal('Windows authentication is enabled'), deviation('Windows authentication is disabled')],
      windows,
      'windows',
    );
  }
  if (isEnabled === 'no') {
    const message = 'Windows authentication is disabled, so the ticket is not accepted.';
    return end('no-method', unauthorized(challenges, false), 'certain', message, windows, [
      'device/windows-authentication-off',
      'termination/no-authentication',
      'coexistence/proxy-not-windows',
      'coexistence/proxy-location-missing',
      'exchange/client-certificate-ignored',
    ]);
  }
  const providers = placeOf(signIn.providers, 'The list of providers');
  const { state } = signIn.providers;
  const negotiates = world.truth('providers', state === 'unknown' ? state : truth(challenges.includes('Negotiate')));
  if (negotiates === 'unknown') {
    return fork(
      'webConfig',
      'Whether the providers include Negotiate is unknown.',
      [normal('the providers include Negotiate'), deviation('the providers do not include Negotiate')],
      providers,
      'providers',
    );
  }
  if (negotiates === 'no') {
    const isEmpty = state === 'known' && !challenges.includes('NTLM');
    const message = isEmpty
      ? 'Windows authentication has no provider, so the ticket is not accepted.'
      : 'Only NTLM is offered, so the ticket is not accepted.';
    return end(
      isEmpty ? 'providers-empty' : 'no-method',
      // Where the list is unknown, Negotiate is assumed to be in it.
      unauthorized(
        challenges.filter((name) => name !== 'Negotiate'),
        false,
      ),
      'certain',
      message,
      providers,
      ['device/providers-empty', 'device/negotiate-provider-missing', 'coexistence/proxy-not-windows'],
    );
  }
  if (world.isCorrected('ticket')) return pass('Windows authentication accepts the ticket.', 'likely', windows);
  const before = request.from === 'gateway' ? (channelBinding(world, signIn) ?? delegation(world)) : null;
  if (before) return before;
  const doubled = findingPlace(world, 'evidence/spn-duplicate');
  if (doubled) {
    const message = 'The service principal name is registered on two accounts.';
    return end('ticket-refused', refused(401, 1, codes.wrongPrincipal), 'likely', message, doubled, [
      'evidence/spn-duplicate',
    ]);
  }
  return answer(request, world, windows);
}

/**
 * What Windows makes of a ticket: of one for another account, of one by other clocks, or of one that is
 * denied.
 */
function answer({ anyCertificate }: SimulatedRequest, world: World, windows: readonly Note[]): StepResult {
  const { serviceNames } = world.members.facts;
  const isHttp = ({ name }: ServiceName): boolean => /^http\//i.test(name);
  const isKnown = serviceNames.some(isHttp) && ![...disputedServiceNames(serviceNames)].some(isHttp);
  const assumed = world.assumed('spn') ?? (isKnown && anyCertificate !== true ? 'yes' : undefined);
  switch (assumed) {
    case undefined:
      return fork(
        isKnown ? null : 'spn',
        'Whether Windows can decrypt the ticket is unknown.',
        [
          normal('the service principal name is on the right account', 'likely'),
          deviation('the service principal name is on another account'),
          ...(anyCertificate === true
            ? [
                deviation('the clocks differ', 'possible', 'clock'),
                deviation('Windows denies the logon', 'possible', 'denied'),
              ]
            : []),
        ],
        windows,
        'spn',
      );
    case 'yes':
      return pass('Windows authentication accepts the ticket.', 'likely', windows);
    default: {
      const code =
        assumed === 'clock' ? codes.timeSkew : assumed === 'denied' ? codes.logonDenied : codes.wrongPrincipal;
      const message = 'Windows cannot accept the ticket.';
      const rules = assumed === 'no' ? ['evidence/spn-duplicate'] : [];
      return end('ticket-refused', refused(401, 1, code), 'possible', message, windows, rules);
    }
  }
}

function channelBinding(world: World, signIn: Target['signIn']): StepResult | null {
  const { tokenChecking } = signIn;
  const because = placeOf(tokenChecking, 'tokenChecking of Extended Protection');
  const known = tokenChecking.state === 'unknown' ? 'unknown' : tokenChecking.value === 'Require' ? 'no' : 'yes';
  const state = world.truth('channelBinding', known);
  if (state === 'yes') return null;
  if (state === 'unknown') {
    return fork('channelBinding', 'Whether Extended Protection requires a channel binding is unknown.', [
      normal('Extended Protection does not require a channel binding'),
      deviation('Extended Protection requires a channel binding'),
    ]);
  }
  const message = 'Extended Protection requires a channel binding, and the gateway terminates TLS.';
  return end('channel-binding', refused(401, 1, codes.badBindings), 'likely', message, because, [
    'device/extended-protection-required',
    'layout/extended-protection-unexpected',
  ]);
}

/** Without delegation the gateway gets no ticket: then no request with one arrives, and IIS logs nothing. */
function delegation(world: World): StepResult | null {
  const wrong = findingPlace(world, 'evidence/delegation-wrong');
  const { delegations } = world.members.facts;
  const isKnown = delegations.length > 0 && disputedDelegations(delegations).size === 0;
  const known = wrong ? 'no' : isKnown ? 'yes' : 'unknown';
  const state = world.truth('delegation', known);
  if (state === 'yes') return null;
  if (state === 'unknown') {
    return fork('delegation', 'Whether the gateway may get a ticket for Exchange is unknown.', [
      normal('the account of the gateway may delegate to Exchange', 'likely'),
      deviation('the account of the gateway may not delegate to Exchange'),
    ]);
  }
  const message = 'The gateway gets no ticket for Exchange, so its request does not arrive.';
  const certainty = wrong ? 'likely' : 'possible';
  return end('ticket-refused', noResponse, certainty, message, wrong ?? [], ['evidence/delegation-wrong']);
}

/** Where the rule found it; null where it did not. */
function findingPlace({ members: { findings } }: World, wanted: string): readonly Note[] | null {
  const found = findings.find(({ rule }) => rule === wanted);
  return found ? [{ uri: found.uri, range: found.range, message: found.message }] : null;
}
