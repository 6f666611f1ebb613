// The issuer of a certificate is not among those at hand.
import { certificateSources } from '../support/sources/certificate.js';
import { truth } from '../../iis/truth.js';
import { placeOf, shown } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/chain-incomplete',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Issuer not at hand',
    what: 'Certificates of authorities are among the files, but not the one that issued this certificate; or one of the right name is, whose key did not make the signature, here or further up. Where no authority is at hand at all, nothing is said. For the certificate of an authority, or one that neither users nor servers show, it is only worth knowing.',
    why: 'The server needs every intermediate certificate, in its own store or sent by the client, and the root in its store of trusted roots; otherwise IIS answers 403.16. Devices need those of the server.',
    fix: 'Add the missing certificate: intermediates to LocalMachine\\CA, roots to LocalMachine\\Root.',
    symptom: '403.16 in the IIS log.',
    commands: ['certutil -verify -urlfetch <file>'],
    sources: [certificateSources.untrustedRoot, certificateSources.statusCodes],
  },
  messages: {
    missing: 'The certificate of its issuer, {issuer}, is not at hand. Without it on the server IIS answers 403.16.',
    missingOther: 'The certificate of its issuer, {issuer}, is not at hand. Whoever checks this one needs it.',
    otherKey: 'The certificate of {issuer} at hand has another key than the one that signed. Find the one that did.',
  },
  applies: ({ certificate, chain }) => !certificate.selfIssued || chain.end === 'wrongKey',
  check(subject, report) {
    const { certificate, chain, authoritiesAtHand, role } = subject;
    const last = chain.path.at(-1)!;
    if (chain.end === 'root' || chain.end === 'loop') return truth(false);
    if (chain.end === 'unfinished') return 'unknown';
    if (chain.end === 'missingIssuer') {
      // A root that is not at hand is no news: the server has to have it anyhow.
      if (last !== certificate) return truth(false);
      if (!authoritiesAtHand) return 'unknown';
    }
    report({
      message: chain.end === 'wrongKey' ? 'otherKey' : role === 'client' ? 'missing' : 'missingOther',
      data: { issuer: shown(last.issuer.text, 60) },
      at: placeOf(subject, certificate.issuer.span),
      ...(role === 'authority' || role === 'other' ? { severity: 'information' } : {}),
    });
    return truth(true);
  },
});
