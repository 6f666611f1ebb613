// No one vouches for a client certificate but itself.
import { isShownByClients } from '../../certificate/meaning/purpose.js';
import { truth } from '../../iis/truth.js';
import { placeOf } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/self-signed-client',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Self-signed client certificate',
    what: 'A client certificate is its own issuer.',
    why: 'IIS accepts a self-signed client certificate only if the server trusts it as a root; otherwise, it returns 403.16. Active Directory mapping also requires the issuer to be in NTAuth.',
    fix: 'Have a CA issue the certificate. The server must trust the CA, and the CA must be in NTAuth.',
    symptom: '403.16 in the IIS log.',
    sources: [certificateSources.statusCodes, certificateSources.untrustedRoot, certificateSources.procedure],
  },
  messages: {
    own: 'Self-signed client certificate: IIS returns 403.16 unless the server trusts it as a root. Have a CA issue it.',
  },
  applies: ({ role }) => isShownByClients(role),
  check(subject, report) {
    const { chain } = subject;
    const own = chain.end === 'root' && chain.path.length === 1;
    if (own) report({ message: 'own', at: placeOf(subject, subject.certificate.issuer.span) });
    return truth(own);
  },
});
