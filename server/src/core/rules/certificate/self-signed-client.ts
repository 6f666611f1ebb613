// Nobody vouches for a client certificate but itself.
import { certificateSources } from '../support/sources/certificate.js';
import { truth } from '../../iis/truth.js';
import { placeOf } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/self-signed-client',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Self-signed client certificate',
    what: 'A client certificate is its own issuer.',
    why: 'IIS accepts client certificates that lead to a trusted root. A self-signed one does so only when it stands among the trusted roots of the server itself; otherwise IIS answers 403.16. No authority of it is in NTAuth either, which mapping by Active Directory asks for.',
    fix: 'Have an authority issue the certificate that the server trusts and that is in NTAuth.',
    symptom: '403.16 in the IIS log.',
    sources: [certificateSources.statusCodes, certificateSources.untrustedRoot, certificateSources.procedure],
  },
  messages: {
    own: 'A self-signed client certificate: IIS answers 403.16 unless it is a trusted root of the server. Have an authority issue it.',
  },
  applies: ({ role }) => role === 'client',
  check(subject, report) {
    const { chain } = subject;
    const own = chain.end === 'root' && chain.path.length === 1;
    if (own) report({ message: 'own', at: placeOf(subject, subject.certificate.issuer.span) });
    return truth(own);
  },
});
