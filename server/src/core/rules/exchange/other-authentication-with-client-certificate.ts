// Anonymous or Digest authentication is on where certificates are asked for.
import { sections } from '../../exchange/sections.js';
import { asksItself, inProcedure, settled } from '../../exchange/sign-in.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { and, isOn, or } from '../../iis/truth.js';
import { authentication, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

const names = { anonymous: 'Anonymous', digest: 'Digest' } as const;

export default defineRule({
  id: 'exchange/other-authentication-with-client-certificate',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.anonymous, sections.digest, sections.access],
  docs: {
    title: 'Anonymous or Digest authentication beside client certificates',
    what: 'Anonymous or Digest authentication is on at a path that asks for client certificates: an error for ActiveSync, a warning for Outlook on the web and the admin center. The folders below them (`owa/auth`, `owa/Calendar` and those named after a build) are anonymous by design and are not looked at.',
    why: 'With Anonymous on, a request can be served without its certificate having become a user, and a mapping that fails stays hidden. Step 4 of the procedure turns every other method off.',
    fix: 'Turn the method off. Exchange ships the admin center with Anonymous on, for its forms; the fix is to be reviewed for that reason.',
    commands: [
      'appcmd set config "Default Web Site/ecp" -section:system.webServer/security/authentication/anonymousAuthentication /enabled:"False" /commit:apphost',
    ],
    uncertain:
      "Microsoft's page does not say what becomes of Anonymous on the admin center after step 4; hence a warning there.",
    sources: [sources.seed, sources.procedure],
  },
  messages: {
    on: '{path}: {method} authentication is on beside client certificates and may win over them. Turn it off.',
  },
  applies: (directory) => inProcedure(directory) && directory.termination === 'exchange',
  check(directory, report) {
    const { sslFlags, configurationPath, name } = directory;
    const verdicts = (['anonymous', 'digest'] as const).map((method) => {
      const value = directory[method];
      const verdict = and(asksItself(directory), isOn(value), settled(directory));
      if (verdict === 'yes') {
        const at = directory.placeOf(value, sections[method]);
        report({
          message: 'on',
          data: { path: configurationPath, method: names[method] },
          ...(name === 'activeSync' && { severity: 'error' }),
          at,
          evidence: remarks(
            at,
            [value, `${names[method]} is on here.`],
            [sslFlags, 'Certificates are asked for here.'],
          ),
          remedies: remedy(
            `Turn ${names[method]} authentication off`,
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
