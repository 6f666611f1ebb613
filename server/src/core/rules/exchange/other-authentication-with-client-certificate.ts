// Anonymous or Digest authentication is enabled where certificates are requested.
import { sections } from '../../sign-in/sections.js';
import { asksItself, isOutsideExchange, hasOneTermination, usesCertificatesHere } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and, isOn, or } from '../../iis/truth.js';
import { authentication, remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';
import { certificateNote } from '../support/certificate-note.js';

const names = { anonymous: 'Anonymous', digest: 'Digest' } as const;

export default defineRule({
  id: 'exchange/other-authentication-with-client-certificate',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.anonymous, sections.digest, sections.access],
  docs: {
    title: 'Anonymous or Digest with client certificates',
    what: 'Anonymous or Digest authentication is enabled on a virtual directory that requests client certificates: an error for ActiveSync, a warning for Outlook on the web and the Exchange admin center. The folders below them (`owa/auth`, `owa/Calendar`, and those named after a build) are anonymous by design and are not checked.',
    why: 'With Anonymous authentication enabled, IIS can serve a request without mapping its certificate to a user, and a failed mapping stays hidden. Step 4 of the procedure disables every other method.',
    fix: 'Disable the method. The fix needs review because the Exchange default for the Exchange admin center is Anonymous enabled, for its forms.',
    commands: [
      'appcmd set config "Default Web Site/ecp" -section:system.webServer/security/authentication/anonymousAuthentication /enabled:"False" /commit:apphost',
    ],
    uncertain:
      "Microsoft's page does not say whether Anonymous stays enabled on the Exchange admin center after step 4, so this is a warning there.",
    sources: [sources.seed, sources.procedure],
  },
  messages: {
    on: '{path}: {method} authentication is enabled alongside client certificates and may take precedence. Disable it.',
  },
  applies: usesCertificatesHere,
  check(directory, report) {
    const { configurationPath, name } = directory;
    const verdicts = (['anonymous', 'digest'] as const).map((method) => {
      const verdict = and(
        asksItself(directory),
        () => isOn(directory[method]),
        () => hasOneTermination(directory),
        // Beside an application that maps nothing, Anonymous is how that application gets to see the
        // certificate.
        () => (isOutsideExchange(directory) ? or(isOn(directory.mapping), isOn(directory.iisMapping)) : 'yes'),
      );
      if (verdict === 'yes') {
        const value = directory[method];
        const at = directory.placeOf(value, sections[method]);
        report({
          message: 'on',
          data: { path: configurationPath, method: names[method] },
          ...(name === 'activeSync' && { severity: 'error' }),
          at,
          evidence: notes(at, [value, `${names[method]} authentication is enabled here.`], certificateNote(directory)),
          remedies: remedy(
            `Disable ${names[method]} authentication`,
            'yes',
            ...authentication(directory, method, false),
          ),
        });
      }
      return verdict;
    });
    return or(...verdicts);
  },
});
