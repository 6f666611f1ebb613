// Stages 9a to 9d: validity, trust, purpose and revocation of the certificate that was sent, as HTTP.SYS checks them.
import { extensionOf } from '../../certificate/model.js';
import { nameKey } from '../../certificate/name-key.js';
import { clientPurpose } from '../../certificate/meaning/purpose.js';
import { validityAt } from '../../certificate/meaning/validity.js';
import { switchOf } from '../../exchange/ssl-records.js';
import type { Truth } from '../../iis/truth.js';
import { truth } from '../../iis/truth.js';
import type { Note } from '../../text/range.js';
import type { ClientCertificate, Progress, SimulatedRequest, StepResult } from '../model.js';
import { switchPlaces } from '../places.js';
import { codes, deviation, end, fork, normal, pass, refused, skip } from '../step.js';
import type { Target } from '../target.js';
import type { Store, World } from '../world.js';
import { anyRevocation, anyTrust, anyValidity, isAny } from './any-certificate.js';

const notSent = 'No client certificate was sent.';

function placeOfCertificate({ uri }: ClientCertificate, message: string): Note[] {
  return [{ uri, range: { start: 0, end: 0 }, message }];
}

export function validity(request: SimulatedRequest, world: World, _target: Target, progress: Progress): StepResult {
  if (isAny(request)) return anyValidity(world, progress);
  const client = request.certificate;
  if (progress.certificate !== 'sent' || !client) return skip(notSent);
  const { state } = validityAt(client.certificate, world.now);
  const { notBefore, notAfter } = client.certificate;
  const outcome = refused(403, 17, codes.expired);
  if (state === 'expired') {
    const because = placeOfCertificate(client, `The certificate expired on ${notAfter.iso ?? notAfter.raw}.`);
    return end('certificate-expired', outcome, 'certain', 'The certificate has expired.', because, [
      'certificate/expired',
    ]);
  }
  if (state === 'notYetValid') {
    const because = placeOfCertificate(client, `The certificate is valid from ${notBefore.iso ?? notBefore.raw}.`);
    const message = 'The certificate is not yet valid.';
    return end('certificate-not-yet-valid', outcome, 'certain', message, because, ['certificate/not-yet-valid']);
  }
  return pass('The certificate is within its validity period.', state === 'unknown' ? 'possible' : 'certain');
}

export function trust(request: SimulatedRequest, world: World, target: Target, progress: Progress): StepResult {
  const client = request.certificate;
  if (progress.certificate !== 'sent') return skip(notSent);
  const { root } = world.members;
  const strange = root?.certificates.find(({ selfIssued }) => selfIssued === false);
  if (strange) return strangeRoot(world, strange.place);
  if (!client) return isAny(request) ? anyTrust(world, target, progress) : skip(notSent);
  if (world.isCorrected('trust')) return pass('The root is trusted.');
  if (!root?.isComplete) {
    const assumed = world.assumed('trust');
    if (assumed === undefined) {
      return fork('trust', 'The trusted roots of the computer are unknown.', [
        normal('the computer trusts the root of the certificate'),
        deviation('the computer does not trust the root of the certificate'),
      ]);
    }
    if (assumed === 'no') return untrusted(world, client, 'possible', []);
    return pass('The root is trusted.', 'certain');
  }
  const { chain } = client;
  const top = chain.path.at(-1)!;
  if (chain.end === 'root') {
    if (!holds(root, top.sha1)) return untrusted(world, client, root.isListing ? 'certain' : 'likely', placesOf(root));
    return intermediates(world, client, root);
  }
  // The issuer of the last one is not among the files; a listing may still name it.
  if (
    root.certificates.some(({ certificate }) => certificate && nameKey(certificate.subject) === nameKey(top.issuer))
  ) {
    return pass('The root is trusted.', 'likely', placesOf(root));
  }
  const assumed = world.assumed('chain');
  if (assumed === undefined) {
    return fork('chain', 'The chain of the certificate is incomplete: an issuer was not provided.', [
      normal('the chain leads to a trusted root', 'possible'),
      deviation('the chain leads to no trusted root', 'possible'),
    ]);
  }
  return assumed === 'yes'
    ? pass('The chain leads to a trusted root.')
    : untrusted(world, client, 'possible', placesOf(root));
}

/** An intermediate that the server does not have: the client may send it, or Windows may fetch it. */
function intermediates(world: World, { chain, certificate }: ClientCertificate, root: Store): StepResult {
  const { intermediate } = world.members;
  const between = chain.path.slice(1, -1);
  const missing = between.find(({ sha1 }) => !holds(root, sha1) && !(intermediate && holds(intermediate, sha1)));
  if (!missing) return pass('The root is trusted, and the server has the chain.');
  const assumed = world.assumed('chain');
  if (assumed === undefined) {
    const hasAddress = (extensionOf(certificate, 'authorityInformationAccess')?.accesses.length ?? 0) > 0;
    return fork('chain', `The server may lack the intermediate ${missing.subject.text}.`, [
      normal(
        'the client sends the intermediate, or Windows finds it',
        hasAddress || intermediate === null ? 'likely' : 'possible',
      ),
      deviation('the intermediate is not provided'),
    ]);
  }
  if (assumed === 'yes') return pass('The chain is complete.', 'likely');
  const outcome = refused(403, 16, codes.chaining);
  return end(
    'intermediate-missing',
    outcome,
    'possible',
    'An intermediate certificate is missing.',
    [],
    ['certificate/chain-incomplete'],
  );
}

function strangeRoot(world: World, place: Note): StepResult {
  const message = 'A certificate among the trusted roots is not self-signed, which breaks client certificates.';
  const because = [{ ...place, message: 'This certificate is not self-signed.' }];
  const rules = ['certificate/root-not-self-signed'];
  if (world.members.sendsIssuers.state === 'yes') {
    return end('root-store-not-self-signed', refused(403, 7, codes.accessDenied), 'likely', message, because, rules);
  }
  return end('root-store-not-self-signed', refused(403, 16, codes.untrustedRoot), 'likely', message, because, rules);
}

function untrusted(
  world: World,
  client: ClientCertificate,
  certainty: 'certain' | 'likely' | 'possible',
  because: readonly Note[],
): StepResult {
  const top = client.chain.path.at(-1)!;
  const places = [...placeOfCertificate(client, `The chain ends at ${top.subject.text}.`), ...because];
  const outcome = refused(403, 16, codes.untrustedRoot);
  const isForeign = world.truth('foreign', ofAnotherIssuer(world, client));
  if (isForeign === 'unknown') {
    const message = 'Whether the organization issues certificates with this CA is unknown.';
    return fork(
      'ntauth',
      message,
      [
        normal('the certificate is one of the organization', 'likely', 'no'),
        deviation('the certificate is not one of the organization', 'possible', 'yes'),
      ],
      places,
      'foreign',
    );
  }
  if (isForeign === 'yes') {
    const message = 'The client sends a certificate that the organization did not issue.';
    return end('wrong-certificate', outcome, certainty, message, places, [
      'certificate/self-signed-client',
      'certificate/chain-invalid',
      'certificate/chain-incomplete',
    ]);
  }
  const message = 'The root of the certificate is not among the trusted roots.';
  const rules = ['certificate/chain-invalid', 'certificate/chain-incomplete', 'certificate/self-signed-client'];
  return end('root-unknown', outcome, certainty, message, places, rules);
}

/** Of itself, or of a CA that is not in the NTAuth store, where those are that issue certificates for sign-ins. */
function ofAnotherIssuer({ members: { ntauth } }: World, { chain, certificate }: ClientCertificate): Truth {
  if (certificate.selfIssued) return 'yes';
  if (!ntauth?.isComplete) return 'unknown';
  return truth(!chain.path.some(({ sha1 }) => holds(ntauth, sha1)));
}

function holds({ certificates }: Store, sha1: string): boolean {
  return certificates.some((stored) => stored.sha1 === sha1);
}

function placesOf({ certificates }: Store): Note[] {
  return certificates.slice(0, 1).map(({ place }) => place);
}

export function usage(request: SimulatedRequest, _world: World, target: Target, progress: Progress): StepResult {
  const client = request.certificate;
  if (progress.certificate !== 'sent' || !client) return skip(notSent);
  if (clientPurpose(client.certificate) !== 'denied') return pass('The certificate may be used by clients.');
  const off = target.records.flatMap(({ uri, usageCheck }) =>
    usageCheck?.on === false ? [{ uri, range: usageCheck.range, message: 'Usage Check: Disabled' }] : [],
  );
  if (off.length > 0) return pass('HTTP.SYS does not check the purposes.', 'likely', off);
  const because = placeOfCertificate(client, 'The extended key usage lacks Client Authentication.');
  return end(
    'wrong-usage',
    refused(403, 16, codes.wrongUsage),
    'likely',
    'The certificate is not for clients.',
    because,
    ['certificate/client-authentication-missing'],
  );
}

export function revocation(request: SimulatedRequest, world: World, target: Target, progress: Progress): StepResult {
  if (isAny(request)) return anyRevocation(world, target, progress);
  const client = request.certificate;
  if (progress.certificate !== 'sent' || !client) return skip(notSent);
  if (world.isCorrected('revocation')) return pass('The certificate is not revoked.');
  const checks = switchOf(target.records, 'verifyRevocation');
  const record = switchPlaces(target.records, 'verifyRevocation', 'Verify Client Certificate Revocation');
  if (checks === 'no') return pass('HTTP.SYS does not check revocation.', 'certain', record);
  const rest = checks === 'yes' ? 'certain' : 'likely';
  const offline = refused(403, 13, codes.revocationOffline);
  switch (client.revocation) {
    case 'revoked':
      return end('certificate-revoked', refused(403, 13, codes.revoked), rest, 'The certificate is revoked.', record, [
        'certificate/revoked',
      ]);
    case 'listed':
      return pass('A revocation list in force does not name the certificate.', rest, record);
    case 'noLocation':
      if (world.assumed('revocation') === undefined) {
        return fork(
          'revocation',
          'The certificate names no place for its revocation to be checked; sources disagree.',
          [
            normal('Windows accepts a certificate without revocation information'),
            deviation('Windows refuses a certificate without revocation information'),
          ],
        );
      }
      if (world.assumed('revocation') === 'yes') return pass('Revocation is not checked.', rest, record);
      return end(
        'revocation-unknown',
        refused(403, 13, codes.noRevocationCheck),
        'possible',
        'The revocation of the certificate cannot be checked.',
        placeOfCertificate(client, 'The certificate names no revocation list and no OCSP responder.'),
        ['certificate/no-revocation-information'],
      );
    case 'outdated':
    case 'noList': {
      const assumed = world.assumed('revocation');
      if (assumed === undefined) {
        return fork('revocation', 'Whether the server can get a current revocation list is unknown.', [
          normal('the server has or gets a current revocation list'),
          deviation('the server gets no current revocation list'),
        ]);
      }
      if (assumed === 'yes') return pass('The revocation list does not name the certificate.', rest, record);
      const message = 'The server gets no current revocation list.';
      return end('revocation-unknown', offline, 'possible', message, record, ['certificate/revocation-list-outdated']);
    }
  }
}
