// The front end's PowerShell virtual directory is not as Exchange ships it.
import { sections } from '../../sign-in/sections.js';
import { holds, isOn, or } from '../../iis/truth.js';
import { notes } from '../../exchange/virtual-directory.js';
import { authentication, only, remedy, sslFlags } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'layout/front-end-powershell-modified',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.access, sections.anonymous, sections.basic, sections.digest, sections.windows],
  docs: {
    title: 'Front-end PowerShell settings changed',
    what: '`PowerShell` on Default Web Site requires SSL or a client certificate, or has an authentication method enabled in IIS.',
    why: 'The Exchange default is `SslNegotiateCert` only, with every method disabled, because remote PowerShell handles authentication itself, also over plain HTTP. Other settings are not supported.',
    fix: 'Restore `sslFlags="SslNegotiateCert"` and disable every method.',
    symptom: 'The Exchange Management Shell and setup cannot connect.',
    commands: [
      'appcmd set config "Default Web Site/PowerShell" -section:system.webServer/security/access /sslFlags:"SslNegotiateCert" /commit:apphost',
    ],
    sources: [sources.healthChecker, sources.realServers, sources.virtualDirectories],
  },
  messages: {
    flags: '{path}: sslFlags="{value}" blocks the Exchange Management Shell. Set it to "SslNegotiateCert".',
    method:
      '{path}: {method} authentication is enabled, but remote PowerShell needs every method disabled here. Disable it.',
  },
  applies: ({ role, name }) => role === 'frontEnd' && name === 'powerShell',
  check(directory, report) {
    const { sslFlags: flags, configurationPath: path } = directory;
    const required = holds(flags, (set) => set.has('Ssl') || set.has('SslRequireCert'));
    // What the whole site asks for is the mistake of the site.
    const flagged = directory.owns(flags) ? required : required === 'unknown' ? 'unknown' : 'no';
    if (flagged === 'yes') {
      const at = directory.placeOf(flags, sections.access);
      const remedies = remedy('Restore the default sslFlags', 'no', ...sslFlags(directory, 'SslNegotiateCert'));
      report({ message: 'flags', data: { path, value: flags.raw ?? '' }, at, remedies });
    }
    const methods = [
      { method: 'Anonymous', key: 'anonymous' },
      { method: 'Basic', key: 'basic' },
      { method: 'Digest', key: 'digest' },
      { method: 'Windows', key: 'windows' },
    ] as const;
    const on = methods.filter(({ key }) => isOn(directory[key]) === 'yes' && directory.owns(directory[key]));
    const [first, ...others] = on;
    if (first) {
      const at = directory.placeOf(directory[first.key], sections[first.key]);
      const changes = on.length === 1 ? authentication(directory, first.key, false) : only(directory);
      report({
        message: 'method',
        data: { path, method: first.method },
        at,
        evidence: notes(
          at,
          ...others.map(({ key, method }) => [directory[key], `${method} authentication is enabled here.`] as const),
        ),
        remedies: remedy('Disable every method', 'yes', ...changes),
      });
    }
    return or(flagged, first ? 'yes' : 'no');
  },
});
