// The front end's site as a whole asks for certificates.
import { plainFlags, requiredFlags } from '../../sign-in/constants.js';
import { sections } from '../../sign-in/sections.js';
import { inProcedure, takesClients } from '../../exchange/sign-in.js';
import type { VirtualDirectory } from '../../exchange/virtual-directory.js';
import { notes } from '../../exchange/virtual-directory.js';
import { isOn } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import type { Change } from '../../remedy/remedy.js';
import { losesHttp, mapped, remedy, sslFlags } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'exchange/client-certificate-on-site',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'Client certificates requested site-wide',
    what: 'The `sslFlags` of the front-end site itself (`Default Web Site`) accept or require client certificates.',
    why: 'Every virtual directory without its own `sslFlags` inherits them: Outlook on the web, the Exchange admin center, EWS, Autodiscover, and, on Exchange 2013, also ActiveSync. Clients of EWS and Autodiscover have no certificate and fail with 403.7 where one is required.',
    fix: 'Set the site back to `sslFlags="Ssl, Ssl128"` and require client certificates only on the intended virtual directories. The fix also requires them on each that requests certificates only through the site and either maps them or has no other method.',
    symptom: 'Outlook, Autodiscover, and other clients fail with status 403.7 although their settings did not change.',
    commands: [
      'appcmd set config "Default Web Site" -section:system.webServer/security/access /sslFlags:"Ssl, Ssl128" /commit:apphost',
    ],
    sources: [sources.seed, sources.procedure],
  },
  messages: {
    required:
      '{path}: the whole site requires client certificates, so clients without one get 403.7. Require them only on ActiveSync, owa, and ecp.',
    onSite:
      '{path}: the whole site requests client certificates. Remove them here and require them only on ActiveSync, owa, and ecp.',
    requiredBehindGateway:
      '{path}: the whole site requires client certificates, so clients without one get 403.7; the gateway validates them. Set sslFlags="Ssl, Ssl128".',
    behindGateway:
      '{path}: the whole site requests client certificates, but the gateway validates them. Set sslFlags="Ssl, Ssl128".',
  },
  applies: (directory) => takesClients(directory) && directory.name === 'root' && !directory.isOfSecondFrontEnd,
  check(directory, report) {
    const verdict = directory.asksForCertificate;
    if (verdict === 'yes') {
      const flags = directory.sslFlags;
      const at = directory.placeOf(flags, sections.access);
      const heirs = directory.server.virtualDirectories.filter(
        (one) =>
          one !== directory && one.site === directory.site && one.name !== null && one.inheritsFromSite(one.sslFlags),
      );
      const isRequired = directory.demandsCertificate === 'yes';
      const isBehindGateway = directory.server.termination.value === 'device' && !heirs.some(isMeant);
      report({
        message: isBehindGateway
          ? isRequired
            ? 'requiredBehindGateway'
            : 'behindGateway'
          : isRequired
            ? 'required'
            : 'onSite',
        data: { path: directory.configurationPath, value: flags.raw ?? '' },
        at,
        evidence: [
          ...notes(at, [flags, 'The effective flags.']),
          ...heirs.map((one) => ({ ...one.place(), message: `${one.configurationPath} inherits them.` })),
        ],
        remedies: remedy(
          'Stop requesting certificates site-wide',
          losesHttp(directory),
          ...sslFlags(directory, plainFlags),
          ...heirs.filter(isMeant).flatMap(requiredThere),
        ),
      });
    }
    return verdict;
  },
});

/** Certificates are mapped there, or there is nothing else to sign in with: they were wanted. */
function isMeant(directory: VirtualDirectory): boolean {
  return inProcedure(directory) && (isOn(directory.mapping) === 'yes' || directory.otherMethod === 'no');
}

/** The flags are written whatever the path inherits now. */
function requiredThere(directory: VirtualDirectory): Change[] {
  const { configuration } = directory.server;
  const flags = setting(configuration, directory.configurationPath, sections.access, 'sslFlags', requiredFlags);
  return isOn(directory.mapping) === 'yes' ? [flags] : [flags, ...mapped(directory)];
}
