// IIS's own certificate mapping is on, which Exchange does not use.
import { samePath } from '../../iis/paths.js';
import { readEntries } from '../../iis/read.js';
import type { Truth } from '../../iis/truth.js';
import type { Reporter } from '../rule.js';
import type { VirtualDirectory } from '../../exchange/virtual-directory.js';
import { sections } from '../../sign-in/sections.js';
import { inProcedure, isOutsideExchange, mapsByIisItself, takesClients } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and, holds, isOn, not, or } from '../../iis/truth.js';
import { iisMapping, remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'exchange/iis-mapping-enabled',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.iisMapping],
  docs: {
    title: 'IIS Client Certificate Mapping enabled',
    what: '`iisClientCertificateMappingAuthentication` is enabled for ActiveSync, Outlook on the web, the Exchange admin center, or the front-end site. If Active Directory mapping is enabled too, `termination/two-mappings` reports it instead; if the termination is set to `device`, `device/mapping-enabled` does.',
    why: 'It maps certificates to accounts whose passwords are stored in applicationHost.config. The procedure for Exchange uses Active Directory mapping only; the Exchange default for IIS mapping is disabled.',
    fix: 'Disable it. The fix needs review because users may sign in through such a mapping.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /enabled:"False" /commit:apphost',
    ],
    sources: [sources.iisMapping, sources.procedure],
  },
  messages: {
    belowSite:
      '{path}: IIS may ignore certificate mappings below the site, so certificate sign-in may fail with 401. Move them to the site.',
    on: '{path}: IIS Client Certificate Mapping Authentication is enabled, but Exchange does not use it. Disable it.',
  },
  applies: (directory) =>
    (isOutsideExchange(directory) && !directory.isSite) ||
    (inProcedure(directory) && directory.server.settings.termination !== 'device') ||
    (takesClients(directory) && directory.name === 'root'),
  check(directory, report) {
    if (isOutsideExchange(directory)) return ignoredMappings(directory, report);
    const { iisMapping: value, mapping, name, configurationPath } = directory;
    const verdict = name === 'root' ? isOn(value) : and(mapsByIisItself(directory), not(isOn(mapping)));
    if (verdict === 'yes') {
      const at = directory.placeOf(value, sections.iisMapping);
      report({
        message: 'on',
        data: { path: configurationPath },
        at,
        evidence: notes(at, [value, 'IIS mapping is enabled here.']),
        remedies: remedy('Disable IIS mapping', 'yes', ...iisMapping(directory, false)),
      });
    }
    return verdict;
  },
});

/**
 * Lists of mappings that are written below a site: IIS is said to honor those of the server and of sites
 * alone.
 */
function ignoredMappings(directory: VirtualDirectory, report: Reporter): Truth {
  const { configuration, configurationPath, iisMapping: value } = directory;
  const isOwn = (list: string) => (): Truth =>
    holds(readEntries(configuration, configurationPath, sections.iisMapping, [list]), (entries) =>
      entries.some(({ origin }) => origin.kind !== 'schema' && samePath(origin.configurationPath, configurationPath)),
    );
  const verdict = and(isOn(value), () => or(isOwn('oneToOneMappings'), isOwn('manyToOneMappings')));
  if (verdict === 'yes') {
    const at = directory.placeOf(value, sections.iisMapping);
    report({ message: 'belowSite', data: { path: configurationPath }, at });
  }
  return verdict;
}
