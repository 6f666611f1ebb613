// Certificates are mapped by a module that is not there.
import { iisMappingModule, mappingModule } from '../../sign-in/constants.js';
import { isInServerPipeline, isInstalled, pipelineOf } from '../../sign-in/mapping-module.js';
import { sections } from '../../sign-in/sections.js';
import { inProcedure, isOutsideExchange, mapsByIisItself, mapsItself } from '../../exchange/sign-in.js';
import type { VirtualDirectory, ExchangeServer } from '../../exchange/virtual-directory.js';
import { notes } from '../../exchange/virtual-directory.js';
import type { Effective } from '../../iis/effective.js';
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
    what: 'Certificates are mapped on ActiveSync, Outlook on the web, the Exchange admin center, or a path outside Exchange, but `CertificateMappingAuthenticationModule` (for IIS mapping, `IISCertificateMappingAuthenticationModule`) is not installed, is not in the `<modules>` list of applicationHost.config, or is removed by a web.config.',
    why: 'These modules implement `clientCertificateMappingAuthentication` and `iisClientCertificateMappingAuthentication`. Without its module, IIS ignores the setting and maps no certificate to a user.',
    fix: 'Install the Web-Client-Auth feature, add the module to the list, or delete the `<remove>` element. Only `FrontEnd\\HttpProxy\\Rest\\web.config` contains that element by default, and it belongs there.',
    symptom: 'Requests with a valid certificate end with status 401.',
    commands: ['Get-WindowsFeature Web-Client-Auth', 'Install-WindowsFeature Web-Client-Auth'],
    uncertain: 'The status 401.2 is inferred from how IIS authenticates.',
    sources: [sources.procedure, sources.mapping, sources.realServers],
  },
  messages: {
    notInstalled: '{module} is not installed, but {path} maps certificates. Install {feature}.',
    notListed: '{module} is not in <modules>, but {path} maps certificates. Add it.',
    removed: '{path}: {module} is removed here, so no certificate is mapped. Delete this element.',
    skipped: '{path}: {module} has a preCondition that does not hold, so IIS skips it. Delete it.',
  },
  applies: (server) => mapping(server).length + mappingByIis(server).length > 0,
  check(server, report) {
    return or(...kinds.map((kind) => checkKind(kind, server, report)));
  },
});

/** One way to map certificates, with the module that it needs. */
interface Kind {
  readonly module: string;
  readonly feature: string;
  readonly install: string;
  readonly directories: (server: ExchangeServer) => VirtualDirectory[];
  readonly valueOf: (directory: VirtualDirectory) => Effective<boolean>;
}

const kinds: readonly Kind[] = [
  {
    module: iisMappingModule,
    feature: 'Web-Cert-Auth',
    install: 'Install Web-Cert-Auth',
    directories: mappingByIis,
    valueOf: ({ iisMapping }) => iisMapping,
  },
  {
    module: mappingModule,
    feature: 'Web-Client-Auth',
    install: 'Install Web-Client-Auth',
    directories: mapping,
    valueOf: ({ mapping: value }) => value,
  },
];

function checkKind(kind: Kind, server: ExchangeServer, report: Reporter): Truth {
  const all = kind.directories(server);
  if (all.length === 0) return 'no';
  const needed = or(...all.map((directory) => isOn(kind.valueOf(directory))));
  const absent = and(needed, not(isInstalled(server.configuration, kind.module)));
  if (absent === 'yes') {
    const install = commandChange(`Install the ${kind.feature} feature`, {
      powershell: `Install-WindowsFeature ${kind.feature}`,
    });
    reportForServer(kind, server, 'notInstalled', report, [review(kind.install, install)]);
    return absent;
  }
  const unlisted = and(needed, not(isInServerPipeline(server.configuration, kind.module)));
  if (unlisted === 'yes') {
    reportForServer(kind, server, 'notListed', report, add(server, kind.module));
    return unlisted;
  }
  return or(absent, unlisted, ...all.map((directory) => removed(kind, directory, report)));
}

/** The paths that map certificates to accounts of Active Directory, or may. */
function mapping(server: ExchangeServer): VirtualDirectory[] {
  return server.virtualDirectories.filter(
    (directory) =>
      (inProcedure(directory) || isOutsideExchange(directory)) &&
      isOn(directory.mapping) !== 'no' &&
      (inProcedure(directory) || mapsItself(directory) !== 'no'),
  );
}

/** The paths outside Exchange that map certificates by the lists of IIS. */
function mappingByIis(server: ExchangeServer): VirtualDirectory[] {
  return server.virtualDirectories.filter(
    (directory) => isOutsideExchange(directory) && mapsByIisItself(directory) === 'yes',
  );
}

function reportForServer(
  { module, feature, directories, valueOf }: Kind,
  server: ExchangeServer,
  message: 'notInstalled' | 'notListed',
  report: Reporter,
  remedies: readonly Remedy[],
): void {
  const on = directories(server).filter((directory) => isOn(valueOf(directory)) === 'yes');
  const section = message === 'notInstalled' ? sections.globalModules : sections.modules;
  const at = serverPlace(server.configuration, section);
  report({
    message,
    data: { module, feature, path: on[0]!.configurationPath },
    at,
    evidence: notes(
      at,
      ...on.map((one) => [valueOf(one), `Mapping is enabled for ${one.configurationPath}.`] as const),
    ),
    remedies,
  });
}

function removed({ module, valueOf }: Kind, directory: VirtualDirectory, report: Reporter): Truth {
  const { holdsIt, removal } = pipelineOf(directory, module);
  const verdict = and(isOn(valueOf(directory)), not(holdsIt));
  if (verdict === 'yes' && removal) {
    report({
      message: removal.element.name === 'add' ? 'skipped' : 'removed',
      data: { module, path: directory.configurationPath },
      configurationPath: directory.configurationPath,
      at: removal,
      evidence: notes(removal, [valueOf(directory), 'Mapping is enabled here.']),
      remedies: removal.element.name === 'remove' ? [deletion(directory, removal.uri, removal.element, module)] : [],
    });
  }
  return verdict;
}

function deletion({ server }: VirtualDirectory, uri: string, element: XmlElement, module: string): Remedy {
  const { configuration } = server;
  const files = [configuration.applicationHost, ...configuration.placedFiles.keys()];
  const { document } = files.find((file) => file.uri === uri)!;
  const edit = { range: lineOf(document.text, element.range), newText: '' };
  return safe('Delete the remove element', textChange(uri, `Delete <remove name="${module}" />`, [edit]));
}

/** The entry goes behind the last one of the list. */
function add({ configuration }: ExchangeServer, module: string): Remedy[] {
  const { uri, document, sections: all } = configuration.applicationHost;
  const list = all.find(({ section, location }) => section === sections.modules && (location?.path ?? '') === '');
  const last = list && childElements(list.element, 'add').at(-1);
  if (!last) return [];
  const { end } = last.range;
  const newText = `${newLineBefore(document.text, last.range.start)}<add name="${module}" />`;
  return [
    safe('Add the module', textChange(uri, `Add ${module} to the modules`, [{ range: { start: end, end }, newText }])),
  ];
}
