// Certificates are accepted beside Basic and mapped to nobody: an attempt to have both.
import { sections } from '../../exchange/sections.js';
import { certificateOrPassword, inProcedure } from '../../exchange/sign-in.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { alternatives } from '../../remedy/build.js';
import { endAtExchange, endNowhere, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'termination/certificate-or-password',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.access, sections.basic, sections.mapping],
  docs: {
    title: 'Certificate or password',
    what: 'Client certificates are accepted (not required) and mapped to nobody, and Basic is on: whoever has a certificate is to use it, everybody else a password.',
    why: 'A virtual directory cannot do both. With mapping off nobody signs in by certificate, and clients that are asked for one behave differently: some send it, some ask the user, some give up.',
    fix: 'Choose one: require certificates, map them and turn every other method off; or do not ask for certificates. The first locks out everybody who signs in by password today.',
    symptom: 'Some devices ask for a certificate, some for a password, some do not connect.',
    sources: [sources.seed, sources.procedure],
  },
  messages: {
    dual: '{path}: sslFlags="{value}" accepts certificates, but only Basic signs in. Choose one.',
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
        evidence: remarks(at, [mapping, 'Mapping is off here.'], [basic, 'Basic is on here.']),
        remedies: alternatives(
          ...remedy('Require client certificates and nothing else', 'yes', ...endAtExchange(directory)),
          ...(directory.server.settings.termination === 'auto'
            ? remedy('Stop asking for client certificates', 'no', ...endNowhere(directory))
            : []),
        ),
      });
    }
    return verdict;
  },
});
