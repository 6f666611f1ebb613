// The certificates of the authorities above a certificate do not allow it.
import { chainFaults, isFatal } from '../../certificate/trust/chain-faults.js';
import { hasUncheckedSignature } from '../../certificate/trust/unchecked-signature.js';
import { policyDemand } from '../../certificate/meaning/demanded-policies.js';
import { nameLimits } from '../../certificate/meaning/name-constraints.js';
import { isShownByClients } from '../../certificate/meaning/purpose.js';
import { describedKey } from '../../certificate/meaning/strength.js';
import { truth } from '../../iis/truth.js';
import { dayOf, placeOf, shown } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/chain-invalid',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Invalid certificate chain',
    what: 'In the chain of a client or server certificate, as far as it was provided, a CA certificate has expired or is not yet valid, is not a CA certificate by its basic constraints, may not sign certificates by its key usage, allows fewer CAs below it than there are, is in a provided CRL, is signed with a weak or unusual algorithm (unless it is the root), has a small or unusual key, has an unknown critical extension, does not allow a name below it (name constraints), requires certificate policies that the chain lacks, or does not allow client authentication in its EKU or application policies; or CAs issued each other and no root was provided.',
    why: 'The server builds the same chain and rejects the client certificate with 403.16, with 403.17 if a CA certificate is not valid at that time, or with 403.13 if one is revoked; mobile devices reject a server certificate.',
    fix: 'Find the valid certificate of the CA (it may have been renewed) and install it on the server. If the CA itself is the cause, have another CA issue the certificate.',
    symptom: '403.16, 403.17 or 403.13 in the IIS log.',
    commands: ['certutil -verify -urlfetch <file>'],
    uncertain:
      'The server may have other certificates of the same CAs and build a different chain. Name constraints are evaluated where RFC 5280 is unambiguous; whether those on UPNs allow a UPN that matches, and whether those of a root, or the policies that it requires, apply, is unknown.',
    sources: [certificateSources.profile, certificateSources.statusCodes],
  },
  messages: {
    expired: 'CA certificate {issuer} expired on {date}, so the server rejects this chain. Find the renewed one.',
    notYetValid: 'CA certificate {issuer} is not valid before {date}, so the server rejects this chain until then.',
    noAuthority: 'Issuer {issuer} is not a CA by its basic constraints, so the server rejects this chain.',
    mayNotSign: 'Issuer {issuer} may not sign certificates (key usage), so the server rejects this chain.',
    notForClients: 'Issuer {issuer} does not allow client authentication (EKU), so the server rejects this chain.',
    policyMissing:
      'CA {issuer} requires certificate policies that this chain lacks, so the server may reject the chain.',
    tooLong: 'CA {issuer} allows {allowed} CAs below it, but there are {found}, so the server rejects this chain.',
    brokenSignature:
      'CA certificate {issuer} is signed with {algorithm}, which is broken, so devices and servers reject the chain.',
    weakSignature:
      'CA certificate {issuer} is signed with {algorithm}, which is weak, so devices and servers may reject the chain.',
    weakKey: 'CA {issuer} has an RSA key of {bits} bits, which is weak, so devices and servers may reject the chain.',
    blockedKey: 'CA {issuer} has an RSA key of {bits} bits, which Windows blocks, so the server rejects this chain.',
    unknownSignature: 'The CA certificate {issuer} is signed with {algorithm}; whether Windows accepts it is unknown.',
    unusualKey: 'The CA {issuer} has the key {key}; whether Windows accepts it is unknown.',
    unknownExtension:
      'CA certificate {issuer} has the unknown critical extension {extension}, so software may reject the chain.',
    revoked: 'CA {issuer} was revoked on {date} ({reason}), so the server rejects this chain.',
    revokedUnchecked:
      'CA {issuer} was revoked on {date} ({reason}), according to a CRL whose signature cannot be checked here.',
    nameForbidden: 'CA {issuer} does not allow the name {name}, so the server rejects this chain.',
    nameForbiddenBetween:
      'CA {issuer} does not allow the name {name} of a CA below it, so the server rejects this chain.',
    unchecked: 'A signature in this chain cannot be checked here.',
    loop: 'The CAs in this chain issued each other, and no root is in these files. The server needs another path to a root.',
  },
  applies: ({ role }) => isShownByClients(role) || role === 'server',
  check(subject, report) {
    const { certificate, chain, now, role, revokedAuthorities = [] } = subject;
    const at = placeOf(subject, certificate.issuer.span);
    const faults = chainFaults(chain.path, now).filter(
      ({ kind }) => kind !== 'notForClients' || isShownByClients(role),
    );
    for (const fault of faults) {
      const { subject: name, notAfter, notBefore } = fault.authority;
      const issuer = shown(name.text);
      const date = dayOf(fault.kind === 'expired' ? notAfter.ms : notBefore.ms);
      const { allowed, found } = fault.kind === 'tooLong' ? fault : { allowed: 0, found: 0 };
      const algorithm = fault.authority.signatureAlgorithm.name;
      const { publicKey } = fault.authority;
      const bits = publicKey.bits ?? 0;
      const key = shown(describedKey(publicKey), 30);
      const extension = fault.kind === 'unknownExtension' ? shown(fault.extension, 30) : '';
      const data = { issuer, date, allowed, found, algorithm, bits, key, extension };
      const severity = isFatal(fault) ? 'error' : 'warning';
      if (fault.kind !== 'nameForbidden') report({ message: fault.kind, severity, data, at });
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
      if (revocation.verified) report({ message: 'revoked', severity: 'error', data, at });
      else report({ message: 'revokedUnchecked', data, at });
    }
    if (chain.end === 'loop') report({ message: 'loop', at });
    const isUnchecked = hasUncheckedSignature(chain);
    if (isUnchecked) report({ message: 'unchecked', at });
    const isInvalid = faults.length > 0 || revokedAuthorities.length > 0 || chain.end === 'loop' || isUnchecked;
    const isUnknown =
      chain.end === 'unfinished' ||
      policyDemand(chain.path)?.state === 'unknown' ||
      nameLimits(chain.path).some(({ unclear, isUnreadable }) => isUnreadable || unclear.length > 0);
    return isUnknown && !isInvalid ? 'unknown' : truth(isInvalid);
  },
});
