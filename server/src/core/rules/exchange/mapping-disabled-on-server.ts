// Certificates are mapped somewhere, and mapping is off at server level.
import { certificateVirtualDirectories } from '../../exchange/layout.js';
import { sections } from '../../exchange/sections.js';
import { bothTerminations, inProcedure, mapsItself } from '../../exchange/sign-in.js';
import type { ExchangeServer } from '../../exchange/server.js';
import type { VirtualDirectory } from '../../exchange/virtual-directory.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { readBoolean } from '../../iis/read.js';
import { and, isOn, not, or } from '../../iis/truth.js';
import { remedy, serverMapping } from '../fixes.js';
import { serverPlace } from '../places.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'exchange/mapping-disabled-on-server',
  severity: 'warning',
  subject: 'exchange',
  sections: [sections.mapping],
  docs: {
    title: 'Certificate mapping off at server level',
    what: '`clientCertificateMappingAuthentication` is on for a virtual directory and off at server level.',
    why: 'Turning it on at server level is step 2 of the procedure. In IIS Manager that step also turns the DS mapper of HTTP.SYS on for the SSL bindings, without which nothing is mapped to Active Directory; a server where the step was left out probably lacks both.',
    fix: 'Turn it on at server level, then see that `netsh http show sslcert` says `DS Mapper Usage : Enabled`, and run `iisreset`.',
    symptom: 'Requests with a valid certificate end with status 401.',
    commands: [
      'appcmd set config -section:system.webServer/security/authentication/clientCertificateMappingAuthentication /enabled:"True" /commit:apphost',
      'netsh http show sslcert ipport=0.0.0.0:443',
    ],
    uncertain:
      'The DS mapper is in no configuration file, so whether it is on cannot be seen here. Which registry value stands behind it is inferred from the HTTP API.',
    sources: [sources.procedure, sources.mapping],
  },
  messages: {
    off: 'Certificates are mapped on {path}, but mapping is off at server level, step 2 of the procedure. Turn it on.',
  },
  applies: (server) => directoriesOf(server).some(({ termination }) => termination === 'exchange'),
  check(server, report) {
    const { configuration } = server;
    const atServer = readBoolean(configuration, '', sections.mapping, 'enabled');
    const directories = directoriesOf(server).map((directory) => ({ directory, maps: maps(directory) }));
    const verdict = and(or(...directories.map(({ maps }) => maps)), not(isOn(atServer)));
    if (verdict === 'yes') {
      const mapping = directories.filter(({ maps }) => maps === 'yes').map(({ directory }) => directory);
      const at = serverPlace(configuration, sections.mapping, atServer);
      report({
        message: 'off',
        data: { path: mapping[0]!.configurationPath },
        at,
        evidence: remarks(
          at,
          ...mapping.map((one) => [one.mapping, `Mapping is on for ${one.configurationPath}.`] as const),
        ),
        remedies: remedy('Turn certificate mapping on at server level', 'no', ...serverMapping(server)),
      });
    }
    return verdict;
  },
});

function directoriesOf(server: ExchangeServer): VirtualDirectory[] {
  return certificateVirtualDirectories.flatMap((name) => server.find(name) ?? []).filter(inProcedure);
}

function maps(directory: VirtualDirectory) {
  return and(mapsItself(directory), not(bothTerminations(directory)));
}
