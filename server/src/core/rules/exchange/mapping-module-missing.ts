// Certificates are mapped by a module that is not there.
import { iisMappingModule, mappingModule } from '../../sign-in/constants.js';
import { isInServerPipeline, isInstalled, pipelineOf } from '../../sign-in/mapping-module.js';
import { sections } from '../../sign-in/sections.js';
import { inProcedure, isOutsideExchange, mapsByIisItself, mapsItself } from '../../exchange/sign-in.js';
import type { VirtualDirectory, ExchangeServer } from '../../exchange/virtual-directory.js';
import { remarks } from '../../exchange/virtual-directory.js';
import type { Truth } from '../../iis/truth.js';
import { and, isOn, not, or } from '../../iis/truth.js';
import { commandChange, review, safe, textChange } from '../../remedy/build.js';
import type { Remedy } from '../../remedy/remedy.js';
import type { XmlElement } from '../../xml/tree.js';
import { childElements } from '../../xml/tree.js';
import { serverPlace } from '../support/places.js';
import type { Reporter } from '../rule.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';
import { lineOf, newLineBefore } from '../support/text.js';

export default defineRule({
  id: 'exchange/mapping-module-missing',
  severity: 'error',
  subject: 'exchange',
  sections: [sections.globalModules, sections.modules, sections.mapping],
  docs: {
    title: 'Certificate mapping module missing',
    what: 'Certificates are mapped on ActiveSync, Outlook on the web, or the Exchange admin center, but `CertificateMappingAuthenticationModule` is not installed, is not in the `<modules>` list of applicationHost.config, or is removed by a web.config.',
    why: 'This module implements `clientCertificateMappingAuthentication`. Without it, IIS ignores the setting and maps no certificate to a user.',
    fix: 'Install the Web-Client-Auth feature, add the module to the list, or delete the `<remove>` element. Only `FrontEnd\\HttpProxy\\Rest\\web.config` contains that element by default, and it belongs there.',
    symptom: 'Requests with a valid certificate end with status 401.',
    commands: ['Get-WindowsFeature Web-Client-Auth', 'Install-WindowsFeature Web-Client-Auth'],
    uncertain: 'The status 401.2 is inferred from how IIS authenticates.',
    sources: [sources.procedure, sources.mapping, sources.realServers],
  },
  messages: {
    iisNotInstalled:
      '{path}: IIS client certificate mapping is enabled, but its module is not installed, so sign-in fails with 401. Install Web-Cert-Auth.',
    notInstalled:
      'CertificateMappingAuthenticationModule is not installed, but {path} maps certificates. Install Web-Client-Auth.',
    notListed: 'CertificateMappingAuthenticationModule is not in <modules>, but {path} maps certificates. Add it.',
    removed:
      '{path}: CertificateMappingAuthenticationModule is removed here, so no certificate is mapped. Delete this element.',
    skipped:
      '{path}: CertificateMappingAuthenticationModule has a preCondition that does not hold, so IIS skips it. Delete it.',
  },
  applies: (server) => mapping(server).length + mappingByIis(server).length > 0,
  check(server, report) {
    const byIis = iisModuleMissing(server, report);
    if (mapping(server).length === 0) return byIis;
    const directories = mapping(server).filter(({ mapping: value }) => isOn(value) === 'yes');
    const needed = or(...mapping(server).map(({ mapping: value }) => isOn(value)));
    const absent = and(needed, not(isInstalled(server.configuration)));
    if (absent === 'yes') {
      reportForServer(server, directories, 'notInstalled', sections.globalModules, report, [
        review(
          'Install Web-Client-Auth',
          commandChange('Install the Web-Client-Auth feature', {
            powershell: 'Install-WindowsFeature Web-Client-Auth',
          }),
        ),
      ]);
      return absent;
    }
    const unlisted = and(needed, not(isInServerPipeline(server.configuration)));
    if (unlisted === 'yes') {
      reportForServer(server, directories, 'notListed', sections.modules, report, add(server));
      return unlisted;
    }
    return or(byIis, absent, unlisted, ...mapping(server).map((directory) => removed(directory, report)));
  },
});

/** The paths that map certificates to accounts of Active Directory, or may. */
function mapping(server: ExchangeServer): VirtualDirectory[] {
  return server.virtualDirectories.filter(
    (directory) =>
      (inProcedure(directory) || (isOutsideExchange(directory) && mapsItself(directory) !== 'no')) &&
      isOn(directory.mapping) !== 'no',
  );
}

/** The paths outside Exchange that map certificates by the lists of IIS. */
function mappingByIis(server: ExchangeServer): VirtualDirectory[] {
  return server.virtualDirectories.filter(
    (directory) => isOutsideExchange(directory) && mapsByIisItself(directory) === 'yes',
  );
}

/** The module of IIS's own lists comes with a Windows feature of its own, which Exchange does not need. */
function iisModuleMissing(server: ExchangeServer, report: Reporter): Truth {
  const [first] = mappingByIis(server);
  const verdict = first ? not(isInstalled(server.configuration, iisMappingModule)) : 'no';
  if (verdict === 'yes' && first) {
    const at = serverPlace(server.configuration, sections.globalModules);
    report({
      message: 'iisNotInstalled',
      data: { path: first.configurationPath },
      at,
      evidence: remarks(at, [first.iisMapping, `IIS mapping is enabled for ${first.configurationPath}.`]),
      remedies: [
        review(
          'Install Web-Cert-Auth',
          commandChange('Install the Web-Cert-Auth feature', { powershell: 'Install-WindowsFeature Web-Cert-Auth' }),
        ),
      ],
    });
  }
  return verdict;
}

function reportForServer(
  { configuration }: ExchangeServer,
  directories: readonly VirtualDirectory[],
  message: 'notInstalled' | 'notListed',
  section: string,
  report: Reporter,
  remedies: readonly Remedy[],
): void {
  const at = serverPlace(configuration, section);
  report({
    message,
    data: { path: directories[0]!.configurationPath },
    at,
    evidence: remarks(
      at,
      ...directories.map((one) => [one.mapping, `Mapping is enabled for ${one.configurationPath}.`] as const),
    ),
    remedies,
  });
}

function removed(directory: VirtualDirectory, report: Reporter): Truth {
  const { holdsIt, removal } = pipelineOf(directory);
  const verdict = and(isOn(directory.mapping), not(holdsIt));
  if (verdict === 'yes' && removal) {
    report({
      message: removal.element.name === 'add' ? 'skipped' : 'removed',
      data: { path: directory.configurationPath },
      configurationPath: directory.configurationPath,
      at: removal,
      evidence: remarks(removal, [directory.mapping, 'Mapping is enabled here.']),
      remedies: removal.element.name === 'remove' ? [deletion(directory, removal.uri, removal.element)] : [],
    });
  }
  return verdict;
}

function deletion({ server }: VirtualDirectory, uri: string, element: XmlElement): Remedy {
  const { configuration } = server;
  const files = [configuration.applicationHost, ...configuration.placedFiles.keys()];
  const { document } = files.find((file) => file.uri === uri)!;
  const edit = { range: lineOf(document.text, element.range), newText: '' };
  return safe('Delete the remove element', textChange(uri, `Delete <remove name="${mappingModule}" />`, [edit]));
}

/** The entry goes behind the last one of the list. */
function add({ configuration }: ExchangeServer): Remedy[] {
  const { uri, document, sections: all } = configuration.applicationHost;
  const list = all.find(({ section, location }) => section === sections.modules && (location?.path ?? '') === '');
  const last = list && childElements(list.element, 'add').at(-1);
  if (!last) return [];
  const { end } = last.range;
  const newText = `${newLineBefore(document.text, last.range.start)}<add name="${mappingModule}" />`;
  return [
    safe(
      'Add the module',
      textChange(uri, `Add ${mappingModule} to the modules`, [{ range: { start: end, end }, newText }]),
    ),
  ];
}
