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
    title: 'SslMapCert is no flag of sslFlags',
    what: '`sslFlags` holds `SslMapCert`. The reference page of `access` lists it; the schema of IIS does not have it.',
    why: 'IIS refuses the section with "Flags must be some combination of None, Ssl, SslNegotiateCert, SslRequireCert, Ssl128": requests to the path end with 500.19.',
    fix: 'Take the flag out. Certificates are mapped to accounts by `clientCertificateMappingAuthentication`, which has its own `enabled`.',
    symptom: 'HTTP 500.19 with 0x8007000D.',
    sources: [iisSources.mapCertificate, iisSources.access, iisSources.schema],
  },
  messages: {
    flag: 'SslMapCert is documented but no flag (0x8007000D): flags must be some combination of None, Ssl, SslNegotiateCert, SslRequireCert, Ssl128. Remove it.',
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
