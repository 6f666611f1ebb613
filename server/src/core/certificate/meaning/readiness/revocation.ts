// Whether the certificate was revoked, and whether a server that checks can find out.
import type { Listing } from '../../trust/listing.js';
import type { UnusableList } from '../../trust/revocation-lists.js';
import type { X509Certificate } from '../../model.js';
import { isShownByClients } from '../purpose.js';
import { lacksRevocation, revocationAddresses } from '../revocation.js';
import { action } from './item.js';
import type { Action, ReadinessCheck, Say } from './item.js';

const REVOKED = 'revoked';
const NEW = action('Issue a new certificate.');
const RELEASE = action(
  'Release the certificate from hold on the CA and publish a new CRL, or issue a new certificate.',
);

function remedyOf(reason: string | null): Action {
  return reason === 'certificateHold' ? RELEASE : NEW;
}

export const revocation: ReadinessCheck = (subject, say) => {
  const { certificate, role } = subject;
  // No CRL covers a self-signed certificate.
  if (certificate.selfIssued) return;
  const isClient = isShownByClients(role);
  sayRevoked(subject, isClient, say);
  for (const listing of subject.listings ?? []) sayListing(listing, certificate, isClient, say);
  sayAddresses(certificate, isClient, say);
};

function sayRevoked({ revocation: found }: Parameters<ReadinessCheck>[0], isClient: boolean, say: Say): void {
  if (found == null) return;
  const { revocationDate, reason } = found.entry;
  const more = {
    rule: REVOKED,
    data: { on: revocationDate.iso ?? revocationDate.raw, reason: reason ?? 'unspecified' },
    action: remedyOf(reason),
  };
  if (!found.verified)
    say('probable', 'Revoked on {on} ({reason}), according to a CRL whose signature cannot be checked here.', more);
  else if (isClient)
    say('bad', 'Revoked on {on} ({reason}), according to a CRL in these files: IIS rejects it with 403.13.', more);
  else
    say(
      'bad',
      'Revoked on {on} ({reason}), according to a CRL in these files: it is rejected during validation.',
      more,
    );
}

function sayListing(listing: Listing, certificate: X509Certificate, isClient: boolean, say: Say): void {
  const isOwn = listing.certificate === certificate;
  if (isOwn) sayElsewhere(listing, say);
  if (isOwn) sayResponse(listing, isClient, say);
  if (isClient) sayUnusable(listing, say);
  const { outdated, clear } = listing;
  if (outdated !== null && isClient)
    say(
      'remote',
      'The newest CRL of {issuer} in these files expired on {end}. If the published CRL is equally old, IIS returns 403.13.',
      {
        rule: 'revocation-list-outdated',
        data: { issuer: outdated.issuer.text, end: outdated.nextUpdate?.iso ?? outdated.nextUpdate?.raw ?? '' },
        action: action(
          'Publish a new CRL (certutil -crl on the CA), and check that the server can reach it.',
          {},
          'certutil -crl',
        ),
      },
    );
  else if (clear !== null && isOwn)
    say('good', 'Not revoked: the CRL dated {date} does not list it. The next update is due on {next}.', {
      data: {
        date: clear.thisUpdate.iso ?? clear.thisUpdate.raw,
        next: clear.nextUpdate?.iso ?? clear.nextUpdate?.raw ?? '',
      },
    });
}

const UNUSABLE: Readonly<Record<UnusableList['why'], string>> = {
  mayNotSign:
    'The key usage of the CA {issuer} does not include cRLSign, so servers may not accept its CRL dated {date}.',
  unknownExtension: 'The CRL of {issuer} dated {date} has an unknown critical extension, so it is not used.',
  signerRevoked:
    'The CRL of {issuer} dated {date} is signed with a key whose certificate was revoked, so it is not used.',
};

function sayUnusable({ unusable }: Listing, say: Say): void {
  if (unusable === null) return;
  const { list, why } = unusable;
  say('unknown', UNUSABLE[why], {
    data: { issuer: list.issuer.text, date: list.thisUpdate.iso ?? list.thisUpdate.raw },
  });
}

function sayElsewhere({ elsewhere }: Listing, say: Say): void {
  if (elsewhere === null) return;
  const { entry, list } = elsewhere;
  say(
    'probable',
    'Revoked on {on} ({reason}), according to a CRL of {issuer} that is signed with another key or for another CA.',
    {
      rule: REVOKED,
      data: {
        issuer: list.issuer.text,
        on: entry.revocationDate.iso ?? entry.revocationDate.raw,
        reason: entry.reason ?? 'unspecified',
      },
      action: action('Ask the CA whether the certificate is revoked; if it is, issue a new one.'),
    },
  );
}

function sayResponse({ response }: Listing, isClient: boolean, say: Say): void {
  if (response === null) return;
  const { answer, verified } = response;
  const date = answer.thisUpdate.iso ?? answer.thisUpdate.raw;
  if (answer.status === 'unknown') {
    say('unknown', 'An OCSP response of {date} does not know the certificate.', { data: { date } });
    return;
  }
  if (answer.status === 'good') {
    if (verified) say('good', 'Not revoked, according to an OCSP response dated {date}.', { data: { date } });
    else
      say(
        'unknown',
        'Not revoked, according to an OCSP response dated {date} whose signature cannot be checked here.',
        { data: { date } },
      );
    return;
  }
  const more = {
    rule: REVOKED,
    data: {
      on: answer.revocationDate?.iso ?? answer.revocationDate?.raw ?? '',
      reason: answer.reason ?? 'unspecified',
    },
    action: remedyOf(answer.reason),
  };
  if (!verified)
    say(
      'probable',
      'Revoked on {on} ({reason}), according to an OCSP response whose signature cannot be checked here.',
      more,
    );
  else if (isClient)
    say('bad', 'Revoked on {on} ({reason}), according to an OCSP response: IIS rejects it with 403.13.', more);
  else say('bad', 'Revoked on {on} ({reason}), according to an OCSP response: it is rejected during validation.', more);
}

function sayAddresses(certificate: X509Certificate, isClient: boolean, say: Say): void {
  const { crl, ocsp } = revocationAddresses(certificate);
  if (lacksRevocation(certificate)) {
    if (!isClient) say('note', 'It has no CRL or OCSP location.');
    else
      say('possible', 'It has no CRL or OCSP location: a server that checks revocation may return 403.13.', {
        rule: 'no-revocation-information',
        action: action('Reissue the certificate from a CA that writes a CRL location reachable by the server.'),
      });
    return;
  }
  const all = [...crl, ...ocsp];
  const addresses = all.map(({ value }) => value).join(', ');
  if (all.every(({ transport }) => transport === 'ldap'))
    say('note', 'Revocation is checked by LDAP only ({addresses}), which a server outside the domain cannot reach.', {
      data: { addresses },
    });
  else if (all.every(({ transport }) => transport === 'other'))
    say('unknown', 'The location for the revocation check is of an unknown kind: {addresses}.', {
      data: { addresses },
    });
  else say('note', 'Revocation can be checked at {addresses}.', { data: { addresses } });
}
