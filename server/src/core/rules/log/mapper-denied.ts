// 403.12: the certificate was mapped to an account that is denied access.
import { defineLogRule, hasCertificateStatus, logSources } from '../log-rule.js';

export default defineLogRule({
  id: 'log/mapper-denied',
  severity: 'warning',
  title: 'Certificate mapper denied access',
  shows: '403.12, the certificate mapper denied access',
  means: 'The certificate mapper denied access to the account that it found (403.12).',
  why: 'Likely causes: a many-to-one mapping rule in IIS denies the certificate, or the mapped account has no permission to read the virtual directory. If a certificate does not map to an account, IIS returns 401.2 or 401.1 instead.',
  fix: 'Check the many-to-one mappings of iisClientCertificateMappingAuthentication for Deny rules, and the permissions of the account.',
  advice: 'Check mapping rules and the permissions of the account',
  sources: [logSources.statusCodes],
  selects: hasCertificateStatus(12),
  setting: 'mapping',
});
