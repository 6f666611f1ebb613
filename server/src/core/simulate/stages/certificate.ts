// Stages 9a, 9c, and 9d: validity, purpose, and revocation of the certificate that was sent, as HTTP.SYS
// checks them.
import { clientPurpose } from '../../certificate/meaning/purpose.js';
import { validityAt } from '../../certificate/meaning/validity.js';
import { switchOf } from '../../exchange/ssl-records.js';
import type { Note } from '../../text/range.js';
import { reasonAgainst } from '../certificate-reasons.js';
import type { ClientCertificate, Progress, SimulatedRequest, StepResult } from '../model.js';
import { switchPlaces } from '../places.js';
import { codes, deviation, end, fork, normal, pass, refused, skip } from '../step.js';
import type { Target } from '../target.js';
import type { World } from '../world.js';
import { anyRevocation, anyValidity, isAny } from './any-certificate.js';
import { disputed } from './disputed.js';

const revocationCheck = 'Verify Client Certificate Revocation';
const notSent = 'No client certificate was sent.';

export function placeOfCertificate({ uri }: ClientCertificate, message: string): Note[] {
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

/** Of 403. */
const substatusOf = { untrusted: 16, revoked: 13, expired: 17, notYetValid: 17 } as const;

/** What is said against the certificate at that stage, as what HTTP.SYS makes of it; null for nothing. */
export function rejection(request: SimulatedRequest, world: World, stage: 'trust' | 'usage'): StepResult | null {
  const against = reasonAgainst(request, world, stage);
  if (against === null || 'kind' in against) return against;
  const { cause, message, because, certainty, rules, reason } = against;
  return end(cause, refused(403, substatusOf[reason.rejectedAs], null), certainty, message, because, rules);
}

export function usage(request: SimulatedRequest, world: World, target: Target, progress: Progress): StepResult {
  const client = request.certificate;
  if (progress.certificate !== 'sent' || !client) return skip(notSent);
  const purpose = clientPurpose(client.certificate);
  const accepted = purpose === 'smartCardLogon' ? world.assumed('smartCard') : purpose === 'denied' ? 'no' : 'yes';
  if (accepted === undefined) {
    return fork(
      null,
      'The EKU includes Smart Card Logon but not Client Authentication; whether IIS accepts it is not documented.',
      [normal('IIS accepts Smart Card Logon'), deviation('IIS requires Client Authentication')],
      placeOfCertificate(client, 'The extended key usage lacks Client Authentication.'),
      'smartCard',
    );
  }
  if (purpose === 'unreadable') return pass('The EKU of the certificate cannot be read.', 'possible');
  if (accepted === 'yes') {
    return rejection(request, world, 'usage') ?? pass('The certificate is valid for client authentication.');
  }
  const unclear = disputed(world, target, 'usageCheck', 'Usage Check', 'yes');
  if (unclear) return unclear;
  if (world.truth('usageCheck', switchOf(target.records, 'usageCheck')) === 'no') {
    return pass(
      'HTTP.SYS does not check the EKU.',
      'likely',
      switchPlaces(target.records, 'usageCheck', 'Usage Check'),
    );
  }
  const because = placeOfCertificate(client, 'The extended key usage lacks Client Authentication.');
  return end(
    'wrong-usage',
    refused(403, 16, codes.wrongUsage),
    'likely',
    'The certificate is not valid for client authentication.',
    because,
    ['certificate/client-authentication-missing'],
  );
}

export function revocation(request: SimulatedRequest, world: World, target: Target, progress: Progress): StepResult {
  if (isAny(request)) return anyRevocation(world, target, progress);
  const client = request.certificate;
  if (progress.certificate !== 'sent' || !client) return skip(notSent);
  if (world.isCorrected('revocation')) return pass('The certificate is not revoked.');
  const unclear = disputed(world, target, 'verifyRevocation', revocationCheck, 'yes');
  if (unclear) return unclear;
  const checks = world.truth('verifyRevocation', switchOf(target.records, 'verifyRevocation'));
  const record = switchPlaces(target.records, 'verifyRevocation', revocationCheck);
  if (checks === 'no') return pass('HTTP.SYS does not check revocation.', 'certain', record);
  const rest = checks === 'yes' ? 'certain' : 'likely';
  const offline = refused(403, 13, codes.revocationOffline);
  const against = reasonAgainst(request, world, 'revocation');
  if (against !== null) {
    if ('kind' in against) return against;
    const { cause, reason, rules } = against;
    const certainty = reason.state === 'bad' ? rest : against.certainty;
    return end(cause, refused(403, 13, codes.revoked), certainty, 'The certificate is revoked.', record, rules);
  }
  switch (client.revocation) {
    case 'listed':
      return pass('A current CRL does not name the certificate.', rest, record);
    case 'noLocation':
      if (world.assumed('revocation') === undefined) {
        return fork('revocation', 'The certificate has no CRL or OCSP location; sources disagree about the result.', [
          normal('Windows accepts a certificate without revocation information'),
          deviation('Windows rejects a certificate without revocation information'),
        ]);
      }
      if (world.assumed('revocation') === 'yes') return pass('Revocation is not checked.', rest, record);
      return end(
        'revocation-unknown',
        refused(403, 13, codes.noRevocationCheck),
        'possible',
        'The revocation of the certificate cannot be checked.',
        placeOfCertificate(client, 'The certificate has no CRL or OCSP location.'),
        ['certificate/no-revocation-information'],
      );
    case 'outdated':
    case 'noList': {
      const assumed = world.assumed('revocation');
      if (assumed === undefined) {
        return fork('revocation', 'Whether the server can get a current CRL is unknown.', [
          normal('the server has or gets a current CRL'),
          deviation('the server gets no current CRL'),
        ]);
      }
      if (assumed === 'yes') return pass('The CRL does not name the certificate.', rest, record);
      const message = 'The server gets no current CRL.';
      return end('revocation-unknown', offline, 'possible', message, record, ['certificate/revocation-list-outdated']);
    }
  }
}
