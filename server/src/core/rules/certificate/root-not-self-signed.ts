// Among trusted roots is a certificate that someone else issued.
import { certificateSources } from '../support/sources/certificate.js';
import { isNoRoot } from '../../certificate/subjects.js';
import { truth } from '../../iis/truth.js';
import { placeOf, shown } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/root-not-self-signed',
  severity: 'error',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Trusted root not self-signed',
    what: 'A file whose name or folder indicates trusted roots (`Root`, `trusted-roots`) contains a certificate whose issuer is not its subject.',
    why: 'A certificate in LocalMachine\\Root that is not self-signed can make Schannel reject all client certificates: IIS returns 403.16.',
    fix: 'Move it to the store of intermediate CAs (LocalMachine\\CA).',
    symptom: '403.16 with sc-win32-status 2148204809 in the IIS log.',
    commands: ['Get-ChildItem Cert:\\LocalMachine\\Root | Where-Object { $_.Issuer -ne $_.Subject }'],
    sources: [certificateSources.untrustedRoot],
  },
  messages: {
    issued:
      'Among the trusted roots, but issued by {issuer}, so IIS may return 403.16 for all clients. Move it to the intermediate CAs.',
  },
  applies: ({ declaredRoot }) => declaredRoot,
  check(subject, report) {
    const { certificate, chain } = subject;
    const issued = isNoRoot(certificate, chain);
    if (issued)
      report({
        message: 'issued',
        data: { issuer: shown(certificate.issuer.text, 40) },
        at: placeOf(subject, certificate.issuer.span),
      });
    return truth(issued);
  },
});
