// Nothing signs anybody in.
import { sections } from '../../exchange/sections.js';
import { inProcedure, withoutAuthentication } from '../../exchange/sign-in.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { alternatives } from '../../remedy/build.js';
import { authentication, endAtDevice, endAtExchange, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'termination/no-authentication',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [
    sections.anonymous,
    sections.basic,
    sections.digest,
    sections.windows,
    sections.mapping,
    sections.iisMapping,
    sections.access,
  ],
  docs: {
    title: 'No way to sign in',
    what: 'At ActiveSync, Outlook on the web or the admin center every authentication method is off, no certificate is asked for and none is mapped. With the termination set to `device` or `legacy`, ActiveSync has rules of its own for that.',
    why: 'No module of IIS makes a request a user. It is what remains when step 4 of the procedure was done and steps 3 and 5 were not. Outlook on the web and the admin center may be meant so, with AD FS signing their users in: there it is a warning as long as the termination is not set by hand.',
    fix: 'Turn one way on: certificates for Exchange, Windows authentication for a device in front (ActiveSync only), or Basic as Exchange ships it. Only you can know which. With the termination set by hand only what goes with it is offered.',
    symptom: 'Requests end with 401.2.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<server>\\Microsoft-Server-ActiveSync (Default Web Site)" -BasicAuthEnabled $true',
    ],
    uncertain:
      "That the substatus is 2 is inferred from how IIS authenticates. Whether Exchange's own modules sign somebody in, with a token of OAuth or AD FS, is set in Exchange and cannot be seen in these files.",
    sources: [sources.statusCodes, sources.procedure],
  },
  messages: {
    none: '{path}: no authentication method of IIS is on and no certificate is asked for: nobody gets in by either. Turn one on.',
    unlessClaims:
      '{path}: no authentication method of IIS is on, no certificate is asked for. Unless AD FS signs users in, turn one on.',
  },
  applies: (directory) =>
    inProcedure(directory) &&
    !(directory.name === 'activeSync' && ['device', 'legacy'].includes(directory.server.settings.termination)),
  check(directory, report) {
    const verdict = withoutAuthentication(directory);
    if (verdict === 'yes') {
      const { anonymous, basic, digest, windows, sslFlags, mapping, name, configurationPath } = directory;
      const at = directory.place(sections.basic);
      const { termination } = directory.server.settings;
      const undecided = termination === 'auto';
      const exchange = undecided || termination === 'exchange' ? endAtExchange(directory) : [];
      const device = undecided && name === 'activeSync' ? endAtDevice(directory) : [];
      const basicOn = termination === 'exchange' ? [] : authentication(directory, 'basic', true);
      report({
        ...(undecided && name !== 'activeSync'
          ? { message: 'unlessClaims', severity: 'warning' }
          : { message: 'none' }),
        data: { path: configurationPath },
        at,
        evidence: remarks(
          at,
          [sslFlags, 'No certificate is asked for.'],
          [anonymous, 'Anonymous is off here.'],
          [basic, 'Basic is off here.'],
          [digest, 'Digest is off here.'],
          [windows, 'Windows authentication is off here.'],
          [mapping, 'Mapping is off here.'],
        ),
        remedies: alternatives(
          ...remedy('Let client certificates end at Exchange', 'no', ...exchange),
          ...remedy('Let client certificates end at a device in front', 'no', ...device),
          ...remedy('Turn Basic authentication on', 'no', ...basicOn),
        ),
      });
    }
    return verdict;
  },
});
