// HTTPERR 400: the headers are longer than HTTP.SYS accepts, mostly because of the Kerberos ticket.
import { defineLogRule, logSources } from '../log-rule.js';

export default defineLogRule({
  id: 'log/request-headers-too-long',
  severity: 'warning',
  title: 'Request headers too long',
  shows: 'HTTPERR 400, the request headers are too long',
  means: 'HTTP.SYS rejected a request because its headers are too long (400); the IIS log does not contain it.',
  why: 'Behind a gateway, the usual cause is the Kerberos ticket of a user who is a member of many groups.',
  fix: 'Reduce the number of groups of the user, or increase MaxFieldLength and MaxRequestBytes of HTTP.SYS on the Exchange server.',
  advice: 'Check the size of the Kerberos ticket',
  sources: [logSources.httperr, logSources.kerberosToken],
  selects: (signature) =>
    signature.kind === 'httperr' &&
    signature.status === 400 &&
    /^(?:FieldLength|RequestLength)$/i.test(signature.reason),
});
