// A path is set up for both terminations at once.
import { sections } from '../../exchange/sections.js';
import { bothTerminations, inProcedure } from '../../exchange/sign-in.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { isOn } from '../../iis/truth.js';
import { alternatives } from '../../remedy/build.js';
import { endAtDevice, endAtExchange, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'termination/exchange-and-device',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.windows, sections.access, sections.mapping],
  docs: {
    title: 'Two terminations at once',
    what: 'Windows authentication is on at a path that also asks for client certificates or maps them, and the termination is not set by hand. The rules of either termination say nothing about that path until one of the two is chosen.',
    why: 'A client certificate ends at one place. Either Exchange asks for it and maps it to an account, with every other method off; or a device in front (MDM, reverse proxy) takes it and signs in to Exchange by Kerberos delegation, with Windows authentication only and no certificate. Set up for both, the device is asked for a certificate that it does not have.',
    fix: 'Choose one. Each of the two fixes makes the path right for its termination. If you only want to be told what is missing for one of them, set `termination` in `.exchange-cba.json`.',
    symptom: 'Status 403.7 behind a device; password prompts without one.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<server>\\Microsoft-Server-ActiveSync (Default Web Site)" -WindowsAuthEnabled $false',
      'Set-ActiveSyncVirtualDirectory "<server>\\Microsoft-Server-ActiveSync (Default Web Site)" -BasicAuthEnabled $false -WindowsAuthEnabled $true -ClientCertAuth Ignore',
    ],
    sources: [sources.seed],
  },
  messages: {
    both: '{path}: Windows authentication means a device takes the certificate, yet Exchange is set up for it too. Choose one.',
  },
  applies: inProcedure,
  check(directory, report) {
    const verdict = bothTerminations(directory);
    if (verdict === 'yes') {
      const { windows, sslFlags, mapping, configurationPath } = directory;
      const at = directory.placeOf(windows, sections.windows);
      report({
        message: 'both',
        data: { path: configurationPath },
        at,
        evidence: remarks(
          at,
          [windows, 'Windows authentication is on here.'],
          ...(directory.asksForCertificate === 'yes' ? [[sslFlags, 'Certificates are asked for here.'] as const] : []),
          ...(isOn(mapping) === 'yes' ? [[mapping, 'Certificates are mapped here.'] as const] : []),
        ),
        remedies: alternatives(
          ...remedy('Let the certificate end at Exchange', 'yes', ...endAtExchange(directory)),
          ...remedy('Let the certificate end at the device', 'yes', ...endAtDevice(directory)),
        ),
      });
    }
    return verdict;
  },
});
