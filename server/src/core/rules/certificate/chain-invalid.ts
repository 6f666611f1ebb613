// The certificates of the authorities above a certificate do not allow it.
import { certificateSources } from '../support/sources/certificate.js';
import { chainFaults } from '../../certificate/trust/chain-faults.js';
import { authoritiesDemandingPolicies } from '../../certificate/meaning/demanded-policies.js';
import { nameLimits } from '../../certificate/meaning/name-constraints.js';
import { truth } from '../../iis/truth.js';
import { dayOf, placeOf, shown } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/chain-invalid',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Chain that does not hold',
    what: 'Among the authorities that the chain of a client or server certificate goes through, as far as they are at hand, one has expired or is not valid yet, is no authority by its basic constraints, may not sign certificates by its key usage, allows fewer authorities below itself than there are, was revoked by a list at hand, forbids a name below itself by its name constraints, leaves client authentication out of its purposes or application policies; or authorities issued each other and no root is at hand.',
    why: 'The server builds the same chain and refuses the client certificate with 403.16, with 403.17 where time is the reason, or with 403.13 where revocation is; a device refuses the server.',
    fix: 'Find the valid certificate of the authority (it may have been renewed) and put it on the server; where the authority itself is at fault, have another one issue the certificate.',
    symptom: '403.16, 403.17 or 403.13 in the IIS log.',
    commands: ['certutil -verify -urlfetch <file>'],
    uncertain:
      'The server may have other certificates of the same authorities than those at hand, and build another chain. Name constraints are evaluated where RFC 5280 leaves nothing open; those on user principal names and those of a root are not known to forbid anything. Certificate policies that an authority demands are not evaluated.',
    sources: [certificateSources.profile, certificateSources.statusCodes],
  },
  messages: {
    expired:
      'The certificate of its authority {issuer} expired on {date}: the server refuses the chain. Find a renewed one.',
    notYetValid:
      'The certificate of its authority {issuer} is not valid before {date}: the server refuses the chain until then.',
    noAuthority: 'Its issuer {issuer} is no authority by its basic constraints: the server refuses the chain.',
    mayNotSign: 'Its issuer {issuer} may not sign certificates, as its key usage says: the server refuses the chain.',
    notForClients:
      'The purposes of its authority {issuer} leave out client authentication: the server refuses the chain.',
    tooLong:
      'Its authority {issuer} allows {allowed} authorities below itself, and there are {found}: the server refuses the chain.',
    revoked:
      'The certificate of its authority {issuer} was revoked on {date} ({reason}): the server refuses the chain.',
    revokedUnchecked:
      'Its authority {issuer} was revoked on {date} ({reason}) by a list at hand whose signature cannot be checked here.',
    nameForbidden: 'Its authority {issuer} does not allow the name {name}: the server refuses the chain.',
    nameForbiddenBetween:
      'Its authority {issuer} does not allow the name {name} of an authority below it: the server refuses the chain.',
    loop: 'The authorities of its chain issued each other, and no root is at hand: the server has to know another way.',
  },
  applies: ({ role }) => role === 'client' || role === 'server',
  check(subject, report) {
    const { certificate, chain, now, role, revokedAuthorities = [] } = subject;
    const at = placeOf(subject, certificate.issuer.span);
    const faults = chainFaults(chain.path, now).filter(({ kind }) => kind !== 'notForClients' || role === 'client');
    for (const fault of faults) {
      const { subject: name, notAfter, notBefore } = fault.authority;
      const issuer = shown(name.text);
      const date = dayOf(fault.kind === 'expired' ? notAfter.ms : notBefore.ms);
      const { allowed, found } = fault.kind === 'tooLong' ? fault : { allowed: 0, found: 0 };
      if (fault.kind !== 'nameForbidden') report({ message: fault.kind, data: { issuer, date, allowed, found }, at });
      else {
        const message = fault.certificate === certificate ? 'nameForbidden' : 'nameForbiddenBetween';
        report({ message, data: { issuer: shown(name.text, 30), name: shown(fault.names.join(', '), 30) }, at });
      }
    }
    for (const { authority, revocation } of revokedAuthorities) {
      const { revocationDate, reason } = revocation.entry;
      const data = {
        issuer: shown(authority.subject.text),
        date: dayOf(revocationDate.ms),
        reason: shown(reason ?? 'unspecified'),
      };
      report({ message: revocation.verified ? 'revoked' : 'revokedUnchecked', data, at });
    }
    if (chain.end === 'loop') report({ message: 'loop', at });
    const isInvalid = faults.length > 0 || revokedAuthorities.length > 0 || chain.end === 'loop';
    const isUnknown =
      chain.end === 'unfinished' ||
      authoritiesDemandingPolicies(chain.path).length > 0 ||
      nameLimits(chain.path).some(({ unclear, isUnreadable }) => isUnreadable || unclear.length > 0);
    return isUnknown && !isInvalid ? 'unknown' : truth(isInvalid);
  },
});
