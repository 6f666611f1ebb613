// Certificates are accepted beside Basic and mapped to no one: an attempt to have both.
import { sections } from '../../sign-in/sections.js';
import { certificateOrPassword, inProcedure } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { alternatives } from '../../remedy/build.js';
import { exchangeChanges, defaultChanges, remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'termination/certificate-or-password',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.access, sections.basic, sections.mapping],
  docs: {
    title: 'Basic authentication with accepted certificates',
    what: 'Client certificates are accepted (not required) and not mapped, and Basic authentication is enabled: clients with a certificate are meant to use it, and all others a password.',
    why: 'A virtual directory cannot do both. With mapping disabled, a certificate does not sign a user in, and clients that get a certificate request differ: some send one, some prompt the user, and some stop.',
    fix: 'Choose one method: require client certificates, map them, and disable every other method; or do not request client certificates. With the first choice, users who sign in with a password lose access.',
    symptom: 'Some devices prompt for a certificate, some for a password, and some do not connect.',
    sources: [sources.seed, sources.procedure],
  },
  messages: {
    dual: '{path}: client certificates are accepted, but only Basic signs users in. Use one method.',
  },
  applies: (directory) => inProcedure(directory) && directory.termination === 'exchange',
  check(directory, report) {
    const verdict = certificateOrPassword(directory);
    if (verdict === 'yes') {
      const { sslFlags, basic, mapping, configurationPath } = directory;
      const at = directory.placeOf(sslFlags, sections.access);
      report({
        message: 'dual',
        data: { path: configurationPath, value: sslFlags.raw ?? '' },
        at,
        evidence: notes(at, [mapping, 'Mapping is disabled here.'], [basic, 'Basic authentication is enabled here.']),
        remedies: alternatives(
          ...remedy('Use client certificates only', 'yes', ...exchangeChanges(directory)),
          ...(directory.server.settings.termination === 'auto'
            ? remedy('Disable client certificates', 'no', ...defaultChanges(directory))
            : []),
        ),
      });
    }
    return verdict;
  },
});
