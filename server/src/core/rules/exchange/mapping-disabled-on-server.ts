// Certificates are mapped somewhere, and mapping is off at server level.
import { sections } from '../../sign-in/sections.js';
import { bothTerminations, inProcedure, mapsItself } from '../../exchange/sign-in.js';
import type { VirtualDirectory, ExchangeServer } from '../../exchange/virtual-directory.js';
import { notes } from '../../exchange/virtual-directory.js';
import { readBoolean } from '../../iis/read.js';
import { and, isOn, not, or } from '../../iis/truth.js';
import { remedy, serverMapping } from '../support/fixes.js';
import { serverPlace } from '../support/places.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'exchange/mapping-disabled-on-server',
  severity: 'warning',
  subject: 'exchange',
  sections: [sections.mapping],
  docs: {
    title: 'Certificate mapping disabled on server',
    what: '`clientCertificateMappingAuthentication` is enabled for a virtual directory but disabled at the server level.',
    why: 'Step 2 of the procedure enables it at the server level. In IIS Manager, that step also enables DS Mapper Usage in the certificate records of HTTP.SYS, which mapping to Active Directory accounts needs; without the step, a server probably lacks both.',
    fix: 'Enable it at the server level, check that `netsh http show sslcert` shows `DS Mapper Usage : Enabled`, and run `iisreset`.',
    symptom: 'Requests with a valid certificate end with status 401.',
    commands: [
      'appcmd set config -section:system.webServer/security/authentication/clientCertificateMappingAuthentication /enabled:"True" /commit:apphost',
      'netsh http show sslcert ipport=0.0.0.0:443',
    ],
    uncertain:
      'DS Mapper Usage is not in any configuration file, so its state is not visible here. Which registry value holds it is inferred from the HTTP API.',
    sources: [sources.procedure, sources.mapping],
  },
  messages: {
    off: 'Active Directory Client Certificate Authentication is disabled on the server, but {path} maps certificates. Enable it.',
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
        evidence: notes(
          at,
          ...mapping.map((one) => [one.mapping, `Mapping is enabled for ${one.configurationPath}.`] as const),
        ),
        remedies: remedy('Enable certificate mapping on the server', 'no', ...serverMapping(server)),
      });
    }
    return verdict;
  },
});

function directoriesOf(server: ExchangeServer): VirtualDirectory[] {
  return server.procedure.filter(inProcedure);
}

function maps(directory: VirtualDirectory) {
  return and(mapsItself(directory), not(bothTerminations(directory)));
}
