// A path is set up for both terminations at once.
import { sections } from '../../sign-in/sections.js';
import { bothTerminations, inProcedure } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { isOn } from '../../iis/truth.js';
import { alternatives } from '../../remedy/build.js';
import { endAtDevice, exchangeChanges, remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';
import { certificateNote } from '../support/certificate-note.js';

export default defineRule({
  id: 'termination/exchange-and-device',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.windows, sections.access, sections.mapping],
  docs: {
    title: 'Settings for both Exchange and gateway',
    what: 'Windows authentication is enabled on a virtual directory that also requests or maps client certificates, and the termination is not set explicitly. The rules for either report nothing about it until you choose one.',
    why: 'A client certificate is validated in one place. Either Exchange requests it and maps it to an account, with every other method disabled; or a gateway (MDM, reverse proxy) validates it and signs in by Kerberos constrained delegation, with Windows authentication only. If both are configured, Exchange requests a certificate from the gateway, which has none.',
    fix: 'Choose one. Each of the two fixes configures the virtual directory for its termination. To see only what is missing for one of them, set `termination` in `.exchange-cba.json`.',
    symptom: 'Status 403.7 behind a gateway; password prompts without one.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<server>\\Microsoft-Server-ActiveSync (Default Web Site)" -WindowsAuthEnabled $false',
      'Set-ActiveSyncVirtualDirectory "<server>\\Microsoft-Server-ActiveSync (Default Web Site)" -BasicAuthEnabled $false -WindowsAuthEnabled $true -ClientCertAuth Ignore',
    ],
    sources: [sources.seed],
  },
  messages: {
    both: '{path}: Windows authentication (gateway) and client certificates (Exchange) are both configured. Keep one.',
  },
  applies: inProcedure,
  check(directory, report) {
    const verdict = bothTerminations(directory);
    if (verdict === 'yes') {
      const { windows, mapping, configurationPath } = directory;
      const at = directory.placeOf(windows, sections.windows);
      report({
        message: 'both',
        data: { path: configurationPath },
        at,
        evidence: notes(
          at,
          [windows, 'Windows authentication is enabled here.'],
          ...(directory.asksForCertificate === 'yes' ? [certificateNote(directory)] : []),
          ...(isOn(mapping) === 'yes' ? [[mapping, 'Client certificates are mapped here.'] as const] : []),
        ),
        remedies: alternatives(
          ...remedy('Use client certificates at Exchange', 'yes', ...exchangeChanges(directory)),
          ...remedy('Use client certificates at the gateway', 'yes', ...endAtDevice(directory)),
        ),
      });
    }
    return verdict;
  },
});
