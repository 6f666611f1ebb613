// Among trusted roots is a certificate that somebody else issued.
import { certificateSources } from '../support/sources/certificate.js';
import { truth } from '../../iis/truth.js';
import { placeOf, shown } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/root-not-self-signed',
  severity: 'error',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Trusted root that is not self-signed',
    what: 'A file, or the folder of it, is named after trusted roots (`Root`, `trusted-roots`) and holds a certificate whose issuer is not its subject.',
    why: 'A certificate in LocalMachine\\Root that is not self-signed makes Schannel refuse client certificates: IIS answers 403.16 to everybody.',
    fix: 'Move it to the store of intermediate authorities (LocalMachine\\CA).',
    symptom: '403.16 with win32 status 2148204809 in the IIS log.',
    commands: ['Get-ChildItem Cert:\\LocalMachine\\Root | Where-Object { $_.Issuer -ne $_.Subject }'],
    sources: [certificateSources.untrustedRoot],
  },
  messages: {
    issued:
      'Among the trusted roots, but issued by {issuer}: IIS then answers 403.16. Move it to the intermediate authorities.',
  },
  applies: ({ declaredRoot }) => declaredRoot,
  check(subject, report) {
    const { certificate, chain } = subject;
    // An authority that certified its own new key has one name in both places and is no root either.
    const issued = !certificate.selfIssued || chain.path.length > 1 || chain.end === 'wrongKey';
    if (issued)
      report({
        message: 'issued',
        data: { issuer: shown(certificate.issuer.text, 50) },
        at: placeOf(subject, certificate.issuer.span),
      });
    return truth(issued);
  },
});
