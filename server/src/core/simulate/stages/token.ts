// Stage 10: whether Windows makes a token of the certificate: DS mapper, NTAuth, mapping, and the state of
// the account.
import { strongMapping, userPrincipalNames } from '../../certificate/meaning/strong-mapping.js';
import { switchOf } from '../../exchange/ssl-records.js';
import { isOn, truth } from '../../iis/truth.js';
import type { Note } from '../../text/range.js';
import { accountFor, type AccountMatch, fullEnforcement } from '../accounts.js';
import { reasonAgainst } from '../certificate-reasons.js';
import type { Certainty, Pass, Progress, SimulatedRequest, StepResult } from '../model.js';
import { switchPlaces } from '../places.js';
import { deviation, fork, normal, pass, skip } from '../step.js';
import type { Target } from '../target.js';
import { holding, type World } from '../world.js';
import { anyToken, isAny } from './any-certificate.js';
import { isNamed, isSameAuthority } from './trust.js';

/** The causes of a missing token, with the rules that find each. */
export const tokenRules: Readonly<Record<string, readonly string[]>> = {
  'ds-mapper-off': ['tls/ds-mapper-disabled'],
  'sid-contradicts': ['evidence/account-mismatch', 'certificate/sids-contradict'],
  'account-state': ['evidence/account-disabled'],
  'weak-mapping': [
    'certificate/no-strong-mapping',
    'certificate/weak-alt-security-identity',
    'evidence/certificate-refused',
  ],
  'not-in-ntauth': ['evidence/ntauth-missing'],
  'account-unknown': [
    'certificate/upn-missing',
    'certificate/upn-only-in-subject',
    'certificate/several-upns',
    'certificate/upn-malformed',
    'certificate/sids-contradict',
  ],
};

function without(cause: string, message: string, certainty: Certainty, because: readonly Note[] = []): Pass {
  return pass(message, 'certain', because, { token: { state: 'no', user: cause, message, certainty, because } });
}

export function token(request: SimulatedRequest, world: World, target: Target, progress: Progress): StepResult {
  if (isAny(request)) return anyToken(world, target, progress);
  const client = request.certificate;
  if (progress.certificate !== 'sent' || !client) return skip('No client certificate was sent.');
  if (world.truth('mapping', isOn(target.signIn.mapping)) === 'no')
    return skip('The path does not map certificates to accounts.');
  const mapper = switchPlaces(target.records, 'dsMapper', 'DS Mapper Usage');
  const isMapped = world.truth('dsMapper', switchOf(target.records, 'dsMapper'));
  if (isMapped === 'unknown') {
    return fork('dsMapper', 'Whether HTTP.SYS maps certificates to accounts is unknown.', [
      normal('DS Mapper Usage is enabled'),
      deviation('DS Mapper Usage is disabled'),
    ]);
  }
  if (isMapped === 'no') {
    return without('ds-mapper-off', 'DS Mapper Usage is disabled, so no account is found.', 'certain', mapper);
  }
  return ofAccount(request, world) ?? ofNames(request, world) ?? ofNtAuth(request, world, mapper);
}

/** Null where the account is not in the way. */
function ofAccount(request: SimulatedRequest, world: World): StepResult | null {
  const { certificate } = request.certificate!;
  const { verdict } = strongMapping(certificate);
  const match = accountFor(certificate, world.members.accounts, world.now);
  if (!match) return withoutAccount(request, world, verdict, 'The account of the certificate is unknown.');
  const because = [match.place];
  if (match.mapping === 'contradicts') {
    return without('sid-contradicts', 'The certificate contains the SID of another account.', 'certain', because);
  }
  if (match.disabled) return without('account-state', 'The account is disabled.', 'certain', because);
  if (match.expired) return without('account-state', 'The account has expired.', 'certain', because);
  if (match.isDisputed) return withoutAccount(request, world, verdict, 'Exports of the account contradict each other.');
  if (match.mapping === 'none') {
    const certainty = verdict === 'strong' ? 'likely' : 'certain';
    return without('account-unknown', 'Nothing maps the certificate to the account.', certainty, because);
  }
  if (match.mapping === 'unclear' && world.assumed('account') === undefined) {
    return fork(
      'account',
      'Whether altSecurityIdentities of the account name the certificate is unknown.',
      [
        normal('the account has a strong mapping for the certificate'),
        deviation('the account has no strong mapping for the certificate'),
      ],
      because,
    );
  }
  if (match.mapping === 'weak' || (match.mapping === 'unclear' && world.assumed('account') === 'no'))
    // A SID that finds no account.
    return match.mapping === 'unclear' && verdict === 'strong'
      ? without('account-unknown', 'Nothing maps the certificate to the account.', 'possible', because)
      : weak(world, because);
  if (match.otherUpn && world.assumed('account') === undefined) {
    return fork(
      'account',
      'The user principal name of the certificate, or another account that names it, may lead elsewhere.',
      [normal('domain controllers find this account'), deviation('domain controllers find another account, or none')],
      because,
    );
  }
  if (match.otherUpn && world.assumed('account') === 'no') {
    return without('account-unknown', 'Domain controllers find another account, or none.', 'possible', because);
  }
  return match.locked || !match.isStateKnown ? ofState(match, world) : null;
}

/** A lock ends by itself, so that an export that has it proves nothing about now. */
function ofState({ locked, place }: AccountMatch, world: World): StepResult | null {
  const state = world.assumed('accountState');
  if (state === undefined) {
    const message = locked
      ? 'The account was locked when it was exported.'
      : 'Whether the account is enabled is unknown.';
    const options = [normal('the account is enabled and not locked'), deviation('the account is disabled or locked')];
    return fork('account', message, options, [place], 'accountState');
  }
  return state === 'no' ? without('account-state', 'The account is disabled or locked.', 'possible', [place]) : null;
}

/** Names that may lead to another account, or to none. */
function ofNames(request: SimulatedRequest, world: World): StepResult | null {
  const against = reasonAgainst(request, world, 'token');
  if (against === null || 'kind' in against) return against;
  return without(against.cause, against.message, against.certainty, against.because);
}

function withoutAccount(
  request: SimulatedRequest,
  world: World,
  verdict: 'strong' | 'weak' | 'none',
  message: string,
): StepResult | null {
  const assumed = world.assumed('account');
  if (assumed === undefined) {
    if (verdict === 'strong' && request.anyCertificate === true) {
      return fork('account', message, [
        normal('the account is enabled and has the SID of the certificate'),
        deviation('the account is disabled or locked', 'possible', 'account-state'),
        deviation('the account has another SID', 'possible', 'sid-contradicts'),
        deviation('no account belongs to the certificate'),
      ]);
    }
    if (verdict === 'strong') {
      return fork('account', message, [
        normal('the account is enabled and has the SID of the certificate'),
        deviation('the certificate does not belong to a usable account'),
      ]);
    }
    return fork('account', message, [
      normal('the account has a strong mapping for the certificate'),
      deviation('the account has no strong mapping for the certificate'),
      ...(request.anyCertificate === true
        ? [
            deviation('the account is disabled or locked', 'possible', 'account-state'),
            deviation('no account belongs to the certificate', 'possible', 'account-unknown'),
          ]
        : []),
    ]);
  }
  if (assumed === 'yes') return null;
  if (assumed !== 'no') return without(assumed, 'The account does not match the certificate.', 'possible');
  if (verdict === 'strong')
    return without('account-unknown', 'The certificate does not belong to a usable account.', 'possible');
  return verdict === 'weak'
    ? weak(world, [])
    : without('account-unknown', 'Neither the user principal name nor the SID identifies an account.', 'certain');
}

function weak(world: World, because: readonly Note[]): StepResult | null {
  const refused = 'Domain controllers reject certificates without a strong mapping.';
  const event = world.members.facts.events.find(({ provider, id }) => provider === 'kdc' && (id === 39 || id === 41));
  if (event) {
    const note = { uri: event.uri, range: event.range, message: 'A domain controller rejected a certificate.' };
    return without('weak-mapping', refused, 'certain', [...because, note]);
  }
  if (world.now >= fullEnforcement) return without('weak-mapping', refused, 'likely', because);
  const assumed = world.assumed('kdc');
  if (assumed === undefined) {
    return fork('kdc', 'Whether domain controllers enforce strong mappings is unknown.', [
      normal('domain controllers run in compatibility mode'),
      deviation('domain controllers enforce strong mappings'),
    ]);
  }
  return assumed === 'yes' ? null : without('weak-mapping', refused, 'possible', because);
}

function ofNtAuth(request: SimulatedRequest, world: World, mapper: readonly Note[]): StepResult {
  const { certificate, issuers } = request.certificate!;
  const { ntauth } = world.members;
  // Of a listing the thumbprints decide, as for the finding about it.
  const known = holding(ntauth, (stored) =>
    issuers.length > 0
      ? truth(issuers.some((issuer) => isSameAuthority(stored, issuer) === 'yes'))
      : isNamed(stored, certificate.issuer),
  );
  const state = world.truth('ntauth', known);
  if (state === 'unknown') {
    return fork('ntauth', 'Whether the issuer is in the NTAuth store is unknown.', [
      normal('the issuer is in the NTAuth store'),
      deviation('the issuer is not in the NTAuth store'),
    ]);
  }
  const places = (ntauth?.certificates ?? []).slice(0, 1).map(({ place }) => place);
  if (state === 'no') {
    return without(
      'not-in-ntauth',
      'The issuer is not in the NTAuth store.',
      known === 'no' ? 'likely' : 'possible',
      places,
    );
  }
  const user = userNameOf(request, world);
  return pass('Windows creates a token for the account of the certificate.', 'certain', mapper, {
    token: { state: 'yes', user, certainty: 'certain', because: mapper },
  });
}

function userNameOf(request: SimulatedRequest, world: World): string | null {
  const { certificate } = request.certificate!;
  const match = accountFor(certificate, world.members.accounts, world.now);
  return match?.account.upn?.value ?? userPrincipalNames(certificate)[0] ?? null;
}
