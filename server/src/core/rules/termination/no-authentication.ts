// Nothing signs anyone in.
import { sections } from '../../sign-in/sections.js';
import { inProcedure } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { alternatives } from '../../remedy/build.js';
import { authentication, endAtDevice, exchangeChanges, remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'termination/no-authentication',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.anonymous, sections.basic, sections.digest, sections.windows, sections.mapping, sections.access],
  docs: {
    title: 'No authentication method enabled',
    what: 'On ActiveSync, Outlook on the web, or the Exchange admin center, every authentication method is disabled, and client certificates are neither requested nor mapped to Active Directory accounts. With the termination set to `device` or `legacy`, other rules cover ActiveSync.',
    why: 'No IIS module authenticates the user. Step 4 of the procedure may have been done without steps 3 and 5. For Outlook on the web and the Exchange admin center it may be intended (AD FS), so it is a warning there unless the termination is set explicitly.',
    fix: 'Enable one method: client certificates for Exchange, Windows authentication for a gateway (ActiveSync only), or Basic authentication, which is the Exchange default. Only you know which one is intended. When the termination is set explicitly, only the matching fixes are offered.',
    symptom: 'Requests end with 401.2.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<server>\\Microsoft-Server-ActiveSync (Default Web Site)" -BasicAuthEnabled $true',
    ],
    uncertain:
      "The substatus 2 is inferred from how IIS authenticates. Whether Exchange's own modules sign users in with an OAuth or AD FS token is set in Exchange and not visible in these files.",
    sources: [sources.statusCodes, sources.procedure],
  },
  messages: {
    none: '{path}: no authentication method is enabled and no certificate is requested, so IIS cannot sign users in. Enable one.',
    unlessClaims:
      '{path}: no authentication method is enabled and no client certificate is requested. Unless AD FS signs users in, enable one.',
  },
  applies: (directory) =>
    inProcedure(directory) &&
    !(directory.name === 'activeSync' && ['device', 'legacy'].includes(directory.server.settings.termination)),
  check(directory, report) {
    const verdict = directory.withoutAuthentication;
    if (verdict === 'yes') {
      const { anonymous, basic, digest, windows, sslFlags, mapping, name, configurationPath } = directory;
      const at = directory.place(sections.basic);
      const { termination } = directory.server.settings;
      const undecided = termination === 'auto';
      const exchange = undecided || termination === 'exchange' ? exchangeChanges(directory) : [];
      const device = undecided && name === 'activeSync' ? endAtDevice(directory) : [];
      const basicOn = termination === 'exchange' ? [] : authentication(directory, 'basic', true);
      report({
        ...(undecided && name !== 'activeSync'
          ? { message: 'unlessClaims', severity: 'warning' }
          : { message: 'none' }),
        data: { path: configurationPath },
        at,
        evidence: notes(
          at,
          [sslFlags, 'No client certificate is requested here.'],
          [anonymous, 'Anonymous authentication is disabled here.'],
          [basic, 'Basic authentication is disabled here.'],
          [digest, 'Digest authentication is disabled here.'],
          [windows, 'Windows authentication is disabled here.'],
          [mapping, 'Mapping is disabled here.'],
        ),
        remedies: alternatives(
          ...remedy('Use client certificates at Exchange', 'no', ...exchange),
          ...remedy('Use client certificates at the gateway', 'no', ...device),
          ...remedy('Enable Basic authentication', 'no', ...basicOn),
        ),
      });
    }
    return verdict;
  },
});
