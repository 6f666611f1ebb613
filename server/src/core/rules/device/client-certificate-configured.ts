// Exchange asks for certificates although a device is said to take them.
import { behindDevice } from '../../exchange/device.js';
import { sections } from '../../exchange/sections.js';
import { asksItself } from '../../exchange/sign-in.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { isOn } from '../../iis/truth.js';
import { insteadOfCertificates, plainFlags, remedy, sslFlags } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'device/client-certificate-configured',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'Client certificates asked for behind a device',
    what: 'The termination is set to `device` by hand, and ActiveSync, Outlook on the web or the admin center asks for a client certificate. Where nothing is set by hand, `termination/exchange-and-device` speaks of the same state.',
    why: 'The certificate ends at the device. It never reaches IIS, so that a request for one can only fail.',
    fix: 'Set `sslFlags="Ssl, Ssl128"`. The fix is safe unless certificates are mapped there, for then somebody may sign in by one. Where Outlook on the web or the admin center would be left with nothing to sign in with, it turns Basic on.',
    symptom: 'Status 403.7 for requests from the address of the device.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<server>\\Microsoft-Server-ActiveSync (Default Web Site)" -ClientCertAuth Ignore',
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/access /sslFlags:"Ssl, Ssl128" /commit:apphost',
    ],
    sources: [sources.seed],
  },
  messages: {
    asks: '{path}: sslFlags="{value}", but certificates end at the device. Set "Ssl, Ssl128".',
  },
  applies: behindDevice,
  check(directory, report) {
    const verdict = asksItself(directory);
    if (verdict === 'yes') {
      const flags = directory.sslFlags;
      const at = directory.placeOf(flags, sections.access);
      report({
        message: 'asks',
        data: { path: directory.configurationPath, value: flags.raw ?? '' },
        at,
        evidence: remarks(at, [flags, 'The flags that hold here.']),
        remedies: remedy(
          'Stop asking for client certificates',
          isOn(directory.mapping),
          ...sslFlags(directory, plainFlags),
          ...insteadOfCertificates(directory),
        ),
      });
    }
    return verdict;
  },
});
