// Exchange asks for certificates although a device is said to take them.
import { behindDevice } from '../../exchange/device.js';
import { plainFlags } from '../../sign-in/constants.js';
import { sections } from '../../sign-in/sections.js';
import { asksItself } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { isOn, or } from '../../iis/truth.js';
import { insteadOfCertificates, losesHttp, missingProviders, remedy, sslFlags } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'device/client-certificate-configured',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'Client certificates requested behind gateway',
    what: 'The termination is set to `device`, and ActiveSync, Outlook on the web, or the Exchange admin center requests a client certificate. Otherwise, `termination/exchange-and-device` reports it.',
    why: 'The gateway validates the client certificate, which never reaches IIS.',
    fix: 'Set `sslFlags="Ssl, Ssl128"`. The fix is safe unless certificates are mapped there. It enables Basic authentication where `owa` or `ecp` would have no method left.',
    symptom: 'Status 403.7 for requests from the address of the gateway.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<server>\\Microsoft-Server-ActiveSync (Default Web Site)" -ClientCertAuth Ignore',
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/access /sslFlags:"Ssl, Ssl128" /commit:apphost',
    ],
    sources: [sources.seed],
  },
  messages: {
    required:
      '{path}: client certificates are required, but the gateway sends none, so it gets 403.7. Set sslFlags="Ssl, Ssl128".',
    asks: '{path}: client certificates are requested, but the gateway already validates them. Set sslFlags="Ssl, Ssl128".',
  },
  applies: behindDevice,
  check(directory, report) {
    const verdict = asksItself(directory);
    if (verdict === 'yes') {
      const flags = directory.sslFlags;
      const at = directory.placeOf(flags, sections.access);
      report({
        message: directory.demandsCertificate === 'yes' ? 'required' : 'asks',
        data: { path: directory.configurationPath, value: flags.raw ?? '' },
        at,
        evidence: notes(at, [flags, 'The effective flags.']),
        remedies: remedy(
          'Stop requesting client certificates',
          or(isOn(directory.mapping), losesHttp(directory)),
          ...sslFlags(directory, plainFlags),
          ...insteadOfCertificates(directory),
          ...missingProviders(directory),
        ),
      });
    }
    return verdict;
  },
});
