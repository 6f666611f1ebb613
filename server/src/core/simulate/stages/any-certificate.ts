// Stages 8 to 10 for a client of which nothing is known: every state that its certificate and account may be
// in.
//
// Used to find the causes of a status that was seen, where the certificate on the mobile device was not
// provided.
import { hasOtherCertificate, switchOf } from '../../exchange/ssl-records.js';
import type { Truth } from '../../iis/truth.js';
import { isOn } from '../../iis/truth.js';
import type { Note } from '../../text/range.js';
import type { Outcome, Progress, SimulatedRequest, StepResult } from '../model.js';
import { switchPlaces } from '../places.js';
import { codes, deviation, end, fork, normal, pass, refused, skip } from '../step.js';
import type { Target } from '../target.js';
import { isWhole, type World } from '../world.js';
import { disputed } from './disputed.js';

interface Fault {
  readonly cause: string;
  readonly when: string;
  readonly outcome: Outcome;
  readonly rules?: readonly string[];
}

/** The certificate as it is sent, if it is sent. */
export function anyValidity(world: World, progress: Progress): StepResult {
  if (progress.certificate !== 'sent') return skip('No client certificate was sent.');
  return choose(world, 'certificate', 'The certificate of the client is unknown.', 'the certificate is valid', [
    {
      cause: 'certificate-expired',
      when: 'the certificate or a CA above it has expired',
      outcome: refused(403, 17, codes.expired),
      rules: ['certificate/expired'],
    },
    {
      cause: 'certificate-not-yet-valid',
      when: 'the certificate is not yet valid',
      outcome: refused(403, 17, codes.expired),
      rules: ['certificate/not-yet-valid'],
    },
    {
      cause: 'wrong-usage',
      when: 'the certificate is not for client authentication',
      outcome: refused(403, 16, codes.wrongUsage),
      rules: ['certificate/client-authentication-missing'],
    },
    {
      cause: 'wrong-certificate',
      when: 'the client sends a certificate of another CA',
      outcome: refused(403, 16, codes.untrustedRoot),
    },
  ]);
}

/** The stores of the computer, as far as they decide for every certificate. */
export function anyTrust(world: World, target: Target, progress: Progress): StepResult {
  if (progress.certificate !== 'sent') return skip('No client certificate was sent.');
  const { root } = world.members;
  const untrusted = refused(403, 16, codes.untrustedRoot);
  // CERT_E_CHAINING or CERT_E_UNTRUSTEDROOT.
  const chained = refused(403, 16, null);
  const faults: Fault[] = [
    { cause: 'root-unknown', when: 'the root of the certificate is not trusted', outcome: untrusted },
    { cause: 'intermediate-missing', when: 'an intermediate certificate is missing', outcome: chained },
    { cause: 'wrong-certificate', when: 'the server rejects the certificate or a CA above it', outcome: chained },
    ...(isWhole(root)
      ? []
      : [{ cause: 'root-store-not-self-signed', when: 'a trusted root is not self-signed', outcome: untrusted }]),
    ...(mayHaveTrustList(target)
      ? [
          {
            cause: 'ctl-excludes',
            when: 'a trust list excludes the issuer',
            outcome: untrusted,
            rules: ['tls/record-trust-list'],
          },
        ]
      : []),
  ];
  return choose(
    world,
    'anyTrust',
    'Whether the server trusts the certificate is unknown.',
    'the server trusts the certificate',
    faults,
  );
}

export function anyRevocation(world: World, target: Target, progress: Progress): StepResult {
  if (progress.certificate !== 'sent') return skip('No client certificate was sent.');
  const record = switchPlaces(target.records, 'verifyRevocation', 'Verify Client Certificate Revocation');
  const unclear = disputed(world, target, 'verifyRevocation', 'Verify Client Certificate Revocation', 'yes');
  if (unclear) return unclear;
  if (world.truth('verifyRevocation', switchOf(target.records, 'verifyRevocation')) === 'no') {
    return pass('HTTP.SYS does not check revocation.', 'certain', record);
  }
  return choose(
    world,
    'anyRevocation',
    'The revocation of the certificate is unknown.',
    'the certificate is not revoked',
    [
      {
        cause: 'revocation-unknown',
        when: 'the server gets no current CRL',
        outcome: refused(403, 13, codes.revocationOffline),
        rules: ['certificate/revocation-list-outdated'],
      },
      {
        cause: 'certificate-revoked',
        when: 'the certificate or a CA above it is revoked',
        outcome: refused(403, 13, codes.revoked),
      },
    ],
  );
}

/** What of the account and its mapping may keep Windows from making a token. */
export function anyToken(world: World, target: Target, progress: Progress): StepResult {
  if (progress.certificate !== 'sent') return skip('No client certificate was sent.');
  if (world.truth('mapping', isOn(target.signIn.mapping)) === 'no')
    return skip('The path does not map certificates to accounts.');
  const mapper = switchPlaces(target.records, 'dsMapper', 'DS Mapper Usage');
  const known = switchOf(target.records, 'dsMapper');
  const none = (cause: string, message: string, because = mapper) =>
    pass(message, 'certain', because, { token: { state: 'no', user: cause, message, certainty: 'possible', because } });
  const isMapped = world.truth('dsMapper', known);
  if (isMapped === 'unknown') {
    return fork('dsMapper', 'Whether HTTP.SYS maps certificates to accounts is unknown.', [
      normal('DS Mapper Usage is enabled'),
      deviation('DS Mapper Usage is disabled'),
    ]);
  }
  if (isMapped === 'no') return none('ds-mapper-off', 'DS Mapper Usage is disabled, so no account is found.');
  const state = world.assumed('anyAccount');
  if (state === undefined) {
    return fork(
      'account',
      'The account of the certificate is unknown.',
      [
        normal('the certificate maps to an account'),
        deviation('domain controllers reject the weak mapping', 'possible', 'weak-mapping'),
        deviation('the certificate contains the SID of another account', 'possible', 'sid-contradicts'),
        deviation('the account is disabled or locked', 'possible', 'account-state'),
        deviation('no account belongs to the certificate', 'possible', 'account-unknown'),
        deviation('the issuer is not in the NTAuth store', 'possible', 'not-in-ntauth'),
      ],
      [],
      'anyAccount',
    );
  }
  if (state !== 'yes') return none(state, 'Windows does not create a token for the certificate.', []);
  return pass('Windows creates a token for the account of the certificate.', 'certain', mapper, {
    token: { state: 'yes', user: null, certainty: 'certain', because: mapper },
  });
}

/** False where the records of the binding name no trust list. */
function mayHaveTrustList({ records }: Target): boolean {
  return records.length === 0 || records.some(({ trustList }) => trustList?.on === true);
}

/**
 * Whether something in front terminates TLS: clients are shown another certificate than the one of the
 * record.
 */
function endsBefore({ members: { shown } }: World, { records }: Target): { state: Truth; because: readonly Note[] } {
  const hashes = records.flatMap(({ certificateHash }) => certificateHash ?? []);
  if (shown.length === 0 || hashes.length === 0) return { state: 'unknown', because: [] };
  const because = shown.map(({ place }) => place);
  if (!shown.some(({ sha1 }) => hashes.includes(sha1))) return { state: 'yes', because };
  return { state: hasOtherCertificate(records) ? 'unknown' : 'no', because };
}

/** Whether the client sends a certificate that is requested; a cause where it surely does not. */
export function anySent(
  world: World,
  target: Target,
): StepResult | { readonly cause: string; readonly because: readonly Note[] } | null {
  const before = endsBefore(world, target);
  const isEnded = world.truth('endsBefore', before.state);
  if (isEnded === 'unknown' && before.because.length > 0) {
    const options = [
      normal('clients are shown the certificate of the binding', 'possible', 'no'),
      deviation('something in front of the server terminates TLS', 'possible', 'yes'),
    ];
    return fork('records', 'Saved records contradict each other.', options, before.because, 'endsBefore');
  }
  if (isEnded === 'yes') return { cause: 'tls-ended-before', because: before.because };
  const assumed = world.assumed('anySent');
  if (assumed === undefined) {
    return fork(
      'clientOffers',
      'Whether the client sends a certificate is unknown.',
      [
        normal('the client sends its certificate'),
        deviation('the client has no certificate or does not send it', 'possible', 'certificate-not-sent'),
        deviation('the client does not offer a certificate without the purpose', 'possible', 'wrong-usage'),
        deviation('the client has only a certificate of another CA', 'possible', 'wrong-certificate'),
        ...(isEnded === 'no'
          ? []
          : [deviation('something in front of the server terminates TLS', 'possible', 'tls-ended-before')]),
        ...(world.members.sendsIssuers.state === 'no'
          ? []
          : [
              deviation('the issuer list of the server lacks the issuer', 'possible', 'issuer-not-offered'),
              ...(mayHaveTrustList(target)
                ? [deviation('a trust list of the binding excludes the issuer', 'possible', 'ctl-excludes')]
                : []),
              ...(isWhole(world.members.root)
                ? []
                : [deviation('a trusted root is not self-signed', 'possible', 'root-store-not-self-signed')]),
            ]),
      ],
      [],
      'anySent',
    );
  }
  return assumed === 'yes' ? pass('The client sends its certificate.', 'certain', [], { certificate: 'sent' }) : null;
}

function choose(world: World, fact: string, message: string, good: string, faults: readonly Fault[]): StepResult {
  const assumed = world.assumed(fact);
  if (assumed === undefined) {
    const options = faults.map(({ cause, when }) => deviation(when, 'possible', cause));
    return fork(null, message, [normal(good), ...options], [], fact);
  }
  const fault = faults.find(({ cause }) => cause === assumed);
  return fault
    ? end(fault.cause, fault.outcome, 'possible', message, [], fault.rules ?? [])
    : pass(`Assumed: ${good}.`);
}

/** Nothing is known of the certificate. */
export function isAny({ anyCertificate, certificate }: SimulatedRequest): boolean {
  return anyCertificate === true && certificate === null;
}
