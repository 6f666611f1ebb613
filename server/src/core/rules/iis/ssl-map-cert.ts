// sslFlags holds SslMapCert, which the documentation has and the schema has not.
import { suggestValue } from '../../iis/schema/suggest.js';
import { truth } from '../../iis/truth.js';
import { pathOf, violations } from '../support/configuration-file.js';
import { iisSources } from '../support/sources/iis.js';
import { repairValue } from '../support/repairs.js';
import { defineRule } from '../rule.js';

const isMapCertificate = (flag: string): boolean => flag.toLowerCase() === 'sslmapcert';

export default defineRule({
  id: 'iis/ssl-map-cert',
  severity: 'error',
  subject: 'file',
  sections: ['system.webServer/security/access'],
  docs: {
    title: 'Unsupported SslMapCert flag',
    what: '`sslFlags` contains `SslMapCert`. The reference page of `access` lists it, but the IIS schema does not have it.',
    why: 'IIS rejects the section with "Flags must be some combination of None, Ssl, SslNegotiateCert, SslRequireCert, Ssl128": requests to the path end with 500.19.',
    fix: 'Delete the flag. `clientCertificateMappingAuthentication` maps certificates to accounts and has its own `enabled` attribute.',
    symptom: 'HTTP 500.19 with 0x8007000D.',
    sources: [iisSources.mapCertificate, iisSources.access, iisSources.schema],
  },
  messages: {
    flag: 'SslMapCert is documented but not supported by IIS, which returns 500.19 (0x8007000D). Remove it.',
  },
  applies: ({ file }) => file.sections.some(({ section }) => section === 'system.webServer/security/access'),
  check(subject, report) {
    const found = violations(subject, 'value').filter(
      ({ attribute, problem }) => attribute.name === 'sslFlags' && (problem.unknown ?? []).some(isMapCertificate),
    );
    for (const violation of found) {
      const { written, attribute, schema, problem, range } = violation;
      const others = attribute.value.split(',').filter((flag) => !isMapCertificate(flag.trim()));
      const alone = (problem.unknown ?? []).every(isMapCertificate);
      const kept = alone ? suggestValue(schema, others.join(',') || 'None') : null;
      report({
        message: 'flag',
        at: { uri: written.uri, range },
        configurationPath: pathOf(subject, written.occurrence),
        remedies: repairValue(subject, violation, kept, 'safe', 'Remove SslMapCert'),
      });
    }
    return truth(found.length > 0);
  },
});
