// 401.1, again and again: the logon was tried and failed.
import { certificateSources } from '../support/sources/certificate.js';
import { defineLogRule, hasStatus, logSources, win32Details } from '../log-rule.js';

export default defineLogRule({
  id: 'log/logon-failed',
  severity: 'warning',
  title: 'Logon failed',
  shows: '401.1 repeatedly, the logon fails',
  means: 'IIS could not log on the user (401.1), and the device does not succeed within a minute.',
  why: 'If a gateway validates certificates: the SPN or the alternate service account is wrong, the clocks differ, or Extended Protection is required. If Exchange validates certificates: the certificate does not map to an account or has only a weak mapping. The Win32 code shows which.',
  fix: 'Look up the Win32 code. For Kerberos errors, check SPN and delegation; for channel bindings, Extended Protection; for an untrusted CA, the NTAuth store; for a logon failure, UPN, SID, and altSecurityIdentities.',
  advice: 'Follow the Win32 code in the log',
  sources: [logSources.statusCodes, logSources.strongMapping, certificateSources.iisMapping],
  selects: hasStatus(401, 1),
  minimum: 3,
  details: win32Details({
    0x8009_0346:
      'Channel bindings do not match, so Extended Protection rejects a gateway that terminates TLS (0x80090346).',
    0x800b_0112: 'The CA that issued the certificate is not in the NTAuth store (0x800B0112).',
    0x8009_3102:
      'The data of a certificate ends too early (0x80093102): the text of a one-to-one mapping may have lost a character.',
    1326: 'The certificate or the credentials map to no account that can sign in (1326).',
    0x8009_030c: 'The logon was denied; with Kerberos the SPN may be wrong (0x8009030C).',
    0x8009_0322: 'The SPN belongs to another account than the one that runs the service (0x80090322).',
    0x8009_0324: 'The clocks differ by more than Kerberos allows (0x80090324).',
    0x8009_030e: 'No credentials were sent in the handshake of Negotiate or NTLM (0x8009030E).',
  }),
  certificates: ['upn-missing', 'upn-malformed', 'no-strong-mapping'],
});
