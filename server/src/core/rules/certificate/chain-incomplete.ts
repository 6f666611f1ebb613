// The issuer of a certificate is not among those provided.
import { isShownByClients } from '../../certificate/meaning/purpose.js';
import { truth } from '../../iis/truth.js';
import { placeOf, shown } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/chain-incomplete',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Issuer certificate not found',
    what: 'The files contain CA certificates but not the issuer of this certificate or of a CA above it, or one with the name of the issuer whose key did not create the signature. Without any CA certificate, nothing is reported. For a CA certificate, or one for neither users nor servers, it is information.',
    why: 'The server needs every intermediate certificate, in its own store or sent by the client, and the root certificate in Trusted Root Certification Authorities; otherwise IIS returns 403.16. Mobile devices need the CA certificates of the server certificate.',
    fix: 'Add the missing certificate: intermediates to LocalMachine\\CA, roots to LocalMachine\\Root.',
    symptom: '403.16 in the IIS log.',
    commands: ['certutil -verify -urlfetch <file>'],
    sources: [certificateSources.untrustedRoot, certificateSources.statusCodes],
  },
  messages: {
    missing:
      'Issuer certificate "{issuer}" is not in these files. If the server cannot find it either, IIS returns 403.16.',
    missingOther: 'Issuer certificate "{issuer}" is not in these files. Validation needs it.',
    otherKey:
      'The certificate found for {issuer} has a different key than the one that signed this certificate. Find the right one.',
  },
  applies: ({ certificate, chain, isRequested }) =>
    isRequested !== true && (!certificate.selfIssued || chain.end === 'wrongKey'),
  check(subject, report) {
    const { certificate, chain, authoritiesAtHand, role } = subject;
    const last = chain.path.at(-1)!;
    if (chain.end === 'root' || chain.end === 'loop') return truth(false);
    if (chain.end === 'unfinished') return 'unknown';
    if (chain.end === 'missingIssuer') {
      // A root that is not provided is not news: the server has to have it anyhow.
      if (last !== certificate) return truth(false);
      if (!authoritiesAtHand) return 'unknown';
    }
    report({
      message: chain.end === 'wrongKey' ? 'otherKey' : isShownByClients(role) ? 'missing' : 'missingOther',
      data: { issuer: shown(last.issuer.text, 60) },
      at: placeOf(subject, certificate.issuer.span),
      ...(role === 'authority' || role === 'other' ? { severity: 'information' } : {}),
    });
    return truth(true);
  },
});
